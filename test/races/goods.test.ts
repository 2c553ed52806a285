import { expect, test } from 'vitest';
import { readEvidence, verify } from '../../server/audit/verify.ts';
import { readSnapshot } from '../../server/database/snapshot.ts';
import { stockAfter, valueOut } from '../../shared/goods-value.ts';
import { moneySchema, subtractMoney } from '../../shared/money.ts';
import { quantitySchema } from '../../shared/quantity.ts';
import { openDrive } from '../support/acts.ts';
import { ok } from '../support/cases.ts';
import {
  addItem,
  coatsInStore,
  goodsGift,
  issueOf,
  lossOf,
  orderOf,
  paidBy,
} from '../support/posts-goods.ts';
import { makeWorld, type Answer } from '../support/world.ts';

/** What goods are worth when they leave, and who gets the last of them. */
const world = await makeWorld();
const treasurer = world.as('treasurer');
const worker = world.as('worker');
const { F00 } = world.funds;
const refusal = ({ status, body }: Answer) => [status, body.code, body.errors?.[0]?.pointer];
const stockOf = async (itemId: string) => ok(await treasurer.get(`/goods-items/${itemId}`)).stock;

test.each(['fifo', 'average'] as const)(
  '%s: no fen stays behind, and the page foretells it',
  async (method) => {
    const itemId = await addItem(world, { method, unit: '公斤' });
    const driveId = await openDrive(world, { code: method === 'fifo' ? 'D801' : 'D802' });
    for (const [quantity, value] of [
      ['3', '100.00'],
      ['7.5', '99.99'],
      ['0.333', '0.01'],
    ]) {
      const body = await goodsGift(world, itemId, { quantity, value }, { driveId });
      ok(await treasurer.post('/goods-gifts', body));
    }
    for (const step of ['1', '2.5', '4.001', '3.332'].map((text) => quantitySchema.parse(text))) {
      const { lots, stock } = ok(await treasurer.get(`/goods-items/${itemId}`));
      const now = { quantity: stock[0].quantity, value: stock[0].value, lots };
      const { value } = ok(await worker.post('/goods-issues', issueOf(world, itemId, step)));
      expect(value).toBe(valueOut(method, now, step));
      const left = (await stockOf(itemId))[0] ?? { quantity: '0', value: '0.00' };
      expect(left).toMatchObject({ quantity: stockAfter(method, now, step).quantity });
      expect(left.value).toBe(subtractMoney(moneySchema.parse(now.value), value));
    }
    expect(await stockOf(itemId)).toEqual([]);
  },
);

test('eight people hand out the last ten at once: five get two, three are told', async () => {
  const { itemId } = await coatsInStore(world, { quantity: '10', value: '100.03' });
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => worker.post('/goods-issues', issueOf(world, itemId, '2'))),
  );
  const retried = await Promise.all(
    answers.map(async (answer) =>
      answer.body.code === 'BUSY'
        ? worker.post('/goods-issues', issueOf(world, itemId, '2'))
        : answer,
    ),
  );
  expect(retried.map(({ status }) => status).toSorted()).toEqual([
    ...Array(5).fill(201),
    ...Array(3).fill(409),
  ]);
  for (const answer of retried.filter(({ status }) => status === 409)) {
    expect(refusal(answer)).toEqual([409, 'EXCEEDS_STOCK', '/lines/0/quantity']);
  }
  expect(await stockOf(itemId)).toEqual([]);
});

test('what left later does not let something leave before it came', async () => {
  const { itemId } = await coatsInStore(world);
  const early = issueOf(world, itemId, '1', { issuedOn: '2026-01-09' });
  expect(refusal(await worker.post('/goods-issues', early))[1]).toBe('EXCEEDS_STOCK');
  const free = { lines: [{ itemId, quantity: '1' }], fundId: F00 };
  const other = await worker.post('/goods-issues', { ...issueOf(world, itemId, '1'), ...free });
  expect(refusal(other)[1]).toBe('EXCEEDS_STOCK');
});

test('eight hands on one order, one loss and one wrong issue: each happens once', async () => {
  const { itemId } = await coatsInStore(world);
  const times = <Value>(act: () => Promise<Value>) =>
    Promise.all(Array.from({ length: 8 }, () => act()));
  const once = (answers: Answer[]) => {
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    for (const { status } of answers) expect([200, 201, 409, 503]).toContain(status);
  };
  const gave = await goodsGift(world, itemId);
  const cash = { driveId: gave.driveId, donor: gave.donor, channel: 'bank', gross: '3000.00' };
  ok(await treasurer.post('/donations', { ...cash, receivedOn: '2026-01-10' }));
  const packs = await addItem(world, { accountCode: '120102' });
  const order = ok(await treasurer.post('/goods-purchases', orderOf(world, packs))).id;
  const decide = (login: string, id: string, body: object) =>
    world.as(login).post(`/goods-documents/${id}/decide`, body);
  once(await times(() => decide('cashier', order, paidBy(world))));
  expect(await stockOf(packs)).toMatchObject([{ quantity: '12', value: '1038.00' }]);
  const loss = ok(await worker.post('/goods-write-offs', lossOf(world, itemId, '40'))).id;
  once(await times(() => decide('chair', loss, { agrees: true, decidedOn: '2026-01-10' })));
  expect(await stockOf(itemId)).toEqual([]);
  const issue = ok(await worker.post('/goods-issues', issueOf(world, packs, '5'))).id;
  const back = { reason: '误', reversedOn: '2026-01-10' };
  once(await times(() => treasurer.post(`/goods-documents/${issue}/reverse`, back)));
  expect(await stockOf(packs)).toMatchObject([{ quantity: '12', value: '1038.00' }]);
});

test('after all of it every invariant holds', async () => {
  const { findings } = await readSnapshot(world.auditUrl, (sql) =>
    verify(sql, readEvidence(world.dataDir)),
  );
  expect(findings).toEqual([]);
});
