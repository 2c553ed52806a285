import { randomUUID } from 'node:crypto';
import { gift, openDrive } from './acts.ts';
import {
  family,
  filed,
  fillFund,
  ok,
  orderBody,
  payable,
  submitted,
  visitBody,
  visited,
} from './cases.ts';
import { agencyPosts } from './posts-agency.ts';
import { opening } from './every-post-opening.ts';
import { bankPosts } from './every-post-bank.ts';
import { closing } from './every-closing.ts';
import { giftPosts } from './posts-gifts.ts';
import { payoutPosts } from './posts-payouts.ts';
import { imprestPosts } from './posts-imprest.ts';
import { goodsOpeningPosts, goodsPosts } from './posts-goods.ts';
import type { World } from './world.ts';
import {
  next,
  today,
  made,
  give,
  countedBox,
  bankedVoucher,
  post,
  money,
  decided,
} from './prepared.ts';
import { handwritten } from './every-draft.ts';
import type { ReadyPost, PreparedPost } from './prepared.ts';
import { stewardship } from './steward-posts.ts';

import { people } from './every-post-people.ts';

const giving = [
  post('/funds', async () => ({
    login: 'treasurer',
    path: '/funds',
    body: { code: `F${9000 - Number(next())}`, name: '新基金', kind: 'restricted', purpose: '试' },
  })),
  post('/drives', async (world) => ({
    login: 'treasurer',
    path: '/drives',
    body: {
      code: `D${9000 - Number(next())}`,
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
    path: `/drives/${await openDrive(world, { code: `D${9000 - Number(next())}` })}/close`,
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
  post('/cash-counts/:id/cancel', async (world) => ({
    login: 'cashier',
    path: `/cash-counts/${await countedBox(world)}/cancel`,
    body: { reason: '数错了' },
  })),
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
  // first: the books are opened before any month of them is closed
  ...opening,
  ...goodsOpeningPosts,
  ...people,
  ...giving,
  ...cases,
  ...paying,
  ...books,
  ...agencyPosts,
  ...giftPosts,
  ...payoutPosts,
  ...imprestPosts,
  ...goodsPosts,
  ...stewardship,
  ...bankPosts,
  ...closing,
  ...handwritten,
];

/** Sends a prepared POST once, under a key of its own or the one given. */
export const send = (world: World, ready: ReadyPost, key: string = randomUUID()) =>
  world.as(ready.login).post(ready.path, ready.body, { key });
