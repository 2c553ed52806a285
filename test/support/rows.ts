import type { TransactionSql } from 'postgres';

/** A column of a table of ours, by name and type as PostgreSQL writes it. */
export interface Column {
  name: string;
  type: string;
}

/** The columns of a table that somebody chooses: those that the database numbers are left out. */
export async function columnsOf(sql: TransactionSql, table: string): Promise<Column[]> {
  return await sql<Column[]>`
    select attname::text as name, format_type(atttypid, null) as type from pg_attribute
    where attrelid = ${`fund.${table}`}::regclass and attnum > 0 and not attisdropped
      and attidentity = '' order by attnum`;
}

const firsts: Record<string, string> = {
  uuid: 'gen_random_uuid()',
  text: "'x'",
  'text[]': "'{x}'",
  boolean: 'true',
  date: "'2026-01-10'",
  'timestamp with time zone': "'2026-01-10T02:00Z'",
  jsonb: "'[]'",
  bytea: "'\\x00'",
  xid8: "'1'",
};

/**
 * Writes one row with made-up values into a table, as a superuser who switched the guards off and
 * dropped the checks.
 */
export async function makeUp(sql: TransactionSql, table: string): Promise<void> {
  const columns = await columnsOf(sql, table);
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const values = columns.map(({ type }) => firsts[type] ?? '1').join(', ');
  await sql.unsafe(`insert into ${table} (${names}) values (${values})`);
}

/** The SQL of another value than a column has now; it says nothing twice that must be unique. */
export function otherValue({ name, type }: Column): string {
  const now = `"${name}"`;
  if (type === 'text') return `coalesce(${now}, '') || 'x'`;
  if (type === 'text[]') return `coalesce(${now}, '{}') || '{other}'`;
  if (type === 'boolean') return `${now} is not true`;
  if (type === 'date') return `coalesce(${now}, '2026-01-10') + 1`;
  if (type === 'numeric') return `coalesce(${now}, 0) + 1`;
  if (type === 'integer' || type === 'smallint' || type === 'bigint') {
    return `coalesce(${now}, 0) + 1000`;
  }
  if (type === 'timestamp with time zone') {
    return `coalesce(${now}, '2026-01-10T02:00Z') + interval '1 second'`;
  }
  const others: Record<string, string> = {
    uuid: 'gen_random_uuid()',
    jsonb: `'["other"]'`,
    bytea: "'\\x07'",
    xid8: "'7'",
  };
  return others[type]!;
}

/** Drops the checks of every table, so that rows can say anything. */
export async function dropChecks(sql: TransactionSql): Promise<void> {
  const checks = await sql<{ table: string; name: string }[]>`
    select conrelid::regclass::text as table, conname::text as name from pg_constraint
    where contype = 'c' and connamespace = 'fund'::regnamespace and conrelid <> 0`;
  for (const { table, name } of checks) {
    await sql`alter table ${sql(table)} drop constraint ${sql(name)}`;
  }
}
