import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { fund } from '../../shared/funds.ts';
import { account } from '../../shared/ledger.ts';
import { currentOpening, openingPosted, type openingSheetBody } from '../../shared/opening.ts';
import { done } from '../../shared/session.ts';
import { get, post } from '../api/http.ts';

/** The opening balances that count, and which steps are mine. */
export function useOpening() {
  return useQuery({
    queryKey: ['opening'],
    queryFn: ({ signal }) => get('/opening', currentOpening, signal),
  });
}

/** The accounts that may hold an opening balance are chosen among these. */
export function useAccounts() {
  const answer = z.object({ items: z.array(account) });
  return useQuery({
    queryKey: ['accounts'],
    queryFn: ({ signal }) => get('/accounts', answer, signal),
  });
}

/** Every fund, for the fund table. */
export function useFunds() {
  const answer = z.object({ items: z.array(fund) });
  return useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => get('/funds', answer, signal) });
}

/** Hands a sheet to the reviewer. */
export function usePrepareOpening(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof openingSheetBody>) =>
      post('/opening-sheets', body, done, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** Reviews a sheet as another person than who entered it. */
export function useReviewOpening(id: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post(`/opening-sheets/${id}/review`, {}, done, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** Posts a reviewed sheet; there is no second time. */
export function usePostOpening(id: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post(`/opening-sheets/${id}/post`, {}, openingPosted, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}
