import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { type BankEventBody, bankEventPage, bankEventRecorded } from '../../shared/bank.ts';
import { fund } from '../../shared/funds.ts';
import { get, post } from '../api/http.ts';
import { useKeyset } from '../api/keyset.ts';

/** Interest, fees and grants, newest first. */
export function useBankEvents() {
  return useKeyset({ queryKey: ['bank-events'], path: '/bank-events', page: bankEventPage });
}

/** The funds to choose from. */
export function useFunds() {
  const answer = z.object({ items: z.array(fund) });
  return useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => get('/funds', answer, signal) });
}

/** Books what the bank did. */
export function useRecordBankEvent(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: BankEventBody) => post('/bank-events', body, bankEventRecorded, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}
