import { z } from 'zod';
import { community } from '../../shared/communities.ts';
import { roles } from '../../shared/roles.ts';
import { done } from '../../shared/session.ts';
import {
  addUserBody,
  changeRolesBody,
  colleague,
  invitation,
  madeInvitation,
  user,
} from '../../shared/users.ts';
import { idParams, route } from '../core/route.ts';
import { listInvitations } from './invitation-queries.ts';
import { acknowledgeInvitation, confirmInvitation, inviteUser } from './invitations.ts';
import { listColleagues, listCommunities, listUsers } from './queries.ts';
import { addUser, changeRoles, disableUser } from './service.ts';

const nothing = z.strictObject({});

export const userRoutes = [
  route({
    method: 'get',
    path: '/users',
    summary: 'All accounts',
    action: 'user.list',
    roles: ['administrator'],
    answer: z.object({ items: z.array(user) }),
    handle: async ({ context }) => ({ items: await listUsers(context) }),
  }),
  route({
    method: 'post',
    path: '/users',
    summary: 'Add an account',
    action: 'user.add',
    roles: ['administrator'],
    body: addUserBody,
    answer: done,
    status: 201,
    handle: ({ context, body }) => addUser(context, body),
  }),
  route({
    method: 'post',
    path: '/users/:id/invitation',
    summary: 'Make a one-time link to set a password',
    action: 'user.invite',
    roles: ['administrator'],
    params: idParams,
    body: nothing,
    answer: invitation,
    handle: ({ context, params }) => inviteUser(context, params.id),
  }),
  route({
    method: 'get',
    path: '/invitations',
    summary: 'Links that wait for a second person, or were made without one and are to be seen',
    action: 'invitation.list',
    roles: ['administrator', 'chair', 'auditor'],
    answer: z.object({ items: z.array(madeInvitation) }),
    handle: async ({ context }) => ({
      items: await listInvitations(context.client, {
        actor: context.actor,
        now: context.now().toISOString(),
      }),
    }),
  }),
  route({
    method: 'post',
    path: '/invitations/:id/confirm',
    summary: 'Confirm a one-time link as the second person',
    action: 'invitation.confirm',
    roles: ['chair', 'administrator'],
    params: idParams,
    body: nothing,
    answer: done,
    handle: ({ context, params }) => confirmInvitation(context, params.id),
  }),
  route({
    method: 'post',
    path: '/invitations/:id/acknowledge',
    summary: 'Note that you have seen a link made without a second person',
    action: 'invitation.acknowledge',
    roles: ['chair', 'auditor'],
    params: idParams,
    body: nothing,
    answer: done,
    handle: ({ context, params }) => acknowledgeInvitation(context, params.id),
  }),
  route({
    method: 'post',
    path: '/users/:id/disable',
    summary: 'Disable an account and end its sessions',
    action: 'user.disable',
    roles: ['administrator'],
    params: idParams,
    body: nothing,
    answer: done,
    handle: ({ context, params }) => disableUser(context, params.id),
  }),
  route({
    method: 'post',
    path: '/users/:id/roles',
    summary: 'Change what an account may do',
    action: 'user.change_roles',
    roles: ['administrator'],
    params: idParams,
    body: changeRolesBody,
    answer: done,
    handle: ({ context, params, body }) => changeRoles(context, params.id, body),
  }),
  route({
    method: 'get',
    path: '/communities',
    summary: 'The communities of the sub-district',
    action: 'community.list',
    roles,
    answer: z.object({ items: z.array(community) }),
    handle: async ({ context }) => ({ items: await listCommunities(context) }),
  }),
  route({
    method: 'get',
    path: '/colleagues',
    summary: 'People who may come along on a visit',
    action: 'colleague.list',
    roles: ['caseworker'],
    answer: z.object({ items: z.array(colleague) }),
    handle: async ({ context }) => ({
      items: await listColleagues(context, context.actor.personId),
    }),
  }),
];
