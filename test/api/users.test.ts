import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { ok, sqlStateOf } from '../support/cases.ts';
import { makeWorld, type Answer } from '../support/world.ts';

/** One human is one person, and nobody becomes another. */
const world = await makeWorld();
const admin = world.as('admin');
const PASSWORD = '一二三四五六七八九十一二三四五六';
let serial = 0;
const add = (name: string, roles: string[], more: object = {}) =>
  admin.post('/users', { name, login: `u${++serial}`, roles, ...more });
const accept = async (token: string): Promise<Answer> =>
  request(world.app)
    .post('/api/v1/invitations/accept')
    .set('Idempotency-Key', randomUUID())
    .send({ token, password: PASSWORD });

describe('A2 the name of somebody who is there', () => {
  test('makes no second person unless somebody says which', async () => {
    const again = await add('会计甲', ['committee']);
    expect([again.status, again.body.code]).toEqual([409, 'PERSON_EXISTS']);
    expect(again.body.errors[0].pointer).toBe('/name');
    expect((await add(' 会计 甲 ', ['committee'])).body.code).toBe('PERSON_EXISTS');
    const same = ok(await add('会计甲', ['committee'], { personId: world.personOf['treasurer'] }));
    const other = ok(await add('会计甲', ['committee'], { anotherPersonOfThisName: true }));
    const rows = await world.client`select id, person_id from users
      where id in (${same['id']}, ${other['id']})`;
    const personOf = new Map(rows.map((row) => [row['id'], row['person_id']]));
    expect(personOf.get(same['id'])).toBe(world.personOf['treasurer']);
    expect(personOf.get(other['id'])).not.toBe(world.personOf['treasurer']);
  });

  test('of eight at once makes one person', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => add('同名', ['committee'])));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(7).fill(409)]);
  });

  test('with an unknown person is refused', async () => {
    const answer = await add('谁', ['committee'], { personId: randomUUID() });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, '/personId']);
  });
});

describe('A3 treasurer and cashier in one person', () => {
  test('do not come about by a race', async () => {
    const { id } = ok(await add('两手', ['committee']));
    const [row] = await world.client`select person_id from users where id = ${id}`;
    const personId = row!['person_id'] as string;
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        add('两手', [at % 2 ? 'treasurer' : 'cashier'], { personId }),
      ),
    );
    const held = await world.client`select distinct unnest(roles) as role from users
      where person_id = ${personId}`;
    const roles = held.map((each) => each['role'] as string);
    expect(roles.includes('treasurer') && roles.includes('cashier')).toBe(false);
    const refused = answers.filter(({ status }) => status !== 201).map(({ body }) => body.code);
    expect(new Set(refused)).toEqual(new Set(['ROLES_INCOMPATIBLE']));
  });

  test.each([
    ['会计甲', 'treasurer', 'cashier'],
    ['会计甲', 'treasurer', 'auditor'],
    ['管理员', 'admin', 'committee'],
  ])('nor by the application’s own login: %s', async (_name, login, role) => {
    const added = world.client`insert into users (person_id, login, roles, status, created_at)
      values (${world.personOf[login]!}, ${`sql${++serial}`}, ${[role]}, 'invited', now())`;
    expect(await sqlStateOf(added)).toBe('23514');
  });
});

describe('A4 a one-time link', () => {
  const link = async (login: string) =>
    ok(await admin.post(`/users/${world.users[login]}/invitation`)) as {
      id: string;
      token: string;
      needsConfirmation: boolean;
    };
  const todayOf = async (login: string) => {
    const { tasks } = ok(await world.as(login).get('/today'));
    return (tasks as { kind: string; label: string }[]).filter(({ kind }) =>
      kind.endsWith('invitation'),
    );
  };

  test('for somebody’s account opens nothing before a second person confirmed it', async () => {
    const { id, token, needsConfirmation } = await link('treasurer');
    expect(needsConfirmation).toBe(true);
    const early = await accept(token);
    expect([early.status, early.body.code]).toEqual([409, 'INVITATION_UNCONFIRMED']);
    const self = await admin.post(`/invitations/${id}/confirm`);
    expect([self.status, self.body.code]).toEqual([403, 'SOD_VIOLATION']);
    expect((await world.as('treasurer2').post(`/invitations/${id}/confirm`)).status).toBe(403);
    expect((await todayOf('chair')).map(({ kind }) => kind)).toContain('confirm_invitation');
    expect(await todayOf('admin')).toEqual([]);
    ok(await world.as('chair').post(`/invitations/${id}/confirm`));
    const again = await world.as('chair').post(`/invitations/${id}/confirm`);
    expect([again.status, again.body.code]).toEqual([409, 'STATE_CONFLICT']);
    expect((await accept(token)).status).toBe(200);
    expect(await todayOf('chair')).toEqual([]);
  });

  test('is not confirmed by the application’s own login either', async () => {
    const { id } = await link('cashier');
    const confirm = (login: string) =>
      sqlStateOf(world.client`update invitations set confirmed_by = ${world.users[login]!},
        confirmed_at = now() where id = ${id}`);
    expect(await confirm('admin')).toBe('LF008');
    expect(await confirm('treasurer2')).toBe('LF008');
    expect(await confirm('chair')).toBe('allowed');
    const free = world.client`insert into invitations (user_id, token_digest, ends_at, created_at)
      values (${world.users['treasurer']!}, '\\x01', now() + interval '1 day', now())`;
    expect(await sqlStateOf(free)).toBe('LF008');
  });

  test('works alone while nobody could confirm it, and is shown until it was seen', async () => {
    await world.client`update users set status = 'disabled' where login = 'chair'`;
    try {
      const { id, token, needsConfirmation } = await link('treasurer2');
      expect(needsConfirmation).toBe(false);
      expect((await accept(token)).status).toBe(200);
      expect((await todayOf('auditor')).map(({ kind }) => kind)).toEqual(['seen_invitation']);
      const listed = ok(await world.as('auditor').get('/invitations'));
      expect(listed.items).toMatchObject([
        { id, login: 'treasurer2', madeByName: '管理员', resets: true, mayAcknowledge: true },
      ]);
      ok(await world.as('auditor').post(`/invitations/${id}/acknowledge`));
      expect(await todayOf('auditor')).toEqual([]);
      await world.client`update users set status = 'active' where login = 'chair'`;
      expect(await todayOf('chair')).toHaveLength(1);
    } finally {
      await world.client`update users set status = 'active' where login = 'chair'`;
    }
  });
});
