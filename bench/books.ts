import { chmodSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { seedDatabase } from '../drizzle/seed.ts';
import type { Context } from '../server/core/context.ts';
import { administer, administerAsOwner } from '../server/database/administer.ts';
import { destroyEmbedded, ephemeralRoot } from '../server/database/embedded.ts';
import { type OpenedDatabase, openDatabase } from '../server/database/open.ts';
import { readTrialBalance } from '../server/reports/balance-queries.ts';
import { bookPageFor, generalLedgerPageFor } from '../server/reports/books.ts';
import { readFundStatement } from '../server/reports/fund-queries.ts';
import { readJournal } from '../server/reports/queries.ts';
import { rosterPageFor } from '../server/reports/roster.ts';
import { fillBooks } from './fill.ts';
import { layBooks } from './lay.ts';

/**
 * `npm run bench:books -- --json [--small N] [--large N]`: what the trial balance, the fund
 * statement and the first page of each book cost at 10,000 and at 1,000,000 journal lines, both in
 * one run on one server. The lines are laid down by SQL. Ends with 1 when something grew to more
 * than twice its cost.
 */
const LINES = 8;
const ROUNDS = 41;
const POSTED = 100;
const sizeOf = (name: string, otherwise: number) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const small = sizeOf('small', 10_000);
const large = sizeOf('large', 1_000_000);
const isJson = process.argv.includes('--json');
const say = (line: string) => (isJson ? undefined : console.log(line));

interface Filler {
  actor: string;
  fund: string;
  drive: string;
  donor: string;
}

async function prepare(sql: Sql): Promise<Filler> {
  const id = async (query: PromiseLike<readonly { id?: string }[]>) => (await query)[0]!.id!;
  const at = '2026-01-01T00:00:00Z';
  await sql`insert into organisations (name, created_at) values ('街道办事处', ${at})`;
  const person = await id(
    sql`insert into persons (name, created_at) values ('会计甲', ${at}) returning id`,
  );
  const actor =
    await id(sql`insert into users (person_id, login, roles, password_hash, status, created_at)
    values (${person}, 'treasurer', '{treasurer}', 'none', 'active', ${at}) returning id`);
  const fund = await id(sql`insert into funds (code, name, kind, purpose, created_at)
    values ('F01', '突发性特困救助资金', 'restricted', '救助', ${at}) returning id`);
  const drive = await id(sql`insert into drives (code, name, fund_id, purpose, target, starts_on,
      fundraising_basis, surplus_clause, fee_bearer, status, created_at)
    values ('D1', '募捐', ${fund}, '救助', 0, '2026-01-01', 'mutual_aid', '', 'unrestricted', 'open',
      ${at})
    returning id`);
  const donor = await id(sql`insert into donors (kind, name_masked, created_at)
    values ('person', '王*国', ${at}) returning id`);
  return { actor, fund, drive, donor };
}

/** What is measured, each as the server answers it. */
function reads(sql: Sql): Record<string, () => Promise<unknown>> {
  const context = { client: sql } as unknown as Context;
  const months = { from: 202601, to: 202601 };
  const page = { ...months, limit: 50 };
  const plain = { daily: false, columnar: false };
  const days = { from: '2026-01-01', to: '2026-01-31' };
  return {
    trialBalance: () => readTrialBalance(sql, months),
    fundStatement: () => readFundStatement(sql, months),
    generalLedger: () => generalLedgerPageFor(context, { ...page, level: '1' }),
    accountLedger: () => bookPageFor(context, '410102', page, plain),
    cashJournal: () => bookPageFor(context, '100101', page, { daily: true, columnar: false }),
    bankJournal: () => bookPageFor(context, '100201', page, { daily: true, columnar: false }),
    columnarLedger: () => bookPageFor(context, '5101', page, { daily: false, columnar: true }),
    journal: () => readJournal(sql, days, { after: undefined, limit: 50 }),
    roster: () => rosterPageFor(context, page),
  };
}

async function measure({ appUrl }: OpenedDatabase): Promise<Record<string, number>> {
  const sql = postgres(appUrl, { max: 1, onnotice: () => {} });
  const found: Record<string, number> = {};
  for (const [name, read] of Object.entries(reads(sql))) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const began = performance.now();
      await read();
      times.push(performance.now() - began);
    }
    // the fastest round: what else the machine does only adds to the others
    found[name] = Math.min(...times);
  }
  await sql.end();
  return found;
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(ephemeralRoot(), 'hardship-bench-'));
  // as root, PostgreSQL runs under another account, which must be able to enter
  chmodSync(dataDir, 0o711);
  try {
    const database = await openDatabase({ dataDir, ephemeral: true, log: say, seed: seedDatabase });
    let filler: Filler | undefined;
    // some by the posting function, which makes the month and the balances; the others in bulk
    const posted = Math.min(POSTED, small / LINES);
    await administerAsOwner(database.adminUrl, database.roles, async (sql) => {
      filler = await prepare(sql);
      await fillBooks(sql, { ...filler, vouchers: posted, lines: LINES });
    });
    const layTo = (lines: number, before: number) =>
      administer(
        database.adminUrl,
        (sql) =>
          layBooks(sql, {
            ...filler!,
            vouchers: lines / LINES - before,
            lines: LINES,
            first: before + 1,
          }),
        { search_path: 'fund, pg_temp' },
      );
    say(`laying down ${small} lines …`);
    await layTo(small, posted);
    const before = await measure(database);
    say(`laying down ${large - small} more …`);
    await layTo(large, small / LINES);
    const after = await measure(database);
    report(before, after);
    await database.stop();
  } finally {
    await destroyEmbedded(dataDir);
  }
}

function report(before: Record<string, number>, after: Record<string, number>): void {
  const round = (value: number) => Number(value.toFixed(2));
  const names = Object.keys(before);
  const of = (name: string) => ({ small: before[name] ?? 0, large: after[name] ?? 0 });
  const ratios = Object.fromEntries(
    names.map((name) => [name, round(of(name).large / of(name).small)]),
  );
  for (const name of names) {
    const { small: first, large: second } = of(name);
    say(`${name}: ${round(first)} ms, ${round(second)} ms, ${ratios[name]} ×`);
  }
  const ms = Object.fromEntries(
    names.map((name) => [name, [round(of(name).small), round(of(name).large)]]),
  );
  const worst = Math.max(...Object.values(ratios));
  console.log(JSON.stringify({ small, large, ms, ratios, worst }));
  if (worst > 2) process.exitCode = 1;
}

await main();
