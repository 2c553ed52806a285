import { createHash, createHmac } from 'node:crypto';
import type { z } from 'zod';
import { incompatibleRoles, type Role } from '../../shared/roles.ts';
import type { addUserBody, changeRolesBody } from '../../shared/users.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import {
  endSessionsOf,
  insertInvitation,
  insertPerson,
  insertUser,
  lockUser,
  otherRolesOf,
  saveUser,
  voidInvitations,
} from './queries.ts';

const INVITATION_DAYS = 7;

/**
 * Adds an account; it works once its person has set a password through a one-time link. Fails with
 * ROLES_INCOMPATIBLE, also against the person's other accounts, or DUPLICATE for a login in use.
 */
export async function addUser(
  context: Context,
  body: z.output<typeof addUserBody>,
): Promise<{ id: string }> {
  return runCommand(context, 'user.added', body, async (tx) => {
    const createdAt = context.now();
    requireCommunity(body.roles, body.communityId);
    await requireCompatible(tx, body.roles, body.personId, null);
    const personId = body.personId ?? (await insertPerson(tx, body.name, createdAt));
    const { login, roles, communityId } = body;
    const id = await insertUser(tx, { personId, login, roles, communityId, createdAt });
    return { result: { id }, subject: `user:${id}`, facts: { person: personId, roles } };
  });
}

function requireCommunity(roles: readonly Role[], communityId: string | null): void {
  if (roles.includes('caseworker') && communityId === null) {
    throw new AppError('REQUIRED', 'A caseworker works in one community.', {
      fields: [{ pointer: '/communityId', code: 'REQUIRED' }],
    });
  }
}

async function requireCompatible(
  tx: Tx,
  roles: readonly Role[],
  personId: string | null,
  userId: string | null,
): Promise<void> {
  const others = personId === null ? [] : await otherRolesOf(tx, personId, userId);
  const [pair] = incompatibleRoles([...new Set([...roles, ...others])]);
  if (!pair) return;
  throw new AppError('ROLES_INCOMPATIBLE', `One person cannot be ${pair.join(' and ')}.`, {
    fields: [{ pointer: '/roles', code: 'ROLES_INCOMPATIBLE' }],
    params: { roles: pair.join(',') },
  });
}

/**
 * Makes a one-time link for a person to set a password. The token follows from the request's key,
 * so a retry shows the same one; only its digest is kept.
 */
export async function inviteUser(
  context: Context,
  userId: string,
): Promise<{ userId: string; token: string }> {
  const token = createHmac('sha256', context.secrets.pepper)
    .update(`invitation\n${userId}\n${context.idempotencyKey ?? ''}`)
    .digest('base64url');
  await runCommand(context, 'user.invited', { userId }, async (tx) => {
    const account = await lockUser(tx, userId);
    if (account.status === 'disabled') {
      throw new AppError('STATE_CONFLICT', 'This account is disabled.');
    }
    const createdAt = context.now();
    await insertInvitation(tx, {
      userId,
      tokenDigest: createHash('sha256').update(token).digest(),
      endsAt: new Date(createdAt.getTime() + INVITATION_DAYS * 86_400_000),
      createdAt,
    });
    return { result: { userId }, subject: `user:${userId}`, facts: {} };
  });
  return { userId, token };
}

/** Disables an account and ends its sessions at once. Nobody disables their own. */
export async function disableUser(context: Context, userId: string): Promise<{ id: string }> {
  return runCommand(context, 'user.disabled', { userId }, async (tx) => {
    const account = await lockUser(tx, userId);
    if (userId === context.actor.userId) {
      throw new AppError('SOD_VIOLATION', 'Another administrator has to disable you.');
    }
    if (account.status === 'disabled') {
      throw new AppError('STATE_CONFLICT', 'This account is already disabled.');
    }
    await saveUser(tx, userId, { status: 'disabled', version: account.version + 1 });
    await endSessionsOf(tx, userId, 'disabled', context.now());
    await voidInvitations(tx, userId, context.now());
    return { result: { id: userId }, subject: `user:${userId}`, facts: {} };
  });
}

/** Changes what an account may do; acts on its next request. Nobody changes their own roles. */
export async function changeRoles(
  context: Context,
  userId: string,
  body: z.output<typeof changeRolesBody>,
): Promise<{ id: string }> {
  return runCommand(context, 'user.roles_changed', { userId, ...body }, async (tx) => {
    const account = await lockUser(tx, userId);
    if (userId === context.actor.userId || account.personId === context.actor.personId) {
      throw new AppError('FORBIDDEN', 'Another administrator has to change your roles.');
    }
    if (account.version !== body.version) {
      throw new AppError('VERSION_CONFLICT', 'Somebody else changed this account. Look again.');
    }
    requireCommunity(body.roles, body.communityId);
    await requireCompatible(tx, body.roles, account.personId, userId);
    const { roles, communityId } = body;
    await saveUser(tx, userId, { roles, communityId, version: account.version + 1 });
    const facts = { before: account.roles, after: roles };
    return { result: { id: userId }, subject: `user:${userId}`, facts };
  });
}
