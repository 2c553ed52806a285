import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { drive } from '../../shared/drives.ts';
import { fund } from '../../shared/funds.ts';
import {
  decided,
  type DecisionBody,
  type TransferBody,
  transferPage,
  transferPrepared,
} from '../../shared/transfers.ts';
import { get, post } from '../api/http.ts';
import { useKeyset } from '../api/keyset.ts';

/** Transfers between funds, newest first. */
export function useTransfers() {
  return useKeyset({ queryKey: ['fund-transfers'], path: '/fund-transfers', page: transferPage });
}

/** The funds to choose from. */
export function useFunds() {
  const answer = z.object({ items: z.array(fund) });
  return useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => get('/funds', answer, signal) });
}

/** The drives whose surplus may go on. */
export function useDrives() {
  const answer = z.object({ items: z.array(drive) });
  return useQuery({
    queryKey: ['drives'],
    queryFn: ({ signal }) => get('/drives', answer, signal),
  });
}

/** Prepares a transfer; nothing moves before the chair agrees. */
export function usePrepareTransfer(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: TransferBody) => post('/fund-transfers', body, transferPrepared, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** The chair's word; agreeing posts the transfer. */
export function useDecideTransfer(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: DecisionBody }) =>
      post(`/fund-transfers/${id}/decide`, body, decided, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}
