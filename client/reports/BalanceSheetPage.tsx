import { useTranslation } from 'react-i18next';
import type { BalanceRow, BalanceSheet } from '../../shared/statements.ts';
import { MoneyText } from '../ui/MoneyText.tsx';
import { useBalanceSheet } from './api.ts';
import { rowClass, StatementFrame, useRowName } from './StatementFrame.tsx';

/** The balance sheet (资产负债表 会民非01表). Route: /statements?to=&shape= */
export function BalanceSheetPage() {
  const { t } = useTranslation();
  return (
    <StatementFrame report="balanceSheet" balanced={t('books.balances')} use={useBalanceSheet}>
      {(sheet) => <Sheet sheet={sheet} />}
    </StatementFrame>
  );
}

/** Both halves side by side; their totals stand on the last line. */
function Sheet({ sheet: { assets, claims } }: { sheet: BalanceSheet }) {
  const { t } = useTranslation();
  const length = Math.max(assets.length, claims.length);
  const at = (rows: BalanceRow[], index: number) =>
    index === length - 1 ? rows.at(-1) : rows.slice(0, -1)[index];
  const heads = ['line', 'opening', 'closing'] as const;
  return (
    <div className="scroll-x">
      <table className="statement">
        <thead>
          <tr>
            {(['assets', 'claims'] as const).flatMap((half) => [
              <th key={half} scope="col">
                {t(`books.${half}`)}
              </th>,
              ...heads.map((head) => (
                <th key={`${half} ${head}`} scope="col" className="figure">
                  {t(`books.${head}`)}
                </th>
              )),
            ])}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length }, (_, index) => (
            <tr key={index}>
              <Half row={at(assets, index)} />
              <Half row={at(claims, index)} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Half({ row }: { row: BalanceRow | undefined }) {
  const nameOf = useRowName();
  if (row === undefined) return <td colSpan={4}>{''}</td>;
  const strong = rowClass(row.kind) === 'statement-total';
  const text = (words: string | number | null) => (strong ? <strong>{words}</strong> : words);
  return (
    <>
      <td>{text(nameOf(row))}</td>
      <td className="statement-line">{row.line}</td>
      {[row.opening, row.closing].map((value, index) => (
        <td key={index} className="figure">
          <MoneyText value={value} />
        </td>
      ))}
    </>
  );
}
