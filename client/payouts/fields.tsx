import { Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { recoveryTill } from '../../shared/payouts.ts';
import { AmountInput } from '../ui/AmountInput.tsx';
import { fieldRule } from '../ui/fieldRule.ts';

/** One line of text, checked by its schema. */
export function TextItem(props: { name: string; rule: z.ZodType; required?: boolean }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={props.name}
      label={t(`payouts.fields.${props.name}`)}
      rules={[fieldRule(props.rule)]}
      required={props.required ?? true}
    >
      <Input autoComplete="off" />
    </Form.Item>
  );
}

/** A business day. */
export function DayItem(props: { name: string; rule: z.ZodType }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={props.name}
      label={t(`payouts.fields.${props.name}`)}
      rules={[fieldRule(props.rule)]}
      required
    >
      <Input type="date" />
    </Form.Item>
  );
}

/** An amount, repeated in capitals. */
export function AmountItem({ rule }: { rule: z.ZodType }) {
  const { t } = useTranslation();
  return (
    <Form.Item name="amount" label={t('payouts.fields.amount')} rules={[fieldRule(rule)]} required>
      <AmountInput />
    </Form.Item>
  );
}

/** One of a few words. */
export function ChoiceItem(props: { name: string; options: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <Form.Item name={props.name} label={t(`payouts.fields.${props.name}`)} required>
      <Radio.Group
        options={props.options.map((value) => ({
          value,
          label: t(`payouts.choices.${value}`),
        }))}
      />
    </Form.Item>
  );
}

/** Where money came in, and the bank's number when it was the bank. */
export function TillItems({ none, rule }: { none: boolean; rule: z.ZodType }) {
  const till = Form.useWatch<string | undefined>('till') ?? 'bank';
  return (
    <>
      <ChoiceItem name="till" options={[...recoveryTill.options, ...(none ? ['claim'] : [])]} />
      {till === 'bank' && <TextItem name="bankReference" rule={rule} />}
    </>
  );
}

/** A till as it is typed: a claim has none, and only the bank has a number. */
export function tillOf(typed: {
  till?: string | null | undefined;
  bankReference?: string | null | undefined;
}) {
  const till = typed.till === 'claim' ? null : (typed.till ?? null);
  return { till, bankReference: till === 'bank' ? (typed.bankReference ?? null) : null };
}
