import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { afterAll } from 'vitest';
import { buildApp } from '../../server/app.ts';
import { clockOf } from '../../server/core/clock.ts';
import type { Core } from '../../server/core/context.ts';
import { digestOf, newSecret, signAccess } from '../../server/session/tokens.ts';
import { makeCore } from '../../server/start.ts';
import type { Role } from '../../shared/roles.ts';
import { freshDatabase } from './database.ts';

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

export interface Answer {
  status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- what the API answers is looked at freely
  // in tests
  body: any;
  headers: Record<string, string>;
}

export type World = Awaited<ReturnType<typeof makeWorld>>;

/**
 * The real application on a database of its own, with an organisation and its people. Time stands
 * at `at` until `setNow`. Sign-in itself has tests of its own; here each person simply has a
 * session.
 */
export async function makeWorld(at = '2026-01-10T02:00:00.000Z') {
  const db = await freshDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'hardship-world-'));
  let now = new Date(at);
  const lines: string[] = [];
  const core: Core = makeCore({
    ...db,
    dataDir,
    clock: clockOf(() => now),
    log: (level, facts) => {
      lines.push(JSON.stringify({ level, ...facts }));
      // a bug in the server says in the test's output where it is
      if (level === 'error') console.error(JSON.stringify({ ...facts, frames: undefined }));
    },
  });
  afterAll(async () => {
    await core.client.end({ timeout: 2 });
    rmSync(dataDir, { recursive: true, force: true });
  });
  const ids = await populate(core, now);
  const app = buildApp(core);
  const tokens = new Map<string, { at: number; token: string }>();
  const tokenOf = async (login: string): Promise<string> => {
    const kept = tokens.get(login);
    if (kept && kept.at === now.getTime()) return kept.token;
    const token = await openSession(core, now, ids.users[login]!);
    tokens.set(login, { at: now.getTime(), token });
    return token;
  };
  const as = (login: string) => ({
    async get(path: string): Promise<Answer> {
      const token = await tokenOf(login);
      return request(app).get(`/api/v1${path}`).set('Authorization', `Bearer ${token}`);
    },
    async post(path: string, body: object = {}, options: { key?: string } = {}): Promise<Answer> {
      const token = await tokenOf(login);
      return request(app)
        .post(`/api/v1${path}`)
        .set('Authorization', `Bearer ${token}`)
        .set('Idempotency-Key', options.key ?? randomUUID())
        .send(body);
    },
  });
  return {
    ...db,
    ...ids,
    app,
    core,
    dataDir,
    logLines: lines,
    as,
    tokenOf,
    anonymous: () => request(app),
    setNow: (instant: string) => {
      now = new Date(instant);
    },
    now: () => now,
  };
}

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
  await sql`insert into organisations (name, created_at) values ('大有街道办事处', ${at})`;
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
