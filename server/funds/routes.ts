import { z } from 'zod';
import { fund, openFundBody, policy } from '../../shared/funds.ts';
import type { Role } from '../../shared/roles.ts';
import { done } from '../../shared/session.ts';
import { route } from '../core/route.ts';
import { currentPolicy, listFunds } from './queries.ts';
import { openFund } from './service.ts';

const readers: Role[] = ['treasurer', 'cashier', 'caseworker', 'committee', 'chair', 'auditor'];

export const fundRoutes = [
  route({
    method: 'get',
    path: '/funds',
    summary: 'Funds with balance, commitments and what is available',
    action: 'fund.list',
    roles: readers,
    answer: z.object({ items: z.array(fund) }),
    handle: async ({ context }) => ({ items: await listFunds(context) }),
  }),
  route({
    method: 'post',
    path: '/funds',
    summary: 'Open a fund',
    action: 'fund.open',
    roles: ['treasurer'],
    body: openFundBody,
    answer: done,
    status: 201,
    handle: ({ context, body }) => openFund(context, body),
  }),
  route({
    method: 'get',
    path: '/policy',
    summary: 'The rules in force: bands, limits and days',
    action: 'policy.read',
    roles: readers,
    answer: policy,
    handle: ({ context }) => currentPolicy(context),
  }),
];
