import { Button, Form, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PayRefundBody, payRefundBody, type Refund } from '../../shared/refunds.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { moneyWords } from '../ui/MoneyText.tsx';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { usePayRefund } from './api.ts';

const fields = payRefundBody.shape;

/** The cashier's button on a debt to a donor, and its form. */
export function PayRefund({ refund }: { refund: Refund }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('refunds.pay')}
      </Button>
      {open && <PayForm refund={refund} onClose={() => setOpen(false)} />}
    </>
  );
}

function PayForm({ refund, onClose }: { refund: Refund; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<PayRefundBody>();
  const { key, renew, renewIfUsed } = useIdempotencyKey(`refunds.pay.${refund.id}`);
  const pay = usePayRefund(refund.id, key);
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('paidOn')) form.setFieldValue('paidOn', date);
  }, [date, form]);
  const done = () => {
    renew();
    onClose();
  };
  return (
    <Modal open title={t('refunds.pay')} footer={null} onCancel={onClose}>
      <ActForm
        form={form}
        error={pay.error}
        pending={pay.isPending}
        submit={t('refunds.payAmount', { amount: moneyWords(refund.amount) })}
        onCancel={onClose}
        onFinish={(body) => pay.mutate(body, { onSuccess: done, onError: renewIfUsed })}
      >
        <Form.Item
          name="bankReference"
          label={t('refunds.bankReference')}
          rules={[fieldRule(fields.bankReference)]}
          required
        >
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="paidOn"
          label={t('refunds.paidOn')}
          rules={[fieldRule(fields.paidOn)]}
          required
        >
          <Input type="date" />
        </Form.Item>
      </ActForm>
    </Modal>
  );
}
