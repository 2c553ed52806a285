import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { TableProps } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type BookRow, expenseColumns } from '../../shared/books.ts';
import type { KeysetPage } from '../api/keyset.ts';
import { DateText } from '../ui/DateText.tsx';
import { KeysetTable } from '../ui/KeysetTable.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { monthWords } from '../ui/monthWords.ts';

type Columns = NonNullable<TableProps<BookRow>['columns']>;
export type BookKind = 'account' | 'money' | 'columnar';

/** The rows of a book as its paper form has them; each line opens its voucher. */
export function BookTable({
  kind,
  query,
  names,
}: {
  kind: BookKind;
  query: UseInfiniteQueryResult<InfiniteData<KeysetPage<BookRow>>>;
  /** The names of the accounts by code. */
  names: ReadonlyMap<string, string>;
}) {
  const { t } = useTranslation();
  return (
    <KeysetTable<BookRow>
      columns={columnsOf(t, kind, names)}
      query={query}
      rowKey={({ kind: row, periodId, date, voucherId, lineNo }) =>
        [row, periodId, date, voucherId, lineNo].join(' ')
      }
      empty={t('reports.nothingPosted')}
      onRow={({ kind: row }) => ({ className: row === 'line' ? '' : 'total-row' })}
    />
  );
}

function columnsOf(t: TFunction, kind: BookKind, names: ReadonlyMap<string, string>): Columns {
  const isMoney = kind === 'money';
  const shownNames = (codes: string[]) => codes.map((code) => `${code} ${names.get(code) ?? ''}`);
  const beside: Columns = [
    {
      title: t('books.counterAccounts'),
      render: (_, { counterAccounts }) => shownNames(counterAccounts).join('、'),
    },
    ...(isMoney
      ? [
          {
            title: t('books.settlement'),
            render: (_: unknown, { method }: BookRow) =>
              method === null ? '' : t(`books.settlements.${method}`),
          },
          { title: t('books.reference'), dataIndex: 'reference' },
        ]
      : [
          { title: t('books.fund'), dataIndex: 'fundCode' },
          { title: t('books.case'), dataIndex: 'caseNumber' },
        ]),
  ];
  return [
    {
      title: t('books.date'),
      fixed: 'left',
      render: (_, row) =>
        row.date === null ? monthWords(t, row.periodId) : <DateText value={row.date} />,
    },
    {
      title: t('reports.number'),
      render: (_, { voucherId, label }) =>
        voucherId !== null && <Link to={`/vouchers/${voucherId}`}>{label}</Link>,
    },
    { title: t('reports.summary'), render: (_, row) => summaryOf(t, row) },
    ...(kind === 'columnar' ? [{ title: t('books.case'), dataIndex: 'caseNumber' }] : beside),
    amountColumn(t(debitWords[kind]), ({ debit }) => debit),
    ...(kind === 'columnar'
      ? expenseColumns.map((column, index) =>
          amountColumn(t(`books.columns.${column}`), ({ columns }) => columns[index]),
        )
      : []),
    amountColumn(t(isMoney ? 'books.paid' : 'reports.credit'), ({ credit }) => credit),
    { title: t('books.side'), render: (_, { side }) => t(`books.sides.${side}`) },
    {
      title: t(isMoney ? 'books.left' : 'books.balance'),
      align: 'right',
      render: (_, { balance }) => <MoneyText value={balance} />,
    },
  ];
}

const debitWords: Record<BookKind, string> = {
  account: 'reports.debit',
  money: 'books.received',
  columnar: 'books.debitTotal',
};

function amountColumn(title: string, of: (row: BookRow) => string | undefined): Columns[number] {
  return {
    title,
    align: 'right',
    render: (_, row) => {
      const value = of(row) ?? '0.00';
      return value === '0.00' ? null : <MoneyText value={value} />;
    },
  };
}

function summaryOf(t: TFunction, { kind, periodId, summary }: BookRow): string {
  if (kind === 'line') return summary ?? '';
  const isNewYear = kind === 'opening' && periodId % 100 === 1;
  return t(`books.kinds.${isNewYear ? 'broughtForward' : kind}`);
}
