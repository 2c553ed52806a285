import type { Request, Response } from 'express';
import { z } from 'zod';
import { roles } from '../../shared/roles.ts';
import {
  acceptInvitationBody,
  done,
  me,
  setupBody,
  setupState,
  signedIn,
  signInBody,
} from '../../shared/session.ts';
import { publicRoute, route } from '../core/route.ts';
import { acceptInvitation, setUp } from './beginnings.ts';
import { organisationName } from './queries.ts';
import { endSession, meOf, type Opened, refreshSession, signIn } from './service.ts';

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const nothing = z.strictObject({});

/** Browsers keep Secure cookies on HTTPS and on this very machine. */
function isTrustworthy(request: Request): boolean {
  return request.secure || LOCAL.test(request.get('host') ?? '');
}

const cookieName = (request: Request) => (isTrustworthy(request) ? '__Host-rt' : 'rt');

function answer(request: Request, response: Response, opened: Opened) {
  if (opened.refresh !== undefined) {
    response.cookie(cookieName(request), opened.refresh, {
      httpOnly: true,
      sameSite: 'strict',
      secure: isTrustworthy(request),
      path: '/',
    });
  }
  return opened.answer;
}

export const sessionRoutes = [
  publicRoute({
    method: 'get',
    path: '/setup',
    summary: 'Whether the first-run page is needed',
    action: 'setup.state',
    answer: setupState,
    handle: async ({ context, request }) => {
      const name = await organisationName(context);
      return { needed: name === null, organisationName: name, secure: isTrustworthy(request) };
    },
  }),
  publicRoute({
    method: 'post',
    path: '/setup',
    summary: 'Create the organisation and the first administrator',
    action: 'setup.run',
    body: setupBody,
    answer: done,
    status: 201,
    handle: ({ context, body }) => setUp(context, body),
  }),
  publicRoute({
    method: 'post',
    path: '/session',
    summary: 'Sign in',
    action: 'session.start',
    body: signInBody,
    answer: signedIn,
    status: 201,
    handle: async ({ context, body, request, response }) =>
      answer(request, response, await signIn(context, body, request.ip ?? '')),
  }),
  publicRoute({
    method: 'post',
    path: '/session/refresh',
    summary: 'A new access token for the refresh cookie',
    action: 'session.refresh',
    body: nothing,
    answer: signedIn,
    handle: async ({ context, request, response }) => {
      const cookies = request.cookies as Record<string, unknown>;
      return answer(request, response, await refreshSession(context, cookies[cookieName(request)]));
    },
  }),
  route({
    method: 'post',
    path: '/session/end',
    summary: 'Sign out',
    action: 'session.end',
    roles,
    keyed: false,
    body: nothing,
    answer: nothing,
    handle: async ({ context, request, response }) => {
      const { userId, sessionId } = context.actor;
      await endSession(context, { userId, sessionId, reason: 'signed out' });
      response.clearCookie(cookieName(request), { path: '/', secure: isTrustworthy(request) });
      response.set('Clear-Site-Data', '"cache"');
      return {};
    },
  }),
  route({
    method: 'get',
    path: '/session',
    summary: 'Who is signed in',
    action: 'session.read',
    roles,
    answer: me,
    handle: ({ context }) => meOf(context, context.actor),
  }),
  publicRoute({
    method: 'post',
    path: '/invitations/accept',
    summary: 'Set a password with a one-time link',
    action: 'invitation.accept',
    body: acceptInvitationBody,
    answer: done,
    handle: ({ context, body }) => acceptInvitation(context, body),
  }),
];
