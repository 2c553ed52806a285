import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import postgres from 'postgres';
import { afterAll, describe, expect, it } from 'vitest';
import { administer, withDatabase } from '../../server/database/administer.ts';
import { migrateDatabase } from '../../server/database/migrate.ts';
import { ensureRoles } from '../../server/database/roles.ts';
import { freshDatabase } from '../support/database.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'hardship-migrations-'));
const server = await freshDatabase();
const database = `migrate_${process.pid}`;
const url = withDatabase(server.adminUrl, database);
const admin = postgres(server.adminUrl, { max: 1, onnotice: () => {} });
await admin.unsafe(`create database ${database}`);
const { roles, appUrl } = await ensureRoles(url, folder);
afterAll(async () => {
  await admin.unsafe(`drop database ${database} with (force)`);
  await admin.unsafe(`drop role ${roles.app}, ${roles.audit}, ${roles.owner}`);
  await admin.end();
  rmSync(folder, { recursive: true });
});

function writeMigrations(name: string, migrations: [tag: string, when: number, text: string][]) {
  const target = path.join(folder, name);
  mkdirSync(path.join(target, 'meta'), { recursive: true });
  const entries = migrations.map(([tag, when], idx) => ({
    idx,
    when,
    tag,
    version: '7',
    breakpoints: true,
  }));
  const journal = { version: '7', dialect: 'postgresql', entries };
  writeFileSync(path.join(target, 'meta/_journal.json'), JSON.stringify(journal));
  for (const [tag, , text] of migrations) writeFileSync(path.join(target, `${tag}.sql`), text);
  return target;
}

const makeNotes = `CREATE TABLE notes (text text);
--> statement-breakpoint
DO $$ BEGIN
  EXECUTE format('GRANT SELECT ON notes TO %I', current_setting('fund.app_role'));
END $$;`;

describe('migrations', () => {
  const two = writeMigrations('two', [
    ['0000_notes', 1000, makeNotes],
    ['0001_more', 3000, 'ALTER TABLE notes ADD COLUMN more text;'],
  ]);

  it('are applied once by four starts at the same time, and belong to the owner', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => migrateDatabase(url, roles, two)));
    expect(all).toEqual([2, 2, 2, 2]);
    await administer(url, async (client) => {
      const tables =
        await client`select tablename, tableowner from pg_tables where schemaname = 'fund'`;
      expect(tables.map((row) => row.tablename as string)).toContain('notes');
      expect(new Set(tables.map((row) => row.tableowner as string))).toEqual(
        new Set([roles.owner]),
      );
    });
    await administer(appUrl, async (client) => {
      expect(await client`select * from notes`).toEqual([]);
    });
  });

  it('that a merged branch brought too late are not skipped silently', async () => {
    const late = writeMigrations('late', [
      ['0000_notes', 1000, makeNotes],
      ['0001_branch', 2000, 'CREATE TABLE branch (id int);'],
      ['0002_more', 3000, 'ALTER TABLE notes ADD COLUMN more text;'],
    ]);
    await expect(migrateDatabase(url, roles, late)).rejects.toThrow(/0001_branch was skipped/);
  });

  it('are never edited once applied, and never unknown', async () => {
    const edited = path.join(folder, 'edited');
    cpSync(two, edited, { recursive: true });
    const file = path.join(edited, '0001_more.sql');
    writeFileSync(file, `${readFileSync(file, 'utf8')}-- edited`);
    await expect(migrateDatabase(url, roles, edited)).rejects.toThrow(/0001_more was skipped, or/);
    const older = writeMigrations('older', [['0000_notes', 1000, makeNotes]]);
    await expect(migrateDatabase(url, roles, older)).rejects.toThrow(
      /does not know.*newer release/,
    );
  });
});
