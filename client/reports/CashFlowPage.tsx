import { useTranslation } from 'react-i18next';
import type { CashFlow } from '../../shared/statements.ts';
import { MoneyText } from '../ui/MoneyText.tsx';
import { useCashFlow } from './api.ts';
import { rowClass, StatementFrame, useRowName } from './StatementFrame.tsx';

/** The cash flow statement (现金流量表 会民非03表). Route: /statements/cash-flow?to= */
export function CashFlowPage() {
  const { t } = useTranslation();
  return (
    <StatementFrame
      report="cashFlow"
      balanced={t('books.balancesCash')}
      note={t('books.cashNote')}
      use={useCashFlow}
    >
      {(flow) => <Statement flow={flow} />}
    </StatementFrame>
  );
}

function Statement({ flow }: { flow: CashFlow }) {
  const { t } = useTranslation();
  const nameOf = useRowName();
  const money = [
    { key: 'openingCash', month: flow.opening.month, year: flow.opening.year },
    { key: 'closingCash', month: flow.closing, year: flow.closing },
  ];
  return (
    <div className="scroll-x">
      <table className="statement">
        <thead>
          <tr>
            <th scope="col">{t('books.item')}</th>
            {(['line', 'ofMonth', 'ofYear'] as const).map((head) => (
              <th key={head} scope="col" className="figure">
                {t(`books.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {flow.rows.map((row) => (
            <tr key={row.key} className={rowClass(row.kind)}>
              <th scope="row">{nameOf(row)}</th>
              <td className="statement-line">{row.line}</td>
              <Figures shown={row.kind !== 'caption'} month={row.month} year={row.year} />
            </tr>
          ))}
          {money.map((row) => (
            <tr key={row.key}>
              <th scope="row">{t(`books.${row.key}`)}</th>
              <td>{''}</td>
              <Figures shown month={row.month} year={row.year} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Figures({ shown, month, year }: { shown: boolean; month: string; year: string }) {
  return [month, year].map((value, index) => (
    <td key={index} className="figure">
      {shown && <MoneyText value={value} />}
    </td>
  ));
}
