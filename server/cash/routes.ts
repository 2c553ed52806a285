import { z } from 'zod';
import {
  type CashState,
  cashCountBody,
  cashCountConfirmed,
  cashCounted,
  cashState,
  deposit,
  depositBody,
} from '../../shared/cash.ts';
import { moneySchema, subtractMoney, ZERO } from '../../shared/money.ts';
import type { Role } from '../../shared/roles.ts';
import { type Context } from '../core/context.ts';
import { idParams, route } from '../core/route.ts';
import { voucherLabel } from '../ledger/journal.ts';
import { listDeposits, moneyBalances, openCashCount } from './queries.ts';
import { confirmCount, recordCount, recordDeposit } from './service.ts';

const readers: Role[] = ['treasurer', 'cashier', 'auditor'];

async function readCash(context: Context): Promise<z.input<typeof cashState>> {
  const balances = await moneyBalances(context);
  const of = (code: string) => balances.get(code) ?? ZERO;
  return {
    cash: of('100101'),
    bank: of('100201'),
    wechat: of('100901'),
    alipay: of('100902'),
    openCount: await readOpenCount(context),
  };
}

async function readOpenCount(context: Context): Promise<CashState['openCount']> {
  const open = await openCashCount(context);
  if (!open) return null;
  const bookAmount = moneySchema.parse(open.book_amount);
  const countedAmount = moneySchema.parse(open.counted_amount);
  const { roles, personId } = context.actor;
  return {
    id: open.id,
    countedOn: open.counted_on,
    bookAmount,
    countedAmount,
    difference: subtractMoney(countedAmount, bookAmount),
    countedByName: open.name,
    mayConfirm: roles.includes('treasurer') && open.person_id !== personId,
  };
}

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
    handle: async ({ context }) => {
      const rows = await listDeposits(context);
      const items = rows.map(({ word, number, ...row }) => ({
        ...row,
        voucherNumber: voucherLabel(word, number),
      }));
      return { items };
    },
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
];
