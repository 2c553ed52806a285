import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { budgetPrepared, budgetYear, type PrepareBudgetBody } from '../../shared/budgets.ts';
import { cover, coverStepped, type EnterCoverBody } from '../../shared/covers.ts';
import { fund } from '../../shared/funds.ts';
import {
  type BeginHandoverBody,
  handover,
  handoverList,
  handoverSigned,
} from '../../shared/handovers.ts';
import { done } from '../../shared/session.ts';
import { annualFigures, cashLimits, type SetCashLimitBody } from '../../shared/stewardship.ts';
import { user } from '../../shared/users.ts';
import { get, post } from '../api/http.ts';

/** The handovers, and who may receive or witness. */
export function useHandovers() {
  return useQuery({
    queryKey: ['handovers'],
    queryFn: ({ signal }) => get('/handovers', handoverList, signal),
  });
}

/** One handover as its paper. */
export function useHandover(id: string) {
  return useQuery({
    queryKey: ['handovers', id],
    queryFn: ({ signal }) => get(`/handovers/${id}`, handover, signal),
  });
}

/** An act after which everything that waits or shows figures is read anew. */
function useAct<Body, Answer extends z.ZodType>(
  path: (body: Body) => string,
  send: (body: Body) => object,
  answer: Answer,
  key: string,
) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: Body) => post(path(body), send(body), answer, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** Begins a handover as its giver. */
export function useBeginHandover(key: string) {
  return useAct<BeginHandoverBody, typeof handoverSigned>(
    () => '/handovers',
    (body) => body,
    handoverSigned,
    key,
  );
}

/** Signs a handover as receiver or witness. */
export function useSignHandover(id: string, key: string) {
  return useAct<void, typeof handoverSigned>(
    () => `/handovers/${id}/sign`,
    () => ({}),
    handoverSigned,
    key,
  );
}

/** The covers during absence. */
export function useCovers() {
  const answer = z.object({ items: z.array(cover) });
  return useQuery({
    queryKey: ['covers'],
    queryFn: ({ signal }) => get('/covers', answer, signal),
  });
}

/** The accounts that may be absent or stand in; the administrator alone may ask. */
export function useAccounts() {
  const answer = z.object({ items: z.array(user) });
  return useQuery({ queryKey: ['users'], queryFn: ({ signal }) => get('/users', answer, signal) });
}

/** Enters a cover for the chair to confirm. */
export function useEnterCover(key: string) {
  return useAct<EnterCoverBody, typeof coverStepped>(
    () => '/covers',
    (body) => body,
    coverStepped,
    key,
  );
}

/** Confirms or ends a cover. */
export function useCoverStep(id: string, step: 'confirm' | 'end', key: string) {
  return useAct<void, typeof coverStepped>(
    () => `/covers/${id}/${step}`,
    () => ({}),
    coverStepped,
    key,
  );
}

/** The budgets of a year with what was used of them. */
export function useBudgets(year: number) {
  return useQuery({
    queryKey: ['budgets', year],
    queryFn: ({ signal }) => get(`/budgets?year=${year}`, budgetYear, signal),
  });
}

/** The funds that a budget may be for. */
export function useFunds() {
  const answer = z.object({ items: z.array(fund) });
  return useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => get('/funds', answer, signal) });
}

/** Prepares the next version of a budget. */
export function usePrepareBudget(key: string) {
  return useAct<PrepareBudgetBody, typeof budgetPrepared>(
    () => '/budgets',
    (body) => body,
    budgetPrepared,
    key,
  );
}

/** Approves a budget. */
export function useApproveBudget(id: string, key: string) {
  return useAct<void, typeof budgetPrepared>(
    () => `/budgets/${id}/approve`,
    () => ({}),
    budgetPrepared,
    key,
  );
}

/** The limit of cash on hand and what is above it. */
export function useCashLimits() {
  return useQuery({
    queryKey: ['cash', 'limits'],
    queryFn: ({ signal }) => get('/cash-limits', cashLimits, signal),
  });
}

/** Sets the limit of cash on hand. */
export function useSetCashLimit(key: string) {
  return useAct<SetCashLimitBody, typeof done>(
    () => '/cash-limits',
    (body) => body,
    done,
    key,
  );
}

/** The figures of the annual report. */
export function useAnnualFigures(year: number) {
  return useQuery({
    queryKey: ['annual-figures', year],
    queryFn: ({ signal }) => get(`/annual-figures?year=${year}`, annualFigures, signal),
  });
}
