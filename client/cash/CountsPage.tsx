import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CashCountSummary } from '../../shared/cash.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { DateText } from '../ui/DateText.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { Page } from '../ui/Page.tsx';
import { QueryState } from '../ui/QueryState.tsx';
import { useCounts } from './api.ts';

/** The counts of the box, newest first. Route: /cash-counts */
export function CountsPage() {
  const { t } = useTranslation();
  const counts = useCounts();
  const sum = (name: 'bookAmount' | 'countedAmount' | 'difference' | 'unsettled') => ({
    align: 'right' as const,
    render: (_: unknown, count: CashCountSummary) => <MoneyText value={count[name]} />,
  });
  const columns: NonNullable<TableProps<CashCountSummary>['columns']> = [
    {
      title: t('cash.countedOn'),
      render: (_, { id, countedOn }) => (
        <Link to={`/cash-counts/${id}`}>
          <DateText value={countedOn} />
        </Link>
      ),
    },
    { title: t('cash.inBooks'), ...sum('bookAmount') },
    { title: t('cash.counted'), ...sum('countedAmount') },
    { title: t('cash.difference'), ...sum('difference') },
    { title: t('cash.unsettled'), ...sum('unsettled') },
    { title: t('cash.countedBy'), dataIndex: 'countedByName' },
    {
      title: t('cash.confirmedBy'),
      render: (_, { confirmedByName }) => confirmedByName ?? t('cash.unsigned'),
    },
  ];
  return (
    <Page title={t('cash.counts')}>
      <QueryState of={counts} empty={t('cash.noCounts')}>
        {({ items }) => (
          <DataTable<CashCountSummary> columns={columns} dataSource={items} rowKey="id" />
        )}
      </QueryState>
    </Page>
  );
}
