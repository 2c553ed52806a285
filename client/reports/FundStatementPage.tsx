import { Table, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../ui/DataTable.tsx';
import { sumMoney } from '../../shared/money.ts';
import type { FundStatement, FundStatementRow } from '../../shared/reports.ts';
import { Bars } from '../ui/Bars.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useFundStatement } from './api.ts';
import { MonthSpan } from './MonthSpan.tsx';
import { PrintedForm, ReportPage } from './ReportPage.tsx';

/** In the order of the printed form. */
const FIGURES = [
  'opening',
  'donations',
  'grants',
  'interest',
  'transfersIn',
  'aid',
  'expenses',
  'transfersOut',
  'closing',
  'notCash',
  'committed',
  'available',
] as const;

/** The fund statement (基金收支结存表), drawn fund by fund above its table. */
export function FundStatementPage() {
  return (
    <ReportPage group="statements" report="fundStatement">
      <MonthSpan>
        {(from, to) => (
          <PrintedForm from={from} to={to}>
            <Statement from={from} to={to} />
          </PrintedForm>
        )}
      </MonthSpan>
    </ReportPage>
  );
}

function Statement({ from, to }: { from: number; to: number }) {
  const { t } = useTranslation();
  const statement = useFundStatement(from, to);
  return (
    <QueryState
      of={statement}
      isEmpty={({ rows }) => rows.length === 0}
      empty={t('reports.noFunds')}
    >
      {(data) => (
        <>
          <FundBars rows={data.rows} />
          <StatementTable statement={data} />
          <p className="hint">{t('reports.foots')}</p>
        </>
      )}
    </QueryState>
  );
}

/** What each fund received, paid and holds, drawn. */
export function FundBars({ rows }: { rows: FundStatementRow[] }) {
  const { t } = useTranslation();
  const received = rows.map((row) =>
    sumMoney([row.donations, row.grants, row.interest, row.transfersIn]),
  );
  const paid = rows.map((row) => sumMoney([row.aid, row.expenses, row.transfersOut]));
  return (
    <Bars
      title={t('reports.byFund')}
      categoryTitle={t('reports.fund')}
      categories={rows.map(({ fundCode }) => fundCode)}
      series={[
        { label: t('reports.in'), values: received },
        { label: t('reports.out'), values: paid },
        { label: t('reports.closing'), values: rows.map(({ closing }) => closing) },
      ]}
    />
  );
}

function StatementTable({ statement }: { statement: FundStatement }) {
  const { t } = useTranslation();
  const columns: NonNullable<TableProps<FundStatementRow>['columns']> = [
    {
      title: t('reports.fund'),
      fixed: 'left',
      render: (_, { fundCode, fundName }) => `${fundCode} ${fundName}`,
    },
    ...FIGURES.map((figure) => ({
      title: t(`reports.${figure}`),
      align: 'right' as const,
      render: (_: unknown, row: FundStatementRow) => <MoneyText value={row[figure]} />,
    })),
  ];
  return (
    <DataTable<FundStatementRow>
      columns={columns}
      dataSource={statement.rows}
      rowKey="fundCode"
      summary={() => (
        <Table.Summary.Row className="total-row">
          <Table.Summary.Cell index={0}>{t('common.total')}</Table.Summary.Cell>
          {FIGURES.map((figure, index) => (
            <Table.Summary.Cell key={figure} index={index + 1} align="right">
              <MoneyText value={statement.totals[figure]} />
            </Table.Summary.Cell>
          ))}
        </Table.Summary.Row>
      )}
    />
  );
}
