import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Column, TextFault } from '../../shared/opening-text.ts';
import { ApiError } from '../api/http.ts';

const columnWords: Record<Column, string> = {
  accountCode: 'opening.account',
  fundCode: 'opening.fund',
  beneficiary: 'opening.beneficiary',
  debit: 'opening.debit',
  credit: 'opening.credit',
};

/** What the server refused in the rows, such as /rows/3/fundCode. */
export function serverFaults(error: unknown): TextFault[] {
  if (!(error instanceof ApiError)) return [];
  return (error.problem?.errors ?? []).flatMap(({ pointer, code }) => {
    const [, row, column] = /^\/rows\/(\d+)\/(\w+)$/.exec(pointer) ?? [];
    if (row === undefined || column === undefined || !(column in columnWords)) return [];
    return [{ line: Number(row) + 1, column: column as Column, code }];
  });
}

/** Every damaged cell by line and column, with what is wrong with it. */
export function CellFaults({ faults }: { faults: TextFault[] }) {
  const { t } = useTranslation();
  if (faults.length === 0) return null;
  const wordsOf = ({ line, column, code }: TextFault) =>
    t('opening.fault', { line, column: t(columnWords[column]), message: t(`errors.${code}`) });
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('opening.faults', { count: faults.length })}
      description={
        <ul>
          {faults.map((fault) => (
            <li key={`${fault.line} ${fault.column} ${fault.code}`}>{wordsOf(fault)}</li>
          ))}
        </ul>
      }
    />
  );
}
