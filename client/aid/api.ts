import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type AidRequest,
  aidRequest,
  aidRequestPage,
  type FileRequestBody,
  requestFiled,
  requestMoved,
} from '../../shared/aid.ts';
import { fund, policy } from '../../shared/funds.ts';
import { householdPage } from '../../shared/households.ts';
import { orderPrepared, type PrepareOrderBody, type ProofBody } from '../../shared/payments.ts';
import { done } from '../../shared/session.ts';
import { colleague } from '../../shared/users.ts';
import { get, post } from '../api/http.ts';
import { useKeyset } from '../api/keyset.ts';

const fundList = z.object({ items: z.array(fund) });
const colleagueList = z.object({ items: z.array(colleague) });

/** The requests in sight of the reader, newest first; of one status when it is named. */
export function useRequests(status: string | null) {
  return useKeyset({
    queryKey: ['aid-requests'],
    path: '/aid-requests',
    page: aidRequestPage,
    filters: { status },
  });
}

/** One request as this reader may see it, with what they may do next. */
export function useRequest(id: string) {
  return useQuery({
    queryKey: ['aid-requests', id],
    queryFn: ({ signal }) => get(`/aid-requests/${id}`, aidRequest, signal),
  });
}

/** The families that a request can be filed for. */
export function useFamilies() {
  return useQuery({
    queryKey: ['households', 'to choose from'],
    queryFn: ({ signal }) => get('/households?limit=200', householdPage, signal),
  });
}

/** The funds that can pay. */
export function useFunds() {
  return useQuery({
    queryKey: ['funds'],
    queryFn: ({ signal }) => get('/funds', fundList, signal),
  });
}

/** The rules in force. */
export function usePolicy() {
  return useQuery({
    queryKey: ['policy'],
    queryFn: ({ signal }) => get('/policy', policy, signal),
  });
}

/** Who can be the second visitor. */
export function useColleagues() {
  return useQuery({
    queryKey: ['colleagues'],
    queryFn: ({ signal }) => get('/colleagues', colleagueList, signal),
  });
}

/** Files a request as a draft. */
export function useFileRequest() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: FileRequestBody; key: string }) =>
      post('/aid-requests', body, requestFiled, key),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['aid-requests'] }),
  });
}

/** The steps that the request itself takes, by their address. */
export type StepPath =
  'submit' | 'withdraw' | 'visit' | 'sign-visit' | 'votes' | 'recuse' | 'urgent-orders' | 'notice';

/** Takes one step on a request. */
export function useRequestStep(id: string, step: StepPath) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: object; key: string }) =>
      post(`/aid-requests/${id}/${step}`, body, requestMoved, key),
    // a step moves reservations, queues and notices of every page
    onSuccess: () => cache.invalidateQueries(),
    // a refusal mostly means that somebody else was quicker
    onError: () => cache.invalidateQueries({ queryKey: ['aid-requests', id] }),
  });
}

/** Fixes whom the cashier pays, and how. */
export function usePrepareOrder(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: PrepareOrderBody; key: string }) =>
      post('/payment-orders', body, orderPrepared, key),
    onSuccess: () => cache.invalidateQueries(),
    onError: () => cache.invalidateQueries({ queryKey: ['aid-requests', id] }),
  });
}

/** Takes a step on the order of a request: to void it, or to decide on that. */
export function useOrderStep<Answer>(
  { id, order }: Pick<AidRequest, 'id' | 'order'>,
  step: 'void' | 'void/decide',
  answer: z.ZodType<Answer>,
) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: object; key: string }) =>
      post(`/payment-orders/${order?.id ?? ''}/${step}`, body, answer, key),
    onSuccess: () => cache.invalidateQueries(),
    onError: () => cache.invalidateQueries({ queryKey: ['aid-requests', id] }),
  });
}

/** Records what proves that the money arrived. */
export function useRecordProof(paymentId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: ProofBody; key: string }) =>
      post(`/payments/${paymentId}/proof`, body, done, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}
