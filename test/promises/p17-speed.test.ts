import { expect, test } from 'vitest';
import { fillBooks } from '../../bench/fill.ts';
import { makeSealer } from '../../server/audit/seal.ts';
import { readEvidence, verify } from '../../server/audit/verify.ts';
import { administerAsOwner } from '../../server/database/administer.ts';
import { readSnapshot } from '../../server/database/snapshot.ts';
import { makeWorld } from '../support/world.ts';
import { reached } from './report.ts';

const books = await makeWorld();

test('20,000 rows are proved in less than 5 seconds', async () => {
  await administerAsOwner(books.adminUrl, books.roles, (owner) =>
    fillBooks(owner, {
      vouchers: 2000,
      lines: 8,
      actor: books.users['treasurer']!,
      fund: books.funds.F01,
    }),
  );
  await makeSealer(books.core).sealNow();
  const began = performance.now();
  const result = await readSnapshot(books.auditUrl, (sql) =>
    verify(sql, readEvidence(books.dataDir)),
  );
  const seconds = (performance.now() - began) / 1000;
  expect(result.findings).toEqual([]);
  // 2,000 vouchers with 16,000 lines, 2,000 entries, two funds, and the charts that came with them
  const [all] = await books.client`select count(*)::int as rows from sealed_rows`;
  expect(result.checks.find((check) => check.name === 'every sealed row is unchanged')?.rows).toBe(
    all!['rows'],
  );
  expect(all!['rows']).toBeGreaterThan(4002);
  reached('P17', '20 k rows < 5 s', `20,000 rows in ${seconds.toFixed(2)} s`);
  expect(seconds).toBeLessThan(5);
}, 60_000);

test('looking for rows without a seal reads a few rows, not the history', async () => {
  const history = ['vouchers', 'voucher_lines', 'audit_entries', 'seal_leaves'];
  const hourLater = new Date(books.now().getTime() + 3_600_000).toISOString();
  const rows = await books.client.begin(async (tx) => {
    const read = async () => {
      const [sum] = await tx`select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows
        from pg_stat_xact_user_tables where relname in ${tx(history)}`;
      return sum!['rows'] as number;
    };
    // a connection's own figures begin before this transaction
    const before = await read();
    const found = await tx`select from unsealed_rows(${hourLater}::timestamptz, 5000)`;
    expect(found.length).toBe(0);
    return (await read()) - before;
  });
  // one leaf for each kind, and none of the 2,000 vouchers and entries
  expect(rows).toBeLessThan(200);
});
