import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';
import { compareWithSeals } from '../../server/audit/checks.ts';
import { makeSealer } from '../../server/audit/seal.ts';
import { administer, administerAsOwner, withDatabase } from '../../server/database/administer.ts';
import { connect } from '../../server/database/connect.ts';
import { migrateDatabase } from '../../server/database/migrate.ts';
import { ensureRoles } from '../../server/database/roles.ts';
import { freshDatabase } from '../support/database.ts';
import { tamper } from '../support/tamper.ts';

/** A database of before 0021_seals.sql, with rows and seals of that time. */
const server = await freshDatabase();
const folder = mkdtempSync(path.join(tmpdir(), 'hardship-seals-'));
const database = `seal_upgrade_${process.pid}`;
const url = withDatabase(server.adminUrl, database);
const admin = postgres(server.adminUrl, { max: 1, onnotice: () => {} });
await admin.unsafe(`create database ${database}`);
const { roles, appUrl } = await ensureRoles(url, folder);
const { client } = connect(appUrl);
afterAll(async () => {
  await client.end();
  await admin.unsafe(`drop database ${database} with (force)`);
  await admin.unsafe(`drop role ${roles.app}, ${roles.audit}, ${roles.owner}`);
  await admin.end();
  rmSync(folder, { recursive: true });
});

/** The migrations up to the last one that knew no kinds of sealed rows. */
function earlierMigrations(): string {
  const shipped = fileURLToPath(new URL('../../drizzle/migrations', import.meta.url));
  const target = path.join(folder, 'earlier');
  mkdirSync(path.join(target, 'meta'), { recursive: true });
  const journal = JSON.parse(readFileSync(path.join(shipped, 'meta/_journal.json'), 'utf8')) as {
    entries: { idx: number; tag: string }[];
  };
  const entries = journal.entries.filter(({ idx }) => idx < 18);
  for (const { tag } of entries) {
    cpSync(path.join(shipped, `${tag}.sql`), path.join(target, `${tag}.sql`));
  }
  writeFileSync(path.join(target, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }));
  return target;
}

let now = new Date('2026-01-10T02:00:00.000Z');
const sealer = makeSealer({ client, now: () => now, dataDir: folder, log: () => {} });

const findings = () =>
  administer(
    url,
    async (sql) => {
      const { outcomes, unsealed } = await compareWithSeals(sql);
      expect(unsealed).toBe(0);
      return outcomes.flatMap(({ outcome }) => (outcome.bad ? [outcome.bad.row] : []));
    },
    { search_path: 'fund, pg_temp' },
  );

test('seals of before an upgrade hold, and rows of before are sealed after it', async () => {
  await migrateDatabase(url, roles, earlierMigrations());
  await administerAsOwner(url, roles, async (owner) => {
    await owner`insert into funds (code, name, kind, purpose, created_at)
      values ('F00', '非限定', 'unrestricted', '互助', ${now}), ('F01', '专项', 'restricted', '医疗', ${now})`;
    await owner`insert into accounts values ('1002', '银行存款', 'Bank', 1, 'debit', null, true,
      false, false, true)`;
  });
  expect(await sealer.sealNow()).toEqual({ rows: 2 });
  await migrateDatabase(url, roles);
  now = new Date('2026-01-12T02:00:00.000Z');
  // the account of before, and what the migrations themselves wrote into kept tables
  const [more] = await client`select count(*)::int as rows from sealed_rows where kind <> 'fund'`;
  expect(more!['rows']).toBeGreaterThan(0);
  expect(await sealer.sealNow()).toEqual({ rows: more!['rows'] });
  expect(await findings()).toEqual([]);
  await tamper(url, (sql) => sql`update funds set purpose = '别的' where code = 'F01'`);
  expect(await findings()).toEqual(['fund 2']);
  await tamper(url, (sql) => sql`update funds set purpose = '医疗' where code = 'F01'`);
  await tamper(url, (sql) => sql`update accounts set name_zh = '别的' where code = '1002'`);
  expect(await findings()).toEqual([expect.stringMatching(/^account \d+$/)]);
});
