import { expect, test } from 'vitest';
import { ok } from '../support/cases.ts';
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
ok(await world.as('chair').post(`/payment-orders/${voided.orderId}/void/decide`, agrees));
const back = await plannedReturn(world, 'cancel');
ok(await world.as('chair').post(`/return-plans/${back.planId}/decide`, agrees));
const recovered = await preparedRecovery(world);
ok(await world.as('chair').post(`/recoveries/${recovered.recoveryId}/decide`, agrees));
const lost = await notedLoss(world);
const verify = async () => {
  const { findings } = ok(await world.as('auditor').post('/verifications', {}));
  return findings as { check: string; row: string; detail: string }[];
};

test('a line of a payment and its digest, changed together: named by its document', async () => {
  expect(await verify()).toEqual([]);
  await tamper(world.adminUrl, async (sql) => {
    // from the bank to the box: every sum still agrees, and so does every digest
    await sql`update voucher_lines l set account_code = '100101'
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
