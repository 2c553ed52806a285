import { useTranslation } from 'react-i18next';
import type { Activities, ActivityRow, ThreeColumns } from '../../shared/statements.ts';
import { MoneyText } from '../ui/MoneyText.tsx';
import { useActivities } from './api.ts';
import { rowClass, StatementFrame, useRowName } from './StatementFrame.tsx';

const SPANS = ['ofMonth', 'ofYear'] as const;
const COLUMNS = ['unrestricted', 'restricted', 'total'] as const;

/** The statement of activities (业务活动表 会民非02表). Route: /statements/activities?to=&shape= */
export function ActivitiesPage() {
  const { t } = useTranslation();
  return (
    <StatementFrame
      report="activities"
      balanced={t('books.balancesActivities')}
      use={useActivities}
    >
      {(statement) => <Statement statement={statement} />}
    </StatementFrame>
  );
}

function Statement({ statement: { rows } }: { statement: Activities }) {
  const { t } = useTranslation();
  return (
    <div className="scroll-x">
      <table className="statement">
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {t('books.item')}
            </th>
            <th scope="col" rowSpan={2}>
              {t('books.line')}
            </th>
            {SPANS.map((span) => (
              <th key={span} scope="colgroup" colSpan={3}>
                {t(`books.${span}`)}
              </th>
            ))}
          </tr>
          <tr>
            {SPANS.flatMap((span) =>
              COLUMNS.map((column) => (
                <th key={`${span} ${column}`} scope="col" className="figure">
                  {t(`books.${column}`)}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row }: { row: ActivityRow }) {
  const nameOf = useRowName();
  const isCaption = row.kind === 'caption';
  const figures = (three: ThreeColumns, span: string) =>
    COLUMNS.map((column) => (
      <td key={`${span} ${column}`} className="figure">
        {!isCaption && <MoneyText value={three[column]} />}
      </td>
    ));
  return (
    <tr className={rowClass(row.kind)}>
      <th scope="row">{nameOf(row)}</th>
      <td className="statement-line">{row.line}</td>
      {figures(row.month, 'month')}
      {figures(row.year, 'year')}
    </tr>
  );
}
