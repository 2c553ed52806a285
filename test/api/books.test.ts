import { beforeAll, describe, expect, test } from 'vitest';
import type { BookRow } from '../../shared/books.ts';
import { gift } from '../support/acts.ts';
import { ok } from '../support/cases.ts';
import { playAppeal, playTwoDrives, playUrgentCase } from '../support/stories.ts';
import { tamper } from '../support/tamper.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const auditor = world.as('auditor');
const span = 'from=202601&to=202602';
beforeAll(async () => {
  await playTwoDrives(world);
  await playUrgentCase(world);
  await playAppeal(world);
}, 60_000);

const read = async (path: string) => ok(await auditor.get(`/reports/${path}`));
/** Every row of a book, a few lines a page. */
async function allOf(path: string, limit: number): Promise<BookRow[]> {
  const rows: BookRow[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await read(`${path}&limit=${limit}${cursor && `&cursor=${cursor}`}`);
    rows.push(...(page['items'] as BookRow[]));
    cursor = page['nextCursor'] as string | null;
  }
  return rows;
}
const brief = ({ kind, debit, credit, side, balance }: BookRow) =>
  [kind, debit, credit, side, balance].join(' ');

describe('the trial balance', () => {
  const row = async (code: string, level = 'all') => {
    const { rows } = await read(`trial-balance?period=202602&level=${level}`);
    return (rows as { accountCode: string }[]).find((each) => each.accountCode === code);
  };

  test('of V04 to the fen, parents as the sum of what is below', async () => {
    expect(await row('1002')).toMatchObject({ level: 1, closingDebit: '20594.84' });
    expect(await row('100201')).toMatchObject({ level: 2, closingDebit: '20594.84' });
    expect(await row('4101')).toMatchObject({ closingCredit: '30900.00' });
    expect(await row('5101')).toMatchObject({ yearDebit: '10300.00' });
    const { totals } = await read('trial-balance?period=202602');
    expect(totals).toMatchObject({ closingDebit: '30900.00', closingCredit: '30900.00' });
  });

  test.each([
    ['1', ['1', '4', '5'], 1],
    ['2', ['1', '4', '5'], 2],
    ['leaf', ['1', '4', '5'], 2],
  ])('down to level %s', async (level, classes, deepest) => {
    const { rows, totals } = await read(`trial-balance?period=202602&level=${level}`);
    const shown = rows as { accountCode: string; level: number }[];
    expect([...new Set(shown.map(({ accountCode }) => accountCode[0]))]).toEqual(classes);
    expect(Math.max(...shown.map((each) => each.level))).toBe(deepest);
    if (level === 'leaf') expect(shown.every((each) => each.accountCode.length === 6)).toBe(true);
    expect(totals).toMatchObject({ closingDebit: '30900.00' });
  });

  test('sums accounts three levels deep', async () => {
    await tamper(world.adminUrl, async (sql) => {
      await sql`insert into accounts values
        ('51010201', '测试明细', 'Test', 5, 'debit', '510102', true, true, false, false)`;
      await sql`insert into period_balances (account_code, fund_key, period_id, debit, credit)
        values ('51010201', ${world.funds.F01!}, 202602, 5.00, 0)`;
    });
    expect(await row('51010201')).toMatchObject({ level: 3, debit: '5.00' });
    expect(await row('510102')).toMatchObject({ level: 2, debit: '4305.00' });
    expect(await row('5101', '1')).toMatchObject({ closingDebit: '10305.00' });
    expect(await row('51010201', '2')).toBeUndefined();
    const { items } = await read('general-ledger?from=202602&to=202602&account=5101');
    expect(items).toMatchObject([{ opening: '6000.00', months: [{ balance: '10305.00' }] }]);
    await tamper(world.adminUrl, async (sql) => {
      await sql`delete from period_balances where account_code = '51010201'`;
      await sql`delete from accounts where code = '51010201'`;
    });
  });

  test('refuses an unknown level', async () => {
    const answer = await auditor.get('/reports/trial-balance?period=202602&level=9');
    expect([answer.status, answer.body.code]).toEqual([422, 'VALUE_INVALID']);
  });
});

describe('the general ledger', () => {
  test('has for each month what moved, the year so far and where it stands', async () => {
    const { items, nextCursor } = await read(`general-ledger?${span}&account=1002`);
    expect(nextCursor).toBeNull();
    expect(items).toMatchObject([
      {
        accountCode: '1002',
        side: 'flat',
        opening: '0.00',
        months: [
          { periodId: 202601, debit: '25900.00', credit: '6000.00', balance: '19900.00' },
          {
            periodId: 202602,
            debit: '4994.84',
            credit: '4300.00',
            balance: '20594.84',
            yearDebit: '30894.84',
            yearCredit: '10300.00',
            side: 'debit',
          },
        ],
      },
    ]);
    const later = await read('general-ledger?from=202602&to=202602&account=1002');
    expect(later['items']).toMatchObject([
      { opening: '19900.00', months: [{ yearDebit: '30894.84', balance: '20594.84' }] },
    ]);
  });

  test('pages through the accounts of a level', async () => {
    const codes: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await read(`general-ledger?${span}&limit=2${cursor && `&cursor=${cursor}`}`);
      codes.push(...(page['items'] as { accountCode: string }[]).map((each) => each.accountCode));
      cursor = page['nextCursor'] as string | null;
    }
    expect(codes).toEqual(['1001', '1002', '1009', '4101', '5101', '5401']);
  });
});

describe('the ledger of an account', () => {
  test('opens, runs and closes each month; paging changes nothing', async () => {
    const path = `account-ledger?account=100201&${span}`;
    const rows = await allOf(path, 200);
    for (const limit of [1, 2, 3]) expect(await allOf(path, limit)).toEqual(rows);
    expect(rows.map(brief)).toEqual([
      'opening 0.00 0.00 flat 0.00',
      'line 7000.00 0.00 debit 7000.00',
      'line 7000.00 0.00 debit 14000.00',
      'line 11900.00 0.00 debit 25900.00',
      'line 0.00 6000.00 debit 19900.00',
      'month 25900.00 6000.00 debit 19900.00',
      'year 25900.00 6000.00 debit 19900.00',
      'line 500.00 0.00 debit 20400.00',
      'line 3200.00 0.00 debit 23600.00',
      'line 854.84 0.00 debit 24454.84',
      'line 440.00 0.00 debit 24894.84',
      'line 0.00 500.00 debit 24394.84',
      'line 0.00 3800.00 debit 20594.84',
      'month 4994.84 4300.00 debit 20594.84',
      'year 30894.84 10300.00 debit 20594.84',
    ]);
    expect(rows[1]).toMatchObject({ counterAccounts: ['410102'], label: '记-0002' });
    const [found] = await world.client`select id from vouchers where period_id = 202601
      and number = 2`;
    expect(rows[1]!.voucherId).toBe(found!['id']);
  });

  test('of one fund has its lines only, of all funds is in the order of days', async () => {
    const path = `account-ledger?account=410102&${span}`;
    const one = await allOf(`${path}&fund=${world.funds.F01}`, 2);
    expect(one.filter(({ kind }) => kind === 'line')).toHaveLength(4);
    expect(one.at(-1)).toMatchObject({ kind: 'year', credit: '25900.00', balance: '25900.00' });
    const all = await allOf(path, 200);
    for (const limit of [1, 3]) expect(await allOf(path, limit)).toEqual(all);
    expect(all.at(-1)).toMatchObject({ side: 'credit', balance: '30400.00', credit: '30400.00' });
  });

  test('begins a later month with what stood before it', async () => {
    const rows = await allOf('account-ledger?account=100201&from=202602&to=202602', 200);
    expect(brief(rows[0]!)).toBe('opening 0.00 0.00 debit 19900.00');
    expect(brief(rows.at(-1)!)).toBe('year 30894.84 10300.00 debit 20594.84');
  });

  test.each([
    ['account=999999&from=202601&to=202601', 404, 'NOT_FOUND'],
    ['account=1x&from=202601&to=202601', 422, 'VALUE_INVALID'],
    ['account=100201&from=202602&to=202601', 422, 'RANGE_INVALID'],
    ['account=100201&from=202601&to=202601&cursor=WzFd', 422, 'PAGE_INVALID'],
  ])('refuses %s', async (query, status, code) => {
    const answer = await auditor.get(`/reports/account-ledger?${query}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe('the money journals', () => {
  test('total every day and name how and by which slip', async () => {
    const rows = await allOf(`money-journal?account=100101&${span}`, 200);
    expect(rows.map(brief)).toEqual([
      'opening 0.00 0.00 flat 0.00',
      'line 8400.00 0.00 debit 8400.00',
      'line 3500.00 0.00 debit 11900.00',
      'line 0.00 11900.00 flat 0.00',
      'day 11900.00 11900.00 flat 0.00',
      'month 11900.00 11900.00 flat 0.00',
      'year 11900.00 11900.00 flat 0.00',
      'line 440.00 0.00 debit 440.00',
      'line 0.00 440.00 flat 0.00',
      'day 440.00 440.00 flat 0.00',
      'month 440.00 440.00 flat 0.00',
      'year 12340.00 12340.00 flat 0.00',
    ]);
    expect(rows[3]).toMatchObject({
      method: 'cash',
      reference: 'V02',
      counterAccounts: ['100201'],
    });
    for (const limit of [1, 2]) {
      expect(await allOf(`money-journal?account=100101&${span}`, limit)).toEqual(rows);
    }
    const bank = await allOf(`money-journal?account=100201&${span}`, 2);
    expect(bank.find(({ reference }) => reference === 'V03')).toMatchObject({ method: 'bank' });
    expect(bank.filter(({ kind }) => kind === 'day').map(({ date }) => date)).toEqual([
      '2026-01-10',
      '2026-01-12',
      '2026-02-02',
      '2026-02-10',
    ]);
  });

  test('are of money only', async () => {
    const answer = await auditor.get(`/reports/money-journal?account=410102&${span}`);
    expect([answer.status, answer.body.code]).toEqual([422, 'VALUE_INVALID']);
  });
});

test('a gift entered late stands in its day and the balances run by days', async () => {
  world.setNow('2026-02-11T02:00:00.000Z');
  ok(
    await world
      .as('treasurer')
      .post('/donations', gift({ channel: 'cash', gross: '9.00', receivedOn: '2026-02-05' })),
  );
  ok(
    await world
      .as('treasurer')
      .post('/donations', gift({ channel: 'cash', gross: '1.00', receivedOn: '2026-02-04' })),
  );
  const rows = await allOf(`money-journal?account=100101&from=202602&to=202602`, 1);
  expect(rows.filter(({ kind }) => kind === 'line').map(brief)).toEqual([
    'line 440.00 0.00 debit 440.00',
    'line 0.00 440.00 flat 0.00',
    'line 1.00 0.00 debit 1.00',
    'line 9.00 0.00 debit 10.00',
  ]);
});

test('the columnar ledger puts aid into the column of its need', async () => {
  const rows = await allOf(`columnar-ledger?${span}`, 200);
  for (const limit of [1, 2]) expect(await allOf(`columnar-ledger?${span}`, limit)).toEqual(rows);
  expect(rows.filter(({ kind }) => kind === 'month').map(({ columns }) => columns)).toEqual([
    ['6000.00', ...Array(7).fill('0.00')],
    ['3800.00', '500.00', ...Array(6).fill('0.00')],
  ]);
  expect(brief(rows.at(-1)!)).toBe('year 10300.00 0.00 debit 10300.00');
});

test('the recipient list shows who got what, masked, page after page', async () => {
  const { items } = await read(`roster?${span}`);
  expect(items).toMatchObject([
    { no: 1, amount: '6000.00', needCode: '01', payeeKind: 'hospital', category: 'orphan' },
    { no: 2, name: '王*', amount: '500.00', method: 'bank', payeeKind: 'applicant' },
    { no: 3, name: '王*', amount: '3800.00', paidOn: '2026-02-10' },
  ]);
  const [first, second] = items as { name: string; idNumber: string }[];
  // a child stands there by the code of its file
  expect(first!.name).not.toContain('赵');
  expect(second!.idNumber).toMatch(/^\d{6}\*{8}\d{3}[\dX]$/);
  const one = await read(`roster?${span}&limit=1`);
  const two = await read(`roster?${span}&limit=1&cursor=${one['nextCursor'] as string}`);
  expect(two['items']).toEqual([(items as unknown[])[1]]);
});
