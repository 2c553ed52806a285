import { z } from 'zod';
import {
  beneficiary,
  beneficiaryBody,
  beneficiaryOpened,
  movementBody,
  movementPage,
  movementRecorded,
} from '../../shared/agency.ts';
import { pageQuery } from '../../shared/paging.ts';
import type { Role } from '../../shared/roles.ts';
import { decided, decisionBody } from '../../shared/transfers.ts';
import { idParams, route } from '../core/route.ts';
import { listBeneficiaries } from './queries.ts';
import { decideMovement, openBeneficiary, recordMovement } from './service.ts';
import { listMovements } from './view.ts';

const readers: Role[] = ['treasurer', 'cashier', 'chair', 'auditor'];

export const agencyRoutes = [
  route({
    method: 'get',
    path: '/agency-beneficiaries',
    summary: 'Beneficiaries of agency money, with what is held for each',
    action: 'agency.list_beneficiaries',
    roles: readers,
    answer: z.object({ items: z.array(beneficiary) }),
    handle: async ({ context }) => ({ items: await listBeneficiaries(context) }),
  }),
  route({
    method: 'post',
    path: '/agency-beneficiaries',
    summary: 'Open a beneficiary of agency money',
    action: 'agency.open_beneficiary',
    roles: ['treasurer'],
    body: beneficiaryBody,
    answer: beneficiaryOpened,
    status: 201,
    handle: ({ context, body }) => openBeneficiary(context, body),
  }),
  route({
    method: 'get',
    path: '/agency-movements',
    summary: 'What moved for beneficiaries, newest first',
    action: 'agency.list',
    roles: readers,
    query: pageQuery,
    answer: movementPage,
    handle: ({ context, query }) => listMovements(context, query),
  }),
  route({
    method: 'post',
    path: '/agency-movements',
    summary: 'Record agency money or goods that came in, or prepare what goes out',
    action: 'agency.move',
    roles: ['treasurer'],
    body: movementBody,
    answer: movementRecorded,
    status: 201,
    handle: ({ context, body }) => recordMovement(context, body),
  }),
  route({
    method: 'post',
    path: '/agency-movements/:id/decide',
    summary: 'Carry out what goes out, as the second person, or refuse it',
    action: 'agency.decide',
    roles: ['cashier', 'chair'],
    params: idParams,
    body: decisionBody,
    answer: decided,
    handle: ({ context, params, body }) => decideMovement(context, params.id, body),
  }),
];
