import {
  advanceBody,
  advanceDecisionBody,
  advanceHolders,
  advanceMoved,
  advancePage,
  advancePaid,
  advanceTaken,
  payAdvanceBody,
  settleAdvanceBody,
  settlementHandedIn,
} from '../../shared/advances.ts';
import { pageQuery } from '../../shared/paging.ts';
import type { Role } from '../../shared/roles.ts';
import { idParams, route } from '../core/route.ts';
import { decideAdvance, payAdvance, settleAdvance, takeAdvance } from './service.ts';
import { listAdvances, listHolders } from './view.ts';

const readers = [
  'treasurer',
  'cashier',
  'caseworker',
  'chair',
  'auditor',
] as const satisfies Role[];

/** The endpoints of advances: taken, approved, paid, settled. */
export const advanceRoutes = [
  route({
    method: 'get',
    path: '/advances',
    summary: 'Advances, newest first; a caseworker sees their own',
    action: 'advance.list',
    roles: readers,
    query: pageQuery,
    answer: advancePage,
    handle: ({ context, query }) => listAdvances(context, query),
  }),
  route({
    method: 'get',
    path: '/advance-holders',
    summary: 'What each person holds and what of it is overdue',
    action: 'advance.holders',
    roles: readers,
    answer: advanceHolders,
    handle: ({ context }) => listHolders(context),
  }),
  route({
    method: 'post',
    path: '/advances',
    summary: 'Ask for an advance to carry out an approved batch',
    action: 'advance.take',
    roles: ['caseworker'],
    body: advanceBody,
    answer: advanceTaken,
    status: 201,
    handle: ({ context, body }) => takeAdvance(context, body),
  }),
  route({
    method: 'post',
    path: '/advances/:id/decide',
    summary: 'Approve an advance or refuse it',
    action: 'advance.decide',
    roles: ['chair'],
    params: idParams,
    body: advanceDecisionBody,
    answer: advanceMoved,
    handle: ({ context, params, body }) => decideAdvance(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/advances/:id/pay',
    summary: 'Pay an advance from the box or the bank',
    action: 'advance.pay',
    roles: ['cashier'],
    params: idParams,
    body: payAdvanceBody,
    answer: advancePaid,
    handle: ({ context, params, body }) => payAdvance(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/advances/:id/settle',
    summary: 'Account for an advance: lines signed for and cash given back',
    action: 'advance.settle',
    roles: ['caseworker'],
    params: idParams,
    body: settleAdvanceBody,
    answer: settlementHandedIn,
    status: 201,
    handle: ({ context, params, body }) => settleAdvance(context, params.id, body),
  }),
];
