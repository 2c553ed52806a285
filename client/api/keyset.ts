import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { get } from './http.ts';

/** One page of a list as the server answers it. */
export interface KeysetPage<Row> {
  items: Row[];
  nextCursor: string | null;
}

export type Filters = Record<string, string | number | null | undefined>;

/** A path with the filters that are set as its query. */
export function withQuery(path: string, filters: Filters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}

/** A list that grows page by page ("more"), for `KeysetTable`. The filters are part of the key. */
export function useKeyset<Row>(options: {
  queryKey: readonly unknown[];
  path: string;
  page: z.ZodType<KeysetPage<Row>>;
  filters?: Filters;
}) {
  const { queryKey, path, page, filters = {} } = options;
  return useInfiniteQuery({
    queryKey: [...queryKey, filters],
    queryFn: ({ pageParam, signal }) =>
      get(withQuery(path, { ...filters, cursor: pageParam }), page, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  });
}
