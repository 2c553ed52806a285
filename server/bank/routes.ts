import { bankEventBody, bankEventPage, bankEventRecorded } from '../../shared/bank.ts';
import { pageQuery } from '../../shared/paging.ts';
import { route } from '../core/route.ts';
import { recordBankEvent } from './service.ts';
import { listBankEvents } from './view.ts';

export const bankRoutes = [
  route({
    method: 'get',
    path: '/bank-events',
    summary: 'Interest, bank fees and grants, newest first',
    action: 'bank_event.list',
    roles: ['treasurer', 'cashier', 'chair', 'auditor'],
    query: pageQuery,
    answer: bankEventPage,
    handle: ({ context, query }) => listBankEvents(context, query),
  }),
  route({
    method: 'post',
    path: '/bank-events',
    summary: 'Record interest, a bank fee or a grant',
    action: 'bank_event.record',
    roles: ['treasurer'],
    body: bankEventBody,
    answer: bankEventRecorded,
    status: 201,
    handle: ({ context, body }) => recordBankEvent(context, body),
  }),
];
