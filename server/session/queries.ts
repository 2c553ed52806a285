import { and, eq, gt, isNull, ne, sql } from 'drizzle-orm';
import {
  invitations,
  organisations,
  persons,
  sessions,
  users,
} from '../../drizzle/schema/index.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe } from '../core/rows.ts';
import { coverDueOn } from './cover-queries.ts';

const IDLE_MINUTES = 30;

/** The account of a login, with what is needed to check a password. */
export async function accountOf(context: PublicContext, login: string) {
  return maybe(
    await context.database
      .select({
        id: users.id,
        passwordHash: users.passwordHash,
        status: users.status,
        /** Nobody else could make this person a new link. */
        isLastAdministrator: sql<boolean>`users.status = 'active'
          and 'administrator' = any (users.roles) and not exists (select 1 from users o
            where o.id <> users.id and o.status = 'active' and 'administrator' = any (o.roles))`,
      })
      .from(users)
      .where(eq(users.login, login)),
  );
}

/** A session with its person and present rights, or undefined. */
export async function sessionWithRights(context: PublicContext, sessionId: string) {
  return maybe(
    await context.database
      .select({
        sessionId: sessions.id,
        seenAt: sessions.seenAt,
        endsAt: sessions.endsAt,
        endedAt: sessions.endedAt,
        userId: users.id,
        personId: users.personId,
        name: persons.name,
        login: users.login,
        roles: users.roles,
        communityId: users.communityId,
        status: users.status,
        coverDue: coverDueOn(context.today()),
      })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .innerJoin(persons, eq(persons.id, users.personId))
      .where(eq(sessions.id, sessionId)),
  );
}

/** Notes that a session is in use; at most once a minute. */
export async function touchSession(context: PublicContext, sessionId: string): Promise<void> {
  await context.database
    .update(sessions)
    .set({ seenAt: context.now() })
    .where(eq(sessions.id, sessionId));
}

/**
 * Changes the refresh secret when `presented` is the current one, in one statement, so that of two
 * callers one wins. Answers the session's user, or undefined.
 */
export async function rotateSession(
  context: PublicContext,
  rotation: { sessionId: string; presented: Buffer; next: Buffer },
) {
  const now = context.now().toISOString();
  return maybe(
    await context.client<{ user_id: string }[]>`
      update sessions set previous_digest = refresh_digest, refresh_digest = ${rotation.next},
        rotated_at = ${now}, seen_at = ${now}
      where id = ${rotation.sessionId} and refresh_digest = ${rotation.presented} and ended_at is null
        and ends_at > ${now} and seen_at > ${now}::timestamptz - make_interval(mins => ${IDLE_MINUTES})
      returning user_id`,
  );
}

/** What is known of a refresh secret that is not the current one. */
export async function refreshState(context: PublicContext, sessionId: string) {
  return maybe(
    await context.database
      .select({
        userId: sessions.userId,
        currentDigest: sessions.refreshDigest,
        previousDigest: sessions.previousDigest,
        rotatedAt: sessions.rotatedAt,
        endedAt: sessions.endedAt,
      })
      .from(sessions)
      .where(eq(sessions.id, sessionId)),
  );
}

/** Ends the sessions of a user, or one of them. */
export async function endSessions(
  tx: Tx,
  end: { userId: string; sessionId?: string | undefined; reason: string; at: Date },
): Promise<void> {
  await tx.db
    .update(sessions)
    .set({ endedAt: end.at, endedReason: end.reason })
    .where(
      and(
        eq(sessions.userId, end.userId),
        isNull(sessions.endedAt),
        end.sessionId === undefined ? undefined : eq(sessions.id, end.sessionId),
      ),
    );
}

/** Keeps the newest `keep` sessions of a user and ends the others. */
export async function endOldestSessions(tx: Tx, userId: string, keep: number, at: Date) {
  await tx.db
    .update(sessions)
    .set({ endedAt: at, endedReason: 'too many' })
    .where(
      sql`${sessions.id} in (select id from sessions where user_id = ${userId} and ended_at is null
        order by created_at desc offset ${keep})`,
    );
}

/** The name of the organisation, or null before the first run. */
export async function organisationName(context: PublicContext): Promise<string | null> {
  const row = maybe(
    await context.database.select({ name: organisations.name }).from(organisations),
  );
  return row?.name ?? null;
}

/**
 * Whether a link can still be used: not used, not too old, and its account not disabled. `waiting`
 * is one that a second person has not confirmed yet.
 */
export async function invitationState(
  db: PublicContext['database'] | Tx['db'],
  digest: Buffer,
  now: Date,
): Promise<'open' | 'waiting' | 'closed'> {
  const row = maybe(
    await db
      .select({ needs: invitations.needsConfirmation, confirmedAt: invitations.confirmedAt })
      .from(invitations)
      .innerJoin(users, and(eq(users.id, invitations.userId), ne(users.status, 'disabled')))
      .where(
        and(
          eq(invitations.tokenDigest, digest),
          isNull(invitations.usedAt),
          gt(invitations.endsAt, now),
        ),
      ),
  );
  if (!row) return 'closed';
  return row.needs && row.confirmedAt === null ? 'waiting' : 'open';
}

/** The invitation of a link, locked until the command ends. */
export async function lockInvitation(tx: Tx, digest: Buffer) {
  return maybe(
    await tx.db.select().from(invitations).where(eq(invitations.tokenDigest, digest)).for('update'),
  );
}

/** Whose failures are counted together: a login, and an address; neither is kept in clear. */
export interface Attempt {
  login: string;
  address: string;
}

/** After so many failures in a row a login stops until its person gets a new link. */
const MOST_FAILURES = 100;

/**
 * Counts an attempt to sign in before anything is compared: the address first, and the login only
 * when the address is admitted, so that nobody who has to wait keeps others out. Of many at once
 * only the free ones pass: five, then one a second, doubled each time up to fifteen minutes.
 * Answers how many seconds to wait, 0 for none, Infinity for a login that stopped; `stops` says
 * whether it may. An address starts anew after a quiet day; a login only with a success. A wait
 * that ends more than fifteen minutes from now was written by a clock that has been put back since,
 * and is none. Source:
 * promises.md §4.12.
 */
export async function countAttempt(
  context: PublicContext,
  attempt: Attempt,
  { stops }: { stops: boolean },
): Promise<number> {
  const wait = await countOne(context, attempt.address, { startsAnew: true, stops: false });
  return wait > 0 ? wait : countOne(context, attempt.login, { startsAnew: false, stops });
}

async function countOne(
  context: PublicContext,
  subject: string,
  { startsAnew, stops }: { startsAnew: boolean; stops: boolean },
): Promise<number> {
  const now = context.now().toISOString();
  const [row] = await context.client<{ admitted: boolean; stopped: boolean; seconds: number }[]>`
    with counted as (
      insert into sign_in_failures as f (subject, failures, wait_until)
      values (${subject}, 1, ${now}::timestamptz)
      on conflict (subject) do update set
        failures = case when ${startsAnew} and f.wait_until < ${now}::timestamptz - interval '1 day'
          then 1 else f.failures + 1 end,
        wait_until = ${now}::timestamptz + make_interval(secs => case when f.failures < 5 then 0
          else least(900, power(2, least(f.failures - 5, 10))) end)
      where (f.wait_until <= ${now}::timestamptz
          or f.wait_until > ${now}::timestamptz + interval '15 minutes')
        and not (${stops} and f.failures >= ${MOST_FAILURES})
      returning 1)
    select exists (select 1 from counted) as admitted,
      exists (select 1 from sign_in_failures where subject = ${subject} and ${stops}
        and failures >= ${MOST_FAILURES}) as stopped,
      coalesce((select greatest(1, ceil(extract(epoch from wait_until - ${now}::timestamptz)))
        from sign_in_failures where subject = ${subject}), 1)::int as seconds`;
  if (!row || row.admitted) return 0;
  return row.stopped ? Infinity : row.seconds;
}

/**
 * After a success the login's failures are forgotten; the address gets back the one attempt that
 * was counted, so that nobody clears what others failed there by signing in between. What was quiet
 * for a day goes too, but for the logins that somebody has (`known`), which only a success clears.
 */
export async function forgiveAttempt(
  context: PublicContext,
  attempt: Attempt,
  known: readonly string[],
): Promise<void> {
  const now = context.now().toISOString();
  await context.client`
    with quiet as (delete from sign_in_failures where subject = ${attempt.login}
      or wait_until < ${now}::timestamptz - interval '1 day' and subject <> all (${[...known]}))
    update sign_in_failures set failures = failures - 1, wait_until = ${now}::timestamptz
    where subject = ${attempt.address} and failures > 0`;
}

/** Every login that somebody has. */
export async function allLogins(context: PublicContext): Promise<string[]> {
  const rows = await context.database.select({ login: users.login }).from(users);
  return rows.map(({ login }) => login);
}

/** Forgets the failures of a login whose person has a new password. */
export async function forgetFailures(tx: Tx, login: string): Promise<void> {
  await tx.sql`delete from sign_in_failures where subject = ${login}`;
}
