import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TransactionSql } from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import type { Finding, Verification } from '../../shared/audit.ts';
import { signHash } from '../../server/audit/chain.ts';
import { loadSealKey } from '../../server/audit/keys.ts';
import { makeSealer } from '../../server/audit/seal.ts';
import { readSealLines } from '../../server/audit/seal-file.ts';
import { readEvidence, verify } from '../../server/audit/verify.ts';
import { administer, withDatabase } from '../../server/database/administer.ts';
import { readSnapshot } from '../../server/database/snapshot.ts';
import { gift } from '../support/acts.ts';
import { ok } from '../support/cases.ts';
import { smallFund } from '../support/small-fund.ts';
import { rechain, tamper } from '../support/tamper.ts';
import { makeWorld } from '../support/world.ts';
import { reached } from './report.ts';

/**
 * P17: whoever changes rows behind the application, with every guard switched off and every digest
 * inside the database recomputed, is found by the verifier, which names the row. The key that signs
 * seals is outside the database.
 */
const world = await makeWorld();
await smallFund(world);
const sealer = makeSealer(world.core);
await sealer.sealNow();
for (let day = 11; day < 15; day++) {
  world.setNow(`2026-01-${day}T02:00:00.000Z`);
  ok(await world.as('treasurer').post('/donations', gift({ gross: '10.00' })));
  await sealer.sealNow();
}

const thief = mkdtempSync(join(tmpdir(), 'hardship-thief-'));
afterAll(() => rmSync(thief, { recursive: true }));

const evidence = readEvidence(world.dataDir);
const verified = (url: string, given = evidence): Promise<Verification> =>
  readSnapshot(url, (sql) => verify(sql, given));

let manipulations = -1; // the first copy is left as it is

/** What the verifier finds after this change, made to a copy of the database. */
async function findingsAfter(
  change: (sql: TransactionSql) => Promise<unknown>,
): Promise<Finding[]> {
  const copy = `p17_${process.pid}_${randomBytes(4).toString('hex')}`;
  await world.core.client.end({ timeout: 5 });
  await world.client.end({ timeout: 5 });
  manipulations += 1;
  return await administer(withDatabase(world.adminUrl, 'postgres'), async (server) => {
    await server.unsafe(`create database ${copy} template ${world.name} strategy file_copy`);
    await server.unsafe(`grant connect on database ${copy} to ${world.roles.audit}`);
    try {
      await tamper(withDatabase(world.adminUrl, copy), change);
      const result = await verified(withDatabase(world.auditUrl, copy));
      expect(result.ok).toBe(result.findings.length === 0);
      return result.findings;
    } finally {
      await server.unsafe(`drop database ${copy} with (force)`);
    }
  });
}

const named = (findings: Finding[], row: RegExp) => findings.filter((each) => row.test(each.row));
const setBody = (sql: TransactionSql, seq: number) =>
  sql`update audit_entries set body = replace(body, '1', '7') where seq = ${seq}`;
const raiseAmount = (sql: TransactionSql) =>
  sql`update voucher_lines set amount = amount + 100 where voucher_id =
    (select id from vouchers where number = 1)`;
const freeIdentity = (sql: TransactionSql) =>
  sql`alter table audit_entries alter column seq drop identity`;

test('untouched books have no finding', async () => {
  expect((await verified(world.auditUrl)).findings).toEqual([]);
  expect(await findingsAfter(async () => undefined)).toEqual([]);
});

describe('the verifier names the row when a superuser', () => {
  test('edits an audit entry', async () => {
    const found = await findingsAfter((sql) => setBody(sql, 5));
    expect(named(found, /^audit seq 5$/).map((each) => each.check)).toEqual(
      expect.arrayContaining([
        'every audit entry keeps its digest',
        'every sealed row is unchanged',
      ]),
    );
  });

  test('puts an audit entry in', async () => {
    const found = await findingsAfter(async (sql) => {
      await sql`update audit_entries set operation_id = gen_random_uuid() where seq = 6`;
      await sql`insert into audit_entries (seq, at, operation_id, actor_id, person_id, roles,
        action, subject, body, digest)
        overriding system value select 1000, at, gen_random_uuid(), actor_id, person_id, roles,
          action, subject, body, digest
        from audit_entries where seq = 5`;
    });
    expect(named(found, /^audit seq 1000$/).map((each) => each.check)).toContain(
      'no row was put in behind the seals',
    );
  });

  test('deletes an audit entry', async () => {
    const found = await findingsAfter((sql) => sql`delete from audit_entries where seq = 5`);
    expect(named(found, /^audit seq 5$/)).toMatchObject([
      { check: 'every sealed row is still there' },
    ]);
  });

  test('swaps two audit entries', async () => {
    const found = await findingsAfter(async (sql) => {
      await freeIdentity(sql);
      await sql`update audit_entries set seq = 100005 where seq = 5`;
      await sql`update audit_entries set seq = 5 where seq = 6`;
      await sql`update audit_entries set seq = 6 where seq = 100005`;
    });
    expect(named(found, /^audit seq 5$/).length).toBeGreaterThan(0);
  });

  test('cuts off the newest entries together with their seals', async () => {
    const found = await findingsAfter(async (sql) => {
      const [last] = await sql<{ no: number }[]>`select max(no)::int as no from seals`;
      await sql`delete from audit_entries a using seal_leaves l
        where l.kind = 'audit' and l.row_seq = a.seq and l.seal_no = ${last!.no}`;
      await sql`delete from seal_leaves where seal_no = ${last!.no}`;
      await sql`delete from seals where no = ${last!.no}`;
    });
    expect(named(found, /^seal 5$/)).toMatchObject([{ check: 'seals agree with the file' }]);
  });

  test('edits an entry and recomputes every digest and seal', async () => {
    const found = await findingsAfter(async (sql) => {
      await setBody(sql, 5);
      await rechain(sql);
    });
    const checks = named(found, /^seal 1$/).map((each) => each.check);
    expect(checks).toEqual(['every seal holds and follows', 'seals agree with the file']);
  });

  test('does the same and signs with a key of their own', async () => {
    const { id, privateKey } = loadSealKey(thief);
    const found = await findingsAfter(async (sql) => {
      await setBody(sql, 5);
      await rechain(sql, (hash) => signHash(hash, privateKey));
      await sql`update seals set key_id = ${id}`;
    });
    expect(named(found, /^seal 1$/)[0]?.detail).toContain('is not known here');
  });

  test('changes a posted amount', async () => {
    const found = await findingsAfter(raiseAmount);
    const rows = named(found, /^voucher 记-0001 of 202601/);
    expect(rows.map((each) => each.check)).toEqual(
      expect.arrayContaining([
        'every voucher balances and is complete',
        'every voucher is named by its audit entry',
        'every sealed row is unchanged',
      ]),
    );
  });

  test('changes a posted amount and the digest that is stored with it', async () => {
    const found = await findingsAfter(async (sql) => {
      await raiseAmount(sql);
      await sql`update vouchers set total = total + 100 where number = 1`;
      await sql`update vouchers v set digest = voucher_digest(v, line_digest_input(v.id)) where number = 1`;
    });
    expect(named(found, /^voucher 记-0001 of 202601/).map((each) => each.check)).toEqual([
      'every voucher is named by its audit entry',
      'every sealed row is unchanged',
    ]);
  });

  test('deletes a voucher with its lines', async () => {
    const found = await findingsAfter(async (sql) => {
      await sql`delete from voucher_lines where voucher_id = (select id from vouchers where number = 2)`;
      await sql`delete from vouchers where number = 2`;
    });
    const all = JSON.stringify(found);
    expect(all).toContain('its voucher 记-0002 of 202601 is gone');
    expect(named(found, /^voucher 2$/)).toMatchObject([
      { check: 'every sealed row is still there' },
    ]);
    expect(found.map((each) => each.check)).toContain('voucher numbers have no gap');
  });

  test('puts a voucher in that no act posted', async () => {
    const found = await findingsAfter(async (sql) => {
      const [made] = await sql<{ id: string }[]>`
        insert into vouchers (period_id, word, number, voucher_date, event, summary, source_type,
          line_count,
          attachment_count, total, operation_id, ordinal, prepared_by, posted_at, digest)
        select period_id, word, 500, voucher_date, event, summary, 'deposit', 2, 0, 5.00,
          operation_id, 2, prepared_by,
          posted_at, '\\x00' from vouchers where number = 1 returning id`;
      await sql`insert into voucher_lines (voucher_id, line_no, account_code, side, amount,
        period_id, voucher_date, seq,
          balance_after)
        values (${made!.id}, 1, '100201', 'debit', 5, 202601, '2026-01-10', 900, 0),
          (${made!.id}, 2, '100101', 'credit', 5, 202601, '2026-01-10', 900, 0)`;
      await sql`update vouchers v set digest = voucher_digest(v, line_digest_input(v.id)) where id = ${made!.id}`;
    });
    expect(named(found, /^voucher 记-0500 of 202601/).map((each) => each.check)).toEqual([
      'voucher numbers have no gap',
      'every voucher is named by its audit entry',
      'no row was put in behind the seals',
    ]);
  });

  test('changes ledger, trail and every digest and seal alike', async () => {
    const found = await findingsAfter(async (sql) => {
      await raiseAmount(sql);
      await sql`update vouchers set total = total + 100 where number = 1`;
      const [old] = await sql<{ hex: string; operation: string }[]>`
        select encode(digest, 'hex') as hex, operation_id as operation from vouchers where number =
          1`;
      await sql`update vouchers v set digest = voucher_digest(v, line_digest_input(v.id)) where number = 1`;
      await sql`update audit_entries set body = replace(body, ${old!.hex},
        (select encode(digest, 'hex') from vouchers where number = 1)) where operation_id =
          ${old!.operation}`;
      await rechain(sql);
    });
    expect(named(found, /^seal 1$/).length).toBe(2);
    expect(named(found, /^account 100101$/).length).toBeGreaterThan(0);
  });

  test('deletes an entry and numbers the others anew', async () => {
    const found = await findingsAfter(async (sql) => {
      await freeIdentity(sql);
      await sql`delete from audit_entries where seq = 5`;
      await sql`update audit_entries set seq = -seq where seq > 5`;
      await sql`update audit_entries set seq = -seq - 1 where seq < 0`;
      await rechain(sql);
    });
    expect(named(found, /^seal 1$/).length).toBe(2);
    expect(JSON.stringify(found)).toContain('an act without its entry');
  });

  test('turns a vote', async () => {
    const found = await findingsAfter(
      (sql) => sql`update votes set approves = false where seq = 2`,
    );
    expect(named(found, /^vote 2 of case A2026-0002$/)).toHaveLength(1);
    expect(named(found, /^case A2026-0002$/)).toMatchObject([
      { check: 'every grant has its votes' },
    ]);
  });

  test('changes a donation', async () => {
    const found = await findingsAfter(
      (sql) => sql`update donations set gross = gross + 1, net = net + 1 where seq = 1`,
    );
    expect(named(found, /^donation 1 \(receipt 2026-000001\)$/)).toHaveLength(2);
  });
});

test('a seal that the file lost is missed there, a line that a crash cut short is not', async () => {
  const lines = readSealLines(join(world.dataDir, 'seals.jsonl'));
  const without = { ...evidence, sealFileLines: lines.toSpliced(1, 1) };
  expect((await verified(world.auditUrl, without)).findings).toMatchObject([
    { check: 'seals agree with the file', row: 'seal 2' },
  ]);
  const file = join(world.dataDir, 'cut.jsonl');
  writeFileSync(file, readFileSync(join(world.dataDir, 'seals.jsonl'), 'utf8').slice(0, -20));
  const cut = { ...evidence, sealFileLines: readSealLines(file) };
  expect((await verified(world.auditUrl, cut)).findings).toEqual([]);
});

afterAll(() => reached('P17', 'every one named', `${manipulations} manipulations named`));
