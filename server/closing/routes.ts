import { z } from 'zod';
import {
  askReopeningBody,
  bookYear,
  closeChecklist,
  decideReopeningBody,
  deficitsSigned,
  lockYearBody,
  reopeningAsked,
  signDeficitBody,
  yearLocked,
} from '../../shared/closing.ts';
import { closePeriodBody, periodClosed } from '../../shared/ledger.ts';
import type { Role } from '../../shared/roles.ts';
import { route } from '../core/route.ts';
import {
  askForReopening,
  closePeriod,
  decideOnReopening,
  lockYear,
  signDeficit,
} from './service.ts';
import { readChecklist, readYears } from './view.ts';

const readers: Role[] = ['treasurer', 'cashier', 'chair', 'auditor'];
const month = z.strictObject({
  id: z
    .string()
    .regex(/^20\d{2}(0[1-9]|1[0-2])$/, 'DATE_INVALID')
    .transform(Number),
});
const year = z.strictObject({
  year: z
    .string()
    .regex(/^20\d{2}$/, 'DATE_INVALID')
    .transform(Number),
});

export const closingRoutes = [
  route({
    method: 'get',
    path: '/periods/:id/checklist',
    summary: 'What a month still lacks before it closes, and what closing will post',
    action: 'period.checklist',
    roles: readers,
    params: month,
    answer: closeChecklist,
    handle: ({ context, params }) => readChecklist(context, params.id),
  }),
  route({
    method: 'post',
    path: '/periods/:id/close',
    summary: 'Close a month',
    action: 'period.close',
    roles: ['treasurer'],
    params: month,
    body: closePeriodBody,
    answer: periodClosed,
    handle: ({ context, params }) => closePeriod(context, params.id),
  }),
  route({
    method: 'post',
    path: '/periods/:id/deficit-sign-off',
    summary: 'Sign off the funds that end a month below zero',
    action: 'period.sign_deficit',
    roles: ['chair'],
    params: month,
    body: signDeficitBody,
    answer: deficitsSigned,
    status: 201,
    handle: ({ context, params, body }) => signDeficit(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/periods/:id/reopen-requests',
    summary: 'Ask for the last closed month to be opened again',
    action: 'period.ask_reopening',
    roles: ['treasurer'],
    params: month,
    body: askReopeningBody,
    answer: reopeningAsked,
    status: 201,
    handle: ({ context, params, body }) => askForReopening(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/periods/:id/reopen-decision',
    summary: 'Open a month again, or leave it closed',
    action: 'period.decide_reopening',
    roles: ['chair'],
    params: month,
    body: decideReopeningBody,
    answer: periodClosed,
    handle: ({ context, params, body }) => decideOnReopening(context, params.id, body),
  }),
  route({
    method: 'get',
    path: '/years',
    summary: 'The years of the books and the audits that locked them',
    action: 'year.list',
    roles: readers,
    answer: z.object({ items: z.array(bookYear) }),
    handle: ({ context }) => readYears(context),
  }),
  route({
    method: 'post',
    path: '/years/:year/lock',
    summary: 'Lock a year by the report of its audit',
    action: 'year.lock',
    roles: ['chair'],
    params: year,
    body: lockYearBody,
    answer: yearLocked,
    status: 201,
    handle: ({ context, params, body }) => lockYear(context, params.year, body),
  }),
];
