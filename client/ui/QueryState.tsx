import type { UseQueryResult } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from './EmptyState.tsx';
import { FailedState } from './FailedState.tsx';

/** Loading, failed, empty or filled: every page answers all four the same way. */
export function QueryState<T>({
  of,
  isEmpty = hasNothing,
  empty,
  children,
}: {
  of: UseQueryResult<T>;
  isEmpty?: ((data: T) => boolean) | undefined;
  empty: ReactNode;
  children: (data: T) => ReactNode;
}) {
  if (of.data !== undefined) {
    return isEmpty(of.data) ? <EmptyState>{empty}</EmptyState> : <>{children(of.data)}</>;
  }
  if (of.isError) return <FailedState error={of.error} retry={() => void of.refetch()} />;
  return <LoadingState />;
}

/** Grey lines where the content will be, announced once. */
export function LoadingState() {
  const { t } = useTranslation();
  return (
    <output className="loading" aria-label={t('common.loading')}>
      <Skeleton active title={false} paragraph={{ rows: 6 }} />
    </output>
  );
}

/** An empty list, bare or in its page. */
function hasNothing(data: unknown): boolean {
  if (Array.isArray(data)) return data.length === 0;
  const items = (data as { items?: unknown } | null)?.items;
  return Array.isArray(items) && items.length === 0;
}
