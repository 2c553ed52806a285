import { Table, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { DataTable } from '../ui/DataTable.tsx';
import type { TrialBalance, TrialBalanceRow } from '../../shared/reports.ts';
import { withQuery } from '../api/keyset.ts';
import { useLanguage } from '../i18n/index.ts';
import { MoneyText } from '../ui/MoneyText.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useTrialBalance } from './api.ts';
import { LevelChoice } from './LevelChoice.tsx';
import { MonthSpan } from './MonthSpan.tsx';
import { PrintedForm, ReportPage } from './ReportPage.tsx';

/** Pairs of columns: debit and credit of the opening, the month, the year and the closing. */
const PAIRS = [
  { key: 'opening', debit: 'openingDebit', credit: 'openingCredit' },
  { key: 'ofMonth', debit: 'debit', credit: 'credit' },
  { key: 'ofYear', debit: 'yearDebit', credit: 'yearCredit' },
  { key: 'closing', debit: 'closingDebit', credit: 'closingCredit' },
] as const;

/** The trial balance (科目余额表) of a month. */
export function TrialBalancePage() {
  const level = useSearchParams()[0].get('level');
  return (
    <ReportPage group="books" report="trialBalance">
      <MonthSpan single>
        {(_, month) => (
          <>
            <div className="filters">
              <LevelChoice value={level ?? 'all'} />
            </div>
            <PrintedForm from={month} to={month}>
              <Balances month={month} level={level} />
            </PrintedForm>
          </>
        )}
      </MonthSpan>
    </ReportPage>
  );
}

function Balances({ month, level }: { month: number; level: string | null }) {
  const { t } = useTranslation();
  const balance = useTrialBalance(month, level);
  return (
    <QueryState
      of={balance}
      isEmpty={({ rows }) => rows.length === 0}
      empty={t('reports.nothingPosted')}
    >
      {(data) => <BalanceTable balance={data} />}
    </QueryState>
  );
}

/** The book behind a row: that of the account and all below it. */
const bookOf = (account: string, month: number) =>
  withQuery('/books/account', { account, from: month, to: month });

function BalanceTable({ balance }: { balance: TrialBalance }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const columns: NonNullable<TableProps<TrialBalanceRow>['columns']> = [
    {
      title: t('reports.code'),
      fixed: 'left',
      render: (_, { accountCode }) => (
        <Link to={bookOf(accountCode, balance.periodId)}>{accountCode}</Link>
      ),
    },
    {
      title: t('reports.account'),
      render: (_, row) => (
        <span style={{ paddingLeft: (row.level - 1) * 16 }}>
          {language === 'en' ? row.nameEn : row.nameZh}
        </span>
      ),
    },
    ...PAIRS.map(({ key, debit, credit }) => ({
      title: t(`reports.${key}`),
      children: [debit, credit].map((field, index) => ({
        title: t(index === 0 ? 'reports.debit' : 'reports.credit'),
        key: field,
        align: 'right' as const,
        render: (_: unknown, row: TrialBalanceRow) => <Figure value={row[field]} />,
      })),
    })),
  ];
  const fields = PAIRS.flatMap(({ debit, credit }) => [debit, credit]);
  return (
    <DataTable<TrialBalanceRow>
      columns={columns}
      dataSource={balance.rows}
      rowKey="accountCode"
      bordered
      summary={() => (
        <Table.Summary.Row className="total-row">
          <Table.Summary.Cell index={0} colSpan={2}>
            {t('common.total')}
          </Table.Summary.Cell>
          {fields.map((field, index) => (
            <Table.Summary.Cell key={field} index={index + 2} align="right">
              <MoneyText value={balance.totals[field]} />
            </Table.Summary.Cell>
          ))}
        </Table.Summary.Row>
      )}
    />
  );
}

/** Books leave the cell of nothing empty. */
function Figure({ value }: { value: string }) {
  return value === '0.00' ? null : <MoneyText value={value} />;
}
