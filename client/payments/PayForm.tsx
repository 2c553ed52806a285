import { Button, Form, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PayBody, payBody, type PaymentOrder } from '../../shared/payments.ts';
import { ConfirmPosting } from '../ui/ConfirmPosting.tsx';
import { applyFieldErrors, ErrorSummary } from '../ui/ErrorSummary.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { MoneyText, moneyWords } from '../ui/MoneyText.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useBusinessDate, useFunds, type usePay } from './api.ts';

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
  const formKey = `pay-${order.id}`;
  const draft = useDraft(formKey, form);
  const { key, renew } = useIdempotencyKey(formKey);
  const [unfinished, setUnfinished] = useState<unknown>();
  useTodayAsDay(form);

  const submit = (typed: PayBody) => {
    setUnfinished(undefined);
    const body = { ...typed, bankReference: typed.bankReference || null };
    pay.mutate(
      { body, key },
      {
        onSuccess: () => {
          draft.clear();
          renew();
        },
        onError: (error) => {
          applyFieldErrors(form, error, t);
          if ('code' in error && error.code === 'IDEMPOTENCY_KEY_REUSED') renew();
        },
      },
    );
  };
  return (
    <>
      <ErrorSummary error={unfinished ?? pay.error} />
      <Form
        form={form}
        layout="vertical"
        validateTrigger="onBlur"
        onFinish={submit}
        onFinishFailed={setUnfinished}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onLeave();
        }}
      >
        <PayFields order={order} />
        <PayPreview order={order} />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={pay.isPending}>
            {t('payments.payAmount', { amount: moneyWords(order.amount) })}
          </Button>
          <Button onClick={onLeave}>{t('common.cancel')}</Button>
        </div>
      </Form>
    </>
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
