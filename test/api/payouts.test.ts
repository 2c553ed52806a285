import { describe, expect, test } from 'vitest';
import { accountNow, fundNow, ok } from '../support/cases.ts';
import {
  cancelPlan,
  claimOf,
  lossOf,
  notedLoss,
  openClaim,
  paidAid,
  plannedReturn,
  preparedRecovery,
  recoveryOf,
  repayPlan,
  returnedAid,
  returnOf,
  settlementOf,
} from '../support/posts-payouts.ts';
import type { Answer } from '../support/world.ts';
import { makeWorld } from '../support/world.ts';

/** What becomes of a payment: returned by the bank (E21), recovered (E22), lost (E29). */
const world = await makeWorld();
const treasurer = world.as('treasurer');
const NOBODY = '00000000-0000-4000-8000-000000000000';
const code = ({ status, body }: Answer) => [status, body.code];
const linesOf = async (voucherId: string) =>
  ok(await world.as('auditor').get(`/vouchers/${voucherId}`)).lines.map(
    (line: Record<string, string | null>) => [
      line['side'],
      line['accountCode'],
      line['fundCode'],
      line['amount'],
    ],
  );
const read = async (id: string, login = 'auditor') =>
  ok(await world.as(login).get(`/payments/${id}`));
const plan = (returnId: string, body: object = repayPlan(), login = 'treasurer') =>
  world.as(login).post(`/payment-returns/${returnId}/plans`, body);
const repay = (planId: string, values: object = {}, login = 'cashier') =>
  world.as(login).post(`/return-plans/${planId}/pay`, { paidOn: world.core.today(), ...values });
const cancel = (planId: string, login = 'chair', agrees = true) =>
  world.as(login).post(`/return-plans/${planId}/decide`, { agrees });
const decide = (id: string, login = 'chair', agrees = true) =>
  world.as(login).post(`/recoveries/${id}/decide`, { agrees });
const settle = (id: string, values: object = {}) =>
  treasurer.post(`/recoveries/${id}/settlements`, settlementOf(world, values));
const decideLoss = (id: string, login = 'chair', agrees = true) =>
  world.as(login).post(`/recovery-settlements/${id}/decide`, { agrees });

describe('a transfer that the bank returned', () => {
  test('waits in 220903 of its case; the expense and the fund stay', async () => {
    const { id } = await paidAid(world);
    const before = await fundNow(world, 'F01');
    const back = ok(await treasurer.post(`/payments/${id}/returns`, returnOf(world)));
    expect(back.amount).toBe('500.00');
    expect(await linesOf(back.voucherId)).toEqual([
      ['debit', '100201', null, '500.00'],
      ['credit', '220903', null, '500.00'],
    ]);
    expect(await fundNow(world, 'F01')).toEqual(before);
    expect(await read(id, 'treasurer')).toMatchObject({
      state: 'returned',
      net: '0.00',
      returns: [{ status: 'waiting', plan: null, mayPlan: true, reason: '账户已销户' }],
      mayReturn: false,
      mayRecover: false,
    });
    expect((await read(id)).returns[0].reason).toBe('');
  });

  test('is paid again, once, to the payee of the newest plan', async () => {
    const { id, returnId, requestId } = await returnedAid(world);
    const wrong = ok(await plan(returnId));
    const right = ok(await plan(returnId, repayPlan({ payeeName: '王小丽' }), 'treasurer2'));
    expect(code(await repay(wrong.id))).toEqual([409, 'STATE_CONFLICT']);
    const asCashier = (await read(id, 'cashier')).returns[0];
    expect(asCashier).toMatchObject({ mayRepay: true, plan: { payeeName: '王小丽' } });
    const [reading] = await world.client`select count(*)::int as n from audit_entries
      where action = 'aid.read_in_clear' and subject = ${`aid-request:${requestId}`}`;
    expect(reading!['n']).toBe(1);
    expect((await read(id, 'chair')).returns[0].plan.payeeName).toBe('王*丽');
    const rows = await world.client`select * from return_plans where id = ${right.id}`;
    expect(JSON.stringify(rows)).not.toMatch(/王小丽|6200000000000013/);

    const answers = await Promise.all(Array.from({ length: 8 }, () => repay(right.id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
    const paid = answers.find(({ status }) => status === 200)!.body;
    expect(await linesOf(paid.voucherId)).toEqual([
      ['debit', '220903', null, '500.00'],
      ['credit', '100201', null, '500.00'],
    ]);
    expect(await read(id)).toMatchObject({
      state: 'paid',
      net: '500.00',
      returns: [{ status: 'repaid', plan: { payeeName: '王*丽' } }],
    });
    expect(code(await plan(returnId))).toEqual([409, 'STATE_CONFLICT']);
    // and may come back once more
    ok(await treasurer.post(`/payments/${id}/returns`, returnOf(world)));
    expect((await read(id)).state).toBe('returned');
  });

  test('goes back to its fund by the chair’s word', async () => {
    const before = await fundNow(world, 'F01');
    const { id, planId } = await plannedReturn(world, 'cancel');
    const posted = ok(await cancel(planId));
    expect(await linesOf(posted.voucherId)).toEqual([
      ['debit', '220903', null, '500.00'],
      ['credit', '510102', 'F01', '500.00'],
    ]);
    // the gift of 500.00 that paid it came besides
    const after = await fundNow(world, 'F01');
    expect(Number(after.available) - Number(before.available)).toBe(500);
    expect(await read(id)).toMatchObject({ state: 'cancelled', net: '0.00' });
    expect(code(await cancel(planId))).toEqual([409, 'STATE_CONFLICT']);
    expect(code(await treasurer.post(`/payments/${id}/returns`, returnOf(world)))).toEqual([
      409,
      'STATE_CONFLICT',
    ]);
  });

  test('the chair refuses, and it is planned anew', async () => {
    const { returnId, planId } = await plannedReturn(world, 'cancel');
    expect(ok(await cancel(planId, 'chair', false))).toMatchObject({ voucherId: null });
    expect(code(await cancel(planId))).toEqual([409, 'STATE_CONFLICT']);
    ok(await repay(ok(await plan(returnId)).id));
  });

  test('is refused by name', async () => {
    const { id } = await paidAid(world);
    const come = (values: object) =>
      treasurer.post(`/payments/${id}/returns`, returnOf(world, values));
    expect(code(await come({ returnedOn: '2026-01-09' }))).toEqual([422, 'DATE_RANGE']);
    expect(code(await come({ returnedOn: '2026-01-11' }))).toEqual([422, 'DATE_FUTURE']);
    expect(code(await come({ amount: '1.00' }))).toEqual([422, 'UNKNOWN_FIELD']);
    expect((await treasurer.post(`/payments/${NOBODY}/returns`, returnOf(world))).status).toBe(404);
    const back = ok(await come({ bankReference: 'TH-1' }));
    expect(code(await come({}))).toEqual([409, 'STATE_CONFLICT']);
    const bad = repayPlan({ payeeAccount: '6200000000000006' });
    expect((await plan(back.id, bad)).body.errors).toMatchObject([{ code: 'CARD_INVALID' }]);
    const early = cancelPlan(world, { cancelledOn: '2026-01-09' });
    expect(code(await plan(back.id, early))).toEqual([422, 'DATE_RANGE']);
    const other = await paidAid(world);
    const same = returnOf(world, { bankReference: 'th - 1' });
    expect(code(await treasurer.post(`/payments/${other.id}/returns`, same))).toEqual([
      409,
      'DUPLICATE_TRANSACTION',
    ]);
  });
});

describe('a transfer is one entry of the books', () => {
  test('the same number, however typed, pays no second order and no re-payment', async () => {
    const { orderId } = await paidAid(world);
    const [row] = await world.client`select bank_reference from payments
      where order_id = ${orderId}`;
    const typed = ` ${(row!['bank_reference'] as string).toLowerCase()} `.replace('-', '－');
    const { planId } = await plannedReturn(world, 'repay');
    const answer = await repay(planId, { bankReference: typed });
    expect(code(answer)).toEqual([409, 'DUPLICATE_TRANSACTION']);
    const gift = { driveId: null, donor: { kind: 'anonymous' }, channel: 'bank', gross: '1.00' };
    const posing = { ...gift, receivedOn: world.core.today(), transactionReference: typed };
    expect(code(await treasurer.post('/donations', posing))).toEqual([
      409,
      'DUPLICATE_TRANSACTION',
    ]);
    // a returned transfer keeps its number: it did leave
    ok(await repay(planId, { bankReference: 'CF-again' }));
  });
});

describe('aid that comes back', () => {
  test('as money: the expense goes down, the fund has it again, the family has less', async () => {
    const { id, recoveryId } = await preparedRecovery(world);
    const before = await fundNow(world, 'F01');
    expect((await read(id, 'chair')).recoveries).toMatchObject([
      { status: 'waiting', mayDecide: true, left: null },
    ]);
    const posted = ok(await decide(recoveryId));
    expect(await linesOf(posted.voucherId)).toEqual([
      ['debit', '100201', null, '200.00'],
      ['credit', '510102', 'F01', '200.00'],
    ]);
    const after = await fundNow(world, 'F01');
    expect(Number(after.available) - Number(before.available)).toBe(200);
    expect(await read(id)).toMatchObject({
      state: 'partly_recovered',
      net: '300.00',
      familyAid: { year: 2026, amount: '300.00' },
      recoveries: [{ status: 'posted', reason: '' }],
    });
  });

  test('as a claim first: the fund is restored, but not in cash (decision 15)', async () => {
    const before = await fundNow(world, 'F01');
    const { recoveryId } = await openClaim(world);
    const held = await fundNow(world, 'F01');
    expect(Number(held.balance) - Number(before.balance)).toBe(200);
    expect(held.available).toBe(before.available);
    expect(await accountNow(world, '112202')).toBe('200.00');
    const cash = { till: 'cash', bankReference: null, amount: '50.00' };
    const part = ok(await settle(recoveryId, cash));
    expect(await linesOf(part.voucherId)).toEqual([
      ['debit', '100101', null, '50.00'],
      ['credit', '112202', 'F01', '50.00'],
    ]);
    expect(code(await settle(recoveryId, { amount: '150.01' }))).toEqual([409, 'EXCEEDS_CLAIM']);
    const rest = Array.from({ length: 8 }, () => settle(recoveryId, { amount: '150.00' }));
    const answers = await Promise.all(rest);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
    expect(await accountNow(world, '112202')).toBe('0.00');
    const after = await fundNow(world, 'F01');
    expect(Number(after.available) - Number(before.available)).toBe(200);
  });

  test('a claim that cannot be had is written off by the chair’s word (E29)', async () => {
    const before = await fundNow(world, 'F01');
    const { id, settlementId } = await notedLoss(world);
    const posted = ok(await decideLoss(settlementId));
    expect(await linesOf(posted.voucherId)).toEqual([
      ['debit', '5501', 'F01', '200.00'],
      ['credit', '1131', null, '200.00'],
      ['debit', '1131', null, '200.00'],
      ['credit', '112202', 'F01', '200.00'],
    ]);
    expect((await fundNow(world, 'F01')).balance).toBe(before.balance);
    // the family keeps what was lost
    expect((await read(id)).familyAid.amount).toBe('500.00');
    expect(code(await decideLoss(settlementId))).toEqual([409, 'STATE_CONFLICT']);
  });

  test('never more than was paid, also of eight at once', async () => {
    const { id } = await paidAid(world);
    const prepare = (values: object = {}) =>
      treasurer.post(`/payments/${id}/recoveries`, recoveryOf(world, values));
    expect(code(await prepare({ amount: '500.01' }))).toEqual([409, 'EXCEEDS_PAYMENT']);
    const waiting: string[] = [];
    for (let turn = 0; turn < 8; turn++) waiting.push(ok(await prepare()).id);
    const answers = await Promise.all(waiting.map((each) => decide(each)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, ...Array(6).fill(409)]);
    expect((await read(id)).net).toBe('100.00');
    const left = waiting.find((_, at) => answers[at]!.status === 409)!;
    expect(code(await decide(left))).toEqual([409, 'EXCEEDS_PAYMENT']);
    expect(ok(await decide(left, 'chair', false)).voucherId).toBeNull();
    expect(code(await treasurer.post(`/payments/${id}/returns`, returnOf(world)))).toEqual([
      409,
      'STATE_CONFLICT',
    ]);
  });

  test('is refused by name', async () => {
    const { id } = await paidAid(world);
    const prepare = (body: object, login = 'treasurer') =>
      world.as(login).post(`/payments/${id}/recoveries`, body);
    expect((await prepare(recoveryOf(world, { bankReference: null }))).body.errors).toEqual([
      { pointer: '/bankReference', code: 'REQUIRED' },
    ]);
    const early = recoveryOf(world, { recoveredOn: '2026-01-09' });
    expect(code(await prepare(early))).toEqual([422, 'DATE_RANGE']);
    expect(code(await prepare(recoveryOf(world), 'chair'))).toEqual([403, 'FORBIDDEN']);
    const { id: money } = ok(await prepare(recoveryOf(world)));
    ok(await decide(money));
    expect(code(await settle(money))).toEqual([409, 'STATE_CONFLICT']);
    expect(code(await decide(money))).toEqual([409, 'STATE_CONFLICT']);
    expect((await decide(NOBODY)).status).toBe(404);
    const { id: claim } = ok(await prepare(claimOf(world)));
    ok(await decide(claim));
    const silent = lossOf(world, { reason: '' });
    expect((await treasurer.post(`/recoveries/${claim}/settlements`, silent)).body.errors).toEqual([
      { pointer: '/reason', code: 'REQUIRED' },
    ]);
    const before = settlementOf(world, { settledOn: '2026-01-09' });
    expect(code(await treasurer.post(`/recoveries/${claim}/settlements`, before))).toEqual([
      422,
      'DATE_RANGE',
    ]);
    expect((await read(id)).state).toBe('partly_recovered');
  });
});

test('who prepared a payment does not sign its voucher', async () => {
  const { id } = await paidAid(world);
  const [row] = await world.client`select voucher_id from payments where id = ${id}`;
  const path = `/vouchers/${row!['voucher_id'] as string}`;
  expect(ok(await treasurer.get(path)).allowedActions).not.toContain('sign');
  expect(code(await treasurer.post(`${path}/sign`))).toEqual([403, 'SOD_VIOLATION']);
  const { tasks } = ok(await treasurer.get('/today'));
  expect(tasks.map((task: { path: string }) => task.path)).not.toContain(path);
  ok(await world.as('treasurer2').post(`${path}/sign`));
});

test('verify finds nothing amiss', async () => {
  const verified = ok(await world.as('auditor').post('/verifications', {}));
  expect(verified.findings).toEqual([]);
});
