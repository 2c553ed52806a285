import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type BounceBody,
  donation,
  donationPage,
  donationRecorded,
  type RecordDonationBody,
  type ReverseBody,
  reversed,
} from '../../shared/donations.ts';
import { drive } from '../../shared/drives.ts';
import { fund } from '../../shared/funds.ts';
import { type RefundBody, refundPrepared } from '../../shared/refunds.ts';
import { get, post } from '../api/http.ts';
import { useKeyset } from '../api/keyset.ts';

const driveList = z.object({ items: z.array(drive) });
const fundList = z.object({ items: z.array(fund) });

/** The gifts, newest first; of one drive when it is named. */
export function useDonations(driveId: string | null) {
  return useKeyset({
    queryKey: ['donations'],
    path: '/donations',
    page: donationPage,
    filters: { driveId },
  });
}

/** One gift with its receipt and voucher. */
export function useDonation(id: string) {
  return useQuery({
    queryKey: ['donations', id],
    queryFn: ({ signal }) => get(`/donations/${id}`, donation, signal),
  });
}

/** The drives to choose from. */
export function useDrives() {
  return useQuery({
    queryKey: ['drives'],
    queryFn: ({ signal }) => get('/drives', driveList, signal),
  });
}

/** The funds, to say which accounts a gift touches and what the fund will hold. */
export function useFunds() {
  return useQuery({
    queryKey: ['funds'],
    queryFn: ({ signal }) => get('/funds', fundList, signal),
  });
}

/** Records a gift: it posts its voucher and draws its receipt number. */
export function useRecordDonation() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: RecordDonationBody; key: string }) =>
      post('/donations', body, donationRecorded, key),
    // a posting moves drives, funds, cash and books at once; the next gift does not wait for that
    onSuccess: () => void cache.invalidateQueries(),
  });
}

/** Takes a gift back with a red-letter voucher. */
export function useReverseDonation(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: ReverseBody; key: string }) =>
      post(`/donations/${id}/reverse`, body, reversed, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** Notes that the bank or the platform took a gift back. */
export function useBounceDonation(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: BounceBody; key: string }) =>
      post(`/donations/${id}/bounce`, body, reversed, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** Prepares to give a gift back; nothing moves before the chair agrees. */
export function usePrepareRefund(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: RefundBody) => post('/refunds', body, refundPrepared, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}
