import { family, fillFund, idNumberOf, ok } from './cases.ts';
import { made, money, next, post, today } from './prepared.ts';
import { packsBought } from './posts-goods.ts';
import type { World } from './world.ts';

/** So many families of 报达, registered; answers their ids. */
export async function families(world: World, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let turn = 0; turn < count; turn++) {
    ids.push(made(await world.as('worker').post('/households', family(world))).id);
  }
  return ids;
}

/** A body for POST /condolences: each of these families gets the same sum. */
export const batchOf = (world: World, householdIds: readonly string[], values: object = {}) => ({
  fundId: world.funds.F01,
  name: `春节慰问${next()}`,
  plannedOn: today(world),
  budget: '1000.00',
  reason: '春节前走访慰问',
  lines: householdIds.map((householdId) => ({ householdId, amount: '300.00', packs: 1 })),
  ...values,
});

export const agreed = { agrees: true, reason: '同意慰问' };

/** A batch that nobody has voted on yet; answers its id. */
export async function preparedBatch(world: World, values: object = {}, count = 2) {
  const body = batchOf(world, await families(world, count), values);
  return made(await world.as('worker').post('/condolences', body)).id;
}

/** A batch of two families, 300.00 each, with 1,000.00 reserved; answers id and lines. */
export async function approvedBatch(world: World, values: object = {}, count = 2) {
  await fillFund(world, '1000.00', today(world));
  const id = await preparedBatch(world, values, count);
  ok(await world.as('member1').post(`/condolences/${id}/votes`, agreed));
  return { id, lines: await linesOf(world, id) };
}

/** The ids of a roster's lines, in their order. */
export async function linesOf(world: World, batchId: string): Promise<string[]> {
  const rows = await world.client<{ id: string }[]>`select id from condolence_lines
    where batch_id = ${batchId} order by position`;
  return rows.map((row) => row.id);
}

/** A body for POST /advances. */
export const advanceOf = (batchId: string, values: object = {}) => ({
  batchId,
  amount: '600.00',
  till: 'bank',
  purpose: '入户慰问现金',
  ...values,
});

/** An advance of worker2 that waits for the chair; answers its id. */
export async function takenAdvance(world: World, batchId: string, values: object = {}) {
  return made(await world.as('worker2').post('/advances', advanceOf(batchId, values))).id;
}

/** An advance of worker2 that the chair approved; answers its id. */
export async function approvedAdvance(world: World, batchId: string, values: object = {}) {
  const id = await takenAdvance(world, batchId, values);
  ok(await world.as('chair').post(`/advances/${id}/decide`, agreed));
  return id;
}

/** The body of POST /advances/:id/pay. */
export const payment = (world: World) => ({ paidOn: today(world), reference: `BY-${next()}` });

/** An advance of worker2 that was paid; answers its id. */
export async function paidAdvance(world: World, batchId: string, values: object = {}) {
  const id = await approvedAdvance(world, batchId, values);
  ok(await world.as('cashier').post(`/advances/${id}/pay`, payment(world)));
  return id;
}

/** How a line was signed for, worker being the second person. */
export const signed = (world: World, lineId: string, values: object = {}) => ({
  lineId,
  handedOn: today(world),
  way: 'signature',
  witnessPersonId: world.personOf['worker'],
  ...values,
});

let proxies = 500;

/** The same by a proxy of a number of its own. */
export const byProxy = (world: World, lineId: string, values: object = {}) =>
  signed(world, lineId, {
    way: 'proxy',
    proxyRelation: 'relative',
    proxyIdNumber: idNumberOf(proxies++),
    ...values,
  });

/** A settlement of the first line and 300.00 in cash, handed in; answers ids. */
export async function handedIn(world: World, body: object = {}) {
  const batch = await approvedBatch(world);
  const advanceId = await paidAdvance(world, batch.id);
  const whole = { returned: '300.00', lines: [signed(world, batch.lines[0]!)], ...body };
  const { id } = made(await world.as('worker2').post(`/advances/${advanceId}/settle`, whole));
  return { id, advanceId, batch };
}

/** A settlement that a treasurer reviewed and whose cash is to move. */
export async function reviewed(world: World, body: object = {}) {
  const all = await handedIn(world, body);
  const review = { postedOn: today(world) };
  ok(await world.as('treasurer').post(`/condolence-payments/${all.id}/review`, review));
  return all;
}

/** An order of a treasurer to pay the first line from the box, which holds enough. */
export async function boxOrder(world: World) {
  const batch = await approvedBatch(world);
  const cash = { channel: 'cash', gross: '600.00', receivedOn: today(world) };
  const gift = { driveId: null, donor: { kind: 'anonymous' }, ...cash };
  ok(await world.as('treasurer').post('/donations', gift));
  const body = { lineIds: [batch.lines[0]!] };
  const path = `/condolences/${batch.id}/box-payments`;
  return { id: made(await world.as('treasurer').post(path, body)).id, batch };
}

const batches = [
  post('/condolences', async (world) => ({
    login: 'worker',
    path: '/condolences',
    body: batchOf(world, await families(world, 1)),
  })),
  post(
    '/condolences/:id/votes',
    async (world) => {
      await fillFund(world, '1000.00', today(world));
      const path = `/condolences/${await preparedBatch(world)}/votes`;
      return { login: 'member1', path, body: agreed };
    },
    money,
  ),
  post(
    '/condolences/:id/close',
    async (world) => {
      const { id } = await approvedBatch(world);
      return { login: 'treasurer', path: `/condolences/${id}/close`, body: {} };
    },
    money,
  ),
  post('/condolences/:id/box-payments', async (world) => {
    const { id, lines } = await approvedBatch(world);
    const path = `/condolences/${id}/box-payments`;
    return { login: 'treasurer', path, body: { lineIds: [lines[0]] } };
  }),
];

const packs = [
  post(
    '/condolences/:id/packs',
    async (world) => {
      const { itemId } = await packsBought(world);
      const { id, lines } = await approvedBatch(world);
      const body = { lineIds: [lines[0]], itemId, issuedOn: today(world), paperNumber: next() };
      return { login: 'worker2', path: `/condolences/${id}/packs`, body };
    },
    money,
  ),
];

const payments = [
  post(
    '/condolence-payments/:id/pay',
    async (world) => {
      const { id, batch } = await boxOrder(world);
      const body = { paidOn: today(world), lines: [signed(world, batch.lines[0]!)] };
      return { login: 'cashier', path: `/condolence-payments/${id}/pay`, body };
    },
    money,
  ),
  post(
    '/condolence-payments/:id/review',
    async (world) => {
      const { id } = await handedIn(world, { returned: '0.00' });
      const body = { postedOn: today(world) };
      return { login: 'treasurer', path: `/condolence-payments/${id}/review`, body };
    },
    money,
  ),
  post(
    '/condolence-payments/:id/cash',
    async (world) => {
      const { id } = await reviewed(world);
      const body = { paidOn: today(world) };
      return { login: 'cashier', path: `/condolence-payments/${id}/cash`, body };
    },
    money,
  ),
  post('/condolence-payments/:id/send-back', async (world) => {
    const { id } = await handedIn(world);
    const body = { reason: '签字不全' };
    return { login: 'treasurer', path: `/condolence-payments/${id}/send-back`, body };
  }),
];

const advances = [
  post('/advances', async (world) => {
    const { id } = await approvedBatch(world);
    return { login: 'worker2', path: '/advances', body: advanceOf(id) };
  }),
  post('/advances/:id/decide', async (world) => {
    const { id } = await approvedBatch(world);
    const path = `/advances/${await takenAdvance(world, id)}/decide`;
    return { login: 'chair', path, body: agreed };
  }),
  post(
    '/advances/:id/pay',
    async (world) => {
      const { id } = await approvedBatch(world);
      const path = `/advances/${await approvedAdvance(world, id)}/pay`;
      return { login: 'cashier', path, body: payment(world) };
    },
    money,
  ),
  post('/advances/:id/settle', async (world) => {
    const { id, lines } = await approvedBatch(world);
    const path = `/advances/${await paidAdvance(world, id)}/settle`;
    return {
      login: 'worker2',
      path,
      body: { returned: '0.00', lines: [signed(world, lines[0]!)] },
    };
  }),
];

/** The POST routes of condolence batches and advances. */
export const imprestPosts = [...batches, ...packs, ...payments, ...advances];
