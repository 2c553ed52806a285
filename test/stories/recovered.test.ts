import { expect, test } from 'vitest';
import { administer } from '../../server/database/administer.ts';
import { accountNow, fundNow, ok } from '../support/cases.ts';
import { ledgerTable } from '../support/ledger-table.ts';
import { afterMonth, closeMonth, netAssets } from '../support/months.ts';
import { claimOf, lossOf, paidAid, recoveryOf, settlementOf } from '../support/posts-payouts.ts';
import { makeWorld, type World } from '../support/world.ts';

/**
 * E22 and E29 (domain.md §1.6, decision 15): a family gives a part back in cash in the same year
 * and a part in the next; aid that was obtained by fraud is claimed, some of it comes, the rest is
 * lost. Whatever comes back goes to the fund that paid. Lived once under each closing regime.
 */
async function recover(world: World, paymentId: string, body: object): Promise<string> {
  const path = `/payments/${paymentId}/recoveries`;
  const { id } = ok(await world.as('treasurer').post(path, body));
  ok(await world.as('chair').post(`/recoveries/${id}/decide`, { agrees: true }));
  return id as string;
}
const familyAid = async (world: World, paymentId: string) =>
  ok(await world.as('auditor').get(`/payments/${paymentId}`)).familyAid.amount as string;
const close = async (world: World, period: number) => {
  afterMonth(world, period);
  await closeMonth(world, period);
};

async function live(regime: '2004' | '2026') {
  const world = await makeWorld('2026-03-10T02:00:00.000Z');
  await administer(world.adminUrl, async (sql) => {
    await sql`update fund.organisations set closing_regime = ${regime}`;
  });
  const honest = await paidAid(world, '1000.00');
  world.setNow('2026-03-20T02:00:00.000Z');
  const cash = { till: 'cash', bankReference: null };
  await recover(world, honest.id, recoveryOf(world, { ...cash, amount: '300.00' }));
  const kept = await familyAid(world, honest.id);
  await close(world, 202603);

  world.setNow('2026-11-05T02:00:00.000Z');
  const forged = await paidAid(world, '800.00');
  await close(world, 202611);
  world.setNow('2026-12-01T02:00:00.000Z');
  const claim = await recover(world, forged.id, claimOf(world, { amount: '800.00' }));
  const claimed = { aid: await familyAid(world, forged.id), fund: await fundNow(world, 'F01') };
  await close(world, 202612);
  const endOfYear = await netAssets(world);

  world.setNow('2027-02-10T02:00:00.000Z');
  const settle = async (body: object) =>
    ok(await world.as('treasurer').post(`/recoveries/${claim}/settlements`, body));
  await settle(settlementOf(world, { amount: '500.00' }));
  await recover(world, honest.id, recoveryOf(world, { amount: '200.00' }));
  const loss = await settle(lossOf(world, { amount: '300.00', reason: '失联，派出所证明' }));
  ok(await world.as('chair').post(`/recovery-settlements/${loss.id}/decide`, { agrees: true }));
  const ended = {
    aid: await familyAid(world, forged.id),
    honest: await familyAid(world, honest.id),
  };
  await close(world, 202702);
  const adjusted = await netAssets(world);
  world.setNow('2028-01-10T02:00:00.000Z');
  ok(await world.as('treasurer').post('/periods/202712/close'));
  return { world, kept, claimed, endOfYear, ended, adjusted };
}

test.each(['2004', '2026'] as const)('by the system of %s', async (regime) => {
  const { world, kept, claimed, endOfYear, ended, adjusted } = await live(regime);
  expect(kept).toBe('700.00');
  // the fund is restored at once, but not in cash
  expect(claimed).toMatchObject({ aid: '0.00', fund: { balance: '1100.00', available: '300.00' } });
  expect(endOfYear).toEqual({ '3102 F01': '1100.00' });
  // what was lost the family keeps; what came later lowers the year of the payment
  expect(ended).toEqual({ aid: '300.00', honest: '500.00' });
  expect(adjusted).toEqual({ '3102 F01': '800.00', '320102 F01': '200.00' });
  expect(await netAssets(world)).toEqual({ '3102 F01': '1000.00' });
  expect(await fundNow(world, 'F01')).toMatchObject({ balance: '1000.00', available: '1000.00' });
  const accounts = ['100101', '100201', '112202', '1131'];
  expect(await Promise.all(accounts.map((code) => accountNow(world, code)))).toEqual([
    '300.00',
    '700.00',
    '0.00',
    '0.00',
  ]);
  const verified = ok(await world.as('auditor').post('/verifications', {}));
  expect(verified.findings).toEqual([]);
  console.log(`recovered aid, regime ${regime}\n${await ledgerTable(world)}`);
});
