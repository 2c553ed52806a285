import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { type Drive, drive, type OpenDriveBody } from '../../shared/drives.ts';
import { fund } from '../../shared/funds.ts';
import { done } from '../../shared/session.ts';
import { get, post } from '../api/http.ts';

const driveList = z.object({ items: z.array(drive) });
const fundList = z.object({ items: z.array(fund) });

/** Every drive with what it received, newest first. */
export function useDrives() {
  return useQuery({
    queryKey: ['drives'],
    queryFn: ({ signal }) => get('/drives', driveList, signal),
  });
}

/** The funds that a drive can collect for. */
export function useFunds() {
  return useQuery({
    queryKey: ['funds'],
    queryFn: ({ signal }) => get('/funds', fundList, signal),
  });
}

/** Opens a drive for a fund. */
export function useOpenDrive() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: OpenDriveBody; key: string }) =>
      post('/drives', body, done, key),
    onSuccess: () => staleAfterDrive(cache),
  });
}

/** Closes a drive: no gift can be recorded for it any more. */
export function useCloseDrive() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ drive: { id, version }, key }: { drive: Drive; key: string }) =>
      post(`/drives/${id}/close`, { version }, done, key),
    // a stale version is answered by a refusal, and the list shows what is true now
    onSettled: () => staleAfterDrive(cache),
  });
}

async function staleAfterDrive(cache: ReturnType<typeof useQueryClient>): Promise<void> {
  await Promise.all([
    cache.invalidateQueries({ queryKey: ['drives'] }),
    cache.invalidateQueries({ queryKey: ['today'] }),
  ]);
}
