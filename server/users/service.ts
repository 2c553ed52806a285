import type { z } from 'zod';
import { incompatibleRoles, type Role } from '../../shared/roles.ts';
import type { addUserBody, changeRolesBody } from '../../shared/users.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError } from '../core/refusals.ts';
import {
  endSessionsOf,
  insertPerson,
  insertUser,
  isPerson,
  lockNamesakes,
  lockUser,
  otherRolesOf,
  saveUser,
} from './queries.ts';
import { voidInvitations } from './invitation-queries.ts';

/**
 * Adds an account; it works once its person has set a password through a one-time link. Fails with
 * PERSON_EXISTS when somebody of this name is there and the caller did not say whether it is the
 * same one, ROLES_INCOMPATIBLE, also against the person's other accounts, or DUPLICATE for a login
 * in use.
 */
export async function addUser(
  context: Context,
  body: z.output<typeof addUserBody>,
): Promise<{ id: string }> {
  return runCommand(context, 'user.added', body, async (tx) => {
    const createdAt = context.now();
    requireCommunity(body.roles, body.communityId);
    await requireKnownOrNew(tx, body);
    await requireCompatible(tx, body.roles, body.personId, null);
    const personId = body.personId ?? (await insertPerson(tx, body.name, createdAt));
    const { login, roles, communityId } = body;
    const id = await insertUser(tx, { personId, login, roles, communityId, createdAt });
    return { result: { id }, subject: `user:${id}`, facts: { person: personId, roles } };
  });
}

/** Duties are separated by person: one human must not become two by a second entry. */
async function requireKnownOrNew(tx: Tx, body: z.output<typeof addUserBody>): Promise<void> {
  if (body.personId !== null) {
    if (await isPerson(tx, body.personId)) return;
    throw fieldError('VALUE_INVALID', '/personId', 'There is no such person.');
  }
  if (body.anotherPersonOfThisName || !(await lockNamesakes(tx, body.name))) return;
  throw fieldError(
    'PERSON_EXISTS',
    '/name',
    'Send personId for the same person, or anotherPersonOfThisName for another one.',
  );
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
