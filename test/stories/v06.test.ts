import { expect, test } from 'vitest';
import { readEvidence, verify } from '../../server/audit/verify.ts';
import { readSnapshot } from '../../server/database/snapshot.ts';
import { openDrive } from '../support/acts.ts';
import { accountNow, fillFund, fundNow, ok } from '../support/cases.ts';
import { ledgerTable } from '../support/ledger-table.ts';
import { addItem, bagsNoted, issueOf } from '../support/posts-goods.ts';
import { makeWorld } from '../support/world.ts';

/** V06 (domain.md §8): coats with an invoice, and old clothes without value. */
const world = await makeWorld();
const treasurer = world.as('treasurer');
const worker = world.as('worker');
const F01 = () => fundNow(world, 'F01');
const stock = async () => ok(await treasurer.get(`/goods-items/${itemId}`)).stock;
let itemId: string;
let before: { balance: string; available: string };

test('given F01 with money, a shop gives 40 new coats, invoice 120.00 each', async () => {
  await fillFund(world, '500.00');
  before = await F01();
  itemId = await addItem(world, { code: 'COAT' });
  const given = ok(
    await treasurer.post('/goods-gifts', {
      driveId: await openDrive(world),
      donor: { kind: 'organisation', name: '大有商店' },
      receivedOn: '2026-01-10',
      lines: [{ itemId, quantity: '40', value: '4800' }],
      paperNumber: '发票 00123456',
    }),
  );
  expect(given).toMatchObject({ value: '4800.00', receiptNumber: '2026-000002' });
  expect(await accountNow(world, '120101')).toBe('4800.00');
  expect(await accountNow(world, '410102')).toBe('-5300.00');
  // the donor's receipt names item, quantity and value
  expect(ok(await treasurer.get(`/donations/${given.donationId}`))).toMatchObject({
    channel: 'goods',
    gross: '4800.00',
    goods: [{ name: '棉衣', quantity: '40', unit: '件', value: '4800.00' }],
    allowedActions: [],
  });
  expect(await F01()).toMatchObject({
    balance: '5300.00',
    notCash: '4800.00',
    available: before.available,
  });
});

test('a resident gives 3 bags of used clothes: in the register, not in the books', async () => {
  const vouchers = ok(await treasurer.get('/vouchers')).items.length;
  await bagsNoted(world);
  expect(ok(await treasurer.get('/goods-memos')).items).toMatchObject([
    { description: '旧衣物', unit: '袋', quantity: '3', left: '3', giverMasked: '王*国' },
  ]);
  expect(ok(await treasurer.get('/vouchers')).items).toHaveLength(vouchers);
});

test('25 coats are handed out: 3,000.00 of expense, 15 pieces / 1,800.00 in stock', async () => {
  const issued = ok(await worker.post('/goods-issues', issueOf(world, itemId, '25')));
  expect(issued).toMatchObject({ value: '3000.00' });
  expect(await accountNow(world, '510102')).toBe('3000.00');
  expect(await accountNow(world, '120101')).toBe('1800.00');
  expect(await stock()).toMatchObject([{ fundCode: 'F01', quantity: '15', value: '1800.00' }]);
  // up by 1,800.00 net since the gift, and by 0.00 in money
  expect(await F01()).toMatchObject({ balance: '2300.00', available: before.available });
});

test('16 more coats are refused, and nothing changes', async () => {
  const refused = await worker.post('/goods-issues', issueOf(world, itemId, '16'));
  expect(refused).toMatchObject({
    status: 409,
    body: {
      code: 'EXCEEDS_STOCK',
      params: { left: '15' },
      errors: [{ pointer: '/lines/0/quantity', code: 'EXCEEDS_STOCK' }],
    },
  });
  expect(await stock()).toMatchObject([{ quantity: '15', value: '1800.00' }]);
});

test('the book by quantity and amount says the same and opens the voucher', async () => {
  const months = 'from=202601&to=202601';
  const { items } = ok(await treasurer.get(`/reports/goods-ledger?${months}&item=${itemId}`));
  const figures = (quantity: string, value: string) => ({ quantity, value });
  expect(items).toMatchObject([
    { kind: 'opening', left: figures('0', '0.00') },
    { kind: 'line', came: figures('40', '4800.00'), left: figures('40', '4800.00') },
    { kind: 'line', went: figures('25', '3000.00'), left: figures('15', '1800.00') },
    { kind: 'month', came: figures('40', '4800.00'), went: figures('25', '3000.00') },
    { kind: 'year', left: figures('15', '1800.00') },
  ]);
  expect(ok(await treasurer.get(`/vouchers/${items[2].voucherId}`)).label).toBe('记-0003');
  // the same rows, one at a time
  const one = ok(await treasurer.get(`/reports/goods-ledger?${months}&item=${itemId}&limit=1`));
  const rest = ok(
    await treasurer.get(
      `/reports/goods-ledger?${months}&item=${itemId}&limit=1&cursor=${one.nextCursor}`,
    ),
  );
  expect([...one.items, ...rest.items]).toEqual(items);
});

test('the ledger of the story, and every invariant holds', async () => {
  const table = await ledgerTable(world);
  console.log(table);
  expect(table).toContain('E05');
  expect(table).toContain('E07');
  const report = await readSnapshot(world.auditUrl, (sql) =>
    verify(sql, readEvidence(world.dataDir)),
  );
  expect(report.findings).toEqual([]);
});
