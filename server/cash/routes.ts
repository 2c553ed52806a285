import { z } from 'zod';
import {
  cancelCountBody,
  cashCountBody,
  cashCountConfirmed,
  cashCounted,
  cashState,
  deposit,
  depositBody,
} from '../../shared/cash.ts';
import type { Role } from '../../shared/roles.ts';
import { done } from '../../shared/session.ts';
import { idParams, route } from '../core/route.ts';
import { cancelCount, confirmCount, recordCount, recordDeposit } from './service.ts';
import { readCash, readDeposits } from './view.ts';

const readers: Role[] = ['treasurer', 'cashier', 'auditor'];

export const cashRoutes = [
  route({
    method: 'get',
    path: '/cash',
    summary: 'What the box, the platforms and the bank hold',
    action: 'cash.read',
    roles: readers,
    answer: cashState,
    handle: ({ context }) => readCash(context),
  }),
  route({
    method: 'get',
    path: '/deposits',
    summary: 'The last hundred deposits',
    action: 'deposit.list',
    roles: readers,
    answer: z.object({ items: z.array(deposit) }),
    handle: async ({ context }) => ({ items: await readDeposits(context) }),
  }),
  route({
    method: 'post',
    path: '/deposits',
    summary: 'Bank the cash, or record a platform payout',
    action: 'deposit.record',
    roles: ['cashier'],
    body: depositBody,
    answer: deposit,
    status: 201,
    handle: ({ context, body }) => recordDeposit(context, body),
  }),
  route({
    method: 'post',
    path: '/cash-counts',
    summary: 'Count the cash box',
    action: 'cash.count',
    roles: ['cashier'],
    body: cashCountBody,
    answer: cashCounted,
    status: 201,
    handle: ({ context, body }) => recordCount(context, body),
  }),
  route({
    method: 'post',
    path: '/cash-counts/:id/confirm',
    summary: 'Sign a cash count as the second person and book its difference',
    action: 'cash.confirm_count',
    roles: ['treasurer'],
    params: idParams,
    body: z.strictObject({}),
    answer: cashCountConfirmed,
    handle: ({ context, params }) => confirmCount(context, params.id),
  }),
  route({
    method: 'post',
    path: '/cash-counts/:id/cancel',
    summary: 'Take back a count of your own that nobody confirmed',
    action: 'cash.cancel_count',
    roles: ['cashier'],
    params: idParams,
    body: cancelCountBody,
    answer: done,
    handle: ({ context, params, body }) => cancelCount(context, params.id, body),
  }),
];
