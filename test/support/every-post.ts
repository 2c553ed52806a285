import { randomUUID } from 'node:crypto';
import { gift, openDrive } from './acts.ts';
import { family, filed, fillFund, ok, orderBody, submitted, visitBody } from './cases.ts';
import { payable, visited, vote } from './cases.ts';
import type { World } from './world.ts';

/** A POST that is ready to be sent, and would succeed. */
export interface ReadyPost {
  login: string;
  path: string;
  body: object;
}

/** A keyed route with what has to happen before it can succeed once. */
export interface PreparedPost {
  /** Method and path as the route declares them. */
  route: string;
  /** Whether it posts a voucher or moves a reservation. */
  money: boolean;
  prepare: (world: World) => Promise<ReadyPost>;
}

let serial = 0;
const next = () => String(++serial);
const today = (world: World) => world.core.today();
const made = (answer: { status: number; body: { id: string } }) => (
  ok(answer as never),
  answer.body
);

const give = async (world: World, values: object = {}) => {
  const body = gift({ receivedOn: today(world), ...values });
  return ok(await world.as('treasurer').post('/donations', body));
};

async function newUser(world: World): Promise<string> {
  const body = { name: '新人', login: `new${next()}`, roles: ['auditor'] };
  return made(await world.as('admin').post('/users', body)).id;
}

/** A count of the box with one fen too much, not confirmed yet. */
async function countedBox(world: World): Promise<string> {
  const { cash } = ok(await world.as('cashier').get('/cash'));
  const countedAmount = String((BigInt(cash.replace('.', '')) + 1n) as bigint).padStart(3, '0');
  const body = {
    countedOn: today(world),
    countedAmount: `${countedAmount.slice(0, -2)}.${countedAmount.slice(-2)}`,
  };
  return made(await world.as('cashier').post('/cash-counts', body)).id;
}

async function bankedVoucher(world: World): Promise<string> {
  await give(world, { channel: 'cash', gross: '1.00' });
  const body = {
    kind: 'cash',
    amount: '1.00',
    depositedOn: today(world),
    slipReference: `R-${next()}`,
  };
  return ok(await world.as('cashier').post('/deposits', body)).voucherId as string;
}

/** A closed-books month of long ago whose only voucher is signed by both. */
async function signedMonth(world: World): Promise<number> {
  const month = serial++ % 12;
  const year = 2000 + Math.floor(serial / 12);
  const receivedOn = `${year}-${String(month + 1).padStart(2, '0')}-05`;
  const { voucherId } = await give(world, { receivedOn });
  ok(await world.as('treasurer2').post(`/vouchers/${voucherId}/sign`));
  return year * 100 + month + 1;
}

const post = (
  route: string,
  prepare: PreparedPost['prepare'],
  { money = false }: { money?: boolean } = {},
): PreparedPost => ({ route: `POST ${route}`, money, prepare });

const money = { money: true };

async function decided(world: World, requested: string): Promise<string> {
  await fillFund(world, requested);
  const id = await visited(world, requested);
  ok(await vote(world, 'member1', id, requested));
  if (Number(requested) >= 5000) ok(await vote(world, 'member2', id, requested));
  return id;
}

const people = [
  post('/users', async () => ({
    login: 'admin',
    path: '/users',
    body: { name: '新人', login: `new${next()}`, roles: ['auditor'] },
  })),
  post('/users/:id/invitation', async (world) => ({
    login: 'admin',
    path: `/users/${await newUser(world)}/invitation`,
    body: {},
  })),
  post('/users/:id/disable', async (world) => ({
    login: 'admin',
    path: `/users/${await newUser(world)}/disable`,
    body: {},
  })),
  post('/users/:id/roles', async (world) => ({
    login: 'admin',
    path: `/users/${await newUser(world)}/roles`,
    body: { roles: ['committee'], version: 1 },
  })),
];

const giving = [
  post('/funds', async () => ({
    login: 'treasurer',
    path: '/funds',
    body: { code: `F${9000 - ++serial}`, name: '新基金', kind: 'restricted', purpose: '试' },
  })),
  post('/drives', async (world) => ({
    login: 'treasurer',
    path: '/drives',
    body: {
      code: `D${9000 - ++serial}`,
      name: '新募捐',
      fundId: world.funds.F01,
      purpose: '试',
      target: '1.00',
      startsOn: today(world),
      fundraisingBasis: 'mutual_aid',
    },
  })),
  post('/drives/:id/close', async (world) => ({
    login: 'treasurer',
    path: `/drives/${await openDrive(world, { code: `D${9000 - ++serial}` })}/close`,
    body: { version: 1 },
  })),
  post(
    '/donations',
    async (world) => ({
      login: 'treasurer',
      path: '/donations',
      body: gift({ receivedOn: today(world) }),
    }),
    money,
  ),
  post(
    '/donations/:id/reverse',
    async (world) => ({
      login: 'treasurer2',
      path: `/donations/${(await give(world)).id}/reverse`,
      body: { reason: '误录', reversedOn: today(world) },
    }),
    money,
  ),
  post(
    '/deposits',
    async (world) => {
      await give(world, { channel: 'cash', gross: '2.00' });
      const body = { kind: 'cash', amount: '1.50', depositedOn: today(world) };
      return { login: 'cashier', path: '/deposits', body: { ...body, slipReference: next() } };
    },
    money,
  ),
  post('/cash-counts', async (world) => {
    const { cash } = ok(await world.as('cashier').get('/cash'));
    return {
      login: 'cashier',
      path: '/cash-counts',
      body: { countedOn: today(world), countedAmount: cash },
    };
  }),
  post(
    '/cash-counts/:id/confirm',
    async (world) => ({
      login: 'treasurer',
      path: `/cash-counts/${await countedBox(world)}/confirm`,
      body: {},
    }),
    money,
  ),
];

const cases = [
  post('/households', async (world) => ({
    login: 'worker',
    path: '/households',
    body: family(world),
  })),
  post('/aid-requests', async (world) => {
    const { id } = made(await world.as('worker').post('/households', family(world)));
    const body = {
      householdId: id,
      needCode: '01',
      fundId: world.funds.F01,
      requested: '100.00',
      story: '孩子病了',
      summary: '医疗支出大',
    };
    return { login: 'worker', path: '/aid-requests', body };
  }),
  post('/aid-requests/:id/submit', async (world) => ({
    login: 'worker',
    path: `/aid-requests/${await filed(world)}/submit`,
    body: {},
  })),
  post(
    '/aid-requests/:id/withdraw',
    async (world) => ({
      login: 'worker',
      path: `/aid-requests/${await decided(world, '200.00')}/withdraw`,
      body: {},
    }),
    money,
  ),
  post('/aid-requests/:id/visit', async (world) => ({
    login: 'worker',
    path: `/aid-requests/${await submitted(world)}/visit`,
    body: visitBody(world),
  })),
  post('/aid-requests/:id/sign-visit', async (world) => {
    const id = await submitted(world);
    ok(await world.as('worker').post(`/aid-requests/${id}/visit`, visitBody(world)));
    return { login: 'worker2', path: `/aid-requests/${id}/sign-visit`, body: {} };
  }),
  post(
    '/aid-requests/:id/votes',
    async (world) => {
      await fillFund(world, '300.00', today(world));
      const id = await visited(world, '300.00');
      const body = { approves: true, amount: '300.00', reason: '同意' };
      return { login: 'member1', path: `/aid-requests/${id}/votes`, body };
    },
    money,
  ),
  post('/aid-requests/:id/recuse', async (world) => ({
    login: 'member3',
    path: `/aid-requests/${await visited(world, '300.00')}/recuse`,
    body: { reason: '亲属' },
  })),
  post(
    '/aid-requests/:id/urgent-orders',
    async (world) => {
      await fillFund(world, '700.00', today(world));
      const id = await submitted(world, { requested: '700.00', urgent: true });
      return {
        login: 'chair',
        path: `/aid-requests/${id}/urgent-orders`,
        body: { amount: '700.00' },
      };
    },
    money,
  ),
  post('/aid-requests/:id/notice', async (world) => ({
    login: 'worker',
    path: `/aid-requests/${await decided(world, '2000.00')}/notice`,
    body: {},
  })),
];

const paying = [
  post('/payment-orders', async (world) => ({
    login: 'treasurer',
    path: '/payment-orders',
    body: orderBody(await decided(world, '400.00')),
  })),
  post(
    '/payment-orders/:id/pay',
    async (world) => {
      await fillFund(world, '500.00', today(world));
      const { orderId } = await payable(world);
      return {
        login: 'cashier',
        path: `/payment-orders/${orderId}/pay`,
        body: { paidOn: today(world) },
      };
    },
    money,
  ),
  post('/payments/:id/proof', async (world) => {
    await fillFund(world, '500.00', today(world));
    const { orderId } = await payable(world);
    const body = { paidOn: today(world) };
    const { id } = made(await world.as('cashier').post(`/payment-orders/${orderId}/pay`, body));
    return {
      login: 'cashier',
      path: `/payments/${id}/proof`,
      body: { kind: 'signature', reference: next(), receivedOn: today(world) },
    };
  }),
];

const books = [
  post('/vouchers/:id/sign', async (world) => ({
    login: 'treasurer2',
    path: `/vouchers/${(await give(world)).voucherId}/sign`,
    body: {},
  })),
  post(
    '/vouchers/:id/reverse',
    async (world) => ({
      login: 'treasurer2',
      path: `/vouchers/${await bankedVoucher(world)}/reverse`,
      body: { reason: '重复', reversedOn: today(world) },
    }),
    money,
  ),
  post('/periods/:id/close', async (world) => ({
    login: 'treasurer',
    path: `/periods/${await signedMonth(world)}/close`,
    body: {},
  })),
  post('/exports', async (world) => {
    const period = Number(today(world).slice(0, 7).replace('-', ''));
    return {
      login: 'auditor',
      path: '/exports',
      body: { fromPeriod: period, toPeriod: period },
    };
  }),
];

/** Every keyed POST of the product; a test compares this list with the routes. */
export const everyPost: readonly PreparedPost[] = [
  ...people,
  ...giving,
  ...cases,
  ...paying,
  ...books,
];

/** Sends a prepared POST once, under a key of its own or the one given. */
export const send = (world: World, ready: ReadyPost, key: string = randomUUID()) =>
  world.as(ready.login).post(ready.path, ready.body, { key });
