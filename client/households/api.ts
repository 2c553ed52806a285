import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { community } from '../../shared/communities.ts';
import { yearlyAid } from '../../shared/condolences.ts';
import {
  household,
  householdPage,
  householdRegistered,
  householdUnmasked,
  type RegisterHouseholdBody,
} from '../../shared/households.ts';
import { get, post } from '../api/http.ts';
import { useKeyset } from '../api/keyset.ts';

const communityList = z.object({ items: z.array(community) });

/** The families in sight of the reader, masked. */
export function useHouseholds() {
  return useKeyset({ queryKey: ['households'], path: '/households', page: householdPage });
}

/** One family, masked. */
export function useHousehold(id: string) {
  return useQuery({
    queryKey: ['households', id],
    queryFn: ({ signal }) => get(`/households/${id}`, household, signal),
  });
}

/** The communities of the sub-district. */
export function useCommunities() {
  return useQuery({
    queryKey: ['communities'],
    queryFn: ({ signal }) => get('/communities', communityList, signal),
  });
}

/** Registers a family. */
export function useRegisterHousehold() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: RegisterHouseholdBody; key: string }) =>
      post('/households', body, householdRegistered, key),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['households'] }),
  });
}

/** Opens the file in clear for one look; the reason goes to the audit trail. Nothing is kept. */
export function useUnmaskHousehold(id: string) {
  return useMutation({
    mutationFn: (reason: string) => post(`/households/${id}/unmask`, { reason }, householdUnmasked),
    gcTime: 0,
  });
}

/** What a family got, year by year. */
export function useYearlyAid(id: string) {
  return useQuery({
    queryKey: ['households', id, 'yearly-aid'],
    queryFn: ({ signal }) => get(`/households/${id}/yearly-aid`, yearlyAid, signal),
  });
}
