import { z } from 'zod';
import {
  bounceBody,
  donation,
  donationPage,
  donationRecorded,
  recordDonationBody,
  reverseBody,
  reversed,
} from '../../shared/donations.ts';
import { pageQuery } from '../../shared/paging.ts';
import type { Role } from '../../shared/roles.ts';
import { idParams, route } from '../core/route.ts';
import { bounceDonation, recordDonation, reverseDonation } from './service.ts';
import { listDonations, readDonation } from './view.ts';

const readers: Role[] = ['treasurer', 'cashier', 'chair', 'auditor'];

export const donationRoutes = [
  route({
    method: 'get',
    path: '/donations',
    summary: 'Gifts, newest first, of one drive or of all',
    action: 'donation.list',
    roles: readers,
    query: pageQuery.extend({ driveId: z.uuid('VALUE_INVALID').optional() }),
    answer: donationPage,
    handle: ({ context, query }) => listDonations(context, query),
  }),
  route({
    method: 'post',
    path: '/donations',
    summary: 'Record a gift that arrived',
    action: 'donation.record',
    roles: ['treasurer'],
    body: recordDonationBody,
    answer: donationRecorded,
    status: 201,
    handle: ({ context, body }) => recordDonation(context, body),
  }),
  route({
    method: 'get',
    path: '/donations/:id',
    summary: 'One gift with its receipt and voucher',
    action: 'donation.read',
    roles: readers,
    params: idParams,
    answer: donation,
    handle: ({ context, params }) => readDonation(context, params.id),
  }),
  route({
    method: 'post',
    path: '/donations/:id/reverse',
    summary: 'Take a wrongly recorded gift back with a red voucher',
    action: 'donation.reverse',
    roles: ['treasurer'],
    params: idParams,
    body: reverseBody,
    answer: reversed,
    status: 201,
    handle: ({ context, params, body }) => reverseDonation(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/donations/:id/bounce',
    summary: 'Note that the bank or the platform took a gift back',
    action: 'donation.bounce',
    roles: ['treasurer'],
    params: idParams,
    body: bounceBody,
    answer: reversed,
    status: 201,
    handle: ({ context, params, body }) => bounceDonation(context, params.id, body),
  }),
];
