import { App, Form, Input } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type CashCountBody, cashCountBody, type CashState } from '../../shared/cash.ts';
import { amountOrZero, isZero, parseTyped, subtractMoney } from '../../shared/money.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { AmountInput } from '../ui/AmountInput.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { MoneyText } from '../ui/MoneyText.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useCountCash } from './api.ts';

const FORM = 'cash.count';
const fields = cashCountBody.shape;

/** Writes down what is in the box. A difference waits for the treasurer's signature. */
export function CountForm({ state }: { state: CashState }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<CashCountBody>();
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const count = useCountCash();
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('countedOn')) form.setFieldValue('countedOn', date);
  }, [date, form]);
  const done = ({ needsConfirmation }: { needsConfirmation: boolean }) => {
    renew();
    form.resetFields(['countedAmount', 'explanation']);
    draft.clear();
    message.success(t(needsConfirmation ? 'cash.countWaits' : 'cash.countAgrees'));
  };
  return (
    <section aria-label={t('cash.count')}>
      <h2>{t('cash.count')}</h2>
      <ActForm
        form={form}
        error={count.error}
        pending={count.isPending}
        submit={t('cash.countSubmit')}
        onFinish={(body) => count.mutate({ body, key }, { onSuccess: done, onError: renewIfUsed })}
      >
        <CountFields state={state} />
      </ActForm>
    </section>
  );
}

function CountFields({ state }: { state: CashState }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="countedAmount"
        label={t('cash.counted')}
        extra={<Difference state={state} />}
        rules={[fieldRule(fields.countedAmount)]}
        required
      >
        <AmountInput />
      </Form.Item>
      <Form.Item
        name="countedOn"
        label={t('cash.countedOn')}
        rules={[fieldRule(fields.countedOn)]}
        required
      >
        <Input type="date" />
      </Form.Item>
      <Form.Item
        name="explanation"
        label={t('cash.explanation')}
        extra={t('cash.explanationHelp')}
        rules={[fieldRule(fields.explanation)]}
      >
        <Input autoComplete="off" />
      </Form.Item>
    </>
  );
}

function Difference({ state }: { state: CashState }) {
  const { t } = useTranslation();
  const typed: string | undefined = Form.useWatch('countedAmount');
  const reading = parseTyped(typed ?? '', amountOrZero);
  const book = (
    <>
      {t('cash.book')} <MoneyText value={state.cash} />
    </>
  );
  if (!('money' in reading)) return book;
  const difference = subtractMoney(reading.money, state.cash);
  if (isZero(difference)) return t('cash.agrees');
  return (
    <>
      {book} · {t('cash.difference')} <MoneyText value={difference} />
    </>
  );
}
