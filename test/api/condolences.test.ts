import { expect, test } from 'vitest';
import { accountNow, fillFund, fundNow, idNumberOf, ok } from '../support/cases.ts';
import {
  agreed,
  approvedBatch,
  batchOf,
  boxOrder,
  byProxy,
  families,
  preparedBatch,
  signed,
} from '../support/posts-imprest.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const treasurer = world.as('treasurer');
const cashier = world.as('cashier');
const voteOf = (login: string, id: string, body: object = agreed) =>
  world.as(login).post(`/condolences/${id}/votes`, body);
const see = async (login: string, id: string) =>
  ok(await world.as(login).get(`/condolences/${id}`));
const pay = (id: string, lines: object[], login = 'cashier') =>
  world.as(login).post(`/condolence-payments/${id}/pay`, { paidOn: '2026-01-10', lines });
const code = (answer: { status: number; body: { code?: string } }) => [
  answer.status,
  answer.body.code,
];

test('the deciding vote reserves the budget; closing gives back what is left', async () => {
  await fillFund(world, '1000.00');
  const before = await fundNow(world, 'F01');
  const id = await preparedBatch(world);
  expect((await fundNow(world, 'F01')).available).toBe(before.available);
  expect(await see('member1', id)).toMatchObject({
    status: 'voting',
    lineCount: 2,
    cashTotal: '600.00',
    votesNeeded: 1,
    mayVote: true,
  });
  expect(ok(await voteOf('member1', id))).toEqual({ id, status: 'approved' });
  const after = await fundNow(world, 'F01');
  expect([after.balance, Number(before.available) - Number(after.available)]).toEqual([
    before.balance,
    1000,
  ]);
  expect(ok(await treasurer.post(`/condolences/${id}/close`))).toEqual({ id, status: 'closed' });
  expect((await fundNow(world, 'F01')).available).toBe(before.available);
  expect((await treasurer.post(`/condolences/${id}/close`)).status).toBe(409);
});

test('from 5,000.00 two persons vote, and nobody twice', async () => {
  await fillFund(world, '6000.00');
  const id = await preparedBatch(world, { budget: '5000.00' });
  expect(ok(await voteOf('member1', id)).status).toBe('voting');
  expect(code(await voteOf('member1b', id))).toEqual([409, 'ALREADY_VOTED']);
  expect(ok(await voteOf('chair', id)).status).toBe('approved');
  expect(code(await voteOf('member2', id))).toEqual([409, 'STATE_CONFLICT']);
  ok(await treasurer.post(`/condolences/${id}/close`));
});

test('votes out of reach reject it; a fund without the money keeps no vote', async () => {
  const id = await preparedBatch(world, { budget: '5000.00' });
  for (const login of ['member1', 'member2']) {
    expect(ok(await voteOf(login, id, { ...agreed, agrees: false })).status).toBe('voting');
  }
  expect(ok(await voteOf('member3', id, { ...agreed, agrees: false })).status).toBe('rejected');
  const rich = await preparedBatch(world, { budget: '4999.99', fundId: world.funds.F00 });
  expect(code(await voteOf('member1', rich))).toEqual([409, 'FUND_INSUFFICIENT']);
  expect(ok(await voteOf('member2', rich, { ...agreed, agrees: false })).status).toBe('voting');
});

test('a roster is refused by name: short budget, family twice or of nobody, no reason', async () => {
  const [family] = (await families(world, 1)) as [string];
  const at = async (values: object, ids = [family]) =>
    (await world.as('worker').post('/condolences', batchOf(world, ids, values))).body.errors?.[0];
  expect(await at({ budget: '299.99' })).toEqual({ pointer: '/budget', code: 'EXCEEDS_APPROVAL' });
  expect(await at({}, [family, family])).toEqual({ pointer: '/lines', code: 'DUPLICATE' });
  expect(await at({}, [world.users['worker']!])).toMatchObject({ code: 'VALUE_INVALID' });
  expect(await at({ fundId: family })).toEqual({ pointer: '/fundId', code: 'VALUE_INVALID' });
  const foreign = await world.as('worker3').post('/condolences', batchOf(world, [family]));
  expect(foreign.body.errors[0].pointer).toBe('/lines/0/householdId');
  const silent = await voteOf('member1', await preparedBatch(world), { agrees: true, reason: '' });
  expect(silent.status).toBe(422);
});

test('who prepared a batch does not vote on it', async () => {
  const [family] = (await families(world, 1)) as [string];
  const { id } = ok(await world.as('chair').post('/condolences', batchOf(world, [family])));
  expect(code(await voteOf('chair', id))).toEqual([403, 'SOD_VIOLATION']);
});

test('E27: lines are paid from the box, signed for, and count as 节日慰问 of the year', async () => {
  const { id, batch } = await boxOrder(world);
  const [cash, fund] = [await accountNow(world, '100101'), await fundNow(world, 'F01')];
  const line = batch.lines[0]!;
  expect(ok(await pay(id, [byProxy(world, line)])).voucherNumber).toMatch(/^记-/);
  expect(Number(cash) - Number(await accountNow(world, '100101'))).toBe(300);
  const after = await fundNow(world, 'F01');
  // what was reserved is spent: nothing else of the fund becomes less available
  expect([Number(fund.balance) - Number(after.balance), after.available]).toEqual([
    300,
    fund.available,
  ]);
  const detail = await see('auditor', batch.id);
  expect(detail).toMatchObject({ paid: '300.00', paidLines: 1, committed: '700.00' });
  expect(detail.rows[0]).toMatchObject({ state: 'paid', way: 'proxy', proxyRelation: 'relative' });
  const [row] = await world.client`select household_id from condolence_lines where id = ${line}`;
  expect(
    ok(await world.as('worker').get(`/households/${row!['household_id']}/yearly-aid`)),
  ).toEqual({
    years: [{ year: 2026, grants: 0, granted: '0.00', condolences: 1, condoled: '300.00' }],
  });
  const [entry] = await world.client`select body from audit_entries
    where subject = ${`condolence_payment:${id}`} order by seq desc limit 1`;
  expect(entry!['body']).toContain('"toppedUp": "300.00"');
  expect(code(await pay(id, [signed(world, line)]))).toEqual([409, 'STATE_CONFLICT']);
});

test('a line is ordered once, until it is sent back', async () => {
  const { id, batch } = await boxOrder(world);
  const again = () =>
    treasurer.post(`/condolences/${batch.id}/box-payments`, { lineIds: [batch.lines[0]] });
  expect((await again()).body.errors[0]).toEqual({
    pointer: '/lineIds/0',
    code: 'ALREADY_DISBURSED',
  });
  ok(await cashier.post(`/condolence-payments/${id}/send-back`, { reason: '今天不在家' }));
  expect((await again()).status).toBe(201);
});

test('signatures: a second person, every line, no receiver and no proxy for another line', async () => {
  const { batch } = await boxOrder(world);
  const two = ok(
    await treasurer.post(`/condolences/${batch.id}/box-payments`, { lineIds: [batch.lines[1]] }),
  ).id as string;
  const line = batch.lines[1]!;
  const own = signed(world, line, { witnessPersonId: world.personOf['cashier'] });
  expect(code(await pay(two, [own]))).toEqual([403, 'SOD_VIOLATION']);
  expect((await pay(two, [signed(world, batch.lines[0]!)])).body.errors[0]).toMatchObject({
    pointer: '/lines/0/lineId',
  });
  const { rows } = await see('auditor', batch.id);
  const other = await world.client`select h.id, h.id_number_sealed as sealed, k.id as key, k.wrapped
    from condolence_lines l join households h on h.id = l.household_id
    join data_keys k on k.id = h.key_id where l.id = ${rows[0].id}`;
  const { id: household, sealed, key, wrapped } = other[0]!;
  const place = `households.id_number_sealed:${household}`;
  const receiver = world.core.vault.open({ id: key, wrapped }, place, sealed);
  const stolen = byProxy(world, line, { proxyIdNumber: receiver });
  expect(code(await pay(two, [stolen]))).toEqual([403, 'SOD_VIOLATION']);
  const half = { ...signed(world, line), way: 'proxy' };
  expect((await pay(two, [half])).body.errors[0].code).toBe('REQUIRED');
  const future = signed(world, line, { handedOn: '2026-01-11' });
  expect((await pay(two, [future])).body.errors[0].code).toBe('DATE_FUTURE');
});

test('one proxy signs for one line', async () => {
  const { id, lines } = await approvedBatch(world);
  const order = await treasurer.post(`/condolences/${id}/box-payments`, { lineIds: lines });
  const proxyIdNumber = idNumberOf(900);
  const both = lines.map((line) => byProxy(world, line, { proxyIdNumber }));
  expect(code(await pay(ok(order).id, both))).toEqual([403, 'SOD_VIOLATION']);
});

test('eight cashiers pay the same order once, and eight orders of a line are one', async () => {
  const { id, batch } = await boxOrder(world);
  const line = signed(world, batch.lines[0]!);
  const cash = Number(await accountNow(world, '100101'));
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, turn) => pay(id, [line], turn % 2 ? 'cashier' : 'cashier2')),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(cash - Number(await accountNow(world, '100101'))).toBe(300);
  const body = { lineIds: [batch.lines[1]] };
  const orders = await Promise.all(
    Array.from({ length: 8 }, () => treasurer.post(`/condolences/${batch.id}/box-payments`, body)),
  );
  expect(orders.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
});

test('names: codes for who votes, masked for others, in clear for the cashier who pays', async () => {
  const { batch } = await boxOrder(world);
  const nameFor = async (login: string, at = 0) => (await see(login, batch.id)).rows[at].name;
  expect(await nameFor('member2')).toMatch(/^H\d+/);
  expect(await nameFor('auditor')).toBe('王*芳');
  expect(await nameFor('treasurer')).toBe('王*芳');
  expect([await nameFor('cashier'), await nameFor('cashier', 1)]).toEqual(['王小芳', '王*芳']);
  expect((await world.as('worker3').get(`/condolences/${batch.id}`)).status).toBe(404);
  expect((await world.as('admin').get(`/condolences/${batch.id}`)).status).toBe(403);
});

test('verify finds nothing amiss', async () => {
  expect(ok(await world.as('auditor').post('/verifications', {})).findings).toEqual([]);
});
