import { Form, Input, Modal } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type UnidentifiedBody, unidentifiedBody } from '../../shared/unidentified.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { AmountInput } from '../ui/AmountInput.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useRecordUnidentified } from './api.ts';

const FORM = 'unidentified.record';
const fields = unidentifiedBody.shape;

/** Notes money in the bank whose giver is not known. It is no income. */
export function RecordUnidentifiedForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<UnidentifiedBody>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const record = useRecordUnidentified(key);
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('receivedOn')) form.setFieldValue('receivedOn', date);
  }, [date, form]);
  const done = () => {
    renew();
    onClose();
  };
  return (
    <Modal open title={t('unidentified.record')} footer={null} onCancel={onClose}>
      <p className="hint">{t('unidentified.posts')}</p>
      <ActForm
        form={form}
        error={record.error}
        pending={record.isPending}
        submit={t('unidentified.submit')}
        onCancel={onClose}
        onFinish={(body) => record.mutate(body, { onSuccess: done, onError: renewIfUsed })}
      >
        <Form.Item
          name="amount"
          label={t('unidentified.amount')}
          rules={[fieldRule(fields.amount)]}
          required
        >
          <AmountInput />
        </Form.Item>
        {(['bankReference', 'payer'] as const).map((name) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`unidentified.${name}`)}
            rules={[fieldRule(fields[name])]}
            required
          >
            <Input autoComplete="off" />
          </Form.Item>
        ))}
        <Form.Item
          name="receivedOn"
          label={t('unidentified.receivedOn')}
          rules={[fieldRule(fields.receivedOn)]}
          required
        >
          <Input type="date" />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}
