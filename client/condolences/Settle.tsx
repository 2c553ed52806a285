import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Advance, type SettleAdvanceBody, settleAdvanceBody } from '../../shared/advances.ts';
import type { CondolenceDetail } from '../../shared/condolences.ts';
import { ActButton } from '../ui/ActButton.tsx';
import { AmountInput } from '../ui/AmountInput.tsx';
import { fieldRule } from '../ui/fieldRule.ts';
import { moneyWords } from '../ui/MoneyText.tsx';
import { useSettleAdvance } from './api.ts';
import { SignLines, signaturesOf, type TypedLines } from './SignLines.tsx';

type Typed = TypedLines & { returned: string; note?: string };

/** The holder accounts for an advance: who signed for how much, and the cash that comes back. */
export function Settle({ batch, advance }: { batch: CondolenceDetail; advance: Advance }) {
  const { t } = useTranslation();
  const fields = settleAdvanceBody.shape;
  return (
    <ActButton<Typed, SettleAdvanceBody>
      name={`advances.settle.${advance.id}`}
      label={t('condolences.settle', { amount: moneyWords(advance.open) })}
      submit={t('condolences.settleSubmit')}
      useAct={(key) => useSettleAdvance(advance.id, key)}
      toBody={(typed) => ({
        returned: typed.returned,
        note: typed.note ?? '',
        lines: signaturesOf(typed),
      })}
      initialValues={{ returned: '0.00' }}
      primary
      wide
    >
      <p className="hint">{t('condolences.settleHelp')}</p>
      <SignLines
        rows={batch.rows.filter(({ state }) => state === 'open')}
        witnesses={batch.witnesses}
      />
      <Form.Item
        name="returned"
        label={t('condolences.returned')}
        rules={[fieldRule(fields.returned)]}
        required
      >
        <AmountInput placeholder="700.00" />
      </Form.Item>
      <Form.Item name="note" label={t('condolences.note')} rules={[fieldRule(fields.note)]}>
        <Input autoComplete="off" />
      </Form.Item>
    </ActButton>
  );
}
