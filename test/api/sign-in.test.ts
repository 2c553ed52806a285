import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { afterAll, describe, expect, test } from 'vitest';
import { buildApp } from '../../server/app.ts';
import { clockOf } from '../../server/core/clock.ts';
import { hashPassword } from '../../server/session/passwords.ts';
import { makeCore } from '../../server/start.ts';
import { linkFor } from '../support/acts.ts';
import { ok } from '../support/cases.ts';
import { freshDatabase } from '../support/database.ts';
import { makeWorld, type Answer } from '../support/world.ts';

/** Guessing passwords, and the first page. */
const PASSWORD = '一二三四五六七八九十一二三四五六';
const START = Date.parse('2026-01-10T02:00:00.000Z');
const world = await makeWorld();
await world.core.client`
  update users set password_hash = ${await hashPassword(world.core.secrets, PASSWORD)}`;

const signIn = async (login: string, password: string): Promise<Answer> =>
  request(world.app)
    .post('/api/v1/session')
    .set('Idempotency-Key', randomUUID())
    .send({ login, password });
const later = (seconds: number) =>
  world.setNow(new Date(world.now().getTime() + seconds * 1000).toISOString());
const failuresNow = async () => {
  const rows = await world.client`select failures from sign_in_failures order by failures`;
  return rows.map((row) => row['failures'] as number);
};
/** Other tests' failures come from the same address. */
const forget = () => world.client`delete from sign_in_failures`;

describe('guessing', () => {
  test('of twenty at once, only the free ones are compared', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, guess) => signIn('treasurer', `guess ${guess}`)),
    );
    const compared = answers.filter(({ body }) => body.code === 'LOGIN_FAILED');
    const refused = answers.filter(({ body }) => body.code === 'TOO_MANY_ATTEMPTS');
    // five are free, and the sixth is the one that begins the wait
    expect([compared.length, refused.length]).toEqual([6, 14]);
    expect(refused[0]!.body.params).toEqual({ seconds: '1' });
    // even the right one waits its turn
    expect((await signIn('treasurer', PASSWORD)).status).toBe(429);
    later(2);
    expect((await signIn('treasurer', PASSWORD)).status).toBe(201);
  });

  test('signing in between guesses does not clear what failed at the address', async () => {
    await forget();
    for (let guess = 0; guess < 4; guess++) await signIn(`nobody${guess}`, 'no');
    ok(await signIn('cashier', PASSWORD));
    ok(await signIn('cashier', PASSWORD));
    expect(await failuresNow()).toEqual([1, 1, 1, 1, 4]);
  });

  test('an office that signs in all day never waits', async () => {
    await forget();
    for (let turn = 0; turn < 12; turn++) {
      later(60);
      ok(await signIn('auditor', PASSWORD));
    }
    expect(await failuresNow()).toEqual([0]);
  });

  test('an address starts anew after a quiet day, a login does not', async () => {
    await forget();
    for (let guess = 0; guess < 5; guess++) await signIn('chair', 'no');
    expect(await failuresNow()).toEqual([5, 5]);
    later(86_400 + 1);
    await signIn('chair', 'no');
    expect(await failuresNow()).toEqual([1, 6]);
  });

  test('a clock that was put back leaves no wait behind that nobody could sit out', async () => {
    await forget();
    const before = world.now().toISOString();
    later(30 * 86_400);
    for (let guess = 0; guess < 8; guess++) await signIn('treasurer2', 'no');
    const waiting = await signIn('treasurer2', PASSWORD);
    expect(waiting.body.code).toBe('TOO_MANY_ATTEMPTS');
    expect(Number(waiting.body.params.seconds)).toBeLessThanOrEqual(900);
    world.setNow(before);
    ok(await signIn('treasurer2', PASSWORD));
    // what is counted from now on waits as ever
    for (let guess = 0; guess < 8; guess++) await signIn('treasurer2', 'no');
    expect((await signIn('treasurer2', PASSWORD)).body.code).toBe('TOO_MANY_ATTEMPTS');
    later(1000);
  });

  test('a login stops after a hundred failures in a row, until there is a new link', async () => {
    await forget();
    for (let guess = 0; guess < 100; guess++) {
      later(1000);
      expect((await signIn('member1', 'no')).body.code).toBe('LOGIN_FAILED');
    }
    later(86_400);
    const stopped = await signIn('member1', PASSWORD);
    expect([stopped.status, stopped.body.code]).toEqual([429, 'ATTEMPTS_EXHAUSTED']);
    // others at the same address go on after its own wait
    later(1000);
    ok(await signIn('member2', PASSWORD));
    const token = await linkFor(world, world.users['member1']!);
    const accepted = await request(world.app)
      .post('/api/v1/invitations/accept')
      .set('Idempotency-Key', randomUUID())
      .send({ token, password: PASSWORD });
    expect(accepted.status).toBe(200);
    ok(await signIn('member1', PASSWORD));
  });
});

describe('a session that ran out', () => {
  test('says that it ended, not that it was stolen', async () => {
    await forget();
    const set = ok(await signIn('worker', PASSWORD)) && (await signIn('worker', PASSWORD));
    const cookie = (set.headers['set-cookie'] as unknown as string[])[0]!.split(';')[0]!;
    later(31 * 60);
    const answer = await request(world.app)
      .post('/api/v1/session/refresh')
      .set('Cookie', cookie)
      .send({});
    expect([answer.status, answer.body.code]).toEqual([401, 'SESSION_REVOKED']);
  });
});

describe('the first page', () => {
  test('opens once, also for two at the same time, and only with the printed token', async () => {
    const db = await freshDatabase();
    const dataDir = mkdtempSync(join(tmpdir(), 'hardship-setup-'));
    const clock = clockOf(() => new Date(START));
    const core = makeCore({ ...db, dataDir, clock, log: () => {} });
    afterAll(async () => {
      await core.client.end({ timeout: 2 });
      rmSync(dataDir, { recursive: true, force: true });
    });
    core.setupToken = 'f00d5a1ade57eaf00d5a1ade';
    const app = buildApp(core);
    const setUp = async (token: string): Promise<Answer> =>
      request(app)
        .post('/api/v1/setup')
        .set('Idempotency-Key', randomUUID())
        .send({
          token,
          organisationName: '和平街道办事处',
          communities: ['向阳社区'],
          administratorName: '王管理',
          login: 'wang',
          password: PASSWORD,
        });
    expect((await setUp('f00d5a1ade57eaf00d5a1adf')).body.code).toBe('SETUP_TOKEN_INVALID');
    const both = await Promise.all([setUp(core.setupToken), setUp(core.setupToken)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect((await setUp(core.setupToken)).body.code).toBe('SETUP_DONE');
    const [row] = await core.client`select count(*)::int as count from organisations`;
    expect(row!['count']).toBe(1);
  });
});
