import {
  aidRequest,
  aidRequestPage,
  aidStatus,
  fileRequestBody,
  recordVisitBody,
  recuseBody,
  requestFiled,
  requestMoved,
  urgentOrderBody,
  voteBody,
} from '../../shared/aid.ts';
import { pageQuery } from '../../shared/paging.ts';
import type { Role } from '../../shared/roles.ts';
import { idParams, route } from '../core/route.ts';
import { postNotice } from './notices.ts';
import { steps } from './policy.ts';
import { fileRequest, submitRequest, withdrawRequest } from './service.ts';
import { orderUrgent } from './urgent.ts';
import { requestFor, requestPageFor } from './view.ts';
import { recordVisit, signVisit } from './visits.ts';
import { castVote, recuse } from './votes.ts';

const readers = [
  'caseworker',
  'committee',
  'chair',
  'treasurer',
  'cashier',
  'auditor',
] as const satisfies Role[];

const reading = [
  route({
    method: 'get',
    path: '/aid-requests',
    summary: 'List requests, the newest first; a caseworker sees those of their own community',
    action: 'aid.list',
    roles: readers,
    query: pageQuery.extend({ status: aidStatus.optional() }),
    answer: aidRequestPage,
    handle: ({ context, query }) => requestPageFor(context, query),
  }),
  route({
    method: 'get',
    path: '/aid-requests/:id',
    summary: 'Read a request; what this reader may not see is null',
    action: 'aid.read',
    roles: readers,
    params: idParams,
    answer: aidRequest,
    handle: ({ context, params }) => requestFor(context, params.id),
  }),
];

const filing = [
  route({
    method: 'post',
    path: '/aid-requests',
    summary: 'File a draft for a family of the own community',
    action: 'aid.file',
    roles: ['caseworker'],
    body: fileRequestBody,
    answer: requestFiled,
    status: 201,
    handle: ({ context, body }) => fileRequest(context, body),
  }),
  route({
    method: 'post',
    path: '/aid-requests/:id/submit',
    summary: 'Hand a draft in',
    action: 'aid.submit',
    roles: steps.submit.roles,
    params: idParams,
    answer: requestMoved,
    handle: ({ context, params }) => submitRequest(context, params.id),
  }),
  route({
    method: 'post',
    path: '/aid-requests/:id/withdraw',
    summary: 'Take a request back; its reservation goes back to the fund',
    action: 'aid.withdraw',
    roles: steps.withdraw.roles,
    params: idParams,
    answer: requestMoved,
    handle: ({ context, params }) => withdrawRequest(context, params.id),
  }),
  route({
    method: 'post',
    path: '/aid-requests/:id/visit',
    summary: 'Record a home visit of two people and sign it as the first',
    action: 'aid.recordVisit',
    roles: steps.record_visit.roles,
    params: idParams,
    body: recordVisitBody,
    answer: requestMoved,
    handle: ({ context, params, body }) => recordVisit(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/aid-requests/:id/sign-visit',
    summary: 'Sign a home visit as its second visitor',
    action: 'aid.signVisit',
    roles: steps.sign_visit.roles,
    params: idParams,
    answer: requestMoved,
    handle: ({ context, params }) => signVisit(context, params.id),
  }),
];

const deciding = [
  route({
    method: 'post',
    path: '/aid-requests/:id/votes',
    summary: 'Vote; the deciding vote reserves the money',
    action: 'aid.vote',
    roles: steps.vote.roles,
    params: idParams,
    body: voteBody,
    answer: requestMoved,
    handle: ({ context, params, body }) => castVote(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/aid-requests/:id/recuse',
    summary: 'Declare an interest and step aside',
    action: 'aid.recuse',
    roles: steps.recuse.roles,
    params: idParams,
    body: recuseBody,
    answer: requestMoved,
    handle: ({ context, params, body }) => recuse(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/aid-requests/:id/urgent-orders',
    summary: 'Order urgent aid, or confirm the order of another leader',
    action: 'aid.orderUrgent',
    roles: steps.confirm_urgent.roles,
    params: idParams,
    body: urgentOrderBody,
    answer: requestMoved,
    handle: ({ context, params, body }) => orderUrgent(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/aid-requests/:id/notice',
    summary: 'Post the masked notice of a decision',
    action: 'aid.postNotice',
    roles: steps.post_notice.roles,
    params: idParams,
    answer: requestMoved,
    handle: ({ context, params }) => postNotice(context, params.id),
  }),
];

/** The endpoints of aid requests and their notices. */
export const aidRoutes = [...reading, ...filing, ...deciding];
