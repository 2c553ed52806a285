import { expect, test } from 'vitest';
import { ok } from '../support/cases.ts';
import { approvedBatch, handedIn, paidAdvance, signed } from '../support/posts-imprest.ts';
import { makeWorld } from '../support/world.ts';

/** Decision 7: where vouchers have three words, a mixed settlement is two vouchers. */
const world = await makeWorld();
ok(await world.as('treasurer').post('/voucher-words', { words: 'three' }));
const posted = async (id: string) => {
  const day = world.core.today();
  ok(await world.as('treasurer').post(`/condolence-payments/${id}/review`, { postedOn: day }));
  ok(await world.as('cashier').post(`/condolence-payments/${id}/cash`, { paidOn: day }));
  const rows = await world.client`select word, source_type, total from vouchers
    where source_id = ${id} order by seq`;
  return rows.map((row) => [row['word'], row['source_type'], row['total']]);
};

test('what was spent is 转, what came back is 收', async () => {
  const { id } = await handedIn(world);
  expect(await posted(id)).toEqual([
    ['转', 'condolence', '300.00'],
    ['收', 'condolence_cash', '300.00'],
  ]);
});

test('what was spent beyond the advance is 付', async () => {
  const { id: batchId, lines } = await approvedBatch(world);
  const advanceId = await paidAdvance(world, batchId, { amount: '500.00' });
  const body = { returned: '0.00', lines: lines.map((line) => signed(world, line)) };
  const { id } = ok(await world.as('worker2').post(`/advances/${advanceId}/settle`, body));
  expect(await posted(id)).toEqual([
    ['转', 'condolence', '500.00'],
    ['付', 'condolence_cash', '100.00'],
  ]);
});

test('verify finds nothing amiss', async () => {
  expect(ok(await world.as('auditor').post('/verifications', {})).findings).toEqual([]);
});
