import { pageQuery } from '../../shared/paging.ts';
import {
  arrivalBody,
  arrivalRecorded,
  pledgeBody,
  pledgePage,
  pledgeRecorded,
} from '../../shared/pledges.ts';
import { idParams, route } from '../core/route.ts';
import { recordArrival, recordPledge } from './service.ts';
import { listPledges } from './view.ts';

export const pledgeRoutes = [
  route({
    method: 'get',
    path: '/pledges',
    summary: 'Promised gifts, newest first, with what is outstanding',
    action: 'pledge.list',
    roles: ['treasurer', 'cashier', 'chair', 'auditor'],
    query: pageQuery,
    answer: pledgePage,
    handle: ({ context, query }) => listPledges(context, query),
  }),
  route({
    method: 'post',
    path: '/pledges',
    summary: 'Note a promised gift',
    action: 'pledge.record',
    roles: ['treasurer'],
    body: pledgeBody,
    answer: pledgeRecorded,
    status: 201,
    handle: ({ context, body }) => recordPledge(context, body),
  }),
  route({
    method: 'post',
    path: '/pledges/:id/arrivals',
    summary: 'Name the gift that fulfils a pledge or a part of it',
    action: 'pledge.arrive',
    roles: ['treasurer'],
    params: idParams,
    body: arrivalBody,
    answer: arrivalRecorded,
    status: 201,
    handle: ({ context, params, body }) => recordArrival(context, params.id, body),
  }),
];
