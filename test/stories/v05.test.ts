import { expect, test } from 'vitest';
import { readEvidence, verify } from '../../server/audit/verify.ts';
import { readSnapshot } from '../../server/database/snapshot.ts';
import { accountNow, fundNow, ok } from '../support/cases.ts';
import { ledgerTable } from '../support/ledger-table.ts';
import { addItem, orderOf, paidBy } from '../support/posts-goods.ts';
import {
  advanceOf,
  agreed,
  batchOf,
  families,
  linesOf,
  payment,
  signed,
} from '../support/posts-imprest.ts';
import { makeWorld } from '../support/world.ts';

/** V05 (domain.md §8): Spring Festival visits to twelve single mothers, one absent on the day. */
const world = await makeWorld('2026-02-10T02:00:00.000Z');
const treasurer = world.as('treasurer');
const cashier = world.as('cashier');
const B = world.as('worker2');
const F04 = () => fundNow(world, 'F04');
const seen = async (login = 'auditor') => ok(await world.as(login).get(`/condolences/${batch}`));
const accounts = (...codes: string[]) =>
  Promise.all(codes.map(async (code) => accountNow(world, code)));
let fundId: string;
let itemId: string;
let batch: string;
let lines: string[];
let advance: string;
let mothers: string[];

test('given F04 with 6,000.00 in the bank, 12 packs at 86.50 are bought', async () => {
  const fund = { code: 'F04', name: '单亲母亲春节慰问', kind: 'restricted', purpose: '春节慰问' };
  ({ id: fundId } = ok(await treasurer.post('/funds', fund)));
  const { id } = ok(
    await treasurer.post('/opening-sheets', {
      firstMonth: 202602,
      rows: [
        { accountCode: '100201', debit: '6000', credit: '0' },
        { accountCode: '3102', fundCode: 'F04', debit: '0', credit: '6000' },
      ],
      funds: [{ fundCode: 'F04', balance: '6000.00' }],
    }),
  );
  ok(await world.as('treasurer2').post(`/opening-sheets/${id}/review`));
  ok(await treasurer.post(`/opening-sheets/${id}/post`));
  itemId = await addItem(world, { name: '慰问礼包', unit: '份', accountCode: '120102' });
  const order = ok(
    await treasurer.post('/goods-purchases', orderOf(world, itemId, {}, { fundId })),
  );
  ok(await cashier.post(`/goods-documents/${order.id}/decide`, paidBy(world)));
  expect(await accounts('100201', '120102')).toEqual(['4962.00', '1038.00']);
});

test('the roster of twelve is approved; worker B takes 4,000.00 to the households', async () => {
  mothers = await families(world, 12);
  const roster = batchOf(world, mothers, { fundId, name: '单亲母亲春节慰问', budget: '4000.00' });
  ({ id: batch } = ok(await world.as('worker').post('/condolences', roster)));
  // below 5,000.00 one member decides, with a reason; the money is promised from now on
  ok(await world.as('member1').post(`/condolences/${batch}/votes`, agreed));
  expect(await F04()).toMatchObject({ balance: '6000.00', available: '962.00' });
  lines = await linesOf(world, batch);
  ({ id: advance } = ok(await B.post('/advances', advanceOf(batch, { amount: '4000.00' }))));
  ok(await world.as('chair').post(`/advances/${advance}/decide`, agreed));
  ok(await cashier.post(`/advances/${advance}/pay`, payment(world)));
  expect(await accounts('112201', '100201')).toEqual(['4000.00', '962.00']);
  expect(await F04()).toMatchObject({ balance: '6000.00', available: '962.00' });
});

test('11 of 12 get 300.00 and a pack; B returns 700.00', async () => {
  const present = lines.slice(0, 11);
  const packs = { lineIds: present, itemId, issuedOn: '2026-02-10', paperNumber: 'FF-05' };
  const issued = ok(await B.post(`/condolences/${batch}/packs`, packs));
  expect(issued).toMatchObject({ packs: 11, value: '951.50' });
  const settlement = ok(
    await B.post(`/advances/${advance}/settle`, {
      returned: '700.00',
      lines: present.map((line) => signed(world, line)),
    }),
  );
  expect(settlement).toMatchObject({ spent: '3300.00', toppedUp: '0.00', open: '0.00' });
  const path = `/condolence-payments/${settlement.id}`;
  ok(await treasurer.post(`${path}/review`, { postedOn: '2026-02-10' }));
  const { voucherId } = ok(await cashier.post(`${path}/cash`, { paidOn: '2026-02-10' }));
  const voucher = ok(await world.as('auditor').get(`/vouchers/${voucherId}`));
  expect(voucher.lines).toMatchObject([
    { side: 'debit', accountCode: '510102', fundCode: 'F04', amount: '3300.00' },
    { side: 'debit', accountCode: '100101', amount: '700.00' },
    { side: 'credit', accountCode: '112201', amount: '4000.00' },
  ]);
  // 1,748.50 = bank 962.00 + cash 700.00 + packs 86.50
  expect(await F04()).toMatchObject({ balance: '1748.50', notCash: '86.50' });
  expect(await accounts('100201', '100101', '120102', '112201', '510102')).toEqual([
    '962.00',
    '700.00',
    '86.50',
    '0.00',
    '4251.50',
  ]);
});

test('the twelfth gets hers later from the box: F04 1,362.00', async () => {
  world.setNow('2026-02-12T02:00:00.000Z');
  const absent = lines[11]!;
  const order = { lineIds: [absent] };
  const { id } = ok(await treasurer.post(`/condolences/${batch}/box-payments`, order));
  const body = { paidOn: '2026-02-12', lines: [signed(world, absent)] };
  const { voucherId } = ok(await cashier.post(`/condolence-payments/${id}/pay`, body));
  expect(ok(await world.as('auditor').get(`/vouchers/${voucherId}`)).lines).toMatchObject([
    { side: 'debit', accountCode: '510102', fundCode: 'F04', amount: '300.00' },
    { side: 'credit', accountCode: '100101', amount: '300.00' },
  ]);
  const packs = { ...order, itemId, issuedOn: '2026-02-12', paperNumber: 'FF-06' };
  ok(await cashier.post(`/condolences/${batch}/packs`, packs));
  expect(await F04()).toMatchObject({ balance: '1362.00', notCash: '0.00' });
  ok(await treasurer.post(`/condolences/${batch}/close`));
  expect(await F04()).toMatchObject({
    balance: '1362.00',
    committed: '0.00',
    available: '1362.00',
  });
});

test('the list shows 12 rows, 4,638.00 and 12 signatures; nobody’s yearly grants are used', async () => {
  const { rows, total, paid, paidLines, status } = await seen();
  expect([rows.length, total, paid, paidLines, status]).toEqual([
    12,
    '4638.00',
    '3600.00',
    12,
    'closed',
  ]);
  expect(rows.filter((row: { way: string | null }) => row.way === 'signature')).toHaveLength(12);
  for (const mother of mothers) {
    expect(ok(await world.as('worker').get(`/households/${mother}/yearly-aid`)).years).toEqual([
      { year: 2026, grants: 0, granted: '0.00', condolences: 1, condoled: '300.00' },
    ]);
  }
});

test('the cash flow statement says what the visits cost, however the advance is worded', async () => {
  const { rows } = ok(await world.as('auditor').get('/reports/cash-flow?period=202602'));
  const of = (key: string) =>
    (rows as { key: string; year: string }[]).find((row) => row.key === key)?.year;
  expect([of('aidCash'), of('goodsCash'), of('otherIn')]).toEqual(['3600.00', '1038.00', '0.00']);
});

test('the ledger of the story, and every invariant holds', async () => {
  const table = await ledgerTable(world);
  console.log(table);
  for (const event of ['E20', 'E24', 'E24S', 'E27', 'E07']) expect(table).toContain(event);
  const report = await readSnapshot(world.auditUrl, (sql) =>
    verify(sql, readEvidence(world.dataDir)),
  );
  expect(report.findings).toEqual([]);
});
