import { pageQuery } from '../../shared/paging.ts';
import {
  decided,
  decisionBody,
  transferBody,
  transferPage,
  transferPrepared,
} from '../../shared/transfers.ts';
import { idParams, route } from '../core/route.ts';
import { decideTransfer, prepareTransfer } from './service.ts';
import { listTransfers } from './view.ts';

export const transferRoutes = [
  route({
    method: 'get',
    path: '/fund-transfers',
    summary: 'Transfers between funds, newest first',
    action: 'fund_transfer.list',
    roles: ['treasurer', 'cashier', 'chair', 'auditor'],
    query: pageQuery,
    answer: transferPage,
    handle: ({ context, query }) => listTransfers(context, query),
  }),
  route({
    method: 'post',
    path: '/fund-transfers',
    summary: 'Prepare a transfer between funds with its document',
    action: 'fund_transfer.prepare',
    roles: ['treasurer'],
    body: transferBody,
    answer: transferPrepared,
    status: 201,
    handle: ({ context, body }) => prepareTransfer(context, body),
  }),
  route({
    method: 'post',
    path: '/fund-transfers/:id/decide',
    summary: 'Agree to a transfer, which posts it, or refuse it',
    action: 'fund_transfer.decide',
    roles: ['chair'],
    params: idParams,
    body: decisionBody,
    answer: decided,
    handle: ({ context, params, body }) => decideTransfer(context, params.id, body),
  }),
];
