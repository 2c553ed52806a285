import { beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { ApiError, download, get, post, refresh } from '../../client/api/http.ts';
import { newIdentifier } from '../../client/api/identifier.ts';
import { currentSession } from '../../client/api/session.ts';
import { ID, refusal, type Sent, serve, signInAs } from './open.tsx';

const answer = z.object({ ok: z.boolean() });
const me = {
  userId: ID,
  personId: ID,
  name: '王丽',
  login: 'wang.li',
  roles: ['treasurer'],
  communityId: null,
  organisationName: '和平街道办事处',
};
const renewed = { accessToken: 'second', expiresInSeconds: 600, me };
const onlyRenewed = ({ token }: Sent) =>
  token === 'Bearer second' ? { ok: true } : refusal('TOKEN_INVALID', 401);

beforeEach(() => signInAs('treasurer'));

test('eight refused requests share one refresh and are then answered', async () => {
  const log = serve({
    'GET /funds': onlyRenewed,
    'POST /session/refresh': () => new Promise((resolve) => setTimeout(() => resolve(renewed), 20)),
  });
  const answers = await Promise.all(Array.from({ length: 8 }, () => get('/funds', answer)));
  expect(answers).toEqual(Array.from({ length: 8 }, () => ({ ok: true })));
  expect(log.filter(({ path }) => path === '/session/refresh')).toHaveLength(1);
});

test('a request that was on its way during a refresh does not refresh again', async () => {
  const log = serve({ 'GET /funds': onlyRenewed, 'POST /session/refresh': renewed });
  await get('/funds', answer);
  await get('/funds', answer);
  expect(log.filter(({ path }) => path === '/session/refresh')).toHaveLength(1);
});

test('a revoked session ends here too, after one attempt to refresh', async () => {
  const log = serve({
    'GET /funds': refusal('SESSION_REVOKED', 401),
    'POST /session/refresh': refusal('SESSION_REVOKED', 401),
  });
  await expect(get('/funds', answer)).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
  expect(log).toHaveLength(2);
  expect(currentSession().status).toBe('out');
});

test('a dead server during a refresh signs nobody out', async () => {
  serve({
    'POST /session/refresh': () => {
      throw new TypeError('fetch failed');
    },
  });
  await expect(refresh()).rejects.toMatchObject({ code: 'NETWORK' });
  expect(currentSession().status).toBe('in');
});

test('the second try carries the same idempotency key and body', async () => {
  const log = serve({ 'POST /funds': onlyRenewed, 'POST /session/refresh': renewed });
  const key = newIdentifier();
  await post('/funds', { code: 'F01' }, answer, key);
  const tries = log.filter(({ path }) => path === '/funds');
  expect(tries.map((sent) => [sent.key, sent.body])).toEqual([
    [key, { code: 'F01' }],
    [key, { code: 'F01' }],
  ]);
});

test.each([
  ['no answer at all', () => Promise.reject(new TypeError('fetch failed')), 'NETWORK'],
  [
    'a proxy without a server',
    () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
    'NETWORK',
  ],
  ['a body that breaks off', () => new Response('{"ok":'), 'NETWORK'],
  ['an answer of another shape', () => ({ good: 1 }), 'INTERNAL'],
  ['a failure without our form', () => new Response('oops', { status: 500 }), 'INTERNAL'],
  ['a refusal', () => refusal('FUND_INSUFFICIENT', 409), 'FUND_INSUFFICIENT'],
])('%s', async (_, server, code) => {
  serve({ 'GET /funds': server });
  await expect(get('/funds', answer)).rejects.toMatchObject({ code });
});

test('a refusal keeps its fields and what is available', async () => {
  const errors = [{ pointer: '/gross', code: 'AMOUNT_SCALE' }];
  serve({ 'GET /funds': refusal('AMOUNT_SCALE', 422, { errors, available: '12.00' }) });
  const error: unknown = await get('/funds', answer).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  expect((error as ApiError).problem).toMatchObject({ errors, available: '12.00' });
});

test('a download tells its progress and can be cancelled', async () => {
  serve({ 'GET /exports/1/workbook': () => new Response('workbook') });
  const progress = vi.fn();
  const blob = await download('/exports/1/workbook', progress, new AbortController().signal);
  expect(await blob.text()).toBe('workbook');
  expect(progress).toHaveBeenLastCalledWith(8);
  const cancelled = new AbortController();
  serve({
    'GET /exports/1/workbook': () => {
      cancelled.abort();
      throw cancelled.signal.reason;
    },
  });
  const error: unknown = await download('/exports/1/workbook', progress, cancelled.signal).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).not.toBeInstanceOf(ApiError);
});

test('identifiers are UUIDs of version 4 and differ', () => {
  const made = Array.from({ length: 50 }, newIdentifier);
  for (const each of made) expect(z.uuidv4().safeParse(each).success).toBe(true);
  expect(new Set(made).size).toBe(50);
});
