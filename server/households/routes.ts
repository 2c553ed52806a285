import {
  household,
  householdPage,
  householdRegistered,
  householdUnmasked,
  registerHouseholdBody,
  unmaskBody,
} from '../../shared/households.ts';
import { pageQuery } from '../../shared/paging.ts';
import { idParams, route } from '../core/route.ts';
import { householdReaders } from './policy.ts';
import { registerHousehold, unmaskHousehold } from './service.ts';
import { householdFor, householdPageFor } from './view.ts';

export const householdRoutes = [
  route({
    method: 'get',
    path: '/households',
    summary: 'List families, masked; a caseworker sees those of their own community',
    action: 'household.list',
    roles: householdReaders,
    query: pageQuery,
    answer: householdPage,
    handle: ({ context, query }) => householdPageFor(context, query),
  }),
  route({
    method: 'post',
    path: '/households',
    summary: 'Register a family of the own community',
    action: 'household.register',
    roles: ['caseworker'],
    body: registerHouseholdBody,
    answer: householdRegistered,
    status: 201,
    handle: ({ context, body }) => registerHousehold(context, body),
  }),
  route({
    method: 'get',
    path: '/households/:id',
    summary: 'Read a family, masked',
    action: 'household.read',
    roles: householdReaders,
    params: idParams,
    answer: household,
    handle: ({ context, params }) => householdFor(context, params.id),
  }),
  route({
    method: 'post',
    path: '/households/:id/unmask',
    summary: 'Read a family in clear, for a reason that goes to the audit trail',
    action: 'household.unmask',
    roles: householdReaders,
    params: idParams,
    body: unmaskBody,
    answer: householdUnmasked,
    keyed: false,
    handle: ({ context, params, body }) => unmaskHousehold(context, params.id, body.reason),
  }),
];
