import { pageQuery } from '../../shared/paging.ts';
import {
  payRefundBody,
  refundBody,
  refundPage,
  refundPaid,
  refundPrepared,
} from '../../shared/refunds.ts';
import { decided, decisionBody } from '../../shared/transfers.ts';
import { idParams, route } from '../core/route.ts';
import { decideRefund, payRefund, prepareRefund } from './service.ts';
import { listRefunds } from './view.ts';

export const refundRoutes = [
  route({
    method: 'get',
    path: '/refunds',
    summary: 'Gifts given back or owed to their donors, newest first',
    action: 'refund.list',
    roles: ['treasurer', 'cashier', 'chair', 'auditor'],
    query: pageQuery,
    answer: refundPage,
    handle: ({ context, query }) => listRefunds(context, query),
  }),
  route({
    method: 'post',
    path: '/refunds',
    summary: 'Prepare to give a gift back, at once or as a debt first',
    action: 'refund.prepare',
    roles: ['treasurer'],
    body: refundBody,
    answer: refundPrepared,
    status: 201,
    handle: ({ context, body }) => prepareRefund(context, body),
  }),
  route({
    method: 'post',
    path: '/refunds/:id/decide',
    summary: 'Agree to a refund, which posts it, or refuse it',
    action: 'refund.decide',
    roles: ['chair'],
    params: idParams,
    body: decisionBody,
    answer: decided,
    handle: ({ context, params, body }) => decideRefund(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/refunds/:id/pay',
    summary: 'Pay what is owed to a donor',
    action: 'refund.pay',
    roles: ['cashier'],
    params: idParams,
    body: payRefundBody,
    answer: refundPaid,
    handle: ({ context, params, body }) => payRefund(context, params.id, body),
  }),
];
