import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { beforeEach, expect, test } from 'vitest';
import { buildApp } from '../../server/app.ts';
import { hashPassword } from '../../server/session/passwords.ts';
import { localLink } from '../../server/users/invitations.ts';
import { ok } from '../support/cases.ts';
import { makeWorld, type Answer } from '../support/world.ts';

/** A5: nobody locks the office out of its own fund. */
const PASSWORD = '一二三四五六七八九十一二三四五六';
const world = await makeWorld();
await world.core.client`
  update users set password_hash = ${await hashPassword(world.core.secrets, PASSWORD)}`;
const app = buildApp(world.core, { trustProxy: 'loopback' });
const signIn = async (login: string, password: string, address = '192.0.2.1'): Promise<Answer> =>
  request(app)
    .post('/api/v1/session')
    .set('X-Forwarded-For', address)
    .set('Idempotency-Key', randomUUID())
    .send({ login, password });
const later = (seconds: number) =>
  world.setNow(new Date(world.now().getTime() + seconds * 1000).toISOString());
const rows = async () =>
  (await world.client`select failures from sign_in_failures order by failures`).map(
    (row) => row['failures'] as number,
  );
beforeEach(() => world.client`delete from sign_in_failures`);

test('an address that has to wait counts for no login', async () => {
  for (let guess = 0; guess < 6; guess++) await signIn(`nobody${guess}`, 'no');
  expect((await signIn('treasurer', 'no')).body.code).toBe('TOO_MANY_ATTEMPTS');
  // six logins that nobody has and the address; the treasurer was not touched
  expect(await rows()).toEqual([1, 1, 1, 1, 1, 1, 6]);
  ok(await signIn('treasurer', PASSWORD, '192.0.2.2'));
});

test('the last administrator waits a quarter of an hour at most, and never for good', async () => {
  await signIn('admin', 'no');
  await world.client`update sign_in_failures set failures = 400`;
  later(901);
  expect((await signIn('admin', 'no', '192.0.2.3')).body.code).toBe('LOGIN_FAILED');
  expect((await signIn('admin', PASSWORD, '192.0.2.4')).body.code).toBe('TOO_MANY_ATTEMPTS');
  later(901);
  ok(await signIn('admin', PASSWORD, '192.0.2.4'));
});

test('an administrator beside another one is stopped like everybody', async () => {
  await world.client`insert into persons (name, created_at) values ('另一位管理员', now())`;
  await world.client`insert into users (person_id, login, roles, password_hash, status, created_at)
    select id, 'admin2', '{administrator}', 'none', 'active', now() from persons
    where name = '另一位管理员'`;
  await signIn('admin', 'no');
  await world.client`update sign_in_failures set failures = 100`;
  later(901);
  expect((await signIn('admin', PASSWORD, '192.0.2.5')).body.code).toBe('ATTEMPTS_EXHAUSTED');
  await world.client`update users set status = 'disabled' where login = 'admin2'`;
});

test('quiet rows of addresses and of logins that nobody has go after a day', async () => {
  for (let guess = 0; guess < 3; guess++) await signIn(`nobody${guess}`, 'no');
  await signIn('treasurer', 'no', '192.0.2.6');
  later(2 * 86_400);
  ok(await signIn('cashier', PASSWORD, '192.0.2.7'));
  // the treasurer's own failure stays until a success
  expect(await rows()).toEqual([0, 1]);
});

test('the command on the server makes a link for an administrator or the chair, and says so', async () => {
  const context = { ...world.core, actor: null, requestId: 'x', idempotencyKey: randomUUID() };
  await expect(localLink(context, 'treasurer')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { token, needsConfirmation } = await localLink(context, 'admin');
  expect(needsConfirmation).toBe(false);
  const accepted = await request(app)
    .post('/api/v1/invitations/accept')
    .send({ token, password: PASSWORD });
  expect(accepted.status).toBe(200);
  const [entry] = await world.client`select action, subject from audit_entries
    where actor_id is null and action = 'user.invited_locally'`;
  expect(entry!['subject']).toBe(`user:${world.users['admin']}`);
  const { tasks } = ok(await world.as('auditor').get('/today'));
  expect(tasks).toMatchObject([{ kind: 'seen_invitation', label: 'admin' }]);
});
