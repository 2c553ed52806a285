import fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';
import { monthClosed, type Standing, yearClosed } from '../../server/ledger/postings-closing.ts';
import { standingOf } from '../support/random-months.ts';
import { makeWorld } from '../support/world.ts';

/** The database posts what closes a month; the pure function shows it before. Both must agree. */
const world = await makeWorld();
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
await owner.unsafe('set search_path = fund');
afterAll(() => owner.end({ timeout: 2 }));

await owner`insert into periods (id, starts_on, ends_on, status)
  values (202612, '2026-12-01', '2026-12-31', 'open')`;
await owner`insert into funds (code, name, kind, purpose, created_at)
  values ('F09', '专项', 'designated', '试', now())`;
const funds = (await owner`select id, code, kind from funds`) as unknown as Standing['fund'][];

class Undo extends Error {}

/** What the database would close, of these balances put into an otherwise empty book. */
async function closedBySql(standing: readonly Standing[], kind: string, regime: string) {
  let lines: readonly unknown[] = [];
  const attempt = owner.begin(async (sql) => {
    for (const { account, fund, net } of standing) {
      await sql`insert into period_balances values (${account}, ${fund.id}, 202612, 0, ${net})`;
    }
    lines = await sql`select account, fund, side, amount::text from closing_lines(202612, ${kind},
      ${regime}) order by fund_code collate "C", part, account collate "C"`;
    throw new Undo();
  });
  await attempt.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
  return lines.map((row) => ({ ...(row as object) }));
}

const inOneList = (vouchers: ReturnType<typeof monthClosed>) =>
  vouchers.flatMap(({ lines }) =>
    lines.map(({ account, fund, side, amount }) => ({ account, fund, side, amount })),
  );

test('of any month, by both regimes', async () => {
  await fc.assert(
    fc.asyncProperty(standingOf(funds), async (standing) => {
      for (const regime of ['2004', '2026'] as const) {
        expect(await closedBySql(standing, 'month', regime)).toEqual(
          inOneList(monthClosed(standing, regime)),
        );
      }
    }),
    { numRuns: 15 },
  );
});

test('of a year with adjustments of earlier ones', async () => {
  const standing = funds.map((fund, at) => ({
    account: fund.kind === 'restricted' ? '320102' : '320101',
    fund,
    net: (at === 0 ? '-12.00' : '7.50') as Standing['net'],
  }));
  expect(await closedBySql(standing, 'year', '2026')).toEqual(inOneList(yearClosed(standing)));
});
