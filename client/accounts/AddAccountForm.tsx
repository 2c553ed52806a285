import { Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { addAccountBody, type AddAccountBody } from '../../shared/accounts.ts';
import type { Account } from '../../shared/ledger.ts';
import { useLanguage } from '../i18n/index.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useAddAccount } from './api.ts';

const FORM = 'accounts.add';

/** Adds a sub-account; its code follows from its parent's. */
export function AddAccountForm({
  accounts,
  onClose,
}: {
  accounts: Account[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const english = useLanguage() === 'en';
  const [form] = Form.useForm<AddAccountBody>();
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const add = useAddAccount(key);
  const done = () => {
    draft.clear();
    renew();
    onClose();
  };
  const { shape } = addAccountBody;
  const parents = accounts.filter(
    ({ code, system, closedOn }) => !system && closedOn === null && !code.startsWith('1002'),
  );
  return (
    <Modal open title={t('accounts.add')} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={add.error}
        pending={add.isPending}
        submit={t('accounts.addSubmit')}
        onCancel={onClose}
        onFinish={(values) => add.mutate(values, { onSuccess: done, onError: renewIfUsed })}
      >
        <Form.Item
          name="parentCode"
          label={t('accounts.parent')}
          extra={t('accounts.parentHelp')}
          rules={[fieldRule(shape.parentCode)]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={parents.map((each) => ({
              value: each.code,
              label: `${each.code} ${english ? each.nameEn : each.nameZh}`,
            }))}
          />
        </Form.Item>
        <Form.Item name="nameZh" label={t('accounts.nameZh')} rules={[fieldRule(shape.nameZh)]}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="nameEn" label={t('accounts.nameEn')} rules={[fieldRule(shape.nameEn)]}>
          <Input autoComplete="off" />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}
