import { App, Button, Form, type FormInstance, Input, Radio } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type CashState,
  type Deposit,
  type DepositBody,
  depositBody,
  type DepositKind,
  depositKind,
} from '../../shared/cash.ts';
import { amount, amountOrZero, isZero, parseTyped, ZERO } from '../../shared/money.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { AmountInput } from '../ui/AmountInput.tsx';
import { ConfirmPosting } from '../ui/ConfirmPosting.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { moneyWords } from '../ui/MoneyText.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useDeposit } from './api.ts';
import { depositLines } from './lines.ts';

const FORM = 'cash.deposit';
const fields = depositBody.shape;

type Typed = Omit<DepositBody, 'fee'> & { fee?: string };

/** Takes cash to the bank, or books what a platform paid out. */
export function DepositForm({ state }: { state: CashState }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const deposit = useDeposit();
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('depositedOn')) form.setFieldValue('depositedOn', date);
  }, [date, form]);

  const submit = (typed: Typed) => {
    const done = (banked: Deposit) => {
      renew();
      form.resetFields(['amount', 'fee', 'slipReference']);
      draft.clear();
      const amounts = { amount: moneyWords(banked.amount), voucher: banked.voucherNumber };
      message.success(t('cash.deposited', amounts));
    };
    const fee = typed.kind === 'cash' ? ZERO : typed.fee || ZERO;
    deposit.mutate({ body: { ...typed, fee }, key }, { onSuccess: done, onError: renewIfUsed });
  };
  return (
    <section aria-label={t('cash.deposit')}>
      <h2>{t('cash.deposit')}</h2>
      <ActForm
        form={form}
        error={deposit.error}
        pending={deposit.isPending}
        submit={useDepositLabel(form)}
        initialValues={{ kind: 'cash' }}
        onFinish={submit}
      >
        <DepositFields state={state} />
        <DepositPreview />
      </ActForm>
    </section>
  );
}

/** Says how much goes to the bank as soon as that can be read. */
function useDepositLabel(form: FormInstance<Typed>): string {
  const { t } = useTranslation();
  const reading = parseTyped(Form.useWatch('amount', form) ?? '', amount);
  return 'money' in reading
    ? t('cash.depositAmount', { amount: moneyWords(reading.money) })
    : t('cash.deposit');
}

function DepositFields({ state }: { state: CashState }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<Typed>();
  const kind: DepositKind = Form.useWatch('kind', form) ?? 'cash';
  const held = state[kind];
  return (
    <>
      <Form.Item name="kind" label={t('cash.from')} required>
        <Radio.Group
          optionType="button"
          options={depositKind.options.map((value) => ({
            value,
            label: t(`cash.place.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="amount"
        label={t(kind === 'cash' ? 'cash.amount' : 'cash.amountOut')}
        rules={[fieldRule(fields.amount)]}
        extra={
          !isZero(held) && (
            <Button size="small" onClick={() => form.setFieldValue('amount', held)}>
              {t('cash.all', { amount: moneyWords(held) })}
            </Button>
          )
        }
        required
      >
        <AmountInput />
      </Form.Item>
      {kind !== 'cash' && (
        <Form.Item
          name="fee"
          label={t('cash.payoutFee')}
          extra={t('cash.payoutFeeHelp')}
          rules={[fieldRule(fields.fee)]}
        >
          <AmountInput placeholder="0.00" />
        </Form.Item>
      )}
      <Form.Item
        name="depositedOn"
        label={t('cash.depositedOn')}
        rules={[fieldRule(fields.depositedOn)]}
        required
      >
        <Input type="date" />
      </Form.Item>
      <Form.Item
        name="slipReference"
        label={t('cash.slip')}
        extra={t('cash.slipHelp')}
        rules={[fieldRule(fields.slipReference)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
    </>
  );
}

function DepositPreview() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<Typed>();
  const typed = Form.useWatch((values: Typed) => values, form);
  const kind = typed?.kind ?? 'cash';
  const moved = parseTyped(typed?.amount ?? '', amount);
  const fee = parseTyped((kind !== 'cash' && typed?.fee) || ZERO, amountOrZero);
  if (!('money' in moved) || !('money' in fee)) return null;
  const lines = depositLines(kind, moved.money, fee.money);
  return (
    <ConfirmPosting
      lines={lines.map((line) => ({ ...line, account: t(`cash.accounts.${line.account}`) }))}
      next={t('cash.depositNext')}
    />
  );
}
