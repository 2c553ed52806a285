import { Form, Input, Modal, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  type CoveredRole,
  coveredRole,
  enterCoverBody,
  type EnterCoverBody,
} from '../../shared/covers.ts';
import { incompatibleRoles } from '../../shared/roles.ts';
import type { User } from '../../shared/users.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useAccounts, useEnterCover } from './api.ts';

const FORM = 'stewardship.cover';
const { shape } = enterCoverBody;

/** Enters who stands in for whom; nothing is given until the chair confirms. */
export function EnterCoverForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<EnterCoverBody>();
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const enter = useEnterCover(key);
  const done = () => {
    draft.clear();
    renew();
    onClose();
  };
  return (
    <Modal open title={t('stewardship.cover.enter')} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={enter.error}
        pending={enter.isPending}
        submit={t('stewardship.cover.enterSubmit')}
        onCancel={onClose}
        onFinish={(values) => enter.mutate(values, { onSuccess: done, onError: renewIfUsed })}
      >
        <Form.Item
          name="role"
          label={t('stewardship.cover.role')}
          rules={[fieldRule(shape.role)]}
          required
        >
          <Radio.Group
            options={coveredRole.options.map((role) => ({
              value: role,
              label: t(`roles.${role}`),
            }))}
          />
        </Form.Item>
        <AccountFields />
        <DayFields />
        <Form.Item
          name="reason"
          label={t('stewardship.cover.reason')}
          extra={t('stewardship.cover.reasonHelp')}
          rules={[fieldRule(shape.reason)]}
          required
        >
          <Input autoComplete="off" />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}

/** Only those who have the duty are absent, and only those whom it fits stand in. */
function AccountFields() {
  const { t } = useTranslation();
  const accounts = useAccounts();
  const role: CoveredRole | undefined = Form.useWatch('role');
  const active = (accounts.data?.items ?? []).filter(({ status }) => status === 'active');
  const may = {
    coveredUserId: active.filter(({ roles }) => role !== undefined && roles.includes(role)),
    coveringUserId: active.filter(
      ({ roles }) =>
        role !== undefined &&
        !roles.includes(role) &&
        incompatibleRoles([...roles, role]).length === 0,
    ),
  };
  return (['coveredUserId', 'coveringUserId'] as const).map((field) => (
    <Form.Item
      key={field}
      name={field}
      label={t(`stewardship.cover.${field}`)}
      rules={[fieldRule(shape[field])]}
      required
    >
      <Select loading={accounts.isPending} options={may[field].map(optionOf)} />
    </Form.Item>
  ));
}

const optionOf = ({ id, name, login }: User) => ({ value: id, label: `${name} (${login})` });

function DayFields() {
  const { t } = useTranslation();
  return (['fromOn', 'untilOn'] as const).map((field) => (
    <Form.Item
      key={field}
      name={field}
      label={t(`stewardship.cover.${field}`)}
      {...(field === 'untilOn' && { extra: t('stewardship.cover.untilHelp') })}
      rules={[fieldRule(shape[field])]}
      required
    >
      <Input type="date" />
    </Form.Item>
  ));
}
