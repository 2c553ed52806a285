import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type AdvanceDecisionBody,
  advanceHolders,
  advanceMoved,
  advancePage,
  advancePaid,
  type PayAdvanceBody,
} from '../../shared/advances.ts';
import { get, post } from '../api/http.ts';
import { useKeyset } from '../api/keyset.ts';

/** Advances in sight, newest first. */
export function useAdvances() {
  return useKeyset({ queryKey: ['advances'], path: '/advances', page: advancePage });
}

/** What each person holds. */
export function useHolders() {
  return useQuery({
    queryKey: ['advance-holders'],
    queryFn: ({ signal }) => get('/advance-holders', advanceHolders, signal),
  });
}

/** The chair's word on an advance. */
export function useDecideAdvance(id: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: AdvanceDecisionBody) =>
      post(`/advances/${id}/decide`, body, advanceMoved, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** The cashier pays an advance. */
export function usePayAdvance(id: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: PayAdvanceBody) => post(`/advances/${id}/pay`, body, advancePaid, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}
