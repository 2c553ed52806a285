import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import type { ReverseBody } from '../../shared/donations.ts';
import { drive } from '../../shared/drives.ts';
import { fund } from '../../shared/funds.ts';
import {
  type GoodsDecisionBody,
  goodsDocumentPage,
  goodsItem,
  goodsItemAdded,
  type GoodsItemBody,
  goodsItemDetail,
} from '../../shared/goods.ts';
import {
  type GoodsCountBody,
  goodsCounted,
  goodsCountPage,
  type GoodsMemoBody,
  type GoodsMemoOutBody,
  goodsMemoPage,
  goodsMemoRecorded,
} from '../../shared/goods-counts.ts';
import { householdPage } from '../../shared/households.ts';
import { get, post } from '../api/http.ts';
import { useKeyset } from '../api/keyset.ts';

/** Items with what is in stock for each fund. */
export function useItems() {
  const answer = z.object({ items: z.array(goodsItem) });
  return useQuery({
    queryKey: ['goods', 'items'],
    queryFn: ({ signal }) => get('/goods-items', answer, signal),
  });
}

/** What is left of these items lot by lot, as far as it is known yet. */
export function useLots(ids: readonly string[]) {
  const queries = useQueries({
    queries: [...new Set(ids)].map((id) => ({
      queryKey: ['goods', 'items', id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        get(`/goods-items/${id}`, goodsItemDetail, signal),
    })),
  });
  return new Map(queries.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])));
}

/** Papers about goods, newest first. */
export function useDocuments() {
  return useKeyset({
    queryKey: ['goods', 'documents'],
    path: '/goods-documents',
    page: goodsDocumentPage,
  });
}

/** The funds that goods belong to. */
export function useFunds() {
  const answer = z.object({ items: z.array(fund) });
  return useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => get('/funds', answer, signal) });
}

/** The drives that goods may be given to. */
export function useDrives() {
  const answer = z.object({ items: z.array(drive) });
  return useQuery({
    queryKey: ['drives'],
    queryFn: ({ signal }) => get('/drives', answer, signal),
  });
}

/** The families of the own community, for who sees any. */
export function useFamilies(enabled: boolean) {
  return useQuery({
    queryKey: ['households', 'choice'],
    queryFn: ({ signal }) => get('/households?limit=200', householdPage, signal),
    enabled,
  });
}

/** Counts of the store, newest first. */
export function useCounts() {
  return useKeyset({ queryKey: ['goods', 'counts'], path: '/goods-counts', page: goodsCountPage });
}

/** Goods without a reliable value, newest first. */
export function useMemos() {
  return useKeyset({ queryKey: ['goods', 'memos'], path: '/goods-memos', page: goodsMemoPage });
}

/** What a posted act answers in common; each address answers more. */
const posted = z.object({
  voucherId: z.string().nullable(),
  voucherNumber: z.string().nullable(),
});

function useAct<Variables, Answer>(act: (variables: Variables) => Promise<Answer>) {
  const cache = useQueryClient();
  return useMutation({ mutationFn: act, onSuccess: () => cache.invalidateQueries() });
}

/** Adds an item. */
export const useAddItem = (key: string) =>
  useAct((body: GoodsItemBody) => post('/goods-items', body, goodsItemAdded, key));

/** Sends a paper about goods to its address. */
export const useSendPaper = (path: string, key: string) =>
  useAct((body: object) => post(path, body, posted, key));

/** The second person's word on a paper. */
export const useDecideGoods = (id: string, key: string) =>
  useAct((body: GoodsDecisionBody) => post(`/goods-documents/${id}/decide`, body, posted, key));

/** Takes a wrong paper back. */
export const useReverseGoods = (id: string, key: string) =>
  useAct((body: ReverseBody) => post(`/goods-documents/${id}/reverse`, body, posted, key));

/** Writes down a count. */
export const useCountGoods = (key: string) =>
  useAct((body: GoodsCountBody) => post('/goods-counts', body, goodsCounted, key));

/** Signs a count as the second counter. */
export const useSignCount = (id: string, key: string) =>
  useAct(() => post(`/goods-counts/${id}/sign`, {}, goodsCounted, key));

/** Notes goods without a reliable value. */
export const useNoteMemo = (key: string) =>
  useAct((body: GoodsMemoBody) => post('/goods-memos', body, goodsMemoRecorded, key));

/** Notes that some of them were handed out. */
export const useHandMemoOut = (id: string, key: string) =>
  useAct((body: GoodsMemoOutBody) =>
    post(`/goods-memos/${id}/hand-out`, body, goodsMemoRecorded, key),
  );
