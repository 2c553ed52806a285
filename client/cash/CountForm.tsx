import { App, Form, Input } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import {
  cashCountBody,
  type CashState,
  type Denomination,
  faces,
  totalOfNotes,
} from '../../shared/cash.ts';
import { i18n } from '../i18n/index.ts';
import { isZero, subtractMoney } from '../../shared/money.ts';
import { useBusinessDate } from '../api/businessDate.ts';
import { ActForm } from '../ui/ActForm.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { MoneyText } from '../ui/MoneyText.tsx';
import { useDraft } from '../ui/useDraft.ts';
import { useIdempotencyKey } from '../ui/useIdempotencyKey.ts';
import { useCountCash } from './api.ts';

const FORM = 'cash.count';
const fields = cashCountBody.shape;

interface Typed {
  /** How many of each face, in the order of the faces. */
  sheets?: Record<string, string | undefined>;
  countedOn: string;
  explanation?: string;
}

/** Writes down what is in the box. A difference waits for the treasurer's signature. */
export function CountForm({ state }: { state: CashState }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Typed>();
  const draft = useDraft(FORM, form);
  const { key, renew, renewIfUsed } = useIdempotencyKey(FORM);
  const count = useCountCash();
  const date = useBusinessDate();
  useEffect(() => {
    if (date && !form.getFieldValue('countedOn')) form.setFieldValue('countedOn', date);
  }, [date, form]);
  const done = ({ needsConfirmation }: { needsConfirmation: boolean }) => {
    renew();
    form.resetFields(['sheets', 'explanation']);
    draft.clear();
    message.success(t(needsConfirmation ? 'cash.countWaits' : 'cash.countAgrees'));
  };
  const submit = ({ sheets, ...rest }: Typed) => {
    const denominations = notesOf(sheets) ?? [];
    const body = { ...rest, countedAmount: totalOfNotes(denominations), denominations };
    count.mutate({ body, key }, { onSuccess: done, onError: renewIfUsed });
  };
  return (
    <section aria-label={t('cash.count')}>
      <h2>{t('cash.count')}</h2>
      <ActForm
        form={form}
        error={count.error}
        pending={count.isPending}
        submit={t('cash.countSubmit')}
        onFinish={submit}
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
      <fieldset className="denominations">
        <legend>{t('cash.denominations')}</legend>
        {faces.map((face, index) => (
          <Form.Item
            key={face}
            name={['sheets', String(index)]}
            label={t('cash.face', { face })}
            rules={[{ validator: checkSheets }]}
          >
            <Input inputMode="numeric" autoComplete="off" placeholder="0" />
          </Form.Item>
        ))}
      </fieldset>
      <output>
        <Difference state={state} />
      </output>
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

const SHEETS = /^\d{0,6}$/;

function checkSheets(_: unknown, typed: unknown): Promise<void> {
  if (SHEETS.test(typeof typed === 'string' ? typed : '')) return Promise.resolve();
  return Promise.reject(new Error(i18n.t('cash.sheetsHelp')));
}

/** How many notes and coins of each face were typed; undefined when one cannot be read. */
function notesOf(sheets: Typed['sheets'] = {}): Denomination[] | undefined {
  const typed = faces.map((face, index) => ({ face, text: sheets[index] ?? '' }));
  if (!typed.every(({ text }) => SHEETS.test(text))) return undefined;
  return typed
    .map(({ face, text }) => ({ face, sheets: Number(text) }))
    .filter((note) => note.sheets > 0);
}

function Difference({ state }: { state: CashState }) {
  const { t } = useTranslation();
  const typed: Typed | undefined = Form.useWatch((values: Typed) => values);
  const notes = notesOf(typed?.sheets);
  if (!notes) return t('cash.sheetsHelp');
  const counted = totalOfNotes(notes);
  const difference = subtractMoney(counted, state.cash);
  return (
    <>
      {t('cash.counted')} <MoneyText value={counted} /> · {t('cash.book')}{' '}
      <MoneyText value={state.cash} /> ·{' '}
      {isZero(difference) ? (
        t('cash.agrees')
      ) : (
        <>
          {t('cash.difference')} <MoneyText value={difference} />
        </>
      )}
    </>
  );
}
