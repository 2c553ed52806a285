import { z } from 'zod';
import {
  cashCount,
  cancelCountBody,
  cashCountBody,
  cashCountConfirmed,
  cashCounted,
  cashCountSummary,
  cashState,
  confirmCountBody,
  deposit,
  depositBody,
  settlementApproved,
  settlementBody,
  settlementProposed,
  withdrawal,
  withdrawalBody,
  withdrawalList,
} from '../../shared/cash.ts';
import type { Role } from '../../shared/roles.ts';
import { done } from '../../shared/session.ts';
import { idParams, route } from '../core/route.ts';
import { approveSettlement, proposeSettlement } from './settlements.ts';
import { readCash, readCount, readCounts, readDeposits, readWithdrawals } from './view.ts';
import { recordWithdrawal } from './withdrawals.ts';
import { cancelCount, confirmCount, recordCount, recordDeposit } from './service.ts';

const readers: Role[] = ['treasurer', 'cashier', 'auditor'];
const countReaders: Role[] = [...readers, 'chair'];

const boxRoutes = [
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
    body: confirmCountBody,
    answer: cashCountConfirmed,
    handle: ({ context, params, body }) => confirmCount(context, params.id, body),
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

const followUpRoutes = [
  route({
    method: 'get',
    path: '/cash-counts',
    summary: 'The last hundred counts of the box',
    action: 'cash.counts',
    roles: countReaders,
    answer: z.object({ items: z.array(cashCountSummary) }),
    handle: async ({ context }) => ({ items: await readCounts(context) }),
  }),
  route({
    method: 'get',
    path: '/cash-counts/:id',
    summary: 'One count with its notes and what became of its difference',
    action: 'cash.read_count',
    roles: countReaders,
    params: idParams,
    answer: cashCount,
    handle: ({ context, params }) => readCount(context, params.id),
  }),
  route({
    method: 'post',
    path: '/cash-counts/:id/settlements',
    summary: 'Propose what becomes of a counted difference',
    action: 'cash.propose_settlement',
    roles: ['cashier', 'treasurer'],
    params: idParams,
    body: settlementBody,
    answer: settlementProposed,
    status: 201,
    handle: ({ context, params, body }) => proposeSettlement(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/cash-settlements/:id/approve',
    summary: 'Approve it as the second person and book it',
    action: 'cash.approve_settlement',
    roles: ['treasurer', 'chair'],
    params: idParams,
    body: z.strictObject({}),
    answer: settlementApproved,
    handle: ({ context, params }) => approveSettlement(context, params.id),
  }),
  route({
    method: 'get',
    path: '/withdrawals',
    summary: 'The last hundred withdrawals, and how much may be drawn now',
    action: 'withdrawal.list',
    roles: readers,
    answer: withdrawalList,
    handle: ({ context }) => readWithdrawals(context),
  }),
  route({
    method: 'post',
    path: '/withdrawals',
    summary: 'Record cash drawn from the bank for the float',
    action: 'withdrawal.record',
    roles: ['cashier'],
    body: withdrawalBody,
    answer: withdrawal,
    status: 201,
    handle: ({ context, body }) => recordWithdrawal(context, body),
  }),
];

export const cashRoutes = [...boxRoutes, ...followUpRoutes];
