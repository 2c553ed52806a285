import { pageQuery } from '../../shared/paging.ts';
import {
  identified,
  identifyBody,
  sendBackBody,
  sentBack,
  unidentifiedBody,
  unidentifiedPage,
  unidentifiedRecorded,
} from '../../shared/unidentified.ts';
import { idParams, route } from '../core/route.ts';
import { identifyReceipt, recordUnidentified, sendBack } from './service.ts';
import { listUnidentified } from './view.ts';

export const unidentifiedRoutes = [
  route({
    method: 'get',
    path: '/unidentified-receipts',
    summary: 'Money whose giver was not known, newest first, with its age',
    action: 'unidentified.list',
    roles: ['treasurer', 'cashier', 'chair', 'auditor'],
    query: pageQuery,
    answer: unidentifiedPage,
    handle: ({ context, query }) => listUnidentified(context, query),
  }),
  route({
    method: 'post',
    path: '/unidentified-receipts',
    summary: 'Note money in the bank whose giver is not known',
    action: 'unidentified.record',
    roles: ['treasurer'],
    body: unidentifiedBody,
    answer: unidentifiedRecorded,
    status: 201,
    handle: ({ context, body }) => recordUnidentified(context, body),
  }),
  route({
    method: 'post',
    path: '/unidentified-receipts/:id/identify',
    summary: 'Name the giver: the receipt becomes a gift',
    action: 'unidentified.identify',
    roles: ['treasurer'],
    params: idParams,
    body: identifyBody,
    answer: identified,
    status: 201,
    handle: ({ context, params, body }) => identifyReceipt(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/unidentified-receipts/:id/return',
    summary: 'Send money back whose giver is not known',
    action: 'unidentified.return',
    roles: ['chair'],
    params: idParams,
    body: sendBackBody,
    answer: sentBack,
    status: 201,
    handle: ({ context, params, body }) => sendBack(context, params.id, body),
  }),
];
