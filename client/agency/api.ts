import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  beneficiary,
  type BeneficiaryBody,
  beneficiaryOpened,
  type MovementBody,
  movementPage,
  movementRecorded,
} from '../../shared/agency.ts';
import { fund } from '../../shared/funds.ts';
import { decided, type DecisionBody } from '../../shared/transfers.ts';
import { get, post } from '../api/http.ts';
import { useKeyset } from '../api/keyset.ts';

/** Beneficiaries of agency money with what is held for each. */
export function useBeneficiaries() {
  const answer = z.object({ items: z.array(beneficiary) });
  return useQuery({
    queryKey: ['agency', 'beneficiaries'],
    queryFn: ({ signal }) => get('/agency-beneficiaries', answer, signal),
  });
}

/** What moved for beneficiaries, newest first. */
export function useMovements() {
  return useKeyset({
    queryKey: ['agency', 'movements'],
    path: '/agency-movements',
    page: movementPage,
  });
}

/** The funds that a conversion may give to. */
export function useFunds() {
  const answer = z.object({ items: z.array(fund) });
  return useQuery({ queryKey: ['funds'], queryFn: ({ signal }) => get('/funds', answer, signal) });
}

/** Opens a beneficiary under a code. */
export function useOpenBeneficiary(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: BeneficiaryBody) =>
      post('/agency-beneficiaries', body, beneficiaryOpened, key),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['agency'] }),
  });
}

/** Notes what came in, or prepares what goes out. */
export function useRecordMovement(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: MovementBody) => post('/agency-movements', body, movementRecorded, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** The second person's hand; agreeing posts it. */
export function useDecideMovement(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: DecisionBody }) =>
      post(`/agency-movements/${id}/decide`, body, decided, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}
