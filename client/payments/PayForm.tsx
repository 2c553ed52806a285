import { Form, Input } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type PayBody, payBody, type PaymentOrder } from '../../shared/payments.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { ConfirmPosting } from '../ui/ConfirmPosting.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { MoneyText, moneyWords } from '../ui/MoneyText.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useFunds, type usePay } from './api.ts';

const fields = payBody.shape;

/** The day and the bank's number of a payment; sending it twice pays once. */
export function PayForm({
  order,
  pay,
  onLeave,
}: {
  order: PaymentOrder;
  pay: ReturnType<typeof usePay>;
  onLeave: () => void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<PayBody>();
  const formKey = `payments.pay.${order.id}`;
  const draft = useDraft(formKey, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(formKey);
  useTodayAsDay(form);
  const done = () => {
    draft.clear();
    renew();
  };
  const submit = (typed: PayBody) => {
    const body = { ...typed, bankReference: typed.bankReference || null };
    pay.mutate({ body, key }, { onSuccess: done, onError: renewIfUsed });
  };
  return (
    <ActForm
      form={form}
      error={pay.error}
      pending={pay.isPending}
      submit={t('payments.payAmount', { amount: moneyWords(order.amount) })}
      onCancel={onLeave}
      onFinish={submit}
    >
      <PayFields order={order} />
      <PayPreview order={order} />
    </ActForm>
  );
}

function useTodayAsDay(form: ReturnType<typeof Form.useForm<PayBody>>[0]) {
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('paidOn')) form.setFieldValue('paidOn', date);
  }, [date, form]);
}

function PayFields({ order }: { order: PaymentOrder }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="paidOn"
        label={t('payments.paidOn')}
        rules={[fieldRule(fields.paidOn)]}
        required
      >
        <Input type="date" />
      </Form.Item>
      {order.method === 'bank' && (
        <Form.Item
          name="bankReference"
          label={t('payments.bankReference')}
          extra={t('payments.bankReferenceHelp')}
          rules={[fieldRule(fields.bankReference)]}
        >
          <Input autoComplete="off" />
        </Form.Item>
      )}
    </>
  );
}

/** The lines; the money was reserved by the decision, so what is available stays as it is. */
function PayPreview({ order }: { order: PaymentOrder }) {
  const { t } = useTranslation();
  const fund = useFunds().data?.items.find(({ code }) => code === order.fundCode);
  if (!fund) return null;
  const expense = fund.kind === 'restricted' ? '510102' : '510101';
  const money = order.method === 'bank' ? '100201' : '100101';
  const { amount } = order;
  return (
    <ConfirmPosting
      lines={[
        { side: 'debit', account: t(`payments.accounts.${expense}`), fund: fund.code, amount },
        { side: 'credit', account: t(`payments.accounts.${money}`), amount },
      ]}
      remains={
        <>
          {fund.code} {fund.name} <MoneyText value={fund.available} /> {t('payments.reserved')}
        </>
      }
      next={t('payments.next')}
    />
  );
}
