import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { drive } from '../../shared/drives.ts';
import {
  type ArrivalBody,
  arrivalRecorded,
  type PledgeBody,
  pledgePage,
  pledgeRecorded,
} from '../../shared/pledges.ts';
import { get, post } from '../api/http.ts';
import { useKeyset } from '../api/keyset.ts';

/** Promised gifts, newest first. */
export function usePledges() {
  return useKeyset({ queryKey: ['pledges'], path: '/pledges', page: pledgePage });
}

/** The drives to choose from. */
export function useDrives() {
  const answer = z.object({ items: z.array(drive) });
  return useQuery({
    queryKey: ['drives'],
    queryFn: ({ signal }) => get('/drives', answer, signal),
  });
}

/** Notes a promised gift; nothing is posted. */
export function useRecordPledge(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: PledgeBody) => post('/pledges', body, pledgeRecorded, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** Names the gift that fulfils a pledge. */
export function useNameArrival(id: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: ArrivalBody) => post(`/pledges/${id}/arrivals`, body, arrivalRecorded, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}
