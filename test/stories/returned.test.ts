import { expect, test } from 'vitest';
import { administer } from '../../server/database/administer.ts';
import { accountNow, fundNow, ok } from '../support/cases.ts';
import { ledgerTable } from '../support/ledger-table.ts';
import { afterMonth, closeMonth, netAssets } from '../support/months.ts';
import { cancelPlan, paidAid, repayPlan, returnOf } from '../support/posts-payouts.ts';
import { makeWorld, type World } from '../support/world.ts';

/**
 * E21 (domain.md §1.6, decision 15): of two transfers that the bank returned in December, one is
 * paid again to another card; the other waits over the end of the year and is cancelled in January,
 * so that net assets of earlier years have it again. Lived once under each closing regime.
 */
const tasksOf = async (world: World, login: string) => {
  const { tasks } = ok(await world.as(login).get('/today'));
  return (tasks as { kind: string; path: string }[]).map(({ kind, path }) => `${kind} ${path}`);
};
const comesBack = async (world: World, id: string) =>
  ok(await world.as('treasurer').post(`/payments/${id}/returns`, returnOf(world))).id as string;
const plan = async (world: World, returnId: string, body: object) =>
  ok(await world.as('treasurer').post(`/payment-returns/${returnId}/plans`, body)).id as string;

async function live(regime: '2004' | '2026') {
  const world = await makeWorld('2026-12-10T02:00:00.000Z');
  await administer(world.adminUrl, async (sql) => {
    await sql`update fund.organisations set closing_regime = ${regime}`;
  });
  const first = await paidAid(world, '1000.00');
  world.setNow('2026-12-12T02:00:00.000Z');
  const back = await comesBack(world, first.id);
  const page = `/payments/${first.id}`;
  expect(await tasksOf(world, 'treasurer')).toContain(`plan_return ${page}`);
  const again = await plan(world, back, repayPlan());
  expect(await tasksOf(world, 'treasurer')).not.toContain(`plan_return ${page}`);
  expect(await tasksOf(world, 'cashier')).toContain(`repay_return ${page}`);
  world.setNow('2026-12-14T02:00:00.000Z');
  const paid = { paidOn: '2026-12-14', bankReference: 'CF-1' };
  ok(await world.as('cashier').post(`/return-plans/${again}/pay`, paid));
  expect(await accountNow(world, '220903')).toBe('0.00');

  const second = await paidAid(world, '800.00');
  world.setNow('2026-12-20T02:00:00.000Z');
  const waits = await comesBack(world, second.id);
  afterMonth(world, 202612);
  await closeMonth(world, 202612);
  const endOfYear = await netAssets(world);
  const owed = await accountNow(world, '220903');

  world.setNow('2027-01-08T02:00:00.000Z');
  const given = await plan(world, waits, cancelPlan(world));
  const asked = `decide_return /payments/${second.id}`;
  expect(await tasksOf(world, 'chair')).toContain(asked);
  ok(await world.as('chair').post(`/return-plans/${given}/decide`, { agrees: true }));
  const family = ok(await world.as('auditor').get(`/payments/${second.id}`)).familyAid;
  afterMonth(world, 202701);
  await closeMonth(world, 202701);
  const adjusted = await netAssets(world);
  world.setNow('2028-01-10T02:00:00.000Z');
  ok(await world.as('treasurer').post('/periods/202712/close'));
  return { world, endOfYear, owed, family, adjusted };
}

test.each(['2004', '2026'] as const)('by the system of %s', async (regime) => {
  const { world, endOfYear, owed, family, adjusted } = await live(regime);
  // 1,800.00 given, 1,800.00 spent; 800.00 of it is owed to a case
  expect([endOfYear, owed]).toEqual([{}, '-800.00']);
  expect(family).toEqual({ year: 2026, amount: '0.00' });
  expect(adjusted).toEqual({ '320102 F01': '800.00' });
  expect(await netAssets(world)).toEqual({ '3102 F01': '800.00' });
  expect(await accountNow(world, '220903')).toBe('0.00');
  expect(await fundNow(world, 'F01')).toMatchObject({ balance: '800.00', available: '800.00' });
  expect(await accountNow(world, '100201')).toBe('800.00');
  const verified = ok(await world.as('auditor').post('/verifications', {}));
  expect(verified.findings).toEqual([]);
  console.log(`returned transfers, regime ${regime}\n${await ledgerTable(world)}`);
});
