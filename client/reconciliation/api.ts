import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  bankReconciliation,
  type MatchBody,
  matched,
  matching,
  type ReconciliationBody,
  reconciliationDraft,
  reconciliationPrepared,
  reconciliationSummary,
  statementAccount,
  type StatementBody,
  statementTaken,
  unmatched,
} from '../../shared/reconciliation.ts';
import { get, post } from '../api/http.ts';

const accountList = z.object({ items: z.array(statementAccount) });
const sheetList = z.object({ items: z.array(reconciliationSummary) });
const NOUN = 'reconciliation';

/** The accounts that hold money, and how far each is reconciled. */
export function useStatementAccounts() {
  return useQuery({
    queryKey: [NOUN, 'accounts'],
    queryFn: ({ signal }) => get('/statement-accounts', accountList, signal),
  });
}

/** What waits on both sides of an account, and the likely pairs. */
export function useMatching(account: string) {
  return useQuery({
    queryKey: [NOUN, 'matching', account],
    queryFn: ({ signal }) => get(`/bank-matches?account=${account}`, matching, signal),
  });
}

/** The sheet of an account and day as it stands now. */
export function useReconciliationDraft(account: string, asOf: string) {
  return useQuery({
    queryKey: [NOUN, 'draft', account, asOf],
    queryFn: ({ signal }) =>
      get(`/reconciliation-draft?account=${account}&asOf=${asOf}`, reconciliationDraft, signal),
  });
}

/** The frozen sheets, latest day first. */
export function useReconciliations() {
  return useQuery({
    queryKey: [NOUN, 'sheets'],
    queryFn: ({ signal }) => get('/bank-reconciliations', sheetList, signal),
  });
}

/** One frozen sheet. */
export function useReconciliation(id: string) {
  return useQuery({
    queryKey: [NOUN, 'sheet', id],
    queryFn: ({ signal }) => get(`/bank-reconciliations/${id}`, bankReconciliation, signal),
  });
}

/** Takes in a statement. */
export function useTakeStatement() {
  return useAct(({ body, key }: { body: StatementBody; key: string }) =>
    post('/bank-statements', body, statementTaken, key),
  );
}

/** Confirms which lines are the same money. */
export function useMatch() {
  return useAct(({ body, key }: { body: MatchBody; key: string }) =>
    post('/bank-matches', body, matched, key),
  );
}

/** Undoes a match. */
export function useUndoMatch() {
  return useAct(({ id, reason, key }: { id: string; reason: string; key: string }) =>
    post(`/bank-matches/${id}/undo`, { reason }, unmatched, key),
  );
}

/** Freezes a sheet as its preparer. */
export function usePrepare() {
  return useAct(({ body, key }: { body: ReconciliationBody; key: string }) =>
    post('/bank-reconciliations', body, reconciliationPrepared, key),
  );
}

/** Signs a sheet as its reviewer. */
export function useReview(id: string) {
  return useAct(({ key }: { key: string }) =>
    post(`/bank-reconciliations/${id}/review`, {}, reconciliationPrepared, key),
  );
}

function useAct<Input, Answer>(act: (input: Input) => Promise<Answer>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => cache.invalidateQueries({ queryKey: [NOUN] }),
  });
}
