import { createHmac, randomUUID } from 'node:crypto';
import { sessions } from '../../drizzle/schema/index.ts';
import type { Me, SignedIn, SignInBody } from '../../shared/session.ts';
import { runCommand } from '../core/command.ts';
import type { PublicContext, Staff } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { settleCovers } from './covers.ts';
import { isPassword } from './passwords.ts';
import {
  accountOf,
  allLogins,
  countAttempt,
  endOldestSessions,
  endSessions,
  forgiveAttempt,
  organisationName,
  refreshState,
  rotateSession,
  sessionWithRights,
  touchSession,
} from './queries.ts';
import {
  ACCESS_SECONDS,
  digestOf,
  markOf,
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
 * and a disabled account, with TOO_MANY_ATTEMPTS after repeated failures for a login or an
 * address, and with ATTEMPTS_EXHAUSTED for a login that failed a hundred times in a row, unless it
 * is the last administrator's, who has nobody to ask.
 */
export async function signIn(
  context: PublicContext,
  body: SignInBody,
  address: string,
): Promise<Opened> {
  const login = body.login.toLowerCase();
  const attempt = {
    login: subjectOf(context, 'login', login),
    address: subjectOf(context, 'address', address),
  };
  const account = await accountOf(context, login);
  const stops = account?.isLastAdministrator !== true;
  requireTurn(await countAttempt(context, attempt, { stops }));
  const right = await isPassword(context.secrets, body.password, account?.passwordHash ?? null);
  if (!right || account?.status !== 'active') {
    throw new AppError('LOGIN_FAILED', 'The login or the password is not right.');
  }
  const logins = await allLogins(context);
  const known = logins.map((each) => subjectOf(context, 'login', each));
  await forgiveAttempt(context, attempt, known);
  const secret = newSecret();
  const sessionId = await openSession(context, account.id, secret);
  return {
    answer: await answerFor(context, sessionId),
    refresh: cookieFor(context, sessionId, secret),
  };
}

function requireTurn(seconds: number): void {
  if (seconds === Infinity) {
    throw new AppError('ATTEMPTS_EXHAUSTED', 'Ask the administrator for a new link.');
  }
  if (seconds > 0) {
    throw new AppError('TOO_MANY_ATTEMPTS', `Try again in ${seconds} seconds.`, {
      params: { seconds: String(seconds) },
    });
  }
}

/** A login or an address as the counters know it: never in clear. */
export function subjectOf(context: PublicContext, kind: string, value: string): string {
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
    return { result: {}, subject: `user:${userId}`, facts: { session: traceOf(row.id) } };
  });
  return row.id;
}

/**
 * Gives a new access token for the refresh cookie and changes the cookie's secret. The immediate
 * predecessor is honoured for ten seconds (two tabs), without a new secret. Any older one is theft:
 * the session ends and the call fails with SESSION_REUSE. A secret that we never gave for this
 * session fails with UNAUTHENTICATED and changes nothing. Source: RFC 9700 §4.14, promises.md
 * §4.11.
 */
export async function refreshSession(context: PublicContext, cookie: unknown): Promise<Opened> {
  const { sessionId, digest } = readCookie(context, cookie);
  const secret = newSecret();
  const rotated = await rotateSession(context, {
    sessionId,
    presented: digest,
    next: digestOf(secret),
  });
  if (rotated) {
    return {
      answer: await answerFor(context, sessionId),
      refresh: cookieFor(context, sessionId, secret),
    };
  }
  const state = await refreshState(context, sessionId);
  // the right secret, but of a session that ended by itself
  if (!state || state.endedAt || sameDigest(state.currentDigest, digest)) throw revoked();
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

/** What the cookie holds: the session, its secret of the moment, and the mark that we gave it. */
function cookieFor({ secrets }: PublicContext, sessionId: string, secret: string): string {
  return `${sessionId}.${secret}.${markOf(secrets, sessionId, secret)}`;
}

function readCookie({ secrets }: PublicContext, cookie: unknown) {
  const text = typeof cookie === 'string' ? cookie : '';
  const found = /^([0-9a-f-]{36})\.([\w-]{43})\.([\w-]{43})$/.exec(text);
  const [, sessionId = '', secret = '', mark = ''] = found ?? [];
  // a session's id is no secret: whoever knows only that must not be able to end it
  const given = markOf(secrets, sessionId, secret);
  if (!found || !sameDigest(Buffer.from(given), Buffer.from(mark))) {
    throw new AppError('UNAUTHENTICATED', 'Sign in first.');
  }
  return { sessionId, digest: digestOf(secret) };
}

/** How the trail names a session: enough to tell two apart, not enough to use. */
const traceOf = (sessionId: string) => digestOf(sessionId).toString('hex').slice(0, 8);

/** Ends one session and writes why: `signed out`, `reuse`. */
export async function endSession(
  context: PublicContext,
  end: { userId: string; sessionId: string; reason: string },
): Promise<void> {
  await runCommand(context, 'session.ended', end, async (tx) => {
    await endSessions(tx, { ...end, at: context.now() });
    const facts = { session: traceOf(end.sessionId), reason: end.reason };
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
  let found = await sessionWithRights(context, sessionId);
  if (found?.coverDue) {
    await settleCovers(context, found.userId);
    found = await sessionWithRights(context, sessionId);
  }
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
