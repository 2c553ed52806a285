import ExcelJS from 'exceljs';
import request from 'supertest';
import { expect, test } from 'vitest';
import type { GoodsBookRow } from '../../shared/goods-book.ts';
import { ok } from '../support/cases.ts';
import { addItem, coatsInStore, goodsGift, issueOf } from '../support/posts-goods.ts';
import { makeWorld } from '../support/world.ts';

/** The book of goods by quantity and amount (数量金额式), on screen and as a sheet. */
const world = await makeWorld();
const treasurer = world.as('treasurer');
const worker = world.as('worker');
const { F00, F01 } = world.funds;

const { itemId } = await coatsInStore(world);
const toF00 = await goodsGift(world, itemId, { quantity: '3', value: '100.00' }, { driveId: null });
ok(await treasurer.post('/goods-gifts', toF00));
const wrong = ok(await worker.post('/goods-issues', issueOf(world, itemId, '10')));
world.setNow('2026-02-03T02:00:00.000Z');
const back = { reason: '登记有误', reversedOn: '2026-02-03' };
ok(await treasurer.post(`/goods-documents/${wrong.id}/reverse`, back));
ok(await worker.post('/goods-issues', issueOf(world, itemId, '25')));
ok(await worker.post('/goods-issues', issueOf(world, itemId, '1', { fundId: F00 })));
await addItem(world);

const book = async (query: string, limit = 200): Promise<GoodsBookRow[]> => {
  const rows: GoodsBookRow[] = [];
  let cursor = '';
  do {
    const path = `/reports/goods-ledger?item=${itemId}&limit=${limit}&${query}${cursor}`;
    const page = ok(await world.as('auditor').get(path));
    rows.push(...page.items);
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  return rows;
};
const short = ({ kind, came, went, left }: GoodsBookRow) =>
  [kind, came, went, left].map((each) =>
    typeof each === 'string' ? each : `${each.quantity} / ${each.value}`,
  );

test('a paper that was taken back stands in red on the side where it stood', async () => {
  expect((await book(`from=202601&to=202602&fund=${F01}`)).map(short)).toEqual([
    ['opening', '0 / 0.00', '0 / 0.00', '0 / 0.00'],
    ['line', '40 / 4800.00', '0 / 0.00', '40 / 4800.00'],
    ['line', '0 / 0.00', '10 / 1200.00', '30 / 3600.00'],
    ['month', '40 / 4800.00', '10 / 1200.00', '30 / 3600.00'],
    ['year', '40 / 4800.00', '10 / 1200.00', '30 / 3600.00'],
    ['line', '0 / 0.00', '-10 / -1200.00', '40 / 4800.00'],
    ['line', '0 / 0.00', '25 / 3000.00', '15 / 1800.00'],
    ['month', '0 / 0.00', '15 / 1800.00', '15 / 1800.00'],
    ['year', '40 / 4800.00', '25 / 3000.00', '15 / 1800.00'],
  ]);
});

test('of all funds together, from a later month, and page by page it is the same book', async () => {
  const whole = await book('from=202601&to=202602');
  for (const limit of [1, 2, 3]) expect(await book('from=202601&to=202602', limit)).toEqual(whole);
  const february = await book('from=202602&to=202602');
  expect(short(february[0]!)).toEqual(['opening', '0 / 0.00', '0 / 0.00', '33 / 3700.00']);
  expect(february.at(-1)).toEqual(whole.at(-1));
  expect(short(whole.at(-1)!)[3]).toBe('17 / 1866.67');
  for (const { voucherId, kind } of whole) {
    if (kind === 'line') ok(await treasurer.get(`/vouchers/${voucherId}`));
  }
});

test('the sheet of the workbook has the same figures and its cover the same totals', async () => {
  const auditor = world.as('auditor');
  const months = { fromPeriod: 202601, toPeriod: 202602 };
  const made = ok(await auditor.post('/exports', { ...months, include: ['goodsLedger'] }));
  const file = await request(world.app)
    .get(`/api/v1/exports/${made.id}/workbook`)
    .set('Authorization', `Bearer ${await world.tokenOf('auditor')}`)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(file.body);
  const sheet = workbook.getWorksheet('数量金额式明细账')!;
  const cover = new Map<string, ExcelJS.CellValue>();
  workbook.getWorksheet('封面')!.eachRow((row) => {
    cover.set(row.getCell(1).text, row.getCell(2).value);
  });
  expect(cover.get('校验')).toMatch(/^校验通过/);
  expect(cover.get('数量金额式明细账')).toBe(sheet.rowCount - 2);
  expect(cover.get('数量金额式明细账 · 收入金额')).toBe(4900);
  expect(cover.get('数量金额式明细账 · 发出金额')).toBe(3033.33);
  const shown = await book('from=202601&to=202602');
  const values = shown.map(({ left }) => Number(left.value));
  const last = sheet.getRow(1).actualCellCount;
  const written = shown.map((_, at) => sheet.getRow(at + 2).getCell(last).value);
  expect(written).toEqual(values);
});
