import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { z } from 'zod';
import { fund } from '../../shared/funds.ts';
import {
  paid,
  type PayBody,
  type PaymentOrder,
  paymentOrder,
  paymentOrderPage,
} from '../../shared/payments.ts';
import { get, post } from '../api/http.ts';
import { type KeysetPage, withQuery } from '../api/keyset.ts';

const fundList = z.object({ items: z.array(fund) });

/** The orders: those that wait for the cashier first, then the others, each newest first. */
export function usePaymentOrders() {
  return useInfiniteQuery({
    queryKey: ['payment-orders'],
    queryFn: ({ pageParam, signal }) =>
      get(withQuery('/payment-orders', { cursor: pageParam }), paymentOrderPage, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    select: waitingFirst,
  });
}

function waitingFirst(
  data: InfiniteData<KeysetPage<PaymentOrder>>,
): InfiniteData<KeysetPage<PaymentOrder>> {
  const orders = data.pages.flatMap(({ items }) => items);
  const waits = ({ payment, voided }: PaymentOrder) => !payment && !voided;
  const items = [...orders.filter(waits), ...orders.filter((order) => !waits(order))];
  return { ...data, pages: [{ items, nextCursor: data.pages.at(-1)?.nextCursor ?? null }] };
}

/** One order: the cashier reads whom to pay, and the trail says so. */
export function usePaymentOrder(id: string) {
  return useQuery({
    queryKey: ['payment-orders', id],
    queryFn: ({ signal }) => get(`/payment-orders/${id}`, paymentOrder, signal),
  });
}

/** The funds, to say what a payment leaves in them. */
export function useFunds() {
  return useQuery({
    queryKey: ['funds'],
    queryFn: ({ signal }) => get('/funds', fundList, signal),
  });
}

/** Pays an order once: posts its voucher and uses the reservation up. */
export function usePay(orderId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: PayBody; key: string }) =>
      post(`/payment-orders/${orderId}/pay`, body, paid, key),
    // a posting moves the request, funds, cash, books and reports
    onSuccess: () => cache.invalidateQueries(),
    // a refusal mostly means that it was paid already
    onError: () => cache.invalidateQueries({ queryKey: ['payment-orders'] }),
  });
}
