import { describe, expect, test } from 'vitest';
import {
  fillFund,
  fundNow,
  ok,
  orderBody,
  payable,
  submitted,
  visited,
  vote,
} from '../support/cases.ts';
import { makeWorld } from '../support/world.ts';

/** An order that nobody has paid is voided by a treasurer's word and another person's consent. */
const world = await makeWorld();
await fillFund(world, '60000.00');
const ask = (orderId: string, outcome = 'again', login = 'treasurer') =>
  world.as(login).post(`/payment-orders/${orderId}/void`, { outcome, reason: '账号有误' });
const decide = (orderId: string, login = 'chair', agrees = true) =>
  world.as(login).post(`/payment-orders/${orderId}/void/decide`, { agrees });
const pay = (orderId: string, login = 'cashier') =>
  world.as(login).post(`/payment-orders/${orderId}/pay`, { paidOn: world.core.today() });
const read = async (id: string, login = 'auditor') =>
  ok(await world.as(login).get(`/aid-requests/${id}`));
const code = ({ status, body }: { status: number; body: { code: string } }) => [status, body.code];

test('for another order: the request goes back, keeps its money, and is ordered anew', async () => {
  const { id, orderId } = await payable(world);
  const before = await fundNow(world, 'F01');
  ok(await ask(orderId));
  expect((await read(id, 'chair')).order.voiding).toEqual({
    outcome: 'again',
    reason: '账号有误',
    askedByName: '会计甲',
  });
  expect((await read(id, 'cashier')).order.voiding.reason).toBe('');
  expect(ok(await decide(orderId))).toEqual({ orderId, agrees: true, status: 'approved' });
  expect(await read(id)).toMatchObject({ status: 'approved', order: null });
  expect(await fundNow(world, 'F01')).toEqual(before);
  expect(ok(await world.as('chair').get(`/payment-orders/${orderId}`))).toMatchObject({
    voided: true,
    voiding: null,
    mayVoid: false,
  });

  const again = ok(await world.as('treasurer').post('/payment-orders', orderBody(id)));
  expect(code(await pay(orderId))).toEqual([409, 'STATE_CONFLICT']);
  ok(await pay(again.id));
  expect((await read(id)).timeline.map(({ step }: { step: string }) => step).slice(-5)).toEqual([
    'order_prepared',
    'void_asked',
    'order_voided',
    'order_prepared',
    'paid',
  ]);
});

test('the family withdrew: its money goes back to the fund in the same act', async () => {
  const { id, orderId } = await payable(world, '700.00');
  const before = await fundNow(world, 'F01');
  ok(await ask(orderId, 'withdraw'));
  // the chair does not speak for the family, nor another community's caseworker
  expect(code(await decide(orderId))).toEqual([403, 'FORBIDDEN']);
  expect(code(await decide(orderId, 'worker3'))).toEqual([404, 'NOT_FOUND']);
  expect(ok(await decide(orderId, 'worker')).status).toBe('withdrawn');
  const after = await fundNow(world, 'F01');
  expect(Number(before.committed) - Number(after.committed)).toBe(700);
  expect(after.balance).toBe(before.balance);
  expect((await read(id)).status).toBe('withdrawn');
  expect(code(await pay(orderId))).toEqual([409, 'STATE_CONFLICT']);
});

test('an ordinary case goes back into its notice', async () => {
  const id = await visited(world, '2000.00');
  ok(await vote(world, 'member1', id, '2000.00'));
  ok(await world.as('worker').post(`/aid-requests/${id}/notice`));
  world.setNow('2026-01-18T02:00:00.000Z');
  const order = ok(await world.as('treasurer').post('/payment-orders', orderBody(id)));
  ok(await ask(order.id));
  expect(ok(await decide(order.id)).status).toBe('in_notice');
  ok(await world.as('treasurer2').post('/payment-orders', orderBody(id)));
  expect((await read(id)).status).toBe('payable');
  world.setNow('2026-01-10T02:00:00.000Z');
});

test('an urgent case goes back to its leaders’ order, or is withdrawn with its money', async () => {
  const id = await submitted(world, { urgent: true, requested: '1000.00' });
  ok(await world.as('chair').post(`/aid-requests/${id}/urgent-orders`, { amount: '1000.00' }));
  const ordered = await fundNow(world, 'F01');
  const first = ok(await world.as('treasurer').post('/payment-orders', orderBody(id)));
  ok(await ask(first.id));
  expect(ok(await decide(first.id)).status).toBe('emergency_ordered');
  const second = ok(await world.as('treasurer').post('/payment-orders', orderBody(id)));
  ok(await ask(second.id, 'withdraw'));
  expect(ok(await decide(second.id, 'worker')).status).toBe('withdrawn');
  const after = await fundNow(world, 'F01');
  expect(Number(ordered.committed) - Number(after.committed)).toBe(1000);
});

test('it may be left standing, and asked again', async () => {
  const { id, orderId } = await payable(world);
  ok(await ask(orderId));
  expect(code(await ask(orderId, 'again', 'treasurer2'))).toEqual([409, 'STATE_CONFLICT']);
  expect(ok(await decide(orderId, 'chair', false)).status).toBe('payable');
  expect(code(await decide(orderId))).toEqual([409, 'STATE_CONFLICT']);
  ok(await ask(orderId, 'withdraw', 'treasurer2'));
  ok(await pay(orderId));
  expect(code(await decide(orderId, 'worker'))).toEqual([409, 'ALREADY_DISBURSED']);
  expect(code(await ask(orderId))).toEqual([409, 'ALREADY_DISBURSED']);
  expect((await read(id)).status).toBe('paid');
});

test('nobody asks and agrees; nobody else asks', async () => {
  const { orderId } = await payable(world);
  expect(code(await ask(orderId, 'again', 'cashier'))).toEqual([403, 'FORBIDDEN']);
  expect((await ask(orderId, 'delete')).body.errors).toEqual([
    { pointer: '/outcome', code: 'VALUE_INVALID' },
  ]);
  ok(await ask(orderId));
  expect(code(await decide(orderId, 'worker'))).toEqual([403, 'FORBIDDEN']);
  expect((await decide('00000000-0000-4000-8000-000000000000')).status).toBe(404);
});

describe('void against pay', () => {
  test.each(['again', 'withdraw'])(
    '%s: eight callers, one wins, the money is right',
    async (way) => {
      for (let round = 0; round < 3; round++) {
        const { id, orderId } = await payable(world, '600.00');
        ok(await ask(orderId, way));
        const before = await fundNow(world, 'F01');
        const agreeing = way === 'again' ? 'chair' : 'worker';
        const calls = [0, 1, 2, 3].flatMap(() => [
          () => decide(orderId, agreeing),
          () => pay(orderId),
        ]);
        if (round % 2 === 1) calls.reverse();
        const answers = await Promise.all(calls.map((call) => call()));
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
        const { status } = await read(id);
        const after = await fundNow(world, 'F01');
        const used = Number(before.committed) - Number(after.committed);
        const gone = Number(before.balance) - Number(after.balance);
        const expected = { paid: [600, 600], approved: [0, 0], withdrawn: [600, 0] } as const;
        expect([used, gone]).toEqual(expected[status as keyof typeof expected]);
        const [kept] = await world.client`select
        (select count(*)::int from payments where order_id = ${orderId}) as payments,
        (select count(*)::int from live_orders where order_id = ${orderId}) as live`;
        expect(kept).toEqual(
          status === 'paid' ? { payments: 1, live: 1 } : { payments: 0, live: 0 },
        );
      }
    },
  );
});

test('verify finds nothing amiss', async () => {
  const verified = ok(await world.as('auditor').post('/verifications', {}));
  expect(verified.findings).toEqual([]);
});
