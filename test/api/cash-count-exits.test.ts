import { expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { fillFund, ok, orderBody, sqlStateOf, visited, vote } from '../support/cases.ts';
import { makeWorld } from '../support/world.ts';

/** A16: a count can always be settled, and nothing leaves the box before. */
const world = await makeWorld('2026-02-02T02:00:00.000Z');
await fillFund(world, '9000.00', '2026-01-05');
ok(
  await world
    .as('treasurer')
    .post('/donations', gift({ channel: 'cash', gross: '800.00', receivedOn: '2026-01-05' })),
);
const count = (countedOn: string, countedAmount = '790.00', login = 'cashier') =>
  world.as(login).post('/cash-counts', { countedOn, countedAmount });

test('a count is of today or yesterday', async () => {
  for (const day of ['2026-01-31', '2026-01-10']) {
    const old = await count(day, '800.00');
    expect([old.status, old.body.errors?.[0]]).toEqual([
      422,
      { pointer: '/countedOn', code: 'DATE_RANGE' },
    ]);
  }
  ok(await count('2026-02-01', '800.00'));
  const me = world.users['cashier']!;
  const backdated = world.client.begin(async (tx) => {
    await tx`select * from claim_operation(${me}, gen_random_uuid(), 'x', '',
      ${world.now().toISOString()})`;
    await tx`insert into cash_counts (counted_on, book_amount, counted_amount, explanation,
        counted_by, created_at)
      values ('2026-01-20', 800, 790, '', ${me}, now())`;
  });
  expect(await sqlStateOf(backdated)).toBe('LF013');
});

test('while a difference is open no cash is paid; its counter can take it back, with a reason', async () => {
  const id = await visited(world, '500.00');
  ok(await vote(world, 'member1', id, '500.00'));
  const order = orderBody(id, { method: 'cash', payeeAccount: null, payeeBank: null });
  const { id: orderId } = ok(await world.as('treasurer').post('/payment-orders', order));
  const { id: countId } = ok(await count('2026-02-02'));
  const pay = () =>
    world.as('cashier').post(`/payment-orders/${orderId}/pay`, { paidOn: '2026-02-02' });
  const blocked = await pay();
  expect([blocked.status, blocked.body.code]).toEqual([409, 'CASH_COUNT_OPEN']);

  const cancel = (login: string, reason = '数错了') =>
    world.as(login).post(`/cash-counts/${countId}/cancel`, { reason });
  expect((await cancel('cashier2')).body.code).toBe('SOD_VIOLATION');
  expect((await cancel('cashier', ' ')).status).toBe(422);
  expect(ok(await world.as('cashier').get('/cash')).openCount.mayCancel).toBe(true);
  const all = await Promise.all(Array.from({ length: 8 }, () => cancel('cashier')));
  expect(all.map(({ status }) => status).toSorted()).toEqual([200, ...Array(7).fill(409)]);
  const late = await world.as('treasurer').post(`/cash-counts/${countId}/confirm`);
  expect([late.status, late.body.code]).toEqual([409, 'STATE_CONFLICT']);
  const [row] = await world.client`select cancel_reason from cash_counts where id = ${countId}`;
  expect(row!['cancel_reason']).toBe('数错了');
  expect(ok(await world.as('cashier').get('/cash')).openCount).toBe(null);
  ok(await pay());
  const { tasks } = ok(await world.as('treasurer').get('/today'));
  expect((tasks as { kind: string }[]).filter(({ kind }) => kind === 'confirm_count')).toHaveLength(
    1,
  );
});
