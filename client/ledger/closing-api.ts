import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type AskReopeningBody,
  bookYear,
  closeChecklist,
  type DecideReopeningBody,
  deficitsSigned,
  type LockYearBody,
  reopeningAsked,
  type SignDeficitBody,
  yearLocked,
} from '../../shared/closing.ts';
import { periodClosed } from '../../shared/ledger.ts';
import { get, post } from '../api/http.ts';

/** What a month still lacks, and what its closing will post. */
export function useChecklist(id: string) {
  return useQuery({
    queryKey: ['periods', id, 'checklist'],
    queryFn: ({ signal }) => get(`/periods/${id}/checklist`, closeChecklist, signal),
  });
}

/** The years of the books. */
export function useYears() {
  const answer = z.object({ items: z.array(bookYear) });
  return useQuery({
    queryKey: ['years'],
    queryFn: ({ signal }) => get('/years', answer, signal),
  });
}

/** An act that changes what a whole month is: afterwards everything is read anew. */
function useAct<Body, Answer>(act: (body: Body) => Promise<Answer>) {
  const cache = useQueryClient();
  return useMutation({ mutationFn: act, onSuccess: () => cache.invalidateQueries() });
}

/** Closes a month: nothing more can be posted into it. */
export function useClosePeriod(id: number, key: string) {
  return useAct(() => post(`/periods/${id}/close`, {}, periodClosed, key));
}

/** The chair's signature under the funds that end a month below zero. */
export function useSignDeficits(id: number, key: string) {
  return useAct((body: SignDeficitBody) =>
    post(`/periods/${id}/deficit-sign-off`, body, deficitsSigned, key),
  );
}

/** Asks for a month to be opened again. */
export function useAskReopening(id: number, key: string) {
  return useAct((body: AskReopeningBody) =>
    post(`/periods/${id}/reopen-requests`, body, reopeningAsked, key),
  );
}

/** Opens a month again, or leaves it closed. */
export function useDecideReopening(id: number, key: string) {
  return useAct((body: DecideReopeningBody) =>
    post(`/periods/${id}/reopen-decision`, body, periodClosed, key),
  );
}

/** Locks a year by the report of its audit. */
export function useLockYear(year: number, key: string) {
  return useAct((body: LockYearBody) => post(`/years/${year}/lock`, body, yearLocked, key));
}
