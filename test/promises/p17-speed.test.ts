import { expect, test } from 'vitest';
import { fillBooks } from '../../bench/fill.ts';
import { makeSealer } from '../../server/audit/seal.ts';
import { readEvidence, verify } from '../../server/audit/verify.ts';
import { administerAsOwner } from '../../server/database/administer.ts';
import { readSnapshot } from '../../server/database/snapshot.ts';
import { makeWorld } from '../support/world.ts';
import { reached } from './report.ts';

test('20,000 rows are proved in less than 5 seconds', async () => {
  const books = await makeWorld();
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
  // 2,000 vouchers with 16,000 lines, 2,000 entries and two funds
  expect(result.checks.find((check) => check.name === 'every sealed row is unchanged')?.rows).toBe(
    4002,
  );
  reached('P17', '20 k rows < 5 s', `20,000 rows in ${seconds.toFixed(2)} s`);
  expect(seconds).toBeLessThan(5);
}, 60_000);
