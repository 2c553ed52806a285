import { openDrive } from './acts.ts';
import { openingBody, takenBack } from './every-post-opening.ts';
import { fillFund, ok } from './cases.ts';
import { made, money, next, post, today } from './prepared.ts';
import type { World } from './world.ts';

/** Adds an item; coats of account 120101, first in, first out, unless said otherwise. */
export async function addItem(world: World, values: object = {}): Promise<string> {
  const body = {
    code: `W${next()}`,
    name: '棉衣',
    unit: '件',
    accountCode: '120101',
    method: 'fifo',
    ...values,
  };
  return made(await world.as('treasurer').post('/goods-items', body)).id;
}

/** A body for POST /goods-gifts of one item, to F01 through a drive of its own. */
export async function goodsGift(world: World, itemId: string, line: object = {}, values = {}) {
  return {
    driveId: await openDrive(world, { code: `D${9000 + Number(next())}` }),
    donor: { kind: 'organisation', name: '大有商店' },
    receivedOn: today(world),
    lines: [{ itemId, quantity: '40', value: '4800.00', ...line }],
    paperNumber: `FP-${next()}`,
    ...values,
  };
}

/** A body for POST /goods-issues of one item from F01. */
export const issueOf = (world: World, itemId: string, quantity: string, values: object = {}) => ({
  fundId: world.funds.F01,
  roster: '冬衣发放花名册',
  issuedOn: today(world),
  lines: [{ itemId, quantity }],
  paperNumber: `FF-${next()}`,
  ...values,
});

/** A body for POST /goods-purchases of one item for F01. */
export const orderOf = (world: World, itemId: string, line: object = {}, values: object = {}) => ({
  fundId: world.funds.F01,
  orderedOn: today(world),
  lines: [{ itemId, quantity: '12', value: '1038.00', ...line }],
  paperNumber: `CG-${next()}`,
  ...values,
});

/** A body for POST /goods-write-offs of one item of F01. */
export const lossOf = (world: World, itemId: string, quantity: string, values: object = {}) => ({
  kind: 'loss',
  fundId: world.funds.F01,
  happenedOn: today(world),
  lines: [{ itemId, quantity }],
  paperNumber: `BF-${next()}`,
  ...values,
});

/** A body for POST /goods-documents/:id/decide; with the bank's number for what is bought. */
export const agreed = (world: World, values: object = {}) => ({
  agrees: true,
  decidedOn: today(world),
  ...values,
});
export const paidBy = (world: World) => agreed(world, { bankReference: `YH-${next()}` });

/** 40 coats of 4,800.00 for F01 in store; answers the item and the paper of the gift. */
export async function coatsInStore(world: World, line: object = {}, item: object = {}) {
  const itemId = await addItem(world, item);
  const body = await goodsGift(world, itemId, line);
  const given = ok(await world.as('treasurer').post('/goods-gifts', body));
  return { itemId, ...(given as { id: string; donationId: string }) };
}

/** 12 gift packs of 1,038.00 that F01 bought and a cashier paid; answers the item and the paper. */
export async function packsBought(world: World) {
  await fillFund(world, '2000.00', today(world));
  const itemId = await addItem(world, { name: '慰问礼包', unit: '份', accountCode: '120102' });
  const { id } = made(await world.as('treasurer').post('/goods-purchases', orderOf(world, itemId)));
  ok(await world.as('cashier').post(`/goods-documents/${id}/decide`, paidBy(world)));
  return { itemId, id };
}

/** A count of the item's stock of F01; answers its id. */
export async function counted(world: World, itemId: string, found: string): Promise<string> {
  const lines = [{ itemId, fundId: world.funds.F01, counted: found }];
  const body = { countedOn: today(world), lines };
  return made(await world.as('cashier').post('/goods-counts', body)).id;
}

const memoOf = (world: World, values: object = {}) => ({
  description: '旧衣物',
  unit: '袋',
  quantity: '3',
  giverName: '王建国',
  receivedOn: today(world),
  ...values,
});

/** Three bags of used clothes in the register; answers the id of the entry. */
export async function bagsNoted(world: World): Promise<string> {
  return made(await world.as('treasurer').post('/goods-memos', memoOf(world))).id;
}

const as = (login: string, path: string, body: object) => ({ login, path, body });

/** Books that opened with this much of donated goods of F01. */
export async function openedWithGoods(world: World, value = '0.01'): Promise<void> {
  await takenBack(world);
  const row = { accountCode: '120101', fundCode: 'F01', debit: value, credit: '0.00' };
  const equity = { accountCode: '3102', fundCode: 'F01', debit: '0.00', credit: value };
  const sheet = { ...openingBody(world), rows: [row, equity] };
  const body = { ...sheet, funds: [{ fundCode: 'F01', balance: value }] };
  const { id } = made(await world.as('treasurer').post('/opening-sheets', body));
  ok(await world.as('chair').post(`/opening-sheets/${id}/review`));
  ok(await world.as('treasurer').post(`/opening-sheets/${id}/post`));
}

/** A body for POST /goods-openings of one item of F01. */
export const openingOf = (world: World, itemId: string, line: object = {}) => ({
  fundId: world.funds.F01,
  lines: [{ itemId, quantity: '1', value: '0.01', ...line }],
  paperNumber: `QC-${next()}`,
});

/** Goods of the opening: while no month is closed, as the opening itself. */
export const goodsOpeningPosts = [
  post('/goods-openings', async (world) => {
    await openedWithGoods(world);
    return as('treasurer', '/goods-openings', openingOf(world, await addItem(world)));
  }),
];

/** The POST routes of goods in kind. */
export const goodsPosts = [
  post('/goods-items', async () => {
    const item = { code: `X${next()}`, name: '大米', unit: '公斤' };
    const kind = { accountCode: '120101', method: 'average' };
    return as('treasurer', '/goods-items', { ...item, ...kind });
  }),
  post(
    '/goods-gifts',
    async (world) => as('treasurer', '/goods-gifts', await goodsGift(world, await addItem(world))),
    money,
  ),
  post('/goods-purchases', async (world) => {
    const itemId = await addItem(world, { accountCode: '120102' });
    return as('treasurer', '/goods-purchases', orderOf(world, itemId));
  }),
  post(
    '/goods-issues',
    async (world) => {
      const { itemId } = await coatsInStore(world);
      return as('worker', '/goods-issues', issueOf(world, itemId, '5'));
    },
    money,
  ),
  post('/goods-write-offs', async (world) => {
    const { itemId } = await coatsInStore(world);
    return as('cashier', '/goods-write-offs', lossOf(world, itemId, '1'));
  }),
  post(
    '/goods-documents/:id/decide',
    async (world) => {
      const { itemId } = await coatsInStore(world);
      const { id } = made(
        await world.as('cashier').post('/goods-write-offs', lossOf(world, itemId, '1')),
      );
      return as('chair', `/goods-documents/${id}/decide`, agreed(world));
    },
    money,
  ),
  post(
    '/goods-documents/:id/reverse',
    async (world) => {
      const { id } = await packsBought(world);
      const body = { reason: '登记有误', reversedOn: today(world) };
      return as('treasurer2', `/goods-documents/${id}/reverse`, body);
    },
    money,
  ),
  post('/goods-counts', async (world) => {
    const { itemId } = await coatsInStore(world);
    const lines = [{ itemId, fundId: world.funds.F01, counted: '39' }];
    return as('cashier', '/goods-counts', { countedOn: today(world), lines });
  }),
  post('/goods-counts/:id/sign', async (world) => {
    const { itemId } = await coatsInStore(world);
    return as('worker', `/goods-counts/${await counted(world, itemId, '40')}/sign`, {});
  }),
  post('/goods-memos', async (world) => as('treasurer', '/goods-memos', memoOf(world))),
  post('/goods-memos/:id/hand-out', async (world) => {
    const body = { quantity: '1', handedOutOn: today(world), note: '红河社区' };
    return as('worker', `/goods-memos/${await bagsNoted(world)}/hand-out`, body);
  }),
];
