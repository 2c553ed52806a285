import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  advancePage,
  type AdvanceBody,
  advanceTaken,
  type SettleAdvanceBody,
  settlementHandedIn,
} from '../../shared/advances.ts';
import {
  type BoxPaymentBody,
  boxPaymentPrepared,
  type CloseCondolenceBody,
  type CondolenceBody,
  condolenceDetail,
  condolenceMoved,
  condolencePage,
  condolencePaid,
  condolencePrepared,
  type CondolenceVoteBody,
  type PacksBody,
  packsHandedOut,
  type PayBoxBody,
  type SendBackBody,
} from '../../shared/condolences.ts';
import { fund } from '../../shared/funds.ts';
import { householdPage } from '../../shared/households.ts';
import { get, post } from '../api/http.ts';
import { useKeyset, withQuery } from '../api/keyset.ts';

/** Batches of condolence visits in sight, newest first. */
export function useCondolences() {
  return useKeyset({ queryKey: ['condolences'], path: '/condolences', page: condolencePage });
}

/** A batch with its roster. */
export function useCondolence(id: string) {
  return useQuery({
    queryKey: ['condolences', id],
    queryFn: ({ signal }) => get(`/condolences/${id}`, condolenceDetail, signal),
  });
}

/** The funds whose money a batch may be of. */
export function useFunds() {
  const answer = z.object({ items: z.array(fund) });
  return useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => get('/funds', answer, signal) });
}

/** Families in sight to choose from; more of them on request. */
export function useFamilies() {
  return useInfiniteQuery({
    queryKey: ['households', 'choice'],
    queryFn: ({ pageParam, signal }) =>
      get(withQuery('/households', { cursor: pageParam, limit: 100 }), householdPage, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** The advances of this person, for those of one batch. */
export function useOwnAdvances(mayHold: boolean) {
  return useQuery({
    queryKey: ['advances', 'own'],
    queryFn: ({ signal }) => get('/advances', advancePage, signal),
    enabled: mayHold,
  });
}

function useAct<Body extends object, Answer extends z.ZodType>(
  path: string,
  answer: Answer,
  key: string,
) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: Body) => post(path, body, answer, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

export const usePrepareCondolence = (key: string) =>
  useAct<CondolenceBody, typeof condolencePrepared>('/condolences', condolencePrepared, key);

export const useVote = (id: string, key: string) =>
  useAct<CondolenceVoteBody, typeof condolenceMoved>(
    `/condolences/${id}/votes`,
    condolenceMoved,
    key,
  );

export const useClose = (id: string, key: string) =>
  useAct<CloseCondolenceBody, typeof condolenceMoved>(
    `/condolences/${id}/close`,
    condolenceMoved,
    key,
  );

export const useTakeAdvance = (key: string) =>
  useAct<AdvanceBody, typeof advanceTaken>('/advances', advanceTaken, key);

export const useSettleAdvance = (id: string, key: string) =>
  useAct<SettleAdvanceBody, typeof settlementHandedIn>(
    `/advances/${id}/settle`,
    settlementHandedIn,
    key,
  );

export const usePrepareBox = (id: string, key: string) =>
  useAct<BoxPaymentBody, typeof boxPaymentPrepared>(
    `/condolences/${id}/box-payments`,
    boxPaymentPrepared,
    key,
  );

export const useHandPacks = (id: string, key: string) =>
  useAct<PacksBody, typeof packsHandedOut>(`/condolences/${id}/packs`, packsHandedOut, key);

export const usePayBox = (id: string, key: string) =>
  useAct<PayBoxBody, typeof condolencePaid>(`/condolence-payments/${id}/pay`, condolencePaid, key);

export const useReview = (id: string, key: string) =>
  useAct<{ postedOn: string }, typeof condolencePaid>(
    `/condolence-payments/${id}/review`,
    condolencePaid,
    key,
  );

export const useMoveCash = (id: string, key: string) =>
  useAct<{ paidOn: string }, typeof condolencePaid>(
    `/condolence-payments/${id}/cash`,
    condolencePaid,
    key,
  );

export const useSendBack = (id: string, key: string) =>
  useAct<SendBackBody, typeof condolencePaid>(
    `/condolence-payments/${id}/send-back`,
    condolencePaid,
    key,
  );
