import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  cashCount,
  type CancelCountBody,
  type CashCountBody,
  cashCountConfirmed,
  cashCounted,
  cashCountSummary,
  cashState,
  type ConfirmCountBody,
  deposit,
  type DepositBody,
  settlementApproved,
  type SettlementBody,
  settlementProposed,
  withdrawal,
  type WithdrawalBody,
  withdrawalList,
} from '../../shared/cash.ts';
import { cashLimits } from '../../shared/stewardship.ts';
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

/** The limit of the box, and what is above it or not banked in time. */
export function useCashLimits() {
  return useQuery({
    queryKey: ['cash', 'limits'],
    queryFn: ({ signal }) => get('/cash-limits', cashLimits, signal),
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
    mutationFn: ({ id, body, key }: { id: string; body: ConfirmCountBody; key: string }) =>
      post(`/cash-counts/${id}/confirm`, body, cashCountConfirmed, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

const countList = z.object({ items: z.array(cashCountSummary) });

/** The latest counts of the box. */
export function useCounts() {
  return useQuery({
    queryKey: ['cash', 'counts'],
    queryFn: ({ signal }) => get('/cash-counts', countList, signal),
  });
}

/** One count, with what became of its difference. */
export function useCount(id: string) {
  return useQuery({
    queryKey: ['cash', 'count', id],
    queryFn: ({ signal }) => get(`/cash-counts/${id}`, cashCount, signal),
  });
}

/** Proposes what becomes of a difference. */
export function useProposeSettlement(countId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: SettlementBody; key: string }) =>
      post(`/cash-counts/${countId}/settlements`, body, settlementProposed, key),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['cash'] }),
  });
}

/** Approves it as the second person; books it. */
export function useApproveSettlement(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ key }: { key: string }) =>
      post(`/cash-settlements/${id}/approve`, {}, settlementApproved, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** The latest withdrawals, and how much may be drawn now. */
export function useWithdrawals() {
  return useQuery({
    queryKey: ['cash', 'withdrawals'],
    queryFn: ({ signal }) => get('/withdrawals', withdrawalList, signal),
  });
}

/** Books cash that was drawn from the bank. */
export function useWithdraw() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: WithdrawalBody; key: string }) =>
      post('/withdrawals', body, withdrawal, key),
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
