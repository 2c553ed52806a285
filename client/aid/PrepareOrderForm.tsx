import { Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AidRequest } from '../../shared/aid.ts';
import {
  accountOf,
  payeeKind,
  type PayeeKind,
  type PaymentMethod,
  paymentMethod,
  type PrepareOrderBody,
  prepareOrderBody,
} from '../../shared/payments.ts';
import { ConfirmPosting } from '../ui/ConfirmPosting.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { MoneyText, moneyWords } from '../ui/MoneyText.tsx';
import { StepForm } from './StepForm.tsx';
import { useFunds, usePrepareOrder } from './api.ts';
import type { ActProps } from './PlainActs.tsx';

const fields = prepareOrderBody.shape;

type Typed = Omit<PrepareOrderBody, 'requestId'>;

/** The treasurer fixes who is paid and how; the amount is the one that was decided. */
export function PrepareOrderForm({ request, onLeave }: ActProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Typed>();
  const prepare = usePrepareOrder(request.id);
  const method: PaymentMethod = Form.useWatch('method', form) ?? 'bank';
  const amount = request.granted ?? request.requested;
  const bodyOf = (typed: Typed): PrepareOrderBody => ({
    ...typed,
    requestId: request.id,
    payeeAccount: (method === 'bank' && typed.payeeAccount) || null,
    payeeBank: (method === 'bank' && typed.payeeBank) || null,
  });
  return (
    <StepForm
      action="prepare_order"
      subject={request.id}
      form={form}
      sender={prepare}
      bodyOf={bodyOf}
      initialValues={{ method: 'bank', payeeKind: 'applicant' }}
      label={t('aid.prepareAmount', { amount: moneyWords(amount) })}
      onLeave={onLeave}
    >
      <Payee />
      {method === 'bank' && <BankAccount />}
      <OrderPreview request={request} method={method} amount={amount} />
    </StepForm>
  );
}

function Payee() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="method" label={t('aid.method')} required>
        <Radio.Group
          optionType="button"
          options={paymentMethod.options.map((value) => ({
            value,
            label: t(`payments.method.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="payeeKind" label={t('aid.payeeKind')} required>
        <Select
          options={payeeKind.options.map((value) => ({
            value,
            label: t(`payments.payeeKind.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="payeeName"
        label={t('aid.payeeName')}
        extra={t('aid.payeeNameHelp')}
        rules={[fieldRule(fields.payeeName)]}
        required
      >
        <Input autoComplete="off" />
      </Form.Item>
    </>
  );
}

function BankAccount() {
  const { t } = useTranslation();
  const kind = Form.useWatch<PayeeKind | undefined>('payeeKind') ?? 'applicant';
  return (
    <>
      <Form.Item
        name="payeeAccount"
        label={t('aid.payeeAccount')}
        extra={t('aid.payeeAccountHelp')}
        rules={[fieldRule(accountOf(kind))]}
        dependencies={['payeeKind']}
        required
      >
        <Input inputMode="numeric" autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="payeeBank"
        label={t('aid.payeeBank')}
        extra={t('aid.payeeBankHelp')}
        rules={[fieldRule(fields.payeeBank)]}
      >
        <Input autoComplete="off" />
      </Form.Item>
    </>
  );
}

/** What the cashier's payment will post; the decision reserved the money already. */
function OrderPreview({
  request,
  method,
  amount,
}: {
  request: AidRequest;
  method: PaymentMethod;
  amount: string;
}) {
  const { t } = useTranslation();
  const fund = useFunds().data?.items.find(({ id }) => id === request.fundId);
  if (!fund) return null;
  const expense = fund.kind === 'restricted' ? '510102' : '510101';
  const money = method === 'bank' ? '100201' : '100101';
  return (
    <ConfirmPosting
      lines={[
        { side: 'debit', account: t(`payments.accounts.${expense}`), fund: fund.code, amount },
        { side: 'credit', account: t(`payments.accounts.${money}`), amount },
      ]}
      remains={
        <>
          {fund.code} {fund.name} <MoneyText value={fund.available} />
        </>
      }
      next={t('aid.orderNext')}
    />
  );
}
