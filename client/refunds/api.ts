import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type PayRefundBody, refundPage, refundPaid } from '../../shared/refunds.ts';
import { decided, type DecisionBody } from '../../shared/transfers.ts';
import { post } from '../api/http.ts';
import { useKeyset } from '../api/keyset.ts';

/** Gifts given back or owed to their donors, newest first. */
export function useRefunds() {
  return useKeyset({ queryKey: ['refunds'], path: '/refunds', page: refundPage });
}

/** The chair's word; agreeing posts the refund. */
export function useDecideRefund(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: DecisionBody }) =>
      post(`/refunds/${id}/decide`, body, decided, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** The cashier pays what is owed. */
export function usePayRefund(id: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: PayRefundBody) => post(`/refunds/${id}/pay`, body, refundPaid, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}
