import { Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { monthWords } from './monthWords.ts';

/** A labelled choice of one month among those that the books have. */
export function MonthSelect({
  label,
  months,
  value,
  onChange,
}: {
  label: string;
  months: number[];
  value: number | undefined;
  onChange: (month: number) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <span className="month-select">
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        value={value ?? null}
        onChange={(month) => month !== null && onChange(month)}
        options={months.map((month) => ({ value: month, label: monthWords(t, month) }))}
        style={{ minWidth: 136 }}
      />
    </span>
  );
}
