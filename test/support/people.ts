import { randomUUID } from 'node:crypto';
import type { Core } from '../../server/core/context.ts';
import { digestOf, newSecret, signAccess } from '../../server/session/tokens.ts';
import type { Role } from '../../shared/roles.ts';

/**
 * The people of every test: [login, person, roles, community]. member1b is a second account of
 * member1.
 */
export const people: readonly (readonly [string, string, Role[], string | null])[] = [
  ['admin', '管理员', ['administrator'], null],
  ['treasurer', '会计甲', ['treasurer'], null],
  ['treasurer2', '会计乙', ['treasurer'], null],
  ['cashier', '出纳甲', ['cashier'], null],
  ['cashier2', '出纳乙', ['cashier'], null],
  ['worker', '社工甲', ['caseworker'], '报达'],
  ['worker2', '社工乙', ['caseworker'], '报达'],
  ['worker3', '社工丙', ['caseworker'], '红河'],
  ['chair', '主任', ['chair'], null],
  ['member1', '委员甲', ['committee'], null],
  ['member1b', '委员甲', ['committee'], null],
  ['member2', '委员乙', ['committee'], null],
  ['member3', '委员丙', ['committee'], null],
  ['auditor', '审计', ['auditor'], null],
];

/** A session as sign-in opens it; answers an access token for it. */
export async function openSession(core: Core, now: Date, userId: string): Promise<string> {
  const sessionId = randomUUID();
  const at = now.toISOString();
  await core.client`insert into sessions (id, user_id, refresh_digest, rotated_at, created_at, seen_at, ends_at)
    values (${sessionId}, ${userId}, ${digestOf(newSecret())}, ${at}, ${at}, ${at},
      ${new Date(now.getTime() + 12 * 3600_000).toISOString()})`;
  return signAccess(core.secrets, now, { userId, sessionId });
}

/** An organisation, its people, communities and first two funds, in an empty database. */
export async function populate(core: Core, now: Date) {
  const sql = core.client;
  const at = now.toISOString();
  // an office of long standing: its books may reach back to 2000
  await sql`insert into organisations (name, created_at)
    values ('大有街道办事处', '2001-06-01T00:00:00Z')`;
  const communities: Record<string, string> = {};
  for (const name of ['报达', '红河']) {
    const [row] = await sql`insert into communities (name) values (${name}) returning id`;
    communities[name] = row!['id'] as string;
  }
  const persons: Record<string, string> = {};
  const users: Record<string, string> = {};
  for (const [login, name, roles, community] of people) {
    if (!persons[name]) {
      const [row] =
        await sql`insert into persons (name, created_at) values (${name}, ${at}) returning id`;
      persons[name] = row!['id'] as string;
    }
    const [row] =
      await sql`insert into users (person_id, login, roles, community_id, password_hash, status, created_at)
      values (${persons[name]!}, ${login}, ${roles}, ${community === null ? null : communities[community]!},
        'none', 'active', ${at}) returning id`;
    users[login] = row!['id'] as string;
  }
  const personOf = Object.fromEntries(
    people.map(([login, name]) => [login, persons[name]!] as const),
  );
  const [f00] = await sql`insert into funds (code, name, kind, purpose, created_at)
    values ('F00', '非限定资金', 'unrestricted', '未限定用途', ${at}) returning id`;
  const [f01] = await sql`insert into funds (code, name, kind, purpose, created_at)
    values ('F01', '突发性特困救助资金', 'restricted', '突发特困', ${at}) returning id`;
  return {
    users,
    personOf,
    communities,
    funds: { F00: f00!['id'] as string, F01: f01!['id'] as string },
  };
}
