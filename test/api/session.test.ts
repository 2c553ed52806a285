import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { linkFor } from '../support/acts.ts';
import { ok } from '../support/cases.ts';
import { newcomer as somebody } from '../support/prepared.ts';
import { makeWorld, type Answer } from '../support/world.ts';

/** Signing in as the product does it: a link, a password, a cookie that changes with each use. */
const world = await makeWorld();
const admin = world.as('admin');
const PASSWORD = '一二三四五六七八九十一二三四五六';

const send = async (path: string, body: object, cookie?: string): Promise<Answer> => {
  const post = request(world.app).post(`/api/v1${path}`).set('Idempotency-Key', randomUUID());
  return cookie === undefined ? post.send(body) : post.set('Cookie', cookie).send(body);
};
const newcomer = async (login: string) => {
  const { id } = ok(await admin.post('/users', { ...somebody, login, roles: ['auditor'] }));
  return { id: id as string, token: await linkFor(world, id as string) };
};
const accept = (token: string) => send('/invitations/accept', { token, password: PASSWORD });
const signIn = (login: string, password = PASSWORD) => send('/session', { login, password });
const cookieOf = (answer: Answer) => {
  const set = answer.headers['set-cookie'] as unknown as string[];
  return set[0]!;
};
const sent = (set: string) => set.split(';')[0]!;

describe('a one-time link', () => {
  test('sets a password once', async () => {
    const { token } = await newcomer('once');
    expect((await accept(token)).status).toBe(200);
    const again = await accept(token);
    expect(again.body.code).toBe('INVITATION_INVALID');
    expect((await signIn('once')).status).toBe(201);
  });

  test('of a disabled account opens nothing', async () => {
    const { id, token } = await newcomer('gone');
    ok(await admin.post(`/users/${id}/disable`));
    expect((await accept(token)).body.code).toBe('INVITATION_INVALID');
    // nor does one that the administrator made later
    await admin.post(`/users/${id}/invitation`);
    const [account] = await world.client`select status from users where id = ${id}`;
    expect(account!['status']).toBe('disabled');
  });
});

describe('a session', () => {
  test('is refused alike for an unknown login, a wrong password and a disabled account', async () => {
    const { id, token } = await newcomer('leaver');
    ok(await accept(token));
    ok(await admin.post(`/users/${id}/disable`));
    const refused = await Promise.all([
      signIn('nobody'),
      signIn('once', `${PASSWORD}!`),
      signIn('leaver'),
    ]);
    const said = refused.map(({ status, body }) => [status, body.code, body.detail]);
    expect(said[0]!.slice(0, 2)).toEqual([401, 'LOGIN_FAILED']);
    expect(said[1]).toEqual(said[0]);
    expect(said[2]).toEqual(said[0]);
  });

  test('is kept in a cookie that no script reads and no other site sends', async () => {
    const cookie = cookieOf(await signIn('once'));
    for (const flag of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(flag);
  });

  test('changes its cookie with each use; an old one ends it', async () => {
    const first = sent(cookieOf(await signIn('once')));
    const renewed = await send('/session/refresh', {}, first);
    expect(renewed.status).toBe(200);
    const second = sent(cookieOf(renewed));
    expect(second).not.toBe(first);
    world.setNow('2026-01-10T02:01:00.000Z');
    const stolen = await send('/session/refresh', {}, first);
    expect([stolen.status, stolen.body.code]).toEqual([401, 'SESSION_REUSE']);
    const after = await send('/session/refresh', {}, second);
    expect(after.status).toBe(401);
  });

  test('is not ended by who knows its name only', async () => {
    const cookie = sent(cookieOf(await signIn('once')));
    const [name, value] = cookie.split('=') as [string, string];
    const [sessionId = ''] = value.split('.');
    const made = value
      .split('.')
      .map((part, at) => (at === 0 ? part : 'A'.repeat(part.length)))
      .join('.');
    const stranger = await send('/session/refresh', {}, `${name}=${made}`);
    expect([stranger.status, stranger.body.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect((await send('/session/refresh', {}, cookie)).status).toBe(200);
    const trail = await world.client`select body from audit_entries
      where strpos(body, ${sessionId}) > 0`;
    expect(trail).toHaveLength(0);
  });

  test('guessing is slowed down', async () => {
    await newcomer('guessed');
    const codes: number[] = [];
    for (let guess = 0; guess < 8; guess++) codes.push((await signIn('guessed', 'no')).status);
    expect(codes.at(-1)).toBe(429);
  });
});
