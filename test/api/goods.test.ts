import { expect, test } from 'vitest';
import { readEvidence, verify } from '../../server/audit/verify.ts';
import { readSnapshot } from '../../server/database/snapshot.ts';
import { accountNow, family, fillFund, fundNow, ok } from '../support/cases.ts';
import {
  addItem,
  agreed,
  bagsNoted,
  coatsInStore,
  counted,
  goodsGift,
  issueOf,
  lossOf,
  openedWithGoods,
  openingOf,
  orderOf,
  packsBought,
  paidBy,
} from '../support/posts-goods.ts';
import { makeWorld, type Answer } from '../support/world.ts';

const world = await makeWorld();
const treasurer = world.as('treasurer');
const second = world.as('treasurer2');
const cashier = world.as('cashier');
const worker = world.as('worker');
const chair = world.as('chair');
const { F01 } = world.funds;

const refusal = ({ status, body }: Answer) => [status, body.code, body.errors?.[0]?.pointer];
const stockOf = async (itemId: string) => ok(await treasurer.get(`/goods-items/${itemId}`)).stock;
const decide = (login: string, id: string, body: object) =>
  world.as(login).post(`/goods-documents/${id}/decide`, body);
const reverse = (login: string, id: string) =>
  world.as(login).post(`/goods-documents/${id}/reverse`, {
    reason: '登记有误',
    reversedOn: '2026-01-10',
  });
const paperOf = async (id: string) => {
  const { items } = ok(await world.as('treasurer2').get('/goods-documents?limit=200'));
  return items.find((paper: { id: string }) => paper.id === id);
};
const findings = async () =>
  (await readSnapshot(world.auditUrl, (sql) => verify(sql, readEvidence(world.dataDir)))).findings;

test('the books open with goods, which are named up to their value', async () => {
  expect(
    refusal(await treasurer.post('/goods-openings', openingOf(world, await addItem(world)))),
  ).toEqual([409, 'STATE_CONFLICT', undefined]);
  await openedWithGoods(world, '300.00');
  const itemId = await addItem(world);
  expect(await findings()).toEqual([]);
  const over = openingOf(world, itemId, { value: '300.01' });
  expect(refusal(await treasurer.post('/goods-openings', over))).toEqual([
    409,
    'EXCEEDS_OPENING',
    '/lines/0/value',
  ]);
  const opened = openingOf(world, itemId, { quantity: '3', value: '200.00' });
  const { id, voucherId } = ok(await treasurer.post('/goods-openings', opened));
  expect(voucherId).toBeNull();
  expect(await stockOf(itemId)).toMatchObject([{ quantity: '3', value: '200.00' }]);
  // the opening stands as long as its goods are named
  const { sheet } = ok(await treasurer.get('/opening'));
  const back = { reason: '重录', reversedOn: '2026-01-10' };
  const path = `/vouchers/${sheet.vouchers[0].id}/reverse`;
  expect(refusal(await second.post(path, back))[1]).toBe('GOODS_MOVED_ON');
  ok(await reverse('treasurer2', id));
  expect(await stockOf(itemId)).toEqual([]);
  ok(await treasurer.post('/goods-openings', opened));
});

test('goods are bought: the treasurer orders, the cashier pays, the fund has the packs (V05)', async () => {
  const before = await fundNow(world, 'F01');
  const { itemId, id } = await packsBought(world);
  expect(await stockOf(itemId)).toMatchObject([{ quantity: '12', value: '1038.00' }]);
  expect((await fundNow(world, 'F01')).available).toBe(
    (Number(before.available) + 2000 - 1038).toFixed(2),
  );
  expect(await paperOf(id)).toMatchObject({ status: 'posted', value: '1038.00', mayDecide: false });
  // eleven packs, then the twelfth: 951.50 and 86.50
  const handOut = async (quantity: string) =>
    ok(await worker.post('/goods-issues', issueOf(world, itemId, quantity))).value;
  expect([await handOut('11'), await handOut('1')]).toEqual(['951.50', '86.50']);
  expect(await accountNow(world, '120102')).toBe('0.00');
  expect(refusal(await reverse('treasurer2', id))).toEqual([409, 'GOODS_MOVED_ON', undefined]);
});

test('an order waits for a cashier with money and a bank number', async () => {
  const itemId = await addItem(world, { accountCode: '120102' });
  const dear = orderOf(world, itemId, { value: '99999.00' });
  const { id, voucherId } = ok(await treasurer.post('/goods-purchases', dear));
  expect(voucherId).toBeNull();
  expect(refusal(await decide('cashier', id, agreed(world)))).toEqual([
    422,
    'TEXT_REQUIRED',
    '/bankReference',
  ]);
  expect(refusal(await decide('chair', id, paidBy(world)))[1]).toBe('FORBIDDEN');
  const poor = await decide('cashier', id, paidBy(world));
  expect([poor.status, poor.body.code]).toEqual([409, 'FUND_INSUFFICIENT']);
  ok(await decide('cashier', id, agreed(world, { agrees: false, reason: '太贵' })));
  expect(refusal(await decide('cashier', id, paidBy(world)))[1]).toBe('STATE_CONFLICT');
  expect(await paperOf(id)).toMatchObject({ status: 'refused', voucherId: null });
  expect(await stockOf(itemId)).toEqual([]);
});

test('lines are refused one by one, each at its field', async () => {
  const coats = await addItem(world);
  const packs = await addItem(world, { accountCode: '120102' });
  const give = async (line: object) =>
    refusal(await treasurer.post('/goods-gifts', await goodsGift(world, coats, line)));
  expect(await give({ itemId: F01 })).toEqual([422, 'VALUE_INVALID', '/lines/0/itemId']);
  expect(await give({ itemId: packs })).toEqual([422, 'VALUE_INVALID', '/lines/0/itemId']);
  expect(await give({ quantity: '0' })).toEqual([422, 'QUANTITY_INVALID', '/lines/0/quantity']);
  expect(await give({ quantity: '1.2345' })).toEqual([
    422,
    'QUANTITY_INVALID',
    '/lines/0/quantity',
  ]);
  expect(await give({ value: '0.00' })).toEqual([422, 'AMOUNT_NOT_POSITIVE', '/lines/0/value']);
  expect(await give({ serials: ['1'] })).toEqual([422, 'SERIALS_DIFFER', '/lines/0/serials']);
  const order = (values: object) =>
    treasurer.post('/goods-purchases', orderOf(world, packs, {}, values));
  expect(refusal(await order({ fundId: coats }))).toEqual([422, 'VALUE_INVALID', '/fundId']);
  expect(refusal(await order({ orderedOn: '2026-01-11' }))[1]).toBe('DATE_FUTURE');
  const twice = { itemId: packs, quantity: '1', value: '1.00' };
  expect(refusal(await order({ lines: [twice, twice] }))).toEqual([
    422,
    'VALUE_INVALID',
    '/lines/1/itemId',
  ]);
  expect(
    refusal(await worker.post('/goods-issues', issueOf(world, coats, '1', { roster: '' }))),
  ).toEqual([422, 'TEXT_REQUIRED', '/roster']);
});

test('shopping vouchers are known by their numbers', async () => {
  await fillFund(world, '1000.00');
  const itemId = await addItem(world, { accountCode: '120103', unit: '张' });
  const line = { quantity: '3', value: '300.00', serials: ['K001', 'K002', 'K003'] };
  const { id } = ok(await treasurer.post('/goods-purchases', orderOf(world, itemId, line)));
  ok(await decide('cashier', id, paidBy(world)));
  const issue = (serials: string[]) =>
    worker.post('/goods-issues', {
      ...issueOf(world, itemId, '1'),
      lines: [{ itemId, quantity: '1', serials }],
    });
  expect(refusal(await issue([]))).toEqual([422, 'SERIALS_DIFFER', '/lines/0/serials']);
  expect(refusal(await issue(['K009']))).toEqual([422, 'SERIALS_DIFFER', '/lines/0/serials']);
  const given = ok(await issue(['K002']));
  expect(refusal(await issue(['K002']))[1]).toBe('SERIALS_DIFFER');
  const { serials } = ok(await treasurer.get(`/goods-items/${itemId}`));
  expect(serials.map(({ serial }: { serial: string }) => serial)).toEqual(['K001', 'K003']);
  ok(await reverse('treasurer', given.id));
  ok(await issue(['K002']));
});

test('a caseworker hands out to a family of the own community, who keeps the books to nobody', async () => {
  const { itemId } = await coatsInStore(world);
  const { id: householdId, code } = ok(await worker.post('/households', family(world)));
  const toFamily = { roster: '', householdId };
  const issued = ok(await worker.post('/goods-issues', issueOf(world, itemId, '1', toFamily)));
  expect(await paperOf(issued.id)).toMatchObject({ kind: 'issue', householdCode: code });
  const seen = ok(await world.as('worker3').get('/goods-documents')).items;
  expect(seen[0]).toMatchObject({ id: issued.id, householdCode: null });
  const other = await world
    .as('worker3')
    .post('/goods-issues', issueOf(world, itemId, '1', toFamily));
  expect(other.status).toBe(404);
  const own = await treasurer.post('/goods-issues', issueOf(world, itemId, '1'));
  expect(own.status).toBe(403);
});

test('a wrong issue comes back to its lots at its value; a gift only while it is all there', async () => {
  const { itemId, donationId } = await coatsInStore(world);
  const body = { reason: '登记有误', reversedOn: '2026-01-10' };
  const { id } = ok(await worker.post('/goods-issues', issueOf(world, itemId, '10')));
  expect(refusal(await second.post(`/donations/${donationId}/reverse`, body))[1]).toBe(
    'GOODS_MOVED_ON',
  );
  ok(await reverse('treasurer', id));
  expect(refusal(await reverse('treasurer', id))[1]).toBe('ALREADY_REVERSED');
  expect(await paperOf(id)).toMatchObject({ status: 'reversed' });
  expect(await stockOf(itemId)).toMatchObject([{ quantity: '40', value: '4800.00' }]);
  const refund = { donationId, kind: 'refund', till: 'bank', amount: '1.00' };
  const paper = { refundedOn: '2026-01-10', documentNumber: 'TK', reason: '误' };
  expect((await treasurer.post('/refunds', { ...refund, ...paper })).status).toBe(409);
  ok(await second.post(`/donations/${donationId}/reverse`, body));
  expect(await stockOf(itemId)).toEqual([]);
});

test('a loss is approved by another person; who is liable owes it (E28)', async () => {
  const { itemId } = await coatsInStore(world);
  const ask = async (values: object, quantity = '2') =>
    ok(await cashier.post('/goods-write-offs', lossOf(world, itemId, quantity, values))).id;
  const loss = await ask({});
  expect(refusal(await decide('cashier', loss, agreed(world)))[1]).toBe('FORBIDDEN');
  expect(await stockOf(itemId)).toMatchObject([{ quantity: '40' }]);
  const before = await accountNow(world, '530102');
  ok(await decide('member1', loss, agreed(world)));
  expect(Number(await accountNow(world, '530102')) - Number(before)).toBe(240);
  const owed = await ask({ liableName: '王建国', kind: 'expiry' }, '1');
  ok(await decide('chair', owed, agreed(world)));
  expect(await accountNow(world, '112202')).toBe('120.00');
  expect(await paperOf(owed)).toMatchObject({ liableMasked: '王*国', value: '120.00' });
  expect(await stockOf(itemId)).toMatchObject([{ quantity: '37', value: '4440.00' }]);
});

test('a count of two people says what is missing and what is found; each is booked once', async () => {
  const { itemId } = await coatsInStore(world);
  const short = await counted(world, itemId, '38');
  const loss = (countId: string, quantity: string) =>
    cashier.post('/goods-write-offs', lossOf(world, itemId, quantity, { countId }));
  expect(refusal(await loss(short, '2'))[1]).toBe('STATE_CONFLICT');
  expect(refusal(await cashier.post(`/goods-counts/${short}/sign`))[1]).toBe('SOD_VIOLATION');
  ok(await worker.post(`/goods-counts/${short}/sign`));
  expect(refusal(await worker.post(`/goods-counts/${short}/sign`))[1]).toBe('ALREADY_SIGNED');
  expect(refusal(await loss(short, '3'))[1]).toBe('STATE_CONFLICT');
  const [one, two] = [ok(await loss(short, '2')).id, ok(await loss(short, '2')).id];
  ok(await decide('chair', one, agreed(world)));
  expect(refusal(await decide('chair', two, agreed(world)))[1]).toBe('STATE_CONFLICT');
  const over = await counted(world, itemId, '39');
  ok(await chair.post(`/goods-counts/${over}/sign`));
  const { items } = ok(await treasurer.get('/goods-counts'));
  expect(items[0].lines[0]).toMatchObject({ book: '38', counted: '39', difference: '1' });
  const surplus = { kind: 'surplus', countId: over };
  const lines = [{ itemId, quantity: '1', value: '120.00' }];
  const found = { ...lossOf(world, itemId, '1', surplus), lines };
  const { id } = ok(await cashier.post('/goods-write-offs', found));
  ok(await decide('chair', id, agreed(world)));
  expect(await accountNow(world, '490102')).toBe('-120.00');
  expect(await stockOf(itemId)).toMatchObject([{ quantity: '39', value: '4680.00' }]);
});

test('goods without value are counted, never booked', async () => {
  const id = await bagsNoted(world);
  const out = (quantity: string) =>
    worker.post(`/goods-memos/${id}/hand-out`, {
      quantity,
      handedOutOn: '2026-01-10',
      note: '红河社区',
    });
  ok(await out('2'));
  expect(refusal(await out('1.5'))).toEqual([409, 'EXCEEDS_STOCK', '/quantity']);
  const { items } = ok(await treasurer.get('/goods-memos'));
  expect(items[0]).toMatchObject({ quantity: '3', left: '1', outs: [{ quantity: '2' }] });
});

test('after all of it every invariant holds, and each act has its entry', async () => {
  expect(await findings()).toEqual([]);
  const entries = ok(await world.as('auditor').get('/audit-entries?limit=200')).items;
  const actions = new Set(entries.map(({ action }: { action: string }) => action));
  for (const each of ['received', 'ordered', 'issued', 'decided', 'reversed', 'counted']) {
    expect(actions).toContain(`goods.${each}`);
  }
});
