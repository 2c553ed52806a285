import { z } from 'zod';
import { currentOpening, openingPosted, openingSheetBody } from '../../shared/opening.ts';
import type { Role } from '../../shared/roles.ts';
import { done } from '../../shared/session.ts';
import { idParams, route } from '../core/route.ts';
import { postOpening, prepareOpening, reviewOpening } from './service.ts';
import { readOpening } from './view.ts';

const readers: Role[] = ['treasurer', 'cashier', 'chair', 'auditor'];

export const openingRoutes = [
  route({
    method: 'get',
    path: '/opening',
    summary: 'The opening balances (期初余额): the sheet that counts, with who may take which step',
    action: 'opening.read',
    roles: readers,
    answer: currentOpening,
    handle: ({ context }) => readOpening(context),
  }),
  route({
    method: 'post',
    path: '/opening-sheets',
    summary: 'Enter opening balances for review; they must foot in total and per fund',
    action: 'opening.prepare',
    roles: ['treasurer'],
    body: openingSheetBody,
    answer: done,
    status: 201,
    handle: ({ context, body }) => prepareOpening(context, body),
  }),
  route({
    method: 'post',
    path: '/opening-sheets/:id/review',
    summary: 'Review opening balances as another person than who entered them',
    action: 'opening.review',
    roles: ['treasurer', 'chair'],
    params: idParams,
    body: z.strictObject({}),
    answer: done,
    handle: ({ context, params }) => reviewOpening(context, params.id),
  }),
  route({
    method: 'post',
    path: '/opening-sheets/:id/post',
    summary: 'Post reviewed opening balances, once',
    action: 'opening.post',
    roles: ['treasurer'],
    params: idParams,
    body: z.strictObject({}),
    answer: openingPosted,
    handle: ({ context, params }) => postOpening(context, params.id),
  }),
];
