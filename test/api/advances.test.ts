import { describe, expect, test } from 'vitest';
import { settle } from '../../server/advances/service.ts';
import { moneySchema } from '../../shared/money.ts';
import { accountNow, fundNow, ok } from '../support/cases.ts';
import {
  advanceOf,
  agreed,
  approvedAdvance,
  approvedBatch,
  handedIn,
  paidAdvance,
  payment,
  reviewed,
  signed,
  takenAdvance,
} from '../support/posts-imprest.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const code = (answer: { status: number; body: { code?: string } }) => [
  answer.status,
  answer.body.code,
];
const step = (id: string, name: string, login: string, body: object = {}) =>
  world.as(login).post(`/condolence-payments/${id}/${name}`, body);
const review = (id: string, login = 'treasurer') =>
  step(id, 'review', login, { postedOn: world.core.today() });
const cash = (id: string, login = 'cashier') =>
  step(id, 'cash', login, { paidOn: world.core.today() });
const settled = (id: string, body: object, login = 'worker2') =>
  world.as(login).post(`/advances/${id}/settle`, { returned: '0.00', lines: [], ...body });
const seen = async (id: string, login = 'auditor') =>
  (ok(await world.as(login).get('/advances')).items as { id: string }[]).find(
    (each) => each.id === id,
  ) as unknown as Record<string, unknown>;
const linesOf = async (voucherId: string) =>
  ok(await world.as('auditor').get(`/vouchers/${voucherId}`)).lines.map(
    (line: Record<string, string | null>) => [
      line['side'],
      line['accountCode'],
      line['fundCode'],
      line['amount'],
    ],
  );

test('E24: taken, approved and paid by three persons; the money is nobody else’s', async () => {
  const { id: batchId } = await approvedBatch(world);
  const fund = await fundNow(world, 'F01');
  const id = await takenAdvance(world, batchId);
  expect(await seen(id)).toMatchObject({ status: 'waiting', holderName: '社工乙' });
  ok(await world.as('chair').post(`/advances/${id}/decide`, agreed));
  const paid = ok(await world.as('cashier').post(`/advances/${id}/pay`, payment(world)));
  expect(await linesOf(paid.voucherId)).toEqual([
    ['debit', '112201', null, '600.00'],
    ['credit', '100201', null, '600.00'],
  ]);
  expect(await fundNow(world, 'F01')).toEqual(fund);
  expect(await seen(id)).toMatchObject({
    status: 'paid',
    open: '600.00',
    dueOn: '2026-02-09',
    ageDays: 0,
    overdue: false,
  });
  expect(ok(await world.as('treasurer').get('/advance-holders')).items).toEqual([
    { name: '社工乙', open: '600.00', advances: 1, overdue: 0 },
  ]);
  const close = await world.as('treasurer').post(`/condolences/${batchId}/close`);
  expect(code(close)).toEqual([409, 'STATE_CONFLICT']);
  ok(await settled(id, { returned: '600.00' }));
});

test('a settlement in parts: expense and cash back, then the rest, to zero and not beyond', async () => {
  const before = {
    cash: Number(await accountNow(world, '100101')),
    fund: await fundNow(world, 'F01'),
  };
  const { id, advanceId, batch } = await handedIn(world, { returned: '0.00' });
  expect(await seen(advanceId)).toMatchObject({ open: '600.00', settlementWaits: true });
  const first = ok(await review(id));
  expect(await linesOf(first.voucherId)).toEqual([
    ['debit', '510102', 'F01', '300.00'],
    ['credit', '112201', null, '300.00'],
  ]);
  expect(await seen(advanceId)).toMatchObject({ open: '300.00', settlementWaits: false });
  const beyond = await settled(advanceId, { returned: '300.01' });
  expect(beyond.body.errors).toEqual([{ pointer: '/returned', code: 'EXCEEDS_APPROVAL' }]);
  const rest = ok(await settled(advanceId, { returned: '300.00' }));
  expect(rest).toMatchObject({ spent: '0.00', open: '0.00' });
  expect(ok(await review(rest.id)).voucherId).toBeNull();
  const { voucherId } = ok(await cash(rest.id));
  expect(await linesOf(voucherId)).toEqual([
    ['debit', '100101', null, '300.00'],
    ['credit', '112201', null, '300.00'],
  ]);
  expect(await seen(advanceId)).toMatchObject({ status: 'settled', open: '0.00' });
  expect(code(await settled(advanceId, { returned: '0.01' }))).toEqual([409, 'STATE_CONFLICT']);
  expect(Number(await accountNow(world, '100101')) - before.cash).toBe(300);
  const after = await fundNow(world, 'F01');
  expect(Number(after.balance) - Number(before.fund.balance)).toBe(1000 - 300);
  ok(await world.as('treasurer').post(`/condolences/${batch.id}/close`));
});

test('overspent: the box pays the holder the gap', async () => {
  const { id: batchId, lines } = await approvedBatch(world);
  const advanceId = await paidAdvance(world, batchId, { amount: '500.00' });
  const body = { lines: lines.map((line) => signed(world, line)) };
  const { id, ...sums } = ok(await settled(advanceId, body));
  expect(sums).toEqual({ spent: '600.00', returned: '0.00', toppedUp: '100.00', open: '0.00' });
  expect(ok(await review(id)).voucherId).toBeNull();
  const { voucherId } = ok(await cash(id));
  expect(await linesOf(voucherId)).toEqual([
    ['debit', '510102', 'F01', '600.00'],
    ['credit', '112201', null, '500.00'],
    ['credit', '100101', null, '100.00'],
  ]);
});

test('an advance is within its batch, and of an approved one', async () => {
  const { id: batchId } = await approvedBatch(world);
  await takenAdvance(world, batchId);
  const take = (values: object, login = 'worker2', batch = batchId) =>
    world.as(login).post('/advances', advanceOf(batch, values));
  expect(code(await take({ amount: '400.01' }))).toEqual([409, 'EXCEEDS_APPROVAL']);
  expect((await take({}, 'worker2', world.users['chair'])).body.errors[0].pointer).toBe('/batchId');
  expect((await take({}, 'treasurer')).status).toBe(403);
  const refused = await takenAdvance(world, batchId, { amount: '400.00' });
  ok(await world.as('chair').post(`/advances/${refused}/decide`, { agrees: false }));
  expect(code(await world.as('cashier').post(`/advances/${refused}/pay`, payment(world)))).toEqual([
    409,
    'STATE_CONFLICT',
  ]);
  expect((await take({ amount: '400.00' })).status).toBe(201);
});

test('a bank payment has its reference, and is not before its approval', async () => {
  const { id: batchId } = await approvedBatch(world);
  const id = await approvedAdvance(world, batchId);
  const pay = (body: object) =>
    world.as('cashier').post(`/advances/${id}/pay`, { ...payment(world), ...body });
  expect((await pay({ reference: '' })).body.errors[0].pointer).toBe('/reference');
  expect((await pay({ paidOn: '2026-01-09' })).body.errors[0].code).toBe('RANGE_INVALID');
  expect((await pay({ paidOn: '2026-01-11' })).body.errors[0].code).toBe('DATE_FUTURE');
});

test('who settles does not review, nor who stood by; only the holder settles', async () => {
  const witness = (line: string) =>
    signed(world, line, { witnessPersonId: world.personOf['treasurer'] });
  const { id: batchId, lines } = await approvedBatch(world);
  const advanceId = await paidAdvance(world, batchId);
  const body = { lines: [witness(lines[0]!)] };
  expect((await settled(advanceId, body, 'worker')).status).toBe(404);
  const { id } = ok(await settled(advanceId, body));
  expect(code(await review(id))).toEqual([403, 'SOD_VIOLATION']);
  expect(code(await review(id, 'worker2'))).toEqual([403, 'FORBIDDEN']);
  expect(code(await cash(id))).toEqual([409, 'STATE_CONFLICT']);
  ok(await review(id, 'treasurer2'));
});

test('eight settlements of an advance at once are one; eight cashiers take the cash once', async () => {
  const { id: batchId, lines } = await approvedBatch(world);
  const advanceId = await paidAdvance(world, batchId);
  const body = { returned: '300.00', lines: [signed(world, lines[0]!)] };
  const answers = await Promise.all(Array.from({ length: 8 }, () => settled(advanceId, body)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
  const { id } = answers.find(({ status }) => status === 201)!.body;
  const reviews = await Promise.all(Array.from({ length: 8 }, () => review(id)));
  expect(reviews.filter(({ status }) => status === 200)).toHaveLength(1);
  const box = Number(await accountNow(world, '100101'));
  const taken = await Promise.all(Array.from({ length: 8 }, () => cash(id)));
  expect(taken.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(Number(await accountNow(world, '100101')) - box).toBe(300);
});

test('a settlement sent back frees its lines and its advance', async () => {
  const { id, advanceId, batch } = await handedIn(world);
  expect(code(await settled(advanceId, { returned: '1.00' }))).toEqual([409, 'STATE_CONFLICT']);
  ok(await step(id, 'send-back', 'treasurer', { reason: '缺签字' }));
  ok(await settled(advanceId, { lines: [signed(world, batch.lines[0]!)] }));
  const { id: done } = await reviewed(world);
  expect(code(await step(done, 'send-back', 'treasurer', { reason: 'x' }))).toEqual([
    409,
    'STATE_CONFLICT',
  ]);
});

test('after 30 days an open advance is on Today and keeps its holder from the next', async () => {
  const { id: batchId } = await approvedBatch(world);
  const advanceId = await paidAdvance(world, batchId);
  const tasks = async (login: string) =>
    (ok(await world.as(login).get('/today')).tasks as { kind: string; overdue: boolean }[]).filter(
      ({ kind }) => kind === 'settle_advance',
    );
  world.setNow('2026-02-09T02:00:00.000Z');
  expect((await tasks('worker2')).some(({ overdue }) => overdue)).toBe(false);
  world.setNow('2026-02-10T02:00:00.000Z');
  expect((await tasks('worker2')).some(({ overdue }) => overdue)).toBe(true);
  expect((await tasks('treasurer')).length).toBeGreaterThan(0);
  expect(await seen(advanceId)).toMatchObject({ overdue: true, ageDays: 31 });
  const take = (login: string) =>
    world.as(login).post('/advances', advanceOf(batchId, { amount: '400.00' }));
  expect(code(await take('worker2'))).toEqual([409, 'ADVANCE_OVERDUE']);
  expect((await take('worker')).status).toBe(201);
});

describe('what a settlement leaves', () => {
  test.each([
    ['600.00', '300.00', '300.00', '0.00', '0.00'],
    ['600.00', '300.00', '0.00', '0.00', '300.00'],
    ['500.00', '600.00', '0.00', '100.00', '0.00'],
    ['4000.00', '3300.00', '700.00', '0.00', '0.00'],
  ])('open %s, spent %s, back %s: gap %s, open %s', (open, spent, returned, toppedUp, left) => {
    const money = (text: string) => moneySchema.parse(text);
    expect(settle(money(open), money(spent), money(returned))).toEqual({ toppedUp, left });
  });
});

test('verify finds nothing amiss', async () => {
  expect(ok(await world.as('auditor').post('/verifications', {})).findings).toEqual([]);
});
