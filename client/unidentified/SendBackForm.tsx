import { Form, Input, Modal } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type SendBackBody, sendBackBody, type Unidentified } from '../../shared/unidentified.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { moneyWords } from '../ui/MoneyText.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useSendBack } from './api.ts';

const fields = sendBackBody.shape;

interface Props {
  receipt: Unidentified;
  onClose: () => void;
}

/** The chair sends unknown money back; it posts at once. */
export function SendBackForm({ receipt, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<SendBackBody>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`unidentified.return.${receipt.id}`);
  const back = useSendBack(receipt.id, key);
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('returnedOn')) form.setFieldValue('returnedOn', date);
  }, [date, form]);
  const done = () => {
    renew();
    onClose();
  };
  return (
    <Modal open title={t('unidentified.sendBack')} footer={null} onCancel={onClose}>
      <p className="hint">{t('unidentified.sendBackHelp')}</p>
      <ActForm
        form={form}
        error={back.error}
        pending={back.isPending}
        danger
        submit={t('unidentified.sendBackAmount', { amount: moneyWords(receipt.amount) })}
        onCancel={onClose}
        onFinish={(body) => back.mutate(body, { onSuccess: done, onError: renewIfUsed })}
      >
        <Form.Item
          name="reason"
          label={t('unidentified.reason')}
          rules={[fieldRule(fields.reason)]}
          required
        >
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="returnedOn"
          label={t('unidentified.returnedOn')}
          rules={[fieldRule(fields.returnedOn)]}
          required
        >
          <Input type="date" />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}
