import { z } from 'zod';
import { businessDate } from '../../shared/dates.ts';
import {
  bankReconciliation,
  bankStatement,
  bankStatementSummary,
  matchBody,
  matched,
  matching,
  moneyAccountCode,
  reconciliationBody,
  reconciliationDraft,
  reconciliationPrepared,
  reconciliationSummary,
  statementAccount,
  statementBody,
  statementTaken,
  unmatchBody,
  unmatched,
} from '../../shared/reconciliation.ts';
import type { Role } from '../../shared/roles.ts';
import { idParams, route } from '../core/route.ts';
import { listStatements } from './queries.ts';
import {
  matchLines,
  prepareReconciliation,
  reviewReconciliation,
  takeStatement,
  undoMatch,
} from './service.ts';
import {
  readDraft,
  readMatching,
  readSheet,
  readSheets,
  readStatement,
  readStatementAccounts,
} from './view.ts';

const readers: Role[] = ['treasurer', 'cashier', 'chair', 'auditor'];
const ofAccount = z.strictObject({ account: moneyAccountCode.optional() });

const statementRoutes = [
  route({
    method: 'get',
    path: '/statement-accounts',
    summary: 'The accounts that hold money, and how far each is reconciled',
    action: 'statement.accounts',
    roles: readers,
    answer: z.object({ items: z.array(statementAccount) }),
    handle: async ({ context }) => ({ items: await readStatementAccounts(context) }),
  }),
  route({
    method: 'get',
    path: '/bank-statements',
    summary: 'The last hundred statements',
    action: 'statement.list',
    roles: readers,
    query: ofAccount,
    answer: z.object({ items: z.array(bankStatementSummary) }),
    handle: async ({ context, query }) => ({ items: await listStatements(context, query.account) }),
  }),
  route({
    method: 'post',
    path: '/bank-statements',
    summary: 'Take in a statement, by rows or as CSV text',
    action: 'statement.take',
    roles: ['treasurer'],
    body: statementBody,
    answer: statementTaken,
    status: 201,
    handle: ({ context, body }) => takeStatement(context, body),
  }),
  route({
    method: 'get',
    path: '/bank-statements/:id',
    summary: 'One statement with its lines',
    action: 'statement.read',
    roles: readers,
    params: idParams,
    answer: bankStatement,
    handle: ({ context, params }) => readStatement(context, params.id),
  }),
];

const matchRoutes = [
  route({
    method: 'get',
    path: '/bank-matches',
    summary: 'Lines without a counterpart, likely pairs, and the last matches of an account',
    action: 'bank.matching',
    roles: readers,
    query: z.strictObject({ account: moneyAccountCode }),
    answer: matching,
    handle: ({ context, query }) => readMatching(context, query.account),
  }),
  route({
    method: 'post',
    path: '/bank-matches',
    summary: 'Confirm which lines are the same money',
    action: 'bank.match',
    roles: ['treasurer'],
    body: matchBody,
    answer: matched,
    status: 201,
    handle: ({ context, body }) => matchLines(context, body),
  }),
  route({
    method: 'post',
    path: '/bank-matches/:id/undo',
    summary: 'Undo a match that no signed reconciliation rests on',
    action: 'bank.unmatch',
    roles: ['treasurer'],
    params: idParams,
    body: unmatchBody,
    answer: unmatched,
    handle: ({ context, params, body }) => undoMatch(context, params.id, body.reason),
  }),
];

const sheetRoutes = [
  route({
    method: 'get',
    path: '/reconciliation-draft',
    summary: 'The 余额调节表 of an account and day as it stands now',
    action: 'reconciliation.draft',
    roles: readers,
    query: z.strictObject({ account: moneyAccountCode, asOf: businessDate }),
    answer: reconciliationDraft,
    handle: ({ context, query }) =>
      readDraft(context, { accountCode: query.account, asOf: query.asOf }),
  }),
  route({
    method: 'get',
    path: '/bank-reconciliations',
    summary: 'The frozen reconciliations, latest day first',
    action: 'reconciliation.list',
    roles: readers,
    query: ofAccount,
    answer: z.object({ items: z.array(reconciliationSummary) }),
    handle: async ({ context, query }) => ({ items: await readSheets(context, query.account) }),
  }),
  route({
    method: 'post',
    path: '/bank-reconciliations',
    summary: 'Freeze the reconciliation of an account and day as its preparer',
    action: 'reconciliation.prepare',
    roles: ['treasurer'],
    body: reconciliationBody,
    answer: reconciliationPrepared,
    status: 201,
    handle: ({ context, body }) => prepareReconciliation(context, body),
  }),
  route({
    method: 'get',
    path: '/bank-reconciliations/:id',
    summary: 'One frozen reconciliation',
    action: 'reconciliation.read',
    roles: readers,
    params: idParams,
    answer: bankReconciliation,
    handle: ({ context, params }) => readSheet(context, params.id),
  }),
  route({
    method: 'post',
    path: '/bank-reconciliations/:id/review',
    summary: 'Sign a reconciliation as its reviewer',
    action: 'reconciliation.review',
    roles: ['treasurer', 'chair'],
    params: idParams,
    body: z.strictObject({}),
    answer: reconciliationPrepared,
    handle: ({ context, params }) => reviewReconciliation(context, params.id),
  }),
];

export const reconciliationRoutes = [...statementRoutes, ...matchRoutes, ...sheetRoutes];
