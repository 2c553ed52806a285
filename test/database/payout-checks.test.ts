import { expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { ok, orderBody, submitted, visited, vote } from '../support/cases.ts';
import {
  askedVoid,
  notedLoss,
  paidAid,
  plannedReturn,
  preparedRecovery,
} from '../support/posts-payouts.ts';
import { rechain, tamper } from '../support/tamper.ts';
import { makeWorld } from '../support/world.ts';

/** What a superuser changes of payments, before and after they are made, verify names. */
const world = await makeWorld();
const first = await paidAid(world);
const second = await paidAid(world);
const voided = await askedVoid(world);
const agrees = { agrees: true };
const order = async (requestId: string, values: object = {}) => {
  const body = orderBody(requestId, values);
  const { id } = ok(await world.as('treasurer').post('/payment-orders', body));
  const paid = { paidOn: world.core.today() };
  ok(await world.as('cashier').post(`/payment-orders/${id}/pay`, paid));
};
ok(await world.as('chair').post(`/payment-orders/${voided.orderId}/void/decide`, agrees));
const back = await plannedReturn(world, 'cancel');
ok(await world.as('chair').post(`/return-plans/${back.planId}/decide`, agrees));
const recovered = await preparedRecovery(world);
ok(await world.as('chair').post(`/recoveries/${recovered.recoveryId}/decide`, agrees));
const lost = await notedLoss(world);
// E19 and the urgent lane: posted as they say, too
ok(await world.as('treasurer').post('/donations', gift({ channel: 'cash', gross: '100.00' })));
const inCash = await visited(world, '100.00');
ok(await vote(world, 'member1', inCash, '100.00'));
await order(inCash, { method: 'cash', payeeAccount: null, payeeBank: null });
const urgent = await submitted(world, { urgent: true, requested: '100.00' });
ok(await world.as('chair').post(`/aid-requests/${urgent}/urgent-orders`, { amount: '100.00' }));
await order(urgent);
const verify = async () => {
  const { findings } = ok(await world.as('auditor').post('/verifications', {}));
  return findings as { check: string; row: string; detail: string }[];
};

test('a line of a payment and its digest, changed together: named by its document', async () => {
  expect(await verify()).toEqual([]);
  await tamper(world.adminUrl, async (sql) => {
    // from the bank to a platform: every sum still agrees, and so does every digest
    await sql`update voucher_lines l set account_code = '100901'
      from payments p where p.id = ${first.id} and l.voucher_id = p.voucher_id and l.side = 'credit'`;
    await rechain(sql);
  });
  const found = await verify();
  expect(found.find(({ check }) => check === 'every document is posted as it says')).toMatchObject({
    row: `payment ${first.id}`,
    detail: expect.stringContaining('"100201"'),
  });
  await tamper(world.adminUrl, async (sql) => {
    await sql`update voucher_lines l set account_code = '100201'
      from payments p where p.id = ${first.id} and l.voucher_id = p.voucher_id and l.side = 'credit'`;
    await rechain(sql);
  });
});

test('each changed row is named by its rule', async () => {
  await tamper(world.adminUrl, async (sql) => {
    await sql`insert into live_orders select request_id, id from payment_orders
      where id = ${voided.orderId}`;
    await sql`update payments set bank_reference = (select lower(bank_reference) || ' '
      from payments where id = ${first.id}) where id = ${second.id}`;
    await sql`update recovery_decisions d set decided_person_id = c.prepared_person_id
      from recoveries c where c.id = d.id and d.id = ${recovered.recoveryId}`;
    await sql`update payment_returns set amount = 499 where id = ${back.returnId}`;
    await sql`update recoveries set amount = 199 where id = ${lost.recoveryId}`;
  });
  const checks = (await verify()).map(({ check }) => check);
  expect(checks).toEqual(
    expect.arrayContaining([
      'the standing order is the one that nobody voided',
      'payouts are asked and agreed to by different people',
      'returned money is paid again or cancelled or waits',
      'no more is recovered than was paid',
      'one transfer is one entry',
      'every document is posted as it says',
    ]),
  );
});
