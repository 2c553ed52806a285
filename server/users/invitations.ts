import { createHash, createHmac } from 'node:crypto';
import { runCommand } from '../core/command.ts';
import type { Context, PublicContext } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import {
  insertAcknowledgement,
  insertInvitation,
  lockMadeInvitation,
  saveConfirmation,
} from './invitation-queries.ts';
import { leaderByLogin, lockUser } from './queries.ts';

const INVITATION_DAYS = 7;

/** A link as it is handed over: the token is nowhere else. */
export interface HandedInvitation {
  id: string;
  userId: string;
  token: string;
  needsConfirmation: boolean;
}

/**
 * Makes a one-time link for a person to set a password. The token follows from the request's key,
 * so a retry shows the same one; only its digest is kept. As soon as a second person can (an active
 * chair or another administrator), one has to confirm the link before it opens anything.
 */
export async function inviteUser(
  context: PublicContext,
  userId: string,
): Promise<HandedInvitation> {
  const token = createHmac('sha256', context.secrets.pepper)
    .update(`invitation\n${userId}\n${context.idempotencyKey ?? ''}`)
    .digest('base64url');
  const act = context.actor ? 'user.invited' : 'user.invited_locally';
  const made = await runCommand(context, act, { userId }, async (tx) => {
    const account = await lockUser(tx, userId);
    if (account.status === 'disabled') {
      throw new AppError('STATE_CONFLICT', 'This account is disabled.');
    }
    const createdAt = context.now();
    const added = await insertInvitation(tx, {
      userId,
      tokenDigest: createHash('sha256').update(token).digest(),
      endsAt: new Date(createdAt.getTime() + INVITATION_DAYS * 86_400_000),
      createdAt,
      madeBy: context.actor?.userId ?? null,
    });
    const facts = { invitation: added.id, needsConfirmation: added.needsConfirmation };
    return { result: { userId, ...added }, subject: `user:${userId}`, facts };
  });
  return { ...made, token };
}

/**
 * Confirms a link as the second person, so that no administrator alone opens somebody's account.
 * Fails with NOT_FOUND, SOD_VIOLATION (who made it) and STATE_CONFLICT (it waits for nobody).
 */
export async function confirmInvitation(context: Context, id: string): Promise<{ id: string }> {
  return runCommand(context, 'invitation.confirmed', { id }, async (tx) => {
    const found = await lockMadeInvitation(tx, id, context.now());
    if (!found) throw noSuchInvitation();
    if (found.madeByPerson === context.actor.personId) {
      throw new AppError('SOD_VIOLATION', 'Another person has to confirm this link.');
    }
    if (!found.waits) {
      throw new AppError('STATE_CONFLICT', 'This link waits for nobody.');
    }
    await saveConfirmation(tx, { id, userId: context.actor.userId, at: context.now() });
    return { result: { id }, subject: `user:${found.userId}`, facts: { invitation: id } };
  });
}

/** Notes that the reader has seen a link made without a second person. Fails with NOT_FOUND. */
export async function acknowledgeInvitation(context: Context, id: string): Promise<{ id: string }> {
  return runCommand(context, 'invitation.seen', { id }, async (tx) => {
    const found = await lockMadeInvitation(tx, id, context.now());
    if (!found) throw noSuchInvitation();
    const { userId, personId } = context.actor;
    const row = { invitationId: id, userId, personId, at: context.now() };
    if (!found.alone || !(await insertAcknowledgement(tx, row))) {
      throw new AppError('STATE_CONFLICT', 'There is nothing left to see here.');
    }
    return { result: { id }, subject: `user:${found.userId}`, facts: { invitation: id } };
  });
}

const noSuchInvitation = () => new AppError('NOT_FOUND', 'There is no such link.');

/**
 * A link for an administrator or the chair, made by who sits at the server itself, for an office
 * that is locked out. The trail says so, and chair and auditor are shown it. Fails with NOT_FOUND
 * for any other login.
 */
export async function localLink(context: PublicContext, login: string): Promise<HandedInvitation> {
  const userId = await leaderByLogin(context, login);
  if (userId === undefined) {
    throw new AppError('NOT_FOUND', `No administrator or chair signs in as "${login}".`);
  }
  return inviteUser(context, userId);
}
