import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { type ReverseBody, reversed } from '../../shared/donations.ts';
import { period, signed, voucher, voucherPage } from '../../shared/ledger.ts';
import { draftSaved } from '../../shared/drafts.ts';
import { get, post } from '../api/http.ts';
import { useKeyset } from '../api/keyset.ts';

/** The months of the books. */
export function usePeriods() {
  const answer = z.object({ items: z.array(period) });
  return useQuery({
    queryKey: ['periods'],
    queryFn: ({ signal }) => get('/periods', answer, signal),
  });
}

/** The vouchers of a month. */
export function useVouchers(periodId: number) {
  return useKeyset({
    queryKey: ['vouchers', 'list'],
    path: '/vouchers',
    page: voucherPage,
    filters: { period: periodId },
  });
}

/** One voucher with its lines. */
export function useVoucher(id: string) {
  return useQuery({
    queryKey: ['vouchers', id],
    queryFn: ({ signal }) => get(`/vouchers/${id}`, voucher, signal),
  });
}

/** Signs as the reviewer, who is never the preparer. */
export function useSignVoucher(id: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post(`/vouchers/${id}/sign`, {}, signed, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** Begins a draft with the lines of this voucher. */
export function useCopyVoucher(id: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post(`/vouchers/${id}/copy`, {}, draftSaved, key),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['drafts'] }),
  });
}

/** Posts the red voucher that takes this one back; both stay in the books. */
export function useReverseVoucher(id: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: ReverseBody) => post(`/vouchers/${id}/reverse`, body, reversed, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}
