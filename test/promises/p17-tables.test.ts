import type { TransactionSql } from 'postgres';
import { beforeAll, expect, test } from 'vitest';
import words from '../../client/i18n/en/audit.json' with { type: 'json' };
import { compareWithSeals } from '../../server/audit/checks.ts';
import { contentsOf, digestOf } from '../../server/audit/contents.ts';
import { earlierContentsOf } from '../../server/audit/earlier.ts';
import { makeSealer } from '../../server/audit/seal.ts';
import { gift } from '../support/acts.ts';
import { ok, submitted, visitBody } from '../support/cases.ts';
import { byHand, expense } from '../support/drafts.ts';
import { bankedVoucher, countedBox, signedMonth } from '../support/prepared.ts';
import { columnsOf, dropChecks, makeUp, otherValue, type Column } from '../support/rows.ts';
import { smallFund } from '../support/small-fund.ts';
import { tamper } from '../support/tamper.ts';
import { makeWorld } from '../support/world.ts';
import { reached } from './report.ts';
import { unsealedColumns, unsealedTables } from './unsealed.ts';

/**
 * P17 table by table: every table is sealed or says why not, every column of a sealed table counts
 * or says why not, and a changed row of each kind is named by its seal. Kinds of which this small
 * fund has no row get one that is made up.
 */
const world = await makeWorld();

/** A kind, one of its tables, and which rows of that table belong to its first sealed row. */
interface Part {
  kind: string;
  table: string;
  rows: string;
}

/** The tables from which the rows of each kind are put together. */
async function partsOf(sql: TransactionSql): Promise<Part[]> {
  const kinds = await sql<{ kind: string; source: string }[]>`
    select distinct kind, source from sealed_kinds order by kind`;
  return kinds.flatMap(({ kind, source }) => {
    const first = `(select min(row_seq) from sealed_${kind})`;
    const voucher = `(select id from vouchers where seq = ${first})`;
    const draft = `(select source_id from vouchers where seq = ${first})`;
    if (kind === 'posted_draft') {
      return [
        { kind, table: 'voucher_drafts', rows: `id = ${draft}` },
        { kind, table: 'voucher_draft_lines', rows: `draft_id = ${draft} and line_no = 1` },
        { kind, table: 'voucher_draft_papers', rows: `draft_id = ${draft} and paper_no = 1` },
      ];
    }
    const own = { kind, table: source, rows: `seq = ${first}` };
    const lines = { kind, table: 'voucher_lines', rows: `voucher_id = ${voucher} and line_no = 1` };
    return kind === 'voucher' ? [own, lines] : [own];
  });
}

beforeAll(async () => {
  await smallFund(world);
  const [payment] = await world.client`select id from payments`;
  ok(
    await world.as('cashier').post(`/payments/${payment!['id']}/proof`, {
      kind: 'signature',
      reference: '签收单 1',
      receivedOn: '2026-01-10',
    }),
  );
  ok(await world.as('treasurer').post('/donations', gift({ channel: 'cash', gross: '5.00' })));
  await bankedVoucher(world);
  await countedBox(world);
  await signedMonth(world);
  const visit = await submitted(world);
  ok(await world.as('worker').post(`/aid-requests/${visit}/visit`, visitBody(world)));
  ok(await world.as('worker2').post(`/aid-requests/${visit}/sign-visit`));
  ok(await world.as('member3').post(`/aid-requests/${visit}/recuse`, { reason: '亲属' }));
  await byHand(world, expense(world, '10.00'));
  await tamper(world.adminUrl, async (sql) => {
    await dropChecks(sql);
    for (const { table } of await partsOf(sql)) {
      const found = await sql`select from ${sql(table)} limit 1`;
      if (found.length === 0) await makeUp(sql, table);
    }
  });
  await makeSealer(world.core).sealNow();
});

/** Tampers, and takes everything back in the end. */
async function tried<T>(work: (sql: TransactionSql) => Promise<T>): Promise<T> {
  const undo = new Error('undo');
  let answer: T | undefined;
  await tamper(world.adminUrl, async (sql) => {
    answer = await work(sql);
    throw undo;
  }).catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  return answer as T;
}

/** The tables that no kind covers and that say no reason. */
async function uncovered(sql: TransactionSql): Promise<string[]> {
  const covered = (await partsOf(sql)).map((part) => part.table);
  const tables = await sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'fund' order by 1`;
  return tables
    .map(({ name }) => name)
    .filter((name) => !covered.includes(name) && !(name in unsealedTables));
}

test('every table is sealed or says why not', async () => {
  const found = await tried(async (sql) => {
    const now = await uncovered(sql);
    await sql`create table loans (id uuid)`;
    return { now, later: await uncovered(sql), covered: await partsOf(sql) };
  });
  expect(found.now).toEqual([]);
  expect(found.later).toEqual(['loans']);
  const tables = found.covered.map((part) => part.table);
  expect(tables.filter((table) => table in unsealedTables)).toEqual([]);
});

test('the verifier brings the same digests as the database takes', async () => {
  const differing = await world.client`
    select r.kind, r.row_seq from sealed_rows r full join (${contentsOf(world.client)}) c
      on c.kind = r.kind and c.row_seq = r.row_seq
    where r.digest is distinct from ${digestOf(world.client, 'content')}`;
  expect(differing).toEqual([]);
  const kinds = await world.client`select kind from sealed_kinds
    where kind not in (select kind from seal_leaves)`;
  expect(kinds).toEqual([]);
  const named = await world.client`select distinct kind from sealed_kinds`;
  expect(Object.keys(words.kinds).toSorted()).toEqual(named.map((row) => row['kind']).toSorted());
});

/** Gives a column of the first sealed row another value while `look` looks, then takes it back. */
async function changed<T>(
  sql: TransactionSql,
  { part, column }: { part: Part; column: Column },
  look: (inside: TransactionSql) => Promise<T>,
): Promise<T> {
  const undo = new Error('undo');
  let seen: T | undefined;
  await sql
    .savepoint(async (inside) => {
      const { count } = await inside.unsafe(
        `update ${part.table} set "${column.name}" = ${otherValue(column)} where ${part.rows}`,
      );
      expect(`${part.table} ${count}`).toBe(`${part.table} 1`);
      seen = await look(inside);
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return seen as T;
}

/** The digest that the database takes of the first sealed row of a kind, if it is there. */
async function digestAt(sql: TransactionSql, kind: string, seq: number): Promise<string> {
  const rows = await sql.unsafe(`select encode(digest, 'hex') as digest from sealed_${kind}
    where row_seq = ${seq}`);
  return String(rows[0]?.['digest']);
}

test('every column of a sealed table counts, or says why not', async () => {
  const silent = await tried(async (sql) => {
    const names: string[] = [];
    for (const part of await partsOf(sql)) {
      const [first] = await sql.unsafe(`select min(row_seq)::int as seq from sealed_${part.kind}`);
      const digest = (at: TransactionSql) => digestAt(at, part.kind, first!['seq'] as number);
      const before = await digest(sql);
      for (const column of await columnsOf(sql, part.table)) {
        const after = await changed(sql, { part, column }, digest);
        if (after === before) names.push(`${part.table}.${column.name}`);
      }
    }
    return names;
  });
  expect(silent.toSorted()).toEqual(Object.keys(unsealedColumns).toSorted());
});

async function findings(sql: TransactionSql): Promise<string[]> {
  const { outcomes } = await compareWithSeals(sql);
  return outcomes.flatMap(({ outcome }) => (outcome.bad ? [outcome.bad.row] : []));
}

test('P17 a changed row of each kind is named', async () => {
  const silent: string[] = [];
  const tables = await tried(async (sql) => {
    expect(await findings(sql)).toEqual([]);
    const parts = await partsOf(sql);
    for (const part of parts) {
      const kept = (await columnsOf(sql, part.table)).filter(
        ({ name }) => !(`${part.table}.${name}` in unsealedColumns),
      );
      const seen = await changed(sql, { part, column: kept.at(-1)! }, findings);
      const row = new RegExp(`^${part.kind} |^${part.kind} seq `);
      if (seen.length !== 1 || !row.test(seen[0]!)) silent.push(`${part.table}: ${seen.join()}`);
    }
    return parts.length;
  });
  expect(silent).toEqual([]);
  reached('P17', 'each sealed table', `${tables} of ${tables} named`);
});

test('what was sealed under an earlier version of its kind is held by it', async () => {
  const seen = await tried(async (sql) => {
    const all = () => sql`select distinct kind from (${earlierContentsOf(sql)}) e order by 1`;
    const kinds = (await all()).map((row) => row['kind'] as string);
    await sql`update seal_leaves l set digest = ${digestOf(sql, 'content')}
      from (${earlierContentsOf(sql)}) e where e.kind = l.kind and e.row_seq = l.row_seq`;
    const untouched = await findings(sql);
    await sql`update deposits set slip_reference = 'other' where seq = 1`;
    return { kinds, untouched, touched: await findings(sql) };
  });
  const versions = await world.client`select kind from sealed_kinds where version > 1 order by 1`;
  expect(seen.kinds).toEqual(versions.map((row) => row['kind']));
  expect(seen.untouched).toEqual([]);
  expect(seen.touched).toEqual(['deposit 1']);
});

test('each kind is found by its place in an index, however many rows it has', async () => {
  const without = await world.client`
    select source from sealed_kinds k where source <> 'posted_drafts' and not exists (
      select from pg_index i join pg_attribute a on a.attrelid = i.indrelid
        and a.attnum = i.indkey[0]
      where i.indrelid = k.source::regclass and a.attname = 'seq' and i.indpred is null)`;
  expect(without).toEqual([]);
});
