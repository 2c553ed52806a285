import { Button, type FormInstance, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readOpeningText, type TextFault } from '../../shared/opening-text.ts';
import { CellFaults } from './CellFaults.tsx';
import type { TypedRow, TypedSheet } from './typedOpening.ts';

/** Rows copied from a spreadsheet or a CSV file fill the grid; with a damaged cell, none do. */
export function PasteBalances({ form }: { form: FormInstance<TypedSheet> }) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const [faults, setFaults] = useState<TextFault[]>([]);
  const read = () => {
    const reading = readOpeningText(text);
    setFaults(reading.faults);
    if (reading.faults.length > 0 || reading.rows.length === 0) return;
    const rows = reading.rows.map((row): TypedRow => ({
      accountCode: row.accountCode,
      fundCode: row.fundCode ?? undefined,
      beneficiary: row.beneficiary ?? undefined,
      debit: row.debit === '0.00' ? undefined : row.debit,
      credit: row.credit === '0.00' ? undefined : row.credit,
    }));
    form.setFieldsValue({ rows });
    setText('');
  };
  return (
    <section aria-label={t('opening.paste')}>
      <label htmlFor={id}>{t('opening.paste')}</label>
      <p className="hint">{t('opening.pasteHelp')}</p>
      <Input.TextArea
        id={id}
        rows={4}
        value={text}
        placeholder={t('opening.pasteExample')}
        onChange={(event) => setText(event.target.value)}
      />
      <CellFaults faults={faults} />
      <div className="row">
        <Button disabled={text.trim() === ''} onClick={read}>
          {t('opening.pasteSubmit')}
        </Button>
      </div>
    </section>
  );
}
