import { z } from 'zod';
import { budgetPrepared, budgetYear, prepareBudgetBody, yearQuery } from '../../shared/budgets.ts';
import { cover, coverStepped, enterCoverBody } from '../../shared/covers.ts';
import {
  beginHandoverBody,
  handover,
  handoverList,
  handoverSigned,
} from '../../shared/handovers.ts';
import type { Role } from '../../shared/roles.ts';
import { done } from '../../shared/session.ts';
import { annualFigures, cashLimits, setCashLimitBody } from '../../shared/stewardship.ts';
import { idParams, route } from '../core/route.ts';
import { readAnnualFigures } from './annual.ts';
import { approveBudget, prepareBudget, readBudgets } from './budgets.ts';
import { readCashLimits, setCashLimit } from './cash-limits.ts';
import { confirmCover, endCover, enterCover, readCovers } from './covers.ts';
import { beginHandover, readHandover, readHandovers, signHandover } from './handovers.ts';

const books: Role[] = ['treasurer', 'cashier', 'chair', 'auditor'];
const keepers: Role[] = ['treasurer', 'cashier', 'chair'];
const nothing = z.strictObject({});

const handoverRoutes = [
  route({
    method: 'get',
    path: '/handovers',
    summary: 'The last hundred handovers (会计工作交接), and who may receive or witness',
    action: 'handover.list',
    roles: books,
    answer: handoverList,
    handle: ({ context }) => readHandovers(context),
  }),
  route({
    method: 'post',
    path: '/handovers',
    summary: 'Begin a handover as its giver: the list with the books of this moment',
    action: 'handover.begin',
    roles: keepers,
    body: beginHandoverBody,
    answer: handoverSigned,
    status: 201,
    handle: ({ context, body }) => beginHandover(context, body),
  }),
  route({
    method: 'get',
    path: '/handovers/:id',
    summary: 'One handover as its paper (移交清册)',
    action: 'handover.read',
    roles: books,
    params: idParams,
    answer: handover,
    handle: ({ context, params }) => readHandover(context, params.id),
  }),
  route({
    method: 'post',
    path: '/handovers/:id/sign',
    summary: 'Sign a handover as its receiver, then as its witness',
    action: 'handover.sign',
    roles: keepers,
    params: idParams,
    body: nothing,
    answer: handoverSigned,
    handle: ({ context, params }) => signHandover(context, params.id),
  }),
];

const coverRoutes = [
  route({
    method: 'get',
    path: '/covers',
    summary: 'The last hundred covers during absence (代班)',
    action: 'cover.list',
    roles: ['administrator', ...books],
    answer: z.object({ items: z.array(cover) }),
    handle: async ({ context }) => ({ items: await readCovers(context) }),
  }),
  route({
    method: 'post',
    path: '/covers',
    summary: 'Enter who stands in for whom, for the chair to confirm',
    action: 'cover.enter',
    roles: ['administrator'],
    body: enterCoverBody,
    answer: coverStepped,
    status: 201,
    handle: ({ context, body }) => enterCover(context, body),
  }),
  route({
    method: 'post',
    path: '/covers/:id/confirm',
    summary: 'Confirm a cover; the role is given in its days only',
    action: 'cover.confirm',
    roles: ['chair'],
    params: idParams,
    body: nothing,
    answer: coverStepped,
    handle: ({ context, params }) => confirmCover(context, params.id),
  }),
  route({
    method: 'post',
    path: '/covers/:id/end',
    summary: 'End a cover before its last day',
    action: 'cover.end',
    roles: ['administrator', 'chair'],
    params: idParams,
    body: nothing,
    answer: coverStepped,
    handle: ({ context, params }) => endCover(context, params.id),
  }),
];

const budgetRoutes = [
  route({
    method: 'get',
    path: '/budgets',
    summary: 'Every fund’s budget of a year, what was spent, reserved and is left',
    action: 'budget.list',
    roles: books,
    query: yearQuery,
    answer: budgetYear,
    handle: ({ context, query }) => readBudgets(context, query.year),
  }),
  route({
    method: 'post',
    path: '/budgets',
    summary: 'Prepare the next version of a fund’s budget',
    action: 'budget.prepare',
    roles: ['treasurer'],
    body: prepareBudgetBody,
    answer: budgetPrepared,
    status: 201,
    handle: ({ context, body }) => prepareBudget(context, body),
  }),
  route({
    method: 'post',
    path: '/budgets/:id/approve',
    summary: 'Approve a budget, which is in force from then on',
    action: 'budget.approve',
    roles: ['chair'],
    params: idParams,
    body: nothing,
    answer: budgetPrepared,
    handle: ({ context, params }) => approveBudget(context, params.id),
  }),
];

const figureRoutes = [
  route({
    method: 'get',
    path: '/cash-limits',
    summary: 'The limit of cash on hand, and what is above it or not banked in time',
    action: 'cash-limit.read',
    roles: books,
    answer: cashLimits,
    handle: ({ context }) => readCashLimits(context),
  }),
  route({
    method: 'post',
    path: '/cash-limits',
    summary: 'Set the limit of cash on hand from a day on',
    action: 'cash-limit.set',
    roles: ['chair'],
    body: setCashLimitBody,
    answer: done,
    status: 201,
    handle: ({ context, body }) => setCashLimit(context, body),
  }),
  route({
    method: 'get',
    path: '/annual-figures',
    summary: 'The figures of the annual report of a year, with its ratios and checklist',
    action: 'annual-figures.read',
    roles: books,
    query: yearQuery,
    answer: annualFigures,
    handle: ({ context, query }) => readAnnualFigures(context, query.year),
  }),
];

export const stewardshipRoutes = [
  ...handoverRoutes,
  ...coverRoutes,
  ...budgetRoutes,
  ...figureRoutes,
];
