import postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';
import { sqlStateOf } from '../support/cases.ts';
import { smallFund } from '../support/small-fund.ts';
import { makeWorld } from '../support/world.ts';
import { reached } from './report.ts';

const world = await makeWorld();
await smallFund(world);
const app = postgres(world.appUrl, { max: 1, onnotice: () => {} });
// the application itself does not read all of an operation
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
afterAll(() => Promise.all([app.end(), owner.end()]));

/** Posted, decided and audited: no row of these may ever change or go. */
const kept = ['vouchers', 'voucher_lines', 'audit_entries', 'operations', 'votes', 'commitments'];
kept.push(
  'seals',
  'seal_leaves',
  'donations',
  'receipts',
  'payments',
  'payment_orders',
  'aid_steps',
);

/** The statements of promises.md §4.7, for a table of the list where one is needed. */
const onTable: Record<string, (table: string) => string> = {
  UPDATE: (table) => `update ${table} set ${column[table] ?? 'operation_id = operation_id'}`,
  DELETE: (table) => `delete from ${table}`,
  TRUNCATE: (table) => `truncate ${table} cascade`,
  DROP: (table) => `drop table ${table}`,
  'DISABLE TRIGGER': (table) => `alter table ${table} disable trigger all`,
  MERGE: (table) => `merge into ${table} t using (select 1) s on true when matched then delete`,
  'SELECT FOR UPDATE': (table) => `select 1 from ${table} for update`,
  'CREATE TRIGGER': (table) =>
    `create trigger mine before insert on ${table} for each row execute function refuse_change()`,
};
const column: Record<string, string> = {
  operations: 'status = 200',
  voucher_lines: 'amount = 1',
  votes: 'amount = 1',
  seals: 'no = 0',
  seal_leaves: 'seal_no = 1',
  receipts: 'number = 1',
  payment_orders: 'amount = 1',
  aid_steps: 'amount = 1',
};

const once: Record<string, string> = {
  session_replication_role: `set session_replication_role = replica`,
  'SET ROLE': `set role ${world.roles.owner}`,
  'replace trigger function': `create or replace function fund.refuse_change() returns trigger
    language plpgsql as $$ begin return new; end $$`,
  'ON CONFLICT UPDATE': `insert into funds (code, name, kind, purpose, created_at)
    values ('F01', 'x', 'restricted', 'x', now()) on conflict (code) do update set name = 'x'`,
  'INSERT a voucher': `insert into vouchers default values`,
  'INSERT a line': `insert into voucher_lines default values`,
  'CREATE TABLE in public': `create table public.mine (a int)`,
  'CREATE TABLE in our schema': `create table fund.mine (a int)`,
  'CREATE SCHEMA': `create schema mine`,
  'COPY PROGRAM': `copy (select 1) to program 'true'`,
  lo_import: `select lo_import('/etc/hostname')`,
  'CREATE EXTENSION': `create extension file_fdw`,
  pg_read_file: `select pg_read_file('/etc/hostname')`,
};

async function everything(): Promise<string> {
  const sums = await Promise.all(
    kept.map(async (table) => {
      const [row] = await owner.unsafe(
        `select count(*) || md5(coalesce(string_agg(t::text, '' order by t::text), '')) as sum from fund.${table} t`,
      );
      return `${table} ${row!['sum'] as string}`;
    }),
  );
  return sums.join('\n');
}

const before = await everything();
const statements = [
  ...Object.entries(onTable).flatMap(([name, sql]) =>
    kept.map((table) => [`${name} on ${table}`, sql(table)] as const),
  ),
  ...Object.entries(once),
];

test.each(statements)('P15 the application is refused: %s', async (_name, sql) => {
  expect(await sqlStateOf(app.unsafe(sql))).toBe('42501');
});

test('P15 nothing changed', async () => {
  expect(await everything()).toBe(before);
  const kinds = Object.keys(onTable).length + Object.keys(once).length;
  expect(kinds).toBeGreaterThanOrEqual(18);
  reached(
    'P15',
    'all 42501, 0 rows changed',
    `${statements.length} statements of ${kinds} kinds, all 42501`,
  );
});
