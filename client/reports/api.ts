import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { monthEnd, monthStart } from '../../shared/dates.ts';
import { period } from '../../shared/ledger.ts';
import { fundStatement, journalPage, trialBalance } from '../../shared/reports.ts';
import { get } from '../api/http.ts';
import { useKeyset, withQuery } from '../api/keyset.ts';

/** The months that the books have, newest first. */
export function useMonths() {
  const answer = z.object({ items: z.array(period) });
  return useQuery({
    queryKey: ['periods'],
    queryFn: ({ signal }) => get('/periods', answer, signal),
    select: ({ items }) => items.map(({ id }) => id).toSorted((a, b) => b - a),
  });
}

/** The balances of every account in a month (科目余额表). */
export function useTrialBalance(month: number) {
  const path = withQuery('/reports/trial-balance', { period: month });
  return useQuery({
    queryKey: ['reports', path],
    queryFn: ({ signal }) => get(path, trialBalance, signal),
  });
}

/** What each fund had, got, gave and has (基金收支结存表). */
export function useFundStatement(from: number, to: number) {
  const path = withQuery('/reports/fund-statement', { from, to });
  return useQuery({
    queryKey: ['reports', path],
    queryFn: ({ signal }) => get(path, fundStatement, signal),
  });
}

/** Every line of the books in order (序时账), of whole months. */
export function useJournal(from: number, to: number) {
  return useKeyset({
    queryKey: ['reports', 'journal'],
    path: '/reports/journal',
    page: journalPage,
    filters: { from: monthStart(from), to: monthEnd(to) },
  });
}
