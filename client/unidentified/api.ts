import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { drive } from '../../shared/drives.ts';
import {
  identified,
  type IdentifyBody,
  type SendBackBody,
  sentBack,
  type UnidentifiedBody,
  unidentifiedPage,
  unidentifiedRecorded,
} from '../../shared/unidentified.ts';
import { get, post } from '../api/http.ts';
import { useKeyset } from '../api/keyset.ts';

const PATH = '/unidentified-receipts';

/** Money whose giver was not known, newest first. */
export function useUnidentified() {
  return useKeyset({ queryKey: ['unidentified'], path: PATH, page: unidentifiedPage });
}

/** The drives to choose from. */
export function useDrives() {
  const answer = z.object({ items: z.array(drive) });
  return useQuery({
    queryKey: ['drives'],
    queryFn: ({ signal }) => get('/drives', answer, signal),
  });
}

/** Notes unknown money; it posts as a debt. */
export function useRecordUnidentified(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: UnidentifiedBody) => post(PATH, body, unidentifiedRecorded, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** Names the giver; the receipt becomes a gift. */
export function useIdentify(id: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: IdentifyBody) => post(`${PATH}/${id}/identify`, body, identified, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** Sends the money back. */
export function useSendBack(id: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: SendBackBody) => post(`${PATH}/${id}/return`, body, sentBack, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}
