import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { payout } from '../../shared/payouts.ts';
import { decided, type DecisionBody } from '../../shared/transfers.ts';
import { get, post } from '../api/http.ts';

/** A payment with what happened to it since. */
export function usePayout(id: string) {
  return useQuery({
    queryKey: ['payouts', id],
    queryFn: ({ signal }) => get(`/payments/${id}`, payout, signal),
  });
}

/** Takes one step on a payment, at the address of the step. */
export function useStep<Answer>(path: string, answer: z.ZodType<Answer>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: object; key: string }) => post(path, body, answer, key),
    // a posting moves funds, books, reports and what waits
    onSuccess: () => cache.invalidateQueries(),
    // a refusal mostly means that somebody else was quicker
    onError: () => cache.invalidateQueries({ queryKey: ['payouts'] }),
  });
}

/** The chair's word on something of this kind: a plan, a recovery or a loss. */
export function useDecideOn(noun: 'return-plans' | 'recoveries' | 'recovery-settlements') {
  return function useDecide(key: string) {
    const cache = useQueryClient();
    return useMutation({
      mutationFn: ({ id, body }: { id: string; body: DecisionBody }) =>
        post(`/${noun}/${id}/decide`, body, decided, key),
      onSuccess: () => cache.invalidateQueries(),
    });
  };
}
