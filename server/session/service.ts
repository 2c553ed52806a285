import { createHmac, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import {
  communities,
  funds,
  invitations,
  organisations,
  persons,
  sessions,
  users,
} from '../../drizzle/schema/index.ts';
import type {
  AcceptInvitationBody,
  Me,
  SetupBody,
  SignedIn,
  SignInBody,
} from '../../shared/session.ts';
import { login as loginSchema } from '../../shared/users.ts';
import { runCommand } from '../core/command.ts';
import type { PublicContext, Staff } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { one } from '../core/rows.ts';
import { hashPassword, isPassword, requireStrongPassword } from './passwords.ts';
import {
  accountOf,
  countFailure,
  endOldestSessions,
  endSessions,
  forgetFailures,
  isInvitationOpen,
  lockInvitation,
  organisationName,
  refreshState,
  rotateSession,
  sessionWithRights,
  touchSession,
  waitOf,
} from './queries.ts';
import {
  ACCESS_SECONDS,
  digestOf,
  newSecret,
  readAccess,
  sameDigest,
  signAccess,
} from './tokens.ts';

const ABSOLUTE_HOURS = 12;
const IDLE_MS = 30 * 60_000;
const GRACE_MS = 10_000;
const MOST_SESSIONS = 5;

/**
 * An answer and the refresh secret that goes into the cookie; undefined leaves the cookie as it is.
 */
export interface Opened {
  answer: SignedIn;
  refresh: string | undefined;
}

/**
 * Signs a person in. Fails with LOGIN_FAILED in the same way for an unknown login, a wrong password
 * and a disabled account, and with TOO_MANY_ATTEMPTS after repeated failures for a login or an
 * address.
 */
export async function signIn(
  context: PublicContext,
  body: SignInBody,
  address: string,
): Promise<Opened> {
  const login = body.login.toLowerCase();
  const subjects = [subjectOf(context, 'login', login), subjectOf(context, 'address', address)];
  const seconds = await waitOf(context, subjects);
  if (seconds > 0) {
    throw new AppError('TOO_MANY_ATTEMPTS', `Try again in ${seconds} seconds.`, {
      params: { seconds: String(seconds) },
    });
  }
  const account = await accountOf(context, login);
  const right = await isPassword(context.secrets, body.password, account?.passwordHash ?? null);
  if (!right || account?.status !== 'active') {
    await countFailure(context, subjects);
    throw new AppError('LOGIN_FAILED', 'The login or the password is not right.');
  }
  await forgetFailures(context, subjects);
  const secret = newSecret();
  const sessionId = await openSession(context, account.id, secret);
  return { answer: await answerFor(context, sessionId), refresh: `${sessionId}.${secret}` };
}

function subjectOf(context: PublicContext, kind: string, value: string): string {
  return createHmac('sha256', context.secrets.pepper).update(`${kind}\n${value}`).digest('hex');
}

async function openSession(context: PublicContext, userId: string, secret: string) {
  const now = context.now();
  const row = {
    id: randomUUID(),
    userId,
    refreshDigest: digestOf(secret),
    rotatedAt: now,
    createdAt: now,
    seenAt: now,
    endsAt: new Date(now.getTime() + ABSOLUTE_HOURS * 3600_000),
  };
  await runCommand(context, 'session.started', {}, async (tx) => {
    await tx.db.insert(sessions).values(row);
    await endOldestSessions(tx, userId, MOST_SESSIONS, now);
    return { result: { id: row.id }, subject: `user:${userId}`, facts: { session: row.id } };
  });
  return row.id;
}

/**
 * Gives a new access token for the refresh cookie and changes the cookie's secret. The immediate
 * predecessor is honoured for ten seconds (two tabs), without a new secret. Any older one is theft:
 * the session ends and the call fails with SESSION_REUSE. Source: RFC 9700 §4.14, promises.md
 * §4.11.
 */
export async function refreshSession(context: PublicContext, cookie: unknown): Promise<Opened> {
  const { sessionId, digest } = readCookie(cookie);
  const secret = newSecret();
  const rotated = await rotateSession(context, {
    sessionId,
    presented: digest,
    next: digestOf(secret),
  });
  if (rotated) {
    return { answer: await answerFor(context, sessionId), refresh: `${sessionId}.${secret}` };
  }
  const state = await refreshState(context, sessionId);
  if (!state || state.endedAt) throw revoked();
  const late = context.now().getTime() - state.rotatedAt.getTime();
  if (state.previousDigest && sameDigest(state.previousDigest, digest) && late <= GRACE_MS) {
    return { answer: await answerFor(context, sessionId), refresh: undefined };
  }
  await endSession(context, { userId: state.userId, sessionId, reason: 'reuse' });
  throw new AppError(
    'SESSION_REUSE',
    'This session was used from elsewhere and has ended. Sign in again.',
  );
}

function readCookie(cookie: unknown): { sessionId: string; digest: Buffer } {
  const found = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(typeof cookie === 'string' ? cookie : '');
  if (!found?.[1] || !found[2]) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
  return { sessionId: found[1], digest: digestOf(found[2]) };
}

/** Ends one session and writes why: `signed out`, `reuse`. */
export async function endSession(
  context: PublicContext,
  end: { userId: string; sessionId: string; reason: string },
): Promise<void> {
  await runCommand(context, 'session.ended', end, async (tx) => {
    await endSessions(tx, { ...end, at: context.now() });
    const facts = { session: end.sessionId, reason: end.reason };
    return { result: {}, subject: `user:${end.userId}`, facts };
  });
}

/**
 * Who sends this request: reads the person's present roles and state from the database, so that a
 * change of role, a disabled account and a sign-out act on the very next request. Fails with
 * TOKEN_INVALID or SESSION_REVOKED.
 */
export async function staffOf(context: PublicContext, token: string): Promise<Staff> {
  const { userId, sessionId } = readAccess(context.secrets, context.now(), token);
  const found = await liveSession(context, sessionId);
  if (found.userId !== userId) throw revoked();
  const { personId, login, name, roles, communityId } = found;
  return { userId, personId, login, name, roles, communityId, sessionId };
}

async function liveSession(context: PublicContext, sessionId: string) {
  const found = await sessionWithRights(context, sessionId);
  const now = context.now().getTime();
  if (!found || found.endedAt || found.endsAt.getTime() <= now || found.status !== 'active') {
    throw revoked();
  }
  const idle = now - found.seenAt.getTime();
  if (idle > IDLE_MS) throw revoked();
  if (idle > 60_000) await touchSession(context, sessionId);
  return found;
}

function revoked(): AppError {
  return new AppError('SESSION_REVOKED', 'The session has ended. Sign in again.');
}

async function answerFor(context: PublicContext, sessionId: string): Promise<SignedIn> {
  const found = await liveSession(context, sessionId);
  return {
    accessToken: signAccess(context.secrets, context.now(), { userId: found.userId, sessionId }),
    expiresInSeconds: ACCESS_SECONDS,
    me: await meOf(context, found),
  };
}

/** What the client shows of the signed-in person. */
export async function meOf(context: PublicContext, staff: Omit<Staff, 'sessionId'>): Promise<Me> {
  return {
    userId: staff.userId,
    personId: staff.personId,
    name: staff.name,
    login: staff.login,
    roles: [...staff.roles],
    communityId: staff.communityId,
    organisationName: (await organisationName(context)) ?? '',
  };
}

/**
 * The first run: creates the organisation, its communities, the unrestricted fund and the first
 * administrator. Needs the token that was printed in the terminal; fails with SETUP_TOKEN_INVALID
 * or SETUP_DONE.
 */
export async function setUp(context: PublicContext, body: SetupBody): Promise<{ id: string }> {
  if ((await organisationName(context)) !== null) {
    throw new AppError('SETUP_DONE', 'This fund is already set up. Sign in.');
  }
  const expected = context.setupToken;
  if (expected === undefined || !sameDigest(digestOf(expected), digestOf(body.token))) {
    throw new AppError('SETUP_TOKEN_INVALID', 'The token is the one printed in the terminal.', {
      fields: [{ pointer: '/token', code: 'SETUP_TOKEN_INVALID' }],
    });
  }
  const login = loginSchema.safeParse(body.login.toLowerCase());
  if (!login.success) {
    throw new AppError('VALUE_INVALID', 'A login is lower-case letters, digits, dot or dash.', {
      fields: [{ pointer: '/login', code: 'VALUE_INVALID' }],
    });
  }
  requireStrongPassword(body.password);
  const passwordHash = await hashPassword(context.secrets, body.password);
  return runCommand(context, 'organisation.set_up', { login: login.data }, async (tx) => {
    const createdAt = context.now();
    await tx.db.insert(organisations).values({ name: body.organisationName, createdAt });
    await tx.db
      .insert(communities)
      .values([...new Set(body.communities)].map((name) => ({ name })));
    await tx.db.insert(funds).values({
      code: 'F00',
      name: '非限定资金',
      kind: 'unrestricted',
      purpose: '未限定用途的捐赠与利息',
      createdAt,
    });
    const name = body.administratorName;
    const person = one(await tx.db.insert(persons).values({ name, createdAt }).returning());
    const user = one(
      await tx.db
        .insert(users)
        .values({
          personId: person.id,
          login: login.data,
          roles: ['administrator'],
          passwordHash,
          status: 'active',
          createdAt,
        })
        .returning({ id: users.id }),
    );
    return { result: { id: user.id }, subject: `user:${user.id}`, facts: { first: true } };
  });
}

/** Sets the password of an invited person; the link works once. Fails with INVITATION_INVALID. */
export async function acceptInvitation(
  context: PublicContext,
  body: AcceptInvitationBody,
): Promise<{ id: string }> {
  requireStrongPassword(body.password);
  const digest = digestOf(body.token);
  const now = context.now();
  // hashing is dear: nobody gets it for a link that was made up
  if (!(await isInvitationOpen(context.database, digest, now))) throw invitationInvalid();
  const passwordHash = await hashPassword(context.secrets, body.password);
  return runCommand(context, 'invitation.accepted', {}, async (tx) => {
    const found = await lockInvitation(tx, digest);
    if (!found || !(await isInvitationOpen(tx.db, digest, now))) throw invitationInvalid();
    await tx.db.update(invitations).set({ usedAt: now }).where(eq(invitations.id, found.id));
    await tx.db
      .update(users)
      .set({ passwordHash, status: 'active' })
      .where(eq(users.id, found.userId));
    await endSessions(tx, { userId: found.userId, reason: 'new password', at: now });
    return { result: { id: found.userId }, subject: `user:${found.userId}`, facts: {} };
  });
}

const invitationInvalid = () =>
  new AppError('INVITATION_INVALID', 'This link was used or is too old. Ask for a new one.');
