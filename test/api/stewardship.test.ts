import { expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { ok } from '../support/cases.ts';
import { begunHandover, coverFor, listFor } from '../support/steward-posts.ts';
import { type Answer, makeWorld } from '../support/world.ts';

const world = await makeWorld();
const codeOf = ({ status, body }: Answer) => [status, body.code];
const sign = (login: string, id: string) => world.as(login).post(`/handovers/${id}/sign`);
const read = async (id: string) => ok(await world.as('auditor').get(`/handovers/${id}`));
const rolesOf = async (login: string) => {
  const [row] = await world.client`select roles from users where login = ${login}`;
  return row!['roles'] as string[];
};
const day = (date: string) => world.setNow(`${date}T02:00:00.000Z`);

test('a handover is signed by three, one after the other, each once', async () => {
  const id = await begunHandover(world);
  expect(codeOf(await sign('chair', id))).toEqual([409, 'STATE_CONFLICT']);
  expect(codeOf(await sign('cashier', id))).toEqual([409, 'ALREADY_SIGNED']);
  expect(codeOf(await sign('treasurer', id))).toEqual([403, 'SOD_VIOLATION']);
  const tasks = ok(await world.as('cashier2').get('/today')).tasks as { kind: string }[];
  expect(tasks.map(({ kind }) => kind)).toContain('sign_handover');
  expect(ok(await sign('cashier2', id))).toMatchObject({ part: 'receiver', status: 'open' });
  expect(ok(await sign('chair', id))).toMatchObject({ part: 'witness', status: 'complete' });
  expect(codeOf(await sign('chair', id))).toEqual([409, 'ALREADY_SIGNED']);
  expect(await read(id)).toMatchObject({
    status: 'complete',
    fromName: '出纳甲',
    toName: '出纳乙',
    witnessName: '主任',
    stale: false,
    signatures: [{ part: 'giver' }, { part: 'receiver' }, { part: 'witness' }],
  });
  const entries = await world.client`select action, body from audit_entries
    where subject = ${`handover:${id}`} order by seq`;
  expect(entries.map((entry) => entry['action'] as string)).toEqual([
    'handover.begun',
    'handover.signed',
    'handover.signed',
  ]);
});

test.each([
  ['a giver without the duty', { kind: 'treasurer' }, [403, 'FORBIDDEN']],
  ['two people only', { witnessPersonId: 'to' }, [403, 'SOD_VIOLATION']],
  ['a receiver without the duty', { toPersonId: 'treasurer' }, [422, 'VALUE_INVALID']],
  ['a witness without the role', { witnessPersonId: 'member1' }, [422, 'VALUE_INVALID']],
  ['a day to come', { handedOn: '2026-01-11' }, [422, 'DATE_FUTURE']],
  ['an empty list', { items: [] }, [422, 'REQUIRED']],
  [
    'a person’s number in the list',
    { items: [{ name: '王某 13800000000', quantity: '1' }] },
    [422, 'VALUE_INVALID'],
  ],
])('a handover refuses %s', async (_, values, refused) => {
  const list = listFor(world, values);
  const personOf = (login: string | undefined) =>
    login === 'to' ? list.toPersonId : (world.personOf[login ?? ''] ?? login);
  const body = {
    ...list,
    toPersonId: personOf(list.toPersonId),
    witnessPersonId: personOf(list.witnessPersonId),
  };
  expect(codeOf(await world.as('cashier').post('/handovers', body))).toEqual(refused);
});

test('a list made anew takes the place of the one before, and the books may not move between', async () => {
  const first = await begunHandover(world);
  ok(await sign('cashier2', first));
  ok(await world.as('treasurer').post('/donations', gift({ channel: 'cash', gross: '10.00' })));
  expect(codeOf(await sign('chair', first))).toEqual([409, 'HANDOVER_STALE']);
  expect(await read(first)).toMatchObject({ stale: true, status: 'open' });
  const second = await begunHandover(world);
  expect(codeOf(await sign('chair', first))).toEqual([409, 'STATE_CONFLICT']);
  expect((await read(first)).status).toBe('superseded');
  const cash = (await read(second)).balances.accounts.find(
    ({ account }: { account: string }) => account === '100101',
  );
  expect(cash).toEqual({ account: '100101', balance: '10.00' });
  const answers = await Promise.all(Array.from({ length: 8 }, () => sign('cashier2', second)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(new Set(answers.map(({ body }) => body.code))).toEqual(
    new Set([undefined, 'ALREADY_SIGNED']),
  );
});

const enter = async (values: object = {}) => {
  const cover = { coveringUserId: world.users['worker2'], ...values };
  return world.as('admin').post('/covers', await coverFor(world, cover));
};
const state = async (id: string) => {
  const { items } = ok(await world.as('chair').get('/covers'));
  return (items as { id: string; status: string }[]).find((each) => each.id === id)!.status;
};

test('a cover gives its role when the chair confirmed it, in its days only', async () => {
  day('2026-02-02');
  const { id } = ok(await enter({ fromOn: '2026-02-03', untilOn: '2026-02-04' }));
  expect(await state(id)).toBe('entered');
  day('2026-02-03');
  expect(codeOf(await world.as('worker2').post('/donations', gift()))).toEqual([403, 'FORBIDDEN']);
  day('2026-02-02');
  expect(ok(await world.as('chair').post(`/covers/${id}/confirm`))).toMatchObject({
    status: 'confirmed',
  });
  expect(codeOf(await world.as('chair').post(`/covers/${id}/confirm`))).toEqual([
    409,
    'STATE_CONFLICT',
  ]);
  expect(ok(await world.as('worker2').get('/session')).roles).toEqual(['caseworker']);
  day('2026-02-03');
  const sessions = await Promise.all(
    Array.from({ length: 8 }, () => world.as('worker2').get('/session')),
  );
  for (const { body } of sessions) expect(body.roles).toEqual(['caseworker', 'treasurer']);
  expect(await rolesOf('worker2')).toEqual(['caseworker', 'treasurer']);
  expect(await state(id)).toBe('running');
  const given = gift({ receivedOn: '2026-02-03' });
  ok(await world.as('worker2').post('/donations', given));
  const change = { roles: ['caseworker'], communityId: world.communities['报达'], version: 2 };
  expect(
    codeOf(await world.as('admin').post(`/users/${world.users['worker2']}/roles`, change)),
  ).toEqual([409, 'STATE_CONFLICT']);
  day('2026-02-05');
  expect(codeOf(await world.as('worker2').post('/donations', given))).toEqual([403, 'FORBIDDEN']);
  expect(await rolesOf('worker2')).toEqual(['caseworker']);
  expect(await state(id)).toBe('ended');
  const trail = await world.client`select action from audit_entries
    where subject in (${`cover:${id}`}, ${`user:${world.users['worker2']!}`}) order by seq`;
  expect(trail.map((entry) => entry['action'] as string)).toEqual(
    expect.arrayContaining(['cover.entered', 'cover.confirmed', 'cover.settled']),
  );
  const steps =
    await world.client`select step from cover_steps where cover_id = ${id} order by seq`;
  expect(steps.map((each) => each['step'] as string)).toEqual(['confirmed', 'begun', 'ended']);
});

test.each([
  ['one who is cashier', { coveringUserId: 'cashier' }, 'COVER_UNFIT'],
  ['an administrator', { coveringUserId: 'admin' }, 'COVER_UNFIT'],
  ['an auditor', { coveringUserId: 'auditor' }, 'COVER_UNFIT'],
  ['a treasurer for a treasurer', { coveringUserId: 'treasurer2' }, 'COVER_UNFIT'],
  ['an absent one without the role', { coveredUserId: 'cashier' }, 'VALUE_INVALID'],
  ['days that are over', { fromOn: '2026-01-01', untilOn: '2026-01-02' }, 'COVER_DATES'],
  ['more than 92 days', { untilOn: '2026-06-01' }, 'COVER_DATES'],
  ['an end before its beginning', { fromOn: '2026-02-10', untilOn: '2026-02-09' }, 'RANGE_INVALID'],
])('a cover refuses %s', async (_, values: Record<string, string>, code) => {
  const ids = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, world.users[value] ?? value]),
  );
  expect(codeOf(await enter(ids))).toEqual([422, code]);
});

test('a cover is ended early, and a person who changed duty meanwhile does not begin', async () => {
  const { id } = ok(await enter());
  expect(ok(await world.as('chair').post(`/covers/${id}/confirm`)).status).toBe('running');
  expect(await rolesOf('worker2')).toContain('treasurer');
  ok(await world.as('chair').post(`/covers/${id}/end`));
  expect(await rolesOf('worker2')).toEqual(['caseworker']);
  expect(codeOf(await world.as('chair').post(`/covers/${id}/end`))).toEqual([
    409,
    'STATE_CONFLICT',
  ]);

  const later = { fromOn: '2026-02-10', untilOn: '2026-02-11' };
  const covering = world.users['member2'];
  const next = ok(await enter({ ...later, coveringUserId: covering })).id as string;
  ok(await world.as('chair').post(`/covers/${next}/confirm`));
  ok(await world.as('admin').post(`/users/${covering}/roles`, { roles: ['cashier'], version: 1 }));
  day('2026-02-10');
  expect(ok(await world.as('member2').get('/session')).roles).toEqual(['cashier']);
  expect(await state(next)).toBe('ended');
});

test('who covers a treasurer does not sign what they prepared, nor pay what they ordered', async () => {
  const { id } = ok(await enter({ coveringUserId: world.users['member3'], untilOn: '2026-02-12' }));
  ok(await world.as('chair').post(`/covers/${id}/confirm`));
  const given = ok(
    await world.as('member3').post('/donations', gift({ receivedOn: '2026-02-10' })),
  );
  const signed = await world.as('member3').post(`/vouchers/${given.voucherId}/sign`);
  expect(codeOf(signed)).toEqual([403, 'SOD_VIOLATION']);
});
