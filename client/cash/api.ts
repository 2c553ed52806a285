import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type CancelCountBody,
  type CashCountBody,
  cashCountConfirmed,
  cashCounted,
  cashState,
  deposit,
  type DepositBody,
} from '../../shared/cash.ts';
import { done } from '../../shared/session.ts';
import { get, post } from '../api/http.ts';

const depositList = z.object({ items: z.array(deposit) });

/** What is in the box, on the platforms and in the bank, and whether a count is open. */
export function useCash() {
  return useQuery({
    queryKey: ['cash'],
    queryFn: ({ signal }) => get('/cash', cashState, signal),
  });
}

/** The latest payments into the bank. */
export function useDeposits() {
  return useQuery({
    queryKey: ['cash', 'deposits'],
    queryFn: ({ signal }) => get('/deposits', depositList, signal),
  });
}

/** Takes money to the bank, from the box or from a platform. */
export function useDeposit() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: DepositBody; key: string }) =>
      post('/deposits', body, deposit, key),
    // a posting moves funds, books and reports too
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** Writes down what was counted in the box. */
export function useCountCash() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: CashCountBody; key: string }) =>
      post('/cash-counts', body, cashCounted, key),
    onSuccess: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ['cash'] }),
        cache.invalidateQueries({ queryKey: ['today'] }),
      ]),
  });
}

/** The second signature under a count: books the difference. */
export function useConfirmCount() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, key }: { id: string; key: string }) =>
      post(`/cash-counts/${id}/confirm`, {}, cashCountConfirmed, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** Takes back a count that nobody confirmed. */
export function useCancelCount(id: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: CancelCountBody) => post(`/cash-counts/${id}/cancel`, body, done, key),
    onSuccess: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ['cash'] }),
        cache.invalidateQueries({ queryKey: ['today'] }),
      ]),
  });
}
