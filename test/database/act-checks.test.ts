import type { TransactionSql } from 'postgres';
import { expect, test } from 'vitest';
import { sealAndVerify } from '../../server/audit/service.ts';
import { smallFund } from '../support/small-fund.ts';
import { tamper } from '../support/tamper.ts';
import { makeWorld } from '../support/world.ts';

/** A6, A7: verify compares what people did with what the trail says. */
const world = await makeWorld();
const { paidRequest } = await smallFund(world);
const named = async (check: string) => {
  const { findings } = await sealAndVerify(world.core);
  return findings.filter((found) => found.check === check).map(({ row }) => row);
};
const sentences = [
  'every hand on a case has its entry',
  'no notice is older than its entry',
  'no ordinary case is paid before its notice ends',
];

test('a sound fund passes', async () => {
  for (const sentence of sentences) expect(await named(sentence)).toEqual([]);
});

test.each([
  [
    sentences[0]!,
    'vote 1',
    (sql: TransactionSql) =>
      sql`update votes set user_id = ${world.users['member3']!} where seq = 1`,
  ],
  [
    sentences[1]!,
    'notice 1',
    (sql: TransactionSql) => sql`update notices set posted_on = posted_on - 20`,
  ],
  [
    sentences[2]!,
    'case A2026-0001',
    (sql: TransactionSql) =>
      sql`update aid_requests set lane = 'ordinary' where id = ${paidRequest!}`,
  ],
])('%s', async (sentence, row, change) => {
  await tamper(world.adminUrl, change);
  expect(await named(sentence)).toEqual([row]);
});
