import { expect, test } from 'vitest';
import { verify } from '../../server/audit/verify.ts';
import { administer } from '../../server/database/administer.ts';
import { gift, openDrive } from '../support/acts.ts';
import { fundNow, ok, payable } from '../support/cases.ts';
import { ledgerTable } from '../support/ledger-table.ts';
import { afterMonth, closeMonth, netAssets, signMonth } from '../support/months.ts';
import { makeWorld, type Answer, type World } from '../support/world.ts';

/**
 * Two years of a fund: gifts, fees, aid, closings, a month opened again, a correction by reversal,
 * the end of a year, its audit and lock, and the year after. Lived once under each closing regime.
 */
const said = ({ status, body }: Answer) => (status < 300 ? 'done' : `${status} ${body.code}`);
const give = async (world: World, values: object) =>
  ok(await world.as('treasurer').post('/donations', gift(values)));

/** What the trial balance says of accounts at the beginning of a month, debit less credit. */
async function openingOf(world: World, period: number): Promise<Record<string, string>> {
  const { rows } = ok(await world.as('auditor').get(`/reports/trial-balance?period=${period}`));
  const all = rows as Record<'accountCode' | 'openingDebit' | 'openingCredit', string>[];
  return Object.fromEntries(
    all
      .filter((row) => row.accountCode.length > 4 || row.accountCode.startsWith('310'))
      .filter((row) => row.openingDebit !== row.openingCredit)
      .map((row) => [
        row.accountCode,
        row.openingDebit === '0.00' ? `-${row.openingCredit}` : row.openingDebit,
      ]),
  );
}

/** The first year: January with fees, February with aid, a correction in March, December. */
async function firstYear(world: World, driveId: string): Promise<void> {
  const treasurer = world.as('treasurer');
  await give(world, { driveId, channel: 'cash', gross: '8400.00', receivedOn: '2026-01-05' });
  await give(world, { driveId, gross: '7000.00', receivedOn: '2026-01-06' });
  await give(world, { gross: '500.00', receivedOn: '2026-01-07' });
  const online = { driveId, channel: 'wechat', gross: '860.00', fee: '5.16' };
  await give(world, { ...online, receivedOn: '2026-01-08' });
  world.setNow('2026-01-12T02:00:00.000Z');
  const deposit = { kind: 'cash', amount: '8400.00', slipReference: 'J-1' };
  ok(await world.as('cashier').post('/deposits', { ...deposit, depositedOn: '2026-01-12' }));
  afterMonth(world, 202601);
  await closeMonth(world, 202601);

  world.setNow('2026-02-10T02:00:00.000Z');
  const { orderId } = await payable(world, '1200.00');
  const paid = { paidOn: '2026-02-10', bankReference: 'P-1' };
  ok(await world.as('cashier').post(`/payment-orders/${orderId}/pay`, paid));
  const wrong = await give(world, { driveId, gross: '77.00', receivedOn: '2026-02-09' });
  afterMonth(world, 202602);
  await closeMonth(world, 202602);

  // a gift of February was left out: two people open the month again
  const reason = { reason: '漏记2月28日捐款' };
  ok(await treasurer.post('/periods/202602/reopen-requests', reason));
  const open = { approves: true };
  ok(await world.as('chair').post('/periods/202602/reopen-decision', open));
  await give(world, { gross: '23.00', receivedOn: '2026-02-28' });
  await closeMonth(world, 202602);

  // an error of a closed month is taken back in an open one
  world.setNow('2026-03-10T02:00:00.000Z');
  const back = (reversedOn: string) =>
    world.as('treasurer2').post(`/donations/${wrong.id}/reverse`, { reason: '误转', reversedOn });
  expect(said(await back('2026-02-11'))).toBe('409 PERIOD_LOCKED');
  ok(await back('2026-03-10'));
  afterMonth(world, 202603);
  await closeMonth(world, 202603);

  world.setNow('2026-12-31T02:00:00.000Z');
  await give(world, { driveId, gross: '2000.00', receivedOn: '2026-12-31' });
  // January runs while December is still open
  world.setNow('2027-01-05T02:00:00.000Z');
  await give(world, { gross: '40.00', receivedOn: '2027-01-04' });
  await closeMonth(world, 202612);
}

async function secondYear(world: World, driveId: string): Promise<void> {
  const lock = { auditedOn: '2027-03-20', reference: '审字〔2027〕12号' };
  world.setNow('2027-03-25T02:00:00.000Z');
  ok(await world.as('chair').post('/years/2026/lock', lock));
  await closeMonth(world, 202701);
  await give(world, { driveId, gross: '300.00', receivedOn: '2027-03-22' });
  const { orderId } = await payable(world, '900.00');
  const paid = { paidOn: '2027-03-25', bankReference: 'P-2' };
  ok(await world.as('cashier').post(`/payment-orders/${orderId}/pay`, paid));
  afterMonth(world, 202703);
  await closeMonth(world, 202703);
  world.setNow('2028-01-10T02:00:00.000Z');
  ok(await world.as('treasurer').post('/periods/202712/close'));
}

async function live(regime: '2004' | '2026') {
  const world = await makeWorld('2026-01-10T02:00:00.000Z');
  await administer(world.adminUrl, async (sql) => {
    await sql`update fund.organisations set closing_regime = ${regime}`;
  });
  const driveId = await openDrive(world);
  await firstYear(world, driveId);
  const endOfFirst = await netAssets(world);
  const opening = await openingOf(world, 202701);
  await secondYear(world, driveId);
  return { world, endOfFirst, opening };
}

const lives = { '2004': await live('2004'), '2026': await live('2026') };

test.each(['2004', '2026'] as const)(
  'by the system of %s every month comes out right',
  async (regime) => {
    const { world, endOfFirst, opening } = lives[regime];
    // 410101 is the gift of January 2027, which came before December closed
    expect(endOfFirst).toEqual({
      '3101 F00': '517.84',
      '3102 F01': '17060.00',
      '410101 F00': '40.00',
    });
    expect(opening).toEqual({
      '100201': '16723.00',
      '100901': '854.84',
      '3101': '-517.84',
      '3102': '-17060.00',
    });
    expect(await netAssets(world)).toEqual({ '3101 F00': '557.84', '3102 F01': '16460.00' });
    expect(await fundNow(world, 'F01')).toMatchObject({ balance: '16460.00' });
    const evidence = { publicKeys: new Map(), sealFileLines: [] };
    const { findings } = await world.core.client.begin((sql) => verify(sql, evidence));
    expect(findings).toEqual([]);
    console.log(`closing regime ${regime}\n${await ledgerTable(world)}`);
  },
);

test('both regimes end with the same funds and net assets, over other roads', async () => {
  expect(lives['2004'].endOfFirst).toEqual(lives['2026'].endOfFirst);
  expect(lives['2004'].opening).toEqual(lives['2026'].opening);
  expect(await netAssets(lives['2004'].world)).toEqual(await netAssets(lives['2026'].world));
  const released = async (world: World) =>
    world.core.client`select sum(l.amount) as sum from voucher_lines l
      join vouchers v on v.id = l.voucher_id join funds f on f.id = l.fund_id
      where v.source_type = 'closing' and l.account_code = '3101' and f.code = 'F01'
        and l.side = 'credit'`;
  // 1,200.00 of February (closed, taken back, closed) and 900.00 of March 2027
  expect(await released(lives['2004'].world)).toEqual([{ sum: '2100.00' }]);
  expect(await released(lives['2026'].world)).toEqual([{ sum: null }]);
});

test('the statements say income and aid, and nothing of closings', async () => {
  const { world } = lives['2026'];
  const path = '/reports/fund-statement?from=202601&to=202612';
  const { rows } = ok(await world.as('auditor').get(path));
  expect(rows).toMatchObject([
    { fundCode: 'F00', opening: '0.00', donations: '523.00', expenses: '5.16', closing: '517.84' },
    {
      fundCode: 'F01',
      donations: '18260.00',
      aid: '1200.00',
      transfersIn: '0.00',
      transfersOut: '0.00',
      closing: '17060.00',
    },
  ]);
  const next = ok(await world.as('auditor').get('/reports/fund-statement?from=202701&to=202712'));
  expect(next.rows).toMatchObject([
    { fundCode: 'F00', opening: '517.84', donations: '40.00', closing: '557.84' },
    { fundCode: 'F01', opening: '17060.00', donations: '300.00', aid: '900.00' },
  ]);
});

test('nothing reaches the locked year by any road', async () => {
  const { world } = lives['2026'];
  const treasurer = world.as('treasurer');
  const late = gift({ receivedOn: '2026-12-31' });
  expect(said(await treasurer.post('/donations', late))).toBe('409 PERIOD_LOCKED');
  const ask = await treasurer.post('/periods/202612/reopen-requests', { reason: '漏记' });
  expect(said(ask)).toBe('409 STATE_CONFLICT');
  const [last] = await world.core.client`select id from vouchers where period_id = 202612 limit 1`;
  const back = { reason: '误', reversedOn: '2026-12-31' };
  const reverse = await world.as('treasurer2').post(`/vouchers/${last!['id']}/reverse`, back);
  expect(reverse.status).toBe(409);
  const years = ok(await world.as('chair').get('/years')).items;
  expect(years).toMatchObject([
    { year: 2027, closedMonths: 3, netAssets: '17017.84', auditedOn: null, mayLock: true },
    { year: 2026, closedMonths: 4, netAssets: '17577.84', auditedOn: '2027-03-20' },
  ]);
  await signMonth(world, 202712);
});
