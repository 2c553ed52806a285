import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { fund, type OpenFundBody } from '../../shared/funds.ts';
import { done } from '../../shared/session.ts';
import { get, post } from '../api/http.ts';

/** Every fund with what it holds. */
export function useFunds() {
  const answer = z.object({ items: z.array(fund) });
  return useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => get('/funds', answer, signal) });
}

/** Opens a fund; Today and the statements show it from then on. */
export function useOpenFund(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: OpenFundBody) => post('/funds', body, done, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}
