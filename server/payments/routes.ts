import { pageQuery } from '../../shared/paging.ts';
import {
  orderPrepared,
  paid,
  payBody,
  paymentOrder,
  paymentOrderPage,
  prepareOrderBody,
  proofBody,
  voidAsked,
  voidBody,
  voidDecided,
} from '../../shared/payments.ts';
import { done } from '../../shared/session.ts';
import { decisionBody } from '../../shared/transfers.ts';
import { idParams, route } from '../core/route.ts';
import { orderReaders } from './policy.ts';
import { pay, prepareOrder, recordProof } from './service.ts';
import { orderFor, orderPageFor } from './view.ts';
import { askVoid, decideVoid } from './voids.ts';

/** The endpoints of payment orders, payments and their proofs. */
export const paymentRoutes = [
  route({
    method: 'get',
    path: '/payment-orders',
    summary: 'List payment orders, the newest first',
    action: 'payment.list',
    roles: orderReaders,
    query: pageQuery,
    answer: paymentOrderPage,
    handle: ({ context, query }) => orderPageFor(context, query),
  }),
  route({
    method: 'get',
    path: '/payment-orders/:id',
    summary: 'Read an order; whom to pay is clear to the cashier, and the trail says so',
    action: 'payment.read',
    roles: orderReaders,
    params: idParams,
    answer: paymentOrder,
    handle: ({ context, params }) => orderFor(context, params.id),
  }),
  route({
    method: 'post',
    path: '/payment-orders',
    summary: 'Prepare the payment of a decided request',
    action: 'payment.prepare',
    roles: ['treasurer'],
    body: prepareOrderBody,
    answer: orderPrepared,
    status: 201,
    handle: ({ context, body }) => prepareOrder(context, body),
  }),
  route({
    method: 'post',
    path: '/payment-orders/:id/pay',
    summary: 'Pay an order, once',
    action: 'payment.pay',
    roles: ['cashier'],
    params: idParams,
    body: payBody,
    answer: paid,
    handle: ({ context, params, body }) => pay(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/payment-orders/:id/void',
    summary: 'Ask to void an order that nobody has paid',
    action: 'payment.ask_void',
    roles: ['treasurer'],
    params: idParams,
    body: voidBody,
    answer: voidAsked,
    status: 201,
    handle: ({ context, params, body }) => askVoid(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/payment-orders/:id/void/decide',
    summary: 'Agree to void an order, which does it, or let it stand',
    action: 'payment.decide_void',
    roles: ['chair', 'caseworker'],
    params: idParams,
    body: decisionBody,
    answer: voidDecided,
    handle: ({ context, params, body }) => decideVoid(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/payments/:id/proof',
    summary: 'Record the proof that the money arrived',
    action: 'payment.prove',
    roles: ['cashier', 'caseworker'],
    params: idParams,
    body: proofBody,
    answer: done,
    handle: ({ context, params, body }) => recordProof(context, params.id, body),
  }),
];
