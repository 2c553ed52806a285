import { z } from 'zod';
import { reverseBody, reversed } from '../../shared/donations.ts';
import { account, period, signed, voucher, voucherPage } from '../../shared/ledger.ts';
import { pageQuery } from '../../shared/paging.ts';
import type { Role } from '../../shared/roles.ts';
import { idParams, route } from '../core/route.ts';
import { listAccounts, listPeriods } from './queries.ts';
import { reverseVoucher, signVoucher } from './service.ts';
import { listVouchers, readVoucher } from './view.ts';

const readers: Role[] = ['treasurer', 'cashier', 'chair', 'auditor'];
const month = z
  .string()
  .regex(/^20\d{2}(0[1-9]|1[0-2])$/, 'DATE_INVALID')
  .transform(Number);

export const ledgerRoutes = [
  route({
    method: 'get',
    path: '/accounts',
    summary: 'The chart of accounts, as the rule book in force shows it',
    action: 'account.list',
    roles: readers,
    answer: z.object({ items: z.array(account) }),
    handle: async ({ context }) => ({ items: await listAccounts(context, context.today()) }),
  }),
  route({
    method: 'get',
    path: '/periods',
    summary: 'The months of the books',
    action: 'period.list',
    roles: readers,
    answer: z.object({ items: z.array(period) }),
    handle: async ({ context }) => {
      const mayClose = context.actor.roles.includes('treasurer');
      const rows = await listPeriods(context);
      return {
        items: rows.map((row) => ({
          id: row.id,
          startsOn: row.starts_on,
          endsOn: row.ends_on,
          status: row.status,
          closedAt: row.closed_at,
          closedByName: row.closed_by_name,
          vouchers: row.vouchers,
          unsigned: row.unsigned,
          mayClose: mayClose && row.first_open && row.unsigned === 0,
        })),
      };
    },
  }),
  route({
    method: 'get',
    path: '/vouchers',
    summary: 'Vouchers, newest first',
    action: 'voucher.list',
    roles: readers,
    query: pageQuery.extend({ period: month.optional() }),
    answer: voucherPage,
    handle: ({ context, query }) => listVouchers(context, query),
  }),
  route({
    method: 'get',
    path: '/vouchers/:id',
    summary: 'One voucher with its lines',
    action: 'voucher.read',
    roles: readers,
    params: idParams,
    answer: voucher,
    handle: ({ context, params }) => readVoucher(context, params.id),
  }),
  route({
    method: 'post',
    path: '/vouchers/:id/sign',
    summary: 'Sign a voucher off as the second treasurer',
    action: 'voucher.sign',
    roles: ['treasurer'],
    params: idParams,
    body: z.strictObject({}),
    answer: signed,
    handle: ({ context, params }) => signVoucher(context, params.id),
  }),
  route({
    method: 'post',
    path: '/vouchers/:id/reverse',
    summary: 'Take a voucher back with a red one',
    action: 'voucher.reverse',
    roles: ['treasurer'],
    params: idParams,
    body: reverseBody,
    answer: reversed,
    status: 201,
    handle: ({ context, params, body }) => reverseVoucher(context, params.id, body),
  }),
];
