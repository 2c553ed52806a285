import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button, type TableProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from './DataTable.tsx';
import type { KeysetPage } from '../api/keyset.ts';
import { EmptyState } from './EmptyState.tsx';
import { ErrorSummary } from './ErrorSummary.tsx';
import { FailedState } from './FailedState.tsx';
import { LoadingState } from './QueryState.tsx';

/**
 * A list that grows by "more" instead of page numbers, with a head that stays in sight. It answers
 * loading, failed, empty and filled by itself; a failing "more" keeps the rows that are there.
 */
export function KeysetTable<Row extends object>({
  columns,
  query,
  rowKey,
  empty,
  onRow,
  summary,
}: {
  columns: NonNullable<TableProps<Row>['columns']>;
  query: UseInfiniteQueryResult<InfiniteData<KeysetPage<Row>>>;
  rowKey: (keyof Row & string) | ((row: Row) => string);
  empty: ReactNode;
  onRow?: TableProps<Row>['onRow'];
  summary?: TableProps<Row>['summary'];
}) {
  const { t } = useTranslation();
  const rows = query.data?.pages.flatMap((page) => page.items);
  if (rows === undefined) {
    if (!query.isError) return <LoadingState />;
    return <FailedState error={query.error} retry={() => void query.refetch()} />;
  }
  if (rows.length === 0) return <EmptyState>{empty}</EmptyState>;
  return (
    <>
      <DataTable<Row>
        columns={columns}
        dataSource={rows}
        rowKey={rowKey}
        {...(onRow && { onRow })}
        {...(summary && { summary })}
      />
      {query.isError && <ErrorSummary error={query.error} />}
      {query.hasNextPage && (
        <Button
          className="more no-print"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('common.more')}
        </Button>
      )}
    </>
  );
}
