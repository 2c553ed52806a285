import { App, Form, Input } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type WithdrawalBody, withdrawalBody, type Withdrawal } from '../../shared/cash.ts';
import { amount, parseTyped } from '../../shared/money.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { AmountInput } from '../ui/AmountInput.tsx';
import { ConfirmPosting } from '../ui/ConfirmPosting.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { moneyWords } from '../ui/MoneyText.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useWithdraw, useWithdrawals } from './api.ts';
import { withdrawalLines } from './lines.ts';

const FORM = 'cash.withdrawal';
const fields = withdrawalBody.shape;

/** Books cash that was drawn from the bank for the float, with the bank's slip. */
export function WithdrawalForm() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<WithdrawalBody>();
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const withdraw = useWithdraw();
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('withdrawnOn')) form.setFieldValue('withdrawnOn', date);
  }, [date, form]);
  const typed = parseTyped(Form.useWatch('amount', form) ?? '', amount);
  const done = (drawn: Withdrawal) => {
    renew();
    form.resetFields(['amount', 'slipReference']);
    draft.clear();
    const words = { amount: moneyWords(drawn.amount), voucher: drawn.voucherNumber };
    message.success(t('cash.withdrawn', words));
  };
  const readable = 'money' in typed;
  return (
    <section aria-label={t('cash.withdraw')}>
      <h2>{t('cash.withdraw')}</h2>
      <ActForm
        name="withdrawal"
        form={form}
        error={withdraw.error}
        pending={withdraw.isPending}
        submit={
          readable
            ? t('cash.withdrawAmount', { amount: moneyWords(typed.money) })
            : t('cash.withdraw')
        }
        onFinish={(body) =>
          withdraw.mutate({ body, key }, { onSuccess: done, onError: renewIfUsed })
        }
      >
        <WithdrawalFields />
        {readable && (
          <ConfirmPosting
            lines={withdrawalLines(typed.money).map((line) => ({
              ...line,
              account: t(`cash.accounts.${line.account}`),
            }))}
            next={t('cash.withdrawNext')}
          />
        )}
      </ActForm>
    </section>
  );
}

function WithdrawalFields() {
  const { t } = useTranslation();
  const available = useWithdrawals().data?.available;
  const limit = available && t('cash.withdrawLimit', { amount: moneyWords(available) });
  return (
    <>
      <Form.Item
        name="amount"
        label={t('cash.amount')}
        extra={limit}
        rules={[fieldRule(fields.amount)]}
        required
      >
        <AmountInput />
      </Form.Item>
      <Form.Item
        name="withdrawnOn"
        label={t('cash.withdrawnOn')}
        rules={[fieldRule(fields.withdrawnOn)]}
        required
      >
        <Input type="date" />
      </Form.Item>
      <Form.Item
        name="slipReference"
        label={t('cash.withdrawSlip')}
        rules={[fieldRule(fields.slipReference)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
    </>
  );
}
