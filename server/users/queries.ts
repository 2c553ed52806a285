import { and, arrayOverlaps, asc, eq, inArray, ne } from 'drizzle-orm';
import { communities, persons, sessions, users } from '../../drizzle/schema/index.ts';
import type { Role } from '../../shared/roles.ts';
import type { Colleague, User } from '../../shared/users.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { maybe } from '../core/rows.ts';

/** All accounts, by name: an office has a few dozen. */
export async function listUsers(context: PublicContext): Promise<User[]> {
  return context.database
    .select({
      id: users.id,
      personId: users.personId,
      name: persons.name,
      login: users.login,
      roles: users.roles,
      communityId: users.communityId,
      status: users.status,
      version: users.version,
    })
    .from(users)
    .innerJoin(persons, eq(persons.id, users.personId))
    .orderBy(asc(persons.name), asc(users.login));
}

/** The communities by name. */
export async function listCommunities(context: PublicContext) {
  return context.database.select().from(communities).orderBy(asc(communities.name));
}

const VISITING: Role[] = ['caseworker', 'committee', 'chair', 'treasurer'];

/** The other active people who may come along on a visit. */
export async function listColleagues(
  context: PublicContext,
  personId: string,
): Promise<Colleague[]> {
  const rows = await context.database
    .select({ personId: persons.id, name: persons.name, roles: users.roles })
    .from(users)
    .innerJoin(persons, eq(persons.id, users.personId))
    .where(and(eq(users.status, 'active'), ne(persons.id, personId)))
    .orderBy(asc(persons.name));
  return rows.filter(({ roles }) => roles.some((role) => VISITING.includes(role)));
}

/** A user's account, locked until the command ends. Fails with NOT_FOUND. */
export async function lockUser(tx: Tx, id: string) {
  const row = maybe(await tx.db.select().from(users).where(eq(users.id, id)).for('update'));
  if (!row) throw new AppError('NOT_FOUND', 'There is no such account.');
  return row;
}

/** All roles that a person holds through other active accounts. */
export async function otherRolesOf(tx: Tx, personId: string, userId: string | null) {
  const rows = await tx.db
    .select({ roles: users.roles })
    .from(users)
    .where(
      and(
        eq(users.personId, personId),
        inArray(users.status, ['active', 'invited']),
        userId === null ? undefined : ne(users.id, userId),
      ),
    );
  return rows.flatMap((row) => row.roles);
}

/** Whether there is such a person. */
export async function isPerson(tx: Tx, id: string): Promise<boolean> {
  return (await tx.sql`select 1 from persons where id = ${id}`).length > 0;
}

/**
 * Whether somebody of this name is there, spaces and case aside. Holds the name until the command
 * ends, so that of two who add it at once the second one finds the first.
 */
export async function lockNamesakes(tx: Tx, name: string): Promise<boolean> {
  const bare = name.replaceAll(/\s/gu, '').toLowerCase();
  await tx.sql`select pg_advisory_xact_lock(7002, hashtext(${bare}))`;
  const rows = await tx.sql`
    select 1 from persons where lower(regexp_replace(name, '\\s', '', 'g')) = ${bare} limit 1`;
  return rows.length > 0;
}

/** Adds a person of the staff. */
export async function insertPerson(tx: Tx, name: string, createdAt: Date): Promise<string> {
  const [row] = await tx.db
    .insert(persons)
    .values({ name, createdAt })
    .returning({ id: persons.id });
  return row!.id;
}

/** Adds an account that waits for its first password. */
export async function insertUser(
  tx: Tx,
  row: Omit<typeof users.$inferInsert, 'status'>,
): Promise<string> {
  const [added] = await tx.db
    .insert(users)
    .values({ ...row, status: 'invited' })
    .returning({ id: users.id });
  return added!.id;
}

/** Saves roles or state of an account. */
export async function saveUser(tx: Tx, id: string, changes: Partial<typeof users.$inferInsert>) {
  await tx.db.update(users).set(changes).where(eq(users.id, id));
}

/** Ends every session of an account. */
export async function endSessionsOf(tx: Tx, userId: string, reason: string, at: Date) {
  await tx.db
    .update(sessions)
    .set({ endedAt: at, endedReason: reason })
    .where(eq(sessions.userId, userId));
}

/** The account of this login, if it is an administrator's or the chair's and not disabled. */
export async function leaderByLogin(
  context: PublicContext,
  login: string,
): Promise<string | undefined> {
  const row = maybe(
    await context.database
      .select({ id: users.id })
      .from(users)
      .where(
        and(
          eq(users.login, login),
          ne(users.status, 'disabled'),
          arrayOverlaps(users.roles, ['administrator', 'chair']),
        ),
      ),
  );
  return row?.id;
}
