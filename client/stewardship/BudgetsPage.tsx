import { Alert, Button, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BudgetRow, type BudgetYear, budgetParts } from '../../shared/budgets.ts';
import { addMoney, type Money, ZERO } from '../../shared/money.ts';
import { useHasRole } from '../api/session.ts';
import { Bars } from '../ui/Bars.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useBudgets } from './api.ts';
import { CashLimitPanel } from './CashLimitPanel.tsx';
import { PrepareBudgetForm } from './PrepareBudgetForm.tsx';
import { Proposals } from './Proposals.tsx';
import { YearChoice } from './YearChoice.tsx';

/** The funds' budgets of a year, what was used of them, and the limit of cash. Route: /budgets */
export function BudgetsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('stewardship.budget.title')}>
      <p className="hint">{t('stewardship.budget.help')}</p>
      <YearChoice>{(year) => <Year year={year} />}</YearChoice>
      <CashLimitPanel />
    </Page>
  );
}

function Year({ year }: { year: number }) {
  const { t } = useTranslation();
  const budgets = useBudgets(year);
  const prepares = useHasRole('treasurer');
  const [preparing, setPreparing] = useState(false);
  return (
    <>
      {prepares && (
        <Button type="primary" className="no-print" onClick={() => setPreparing(true)}>
          {t('stewardship.budget.prepare')}
        </Button>
      )}
      <QueryState of={budgets} empty={t('stewardship.budget.empty')}>
        {(data) => <Filled data={data} />}
      </QueryState>
      {preparing && <PrepareBudgetForm year={year} onClose={() => setPreparing(false)} />}
    </>
  );
}

function Filled({ data: { items } }: { data: BudgetYear }) {
  const { t } = useTranslation();
  const exceeded = items.filter((row) => row.exceeded).map(({ fundCode }) => fundCode);
  return (
    <>
      {exceeded.length > 0 && (
        <Alert
          type="warning"
          title={t('stewardship.budget.exceeded', { funds: exceeded.join(t('nav.and')) })}
          description={t('stewardship.budget.exceededHelp')}
        />
      )}
      <Bars
        title={t('stewardship.budget.bars')}
        categoryTitle={t('stewardship.budget.fund')}
        categories={items.map(({ fundCode }) => fundCode)}
        series={[
          {
            label: t('stewardship.budget.budget'),
            values: items.map(({ budget }) => budget?.total ?? ZERO),
          },
          {
            label: t('stewardship.budget.actual'),
            values: items.map(({ actual }) => actual.total),
          },
          {
            label: t('stewardship.budget.used'),
            values: items.map(({ actual, committed }) => addMoney(actual.total, committed)),
          },
        ]}
      />
      <BudgetTable rows={items} />
      <Proposals rows={items} />
    </>
  );
}

/** One line of the table: a part of a fund's budget. */
interface Line {
  key: string;
  fund: string;
  part: string;
  budget: Money | null;
  actual: Money;
  committed: Money;
  left: Money | null;
}

function linesOf(row: BudgetRow): Line[] {
  const fund = `${row.fundCode} ${row.fundName}`;
  const parts = budgetParts.map((part) => ({
    key: `${row.fundId} ${part}`,
    fund,
    part,
    budget: row.budget?.[part] ?? null,
    actual: row.actual[part],
    committed: part === 'programme' ? row.committed : ZERO,
    left: row.left?.[part] ?? null,
  }));
  const total = {
    key: `${row.fundId} total`,
    fund,
    part: 'total',
    budget: row.budget?.total ?? null,
    actual: row.actual.total,
    committed: row.committed,
    left: row.left?.total ?? null,
  };
  return [...parts, total];
}

function BudgetTable({ rows }: { rows: BudgetRow[] }) {
  const { t } = useTranslation();
  const none = t('stewardship.budget.none');
  const columns: NonNullable<TableProps<Line>['columns']> = [
    { title: t('stewardship.budget.fund'), dataIndex: 'fund', fixed: 'left' },
    {
      title: t('stewardship.budget.part'),
      render: (_, { part }) => t(`stewardship.budget.parts.${part}`),
    },
    ...(['budget', 'actual', 'committed', 'left'] as const).map((figure) => ({
      title: t(`stewardship.budget.${figure}`),
      align: 'right' as const,
      render: (_: unknown, line: Line) => {
        const value = line[figure];
        return value === null ? none : <MoneyText value={value} />;
      },
    })),
  ];
  return <DataTable<Line> columns={columns} dataSource={rows.flatMap(linesOf)} rowKey="key" />;
}
