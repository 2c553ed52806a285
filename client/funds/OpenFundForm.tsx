import { Form, Input, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { fundKind, openFundBody, type OpenFundBody } from '../../shared/funds.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useOpenFund } from './api.ts';

const FORM = 'funds.open';

/** Opens a fund. Its code stands in every line of the books that touches it. */
export function OpenFundForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<OpenFundBody>();
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const open = useOpenFund(key);
  const done = () => {
    draft.clear();
    renew();
    onClose();
  };
  return (
    <Modal open title={t('funds.open')} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={open.error}
        pending={open.isPending}
        submit={t('funds.openSubmit')}
        onCancel={onClose}
        onFinish={(values) => open.mutate(values, { onSuccess: done, onError: renewIfUsed })}
        initialValues={{ kind: 'restricted' }}
      >
        <FundFields />
      </ActForm>
    </Modal>
  );
}

function FundFields() {
  const { t } = useTranslation();
  const { shape } = openFundBody;
  return (
    <>
      <Form.Item
        name="code"
        label={t('funds.code')}
        extra={t('funds.codeHelp')}
        rules={[fieldRule(shape.code)]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="name"
        label={t('funds.name')}
        extra={t('funds.nameHelp')}
        rules={[fieldRule(shape.name)]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="kind" label={t('funds.kind')} extra={t('funds.kindHelp')}>
        <Radio.Group
          options={fundKind.options.map((kind) => ({
            value: kind,
            label: t(`funds.kinds.${kind}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="purpose"
        label={t('funds.purpose')}
        extra={t('funds.purposeHelp')}
        rules={[fieldRule(shape.purpose)]}
      >
        <Input.TextArea rows={2} />
      </Form.Item>
    </>
  );
}
