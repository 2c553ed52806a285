import request from 'supertest';
import { expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { linkFor } from '../support/acts.ts';
import { ok } from '../support/cases.ts';
import { openSession } from '../support/people.ts';
import { makeWorld } from '../support/world.ts';
import { reached } from './report.ts';

const world = await makeWorld();
const admin = world.as('admin');
let requests = 0;

/** Asks with a token that was good a moment ago: the first request after the change. */
async function ask(token: string, path = '/session') {
  requests++;
  const { status, body } = await request(world.app)
    .get(`/api/v1${path}`)
    .set('Authorization', `Bearer ${token}`);
  return [status, (body as { code?: string }).code];
}
const opened = async (login: string) => {
  const token = await openSession(world.core, world.now(), world.users[login]!);
  expect(await ask(token)).toEqual([200, undefined]);
  return token;
};
const versionOf = async (login: string) => {
  const [row] = await world.client`select version from users where login = ${login}`;
  return row!['version'] as number;
};

test('P28 a disabled account is out at once, in every session', async () => {
  const tokens = [await opened('member2'), await opened('member2')];
  ok(await admin.post(`/users/${world.users['member2']}/disable`));
  for (const token of tokens) expect(await ask(token)).toEqual([401, 'SESSION_REVOKED']);
});

test('P28 a role taken away is gone with the next request, a role given is there', async () => {
  const token = await opened('treasurer2');
  expect(await ask(token, '/vouchers')).toEqual([200, undefined]);
  const body = { roles: ['committee'], version: await versionOf('treasurer2') };
  ok(await admin.post(`/users/${world.users['treasurer2']}/roles`, body));
  expect(await ask(token, '/vouchers')).toEqual([403, 'FORBIDDEN']);
  const posted = await request(world.app)
    .post('/api/v1/donations')
    .set('Authorization', `Bearer ${token}`)
    .set('Idempotency-Key', '6f1c1d0e-8a55-4c5c-9d0f-0c6f3f1c2b11')
    .send(gift());
  expect([posted.status, posted.body.code]).toEqual([403, 'FORBIDDEN']);
  expect(await ask(token, '/aid-requests')).toEqual([200, undefined]);
});

test('P28 another community is out of sight with the next request', async () => {
  const token = await opened('worker3');
  const { items } = (
    await request(world.app).get('/api/v1/households').set('Authorization', `Bearer ${token}`)
  ).body as { items: unknown[] };
  expect(items).toEqual([]);
  const body = {
    roles: ['caseworker'],
    communityId: world.communities['报达'],
    version: await versionOf('worker3'),
  };
  ok(await admin.post(`/users/${world.users['worker3']}/roles`, body));
  const me = await request(world.app)
    .get('/api/v1/session')
    .set('Authorization', `Bearer ${token}`);
  expect(me.body.communityId).toBe(world.communities['报达']);
});

test('P28 a new password ends every session', async () => {
  const token = await opened('member3');
  const link = await linkFor(world, world.users['member3']!);
  const answer = await request(world.app)
    .post('/api/v1/invitations/accept')
    .send({ token: link, password: '通行口令要足够长才行二零二六' });
  expect(answer.status).toBe(422);
  const again = await request(world.app)
    .post('/api/v1/invitations/accept')
    .send({ token: link, password: '通行口令要足够长才行二零二六年' });
  expect(again.status).toBe(200);
  expect(await ask(token)).toEqual([401, 'SESSION_REVOKED']);
});

test('P28 signing out ends this session and no other', async () => {
  const [here, there] = [await opened('chair'), await opened('chair')];
  const answer = await request(world.app)
    .post('/api/v1/session/end')
    .set('Authorization', `Bearer ${here}`)
    .send({});
  expect(answer.status).toBe(200);
  expect(await ask(here!)).toEqual([401, 'SESSION_REVOKED']);
  expect(await ask(there!)).toEqual([200, undefined]);
});

test('P28 thirty idle minutes or twelve hours end a session', async () => {
  const token = await opened('auditor');
  const [session] = await world.client`select id from sessions
    where user_id = ${world.users['auditor']!} order by created_at desc limit 1`;
  await world.client`update sessions set seen_at = ${new Date(world.now().getTime() - 31 * 60_000).toISOString()}
    where id = ${session!['id']}`;
  expect(await ask(token)).toEqual([401, 'SESSION_REVOKED']);
  reached(
    'P28',
    '401/403 on the first request after',
    `5 changes and 2 limits, 0 requests too many (${requests} asked)`,
  );
});
