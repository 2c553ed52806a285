import { beforeAll, describe, expect, test } from 'vitest';
import { ok } from '../support/cases.ts';
import { playAppeal, playTwoDrives, playUrgentCase } from '../support/stories.ts';
import { tamper } from '../support/tamper.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const auditor = world.as('auditor');
beforeAll(async () => {
  await playTwoDrives(world);
  await playUrgentCase(world);
  await playAppeal(world);
}, 60_000);

interface Row {
  key: string;
  [column: string]: unknown;
}
const read = async (path: string) => ok(await auditor.get(`/reports/${path}`));
const find = (rows: unknown, key: string) => (rows as Row[]).find((row) => row.key === key);

describe('the balance sheet of V04', () => {
  test.each(['2026', '2004'])('balances in the shape of %s', async (shape) => {
    const sheet = await read(`balance-sheet?period=202602&shape=${shape}`);
    expect(sheet).toMatchObject({ balances: true, unmapped: [], ruleBook: shape });
    expect(find(sheet['assets'], 'money')).toMatchObject({ line: 1, closing: '20594.84' });
    expect(find(sheet['assets'], 'assetsTotal')).toMatchObject({ line: 60, closing: '20594.84' });
    expect(find(sheet['claims'], 'unrestricted')).toMatchObject({ line: 101, closing: '494.84' });
    expect(find(sheet['claims'], 'restricted')).toMatchObject({ line: 105, closing: '20100.00' });
    expect(find(sheet['claims'], 'claimsTotal')).toMatchObject({ closing: '20594.84' });
    expect(find(sheet['claims'], 'claimsTotal')).toMatchObject({ opening: '0.00' });
  });

  test('begins the next year with what this one ended at', async () => {
    const sheet = await read('balance-sheet?period=202703');
    expect(find(sheet['assets'], 'money')).toMatchObject({ opening: '20594.84' });
  });
});

describe('the statement of activities of V04', () => {
  test('in the shape of 2026: expense in the column of its fund', async () => {
    const { rows, balances } = await read('activities?period=202602');
    expect(balances).toBe(true);
    expect(find(rows, 'donation')).toMatchObject({
      month: { unrestricted: '500.00', restricted: '4500.00', total: '5000.00' },
      year: { unrestricted: '500.00', restricted: '30400.00', total: '30900.00' },
    });
    expect(find(rows, 'programme')).toMatchObject({
      year: { unrestricted: '0.00', restricted: '10300.00', total: '10300.00' },
    });
    expect(find(rows, 'fundraising')).toMatchObject({ year: { unrestricted: '5.16' } });
    expect(find(rows, 'released')).toMatchObject({ year: { total: '0.00', restricted: '0.00' } });
    expect(find(rows, 'change')).toMatchObject({
      month: { unrestricted: '494.84', restricted: '200.00', total: '694.84' },
      year: { unrestricted: '494.84', restricted: '20100.00', total: '20594.84' },
    });
  });

  test('in the shape of 2004: what restricted funds spent is released first', async () => {
    const { rows, balances } = await read('activities?period=202602&shape=2004');
    expect(balances).toBe(true);
    expect(find(rows, 'programme')).toMatchObject({
      line: 12,
      year: { unrestricted: '10300.00', restricted: '0.00' },
    });
    expect(find(rows, 'released')).toMatchObject({
      line: 40,
      year: { unrestricted: '10300.00', restricted: '-10300.00', total: '0.00' },
    });
    expect(find(rows, 'change')).toMatchObject({
      line: 45,
      year: { unrestricted: '494.84', restricted: '20100.00', total: '20594.84' },
    });
  });
});

test('the cash flow is the change of money, to the fen', async () => {
  const flow = await read('cash-flow?period=202602');
  expect(flow).toMatchObject({
    balances: true,
    opening: { month: '19900.00', year: '0.00' },
    closing: '20594.84',
  });
  const of = (key: string) => find(flow['rows'], key);
  expect(of('donationCash')).toMatchObject({ line: 1, month: '5000.00', year: '30900.00' });
  expect(of('aidCash')).toMatchObject({ line: 14, month: '4300.00', year: '10300.00' });
  expect(of('otherOut')).toMatchObject({ line: 19, month: '5.16', year: '5.16' });
  expect(of('change')).toMatchObject({ line: 61, month: '694.84', year: '20594.84' });
});

test('the pictures show months and needs', async () => {
  expect(await read('pictures?from=202601&to=202602')).toEqual({
    months: [
      { periodId: 202601, received: '25900.00', aid: '6000.00', expenses: '0.00' },
      { periodId: 202602, received: '5000.00', aid: '4300.00', expenses: '5.16' },
    ],
    needs: [
      { needCode: '01', amount: '9800.00' },
      { needCode: '12', amount: '500.00' },
    ],
  });
});

test('the fund statement of V04', async () => {
  const { rows } = await read('fund-statement?from=202601&to=202602');
  expect((rows as Row[]).map(({ closing }) => closing)).toEqual(['494.84', '19900.00', '200.00']);
});

test.each(['balance-sheet', 'activities', 'cash-flow'])('%s knows two shapes', async (name) => {
  const answer = await auditor.get(`/reports/${name}?period=202602&shape=1999`);
  expect([answer.status, answer.body.code]).toEqual([422, 'VALUE_INVALID']);
});

test('what closing moved stands in no statement, and changes no fund', async () => {
  const before = {
    activities: await read('activities?period=202601'),
    funds: await read('fund-statement?from=202601&to=202601'),
    sheet: await read('balance-sheet?period=202601'),
    pictures: await read('pictures?from=202601&to=202601'),
  };
  // as the closing voucher of January would leave it: income and aid of F01 go to 3102
  await tamper(world.adminUrl, async (sql) => {
    const { F01 } = world.funds;
    await sql`update period_balances set debit = debit + 25900.00, closing_debit = 25900.00
      where account_code = '410102' and fund_key = ${F01!} and period_id = 202601`;
    await sql`update period_balances set credit = credit + 6000.00, closing_credit = 6000.00
      where account_code = '510102' and fund_key = ${F01!} and period_id = 202601`;
    await sql`insert into period_balances values
      ('3102', ${F01!}, 202601, 6000.00, 25900.00, 6000.00, 25900.00)`;
  });
  expect({
    activities: await read('activities?period=202601'),
    funds: await read('fund-statement?from=202601&to=202601'),
    sheet: await read('balance-sheet?period=202601'),
    pictures: await read('pictures?from=202601&to=202601'),
  }).toEqual(before);
  const { rows } = await read('trial-balance?period=202601&level=leaf');
  const of = (code: string) => (rows as Row[]).find((row) => row['accountCode'] === code);
  expect(of('410102')).toMatchObject({ closingDebit: '0.00', closingCredit: '0.00' });
  expect(of('3102')).toMatchObject({ closingCredit: '19900.00' });
});

test('an account without a row is named and its money is in the total', async () => {
  await tamper(world.adminUrl, async (sql) => {
    await sql`insert into accounts values
      ('1999', '新资产', 'New asset', 1, 'debit', null, true, false, false, false),
      ('4999', '新收入', 'New income', 4, 'credit', null, true, true, false, false)`;
    await sql`insert into period_balances values
      ('1999', ${'00000000-0000-0000-0000-000000000000'}, 202602, 7.00, 0, 0, 0),
      ('4999', ${world.funds.F00!}, 202602, 0, 7.00, 0, 0)`;
  });
  const sheet = await read('balance-sheet?period=202602');
  expect(sheet).toMatchObject({ balances: true, unmapped: [{ accountCode: '1999' }] });
  expect(find(sheet['assets'], 'unmappedAssets')).toMatchObject({ closing: '7.00' });
  expect(find(sheet['assets'], 'assetsTotal')).toMatchObject({ closing: '20601.84' });
  const done = await read('activities?period=202602');
  expect(done).toMatchObject({ balances: true, unmapped: [{ accountCode: '4999' }] });
  expect(find(done['rows'], 'change')).toMatchObject({ month: { total: '701.84' } });
});

describe('vouchers of class 3', () => {
  /** A voucher of these lines (account, fund, debit positive), as its function would post it. */
  const post = (
    number: number,
    kind: string,
    lines: [account: string, fund: string | null, amount: number][],
    reverses: string | null = null,
  ): Promise<unknown> =>
    tamper(world.adminUrl, async (sql) => {
      await sql`insert into document_kinds values (${kind}, true, true) on conflict do nothing`;
      await sql`insert into periods values (202603, '2026-03-01', '2026-03-31', 'open')
        on conflict do nothing`;
      const [voucher] = await sql`insert into vouchers (id, period_id, word, number, voucher_date,
          event, summary, source_type, source_id, reverses_id, line_count, total, operation_id,
          ordinal, prepared_by, posted_at, digest)
        values (gen_random_uuid(), 202603, '记', ${number}, '2026-03-02', 'E14', '测试', ${kind},
          gen_random_uuid(), (select id from vouchers where period_id = 202603 and number =
          ${reverses}), ${lines.length}, 0, gen_random_uuid(), 1, gen_random_uuid(),
          '2026-03-02T00:00:00Z', '') returning id`;
      for (const [index, [account, fund, amount]] of lines.entries()) {
        const [debit, credit] = amount > 0 ? [amount, 0] : [0, -amount];
        const red = reverses !== null;
        await sql`insert into voucher_lines values (${voucher!['id'] as string}, ${index + 1},
          ${account}, ${fund}, ${red === amount > 0 ? 'credit' : 'debit'},
          ${red ? -Math.abs(amount) : Math.abs(amount)}, null, null, null, null, 202603,
          '2026-03-02', ${number * 10 + index}, 0)`;
        const key = fund ?? '00000000-0000-0000-0000-000000000000';
        const [d, c] = red ? [-credit, -debit] : [debit, credit];
        await sql`insert into period_balances values (${account}, ${key}, 202603, ${d}, ${c}, 0, 0)
          on conflict (period_id, account_code, fund_key) do update
          set debit = period_balances.debit + ${d}, credit = period_balances.credit + ${c}`;
      }
    });
  const moves = async () => {
    const { rows, balances } = await read('activities?period=202603');
    const of = (key: string) => (find(rows, key)!['month'] as Record<string, string>)['restricted'];
    return { balances, moved: ['released', 'bound', 'adjusted', 'change'].map(of) };
  };

  test('are releases, transfers or adjustments, and a red one takes back', async () => {
    const { F00, F01 } = world.funds as { F00: string; F01: string };
    await post(1, 'release', [
      ['3102', F01, 30],
      ['3101', F00, -30],
    ]);
    expect(await moves()).toEqual({ balances: true, moved: ['-30.00', '0.00', '0.00', '-30.00'] });
    await post(
      2,
      'release',
      [
        ['3102', F01, -30],
        ['3101', F00, 30],
      ],
      '1',
    );
    expect(await moves()).toEqual({ balances: true, moved: ['0.00', '0.00', '0.00', '0.00'] });
    await post(3, 'correction', [
      ['320102', F01, 20],
      ['100201', null, -20],
    ]);
    expect(await moves()).toEqual({ balances: true, moved: ['0.00', '0.00', '-20.00', '-20.00'] });
    const flow = await read('cash-flow?period=202603');
    expect(flow).toMatchObject({ balances: true });
    expect(find(flow['rows'], 'otherOut')).toMatchObject({ month: '20.00' });
  });

  test('brought in from earlier books open the year and move nothing', async () => {
    const { F01 } = world.funds as { F01: string };
    const before = await moves();
    await post(4, 'opening_balances', [
      ['100201', null, 500],
      ['3102', F01, -500],
    ]);
    expect(await moves()).toEqual(before);
    const sheet = await read('balance-sheet?period=202603');
    expect(sheet).toMatchObject({ balances: true });
    expect(find(sheet['assets'], 'money')).toMatchObject({ opening: '500.00' });
    const flow = await read('cash-flow?period=202603');
    expect(flow).toMatchObject({ balances: true, opening: { year: '500.00' } });
    const { rows } = await read('fund-statement?from=202603&to=202603');
    const fund = (rows as Row[]).find((row) => row['fundCode'] === 'F01');
    expect(fund).toMatchObject({ opening: '20400.00', transfersIn: '0.00', closing: '20380.00' });
  });
});
