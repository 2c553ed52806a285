import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TransactionSql } from 'postgres';
import { expect, test } from 'vitest';
import { freeClock, seedDatabase } from '../../drizzle/seed.ts';
import { makeSealer } from '../../server/audit/seal.ts';
import { readEvidence, verify } from '../../server/audit/verify.ts';
import { administer } from '../../server/database/administer.ts';
import { connect } from '../../server/database/connect.ts';
import { openDatabase } from '../../server/database/open.ts';
import { readSnapshot } from '../../server/database/snapshot.ts';
import { temporaryDataDir } from '../support/embedded.ts';
import { smallFund } from '../support/small-fund.ts';
import { tamper } from '../support/tamper.ts';
import { worldOn } from '../support/world.ts';

const script = fileURLToPath(new URL('../../server/verify.ts', import.meta.url));

/** Runs `npm run verify` as it is, on this folder. */
function runVerify(dataDir: string): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const given = ['--import', 'tsx', script, '--data', dataDir];
    execFile(process.execPath, given, (error, stdout, stderr) => {
      const code = error === null ? 0 : Number(error.code);
      resolve({ code, said: stdout + stderr });
    });
  });
}

/** The same without a program of its own. */
async function verified(auditUrl: string, dataDir: string) {
  const result = await readSnapshot(auditUrl, (sql) => verify(sql, readEvidence(dataDir)));
  const said = result.findings.map(({ row, detail }) => `BAD  ${row}: ${detail}`).join('\n');
  return { code: result.ok ? 0 : 1, said };
}

test('verify tells a sound fund from a changed one, beside a server and alone', async () => {
  const dataDir = temporaryDataDir();
  const opened = await openDatabase({
    dataDir,
    ephemeral: true,
    log: () => {},
    seed: seedDatabase,
  });
  const beside = await runVerify(dataDir);
  expect(beside.said).toContain('All rules hold.');
  expect(beside.code).toBe(0);

  await administer(opened.adminUrl, async (sql) => {
    await sql`insert into fund.counters values ('voucher:202601:记', 7)`;
  });
  const changed = await runVerify(dataDir);
  expect(changed.said).toContain('BAD  series voucher:202601:记: counter 7, last number 0');
  expect(changed.code).toBe(1);

  await opened.stop();
  const alone = await runVerify(dataDir);
  expect(alone.said).toContain('Broken rules: 1.');
  expect(alone.code).toBe(1);
}, 90_000);

test('verify names the row that was changed behind the ledger, and exits with 1', async () => {
  const dataDir = temporaryDataDir();
  const options = { dataDir, ephemeral: true, log: () => {}, seed: freeClock };
  const opened = await openDatabase(options);
  const connected = connect(opened.appUrl, { max: 4, applicationName: 'test' });
  const world = await worldOn({ ...opened, ...connected, name: '' }, dataDir);
  await smallFund(world);
  await makeSealer(world.core).sealNow();
  expect(await runVerify(dataDir)).toMatchObject({ code: 0 });

  const amount = `update voucher_lines set amount = amount + 100 where voucher_id =
    (select id from vouchers where number = 1)`;
  const digest = `update vouchers v set digest = voucher_digest(v, line_digest_input(v.id))
    where number = 1`;
  const manipulations: [string, string[], RegExp][] = [
    ['an amount', [amount], /BAD {2}voucher 记-0001 of 202601/],
    ['an amount and its digest', [amount, digest], /BAD {2}voucher 记-0001 of 202601/],
    ['a vote', [`update votes set amount = amount - 1 where seq = 1`], /BAD {2}vote 1 of case/],
    [
      'an audit row',
      [`update audit_entries set body = replace(body, '1', '7') where seq = 3`],
      /BAD {2}audit seq 3/,
    ],
    ['an account', [`update accounts set side = 'credit' where code = '1001'`], /BAD {2}account /],
  ];
  for (const [what, statements, row] of manipulations) {
    const undo = await changed(opened.adminUrl, statements);
    // the program once, then what it calls: a start of it takes longer than all its rules
    const { code, said } =
      what === 'an amount' ? await runVerify(dataDir) : await verified(opened.auditUrl, dataDir);
    expect([what, code]).toEqual([what, 1]);
    expect(said).toMatch(row);
    await undo();
  }
  expect(await verified(opened.auditUrl, dataDir)).toMatchObject({ code: 0 });
  await connected.client.end();
  await opened.stop();
}, 90_000);

/** Changes rows with the guards off; answers how to take it back. */
async function changed(adminUrl: string, statements: readonly string[]) {
  const tables = ['vouchers', 'voucher_lines', 'votes', 'audit_entries', 'accounts'];
  const copies = async (sql: TransactionSql) => {
    for (const table of tables)
      await sql.unsafe(`create table public.kept_${table} as table ${table}`);
    for (const statement of statements) await sql.unsafe(statement);
  };
  await tamper(adminUrl, copies);
  return () =>
    tamper(adminUrl, async (sql) => {
      for (const table of tables) {
        await sql.unsafe(`delete from ${table}`);
        await sql.unsafe(`insert into ${table} overriding system value table public.kept_${table}`);
        await sql.unsafe(`drop table public.kept_${table}`);
      }
    });
}

test('verify says what it misses when there is no fund, and ends with 2', async () => {
  const { code, said } = await runVerify(temporaryDataDir());
  expect(said).toContain('There is no fund in');
  expect(code).toBe(2);
});
