import {
  goodsCountBody,
  goodsCounted,
  goodsCountPage,
  goodsMemoBody,
  goodsMemoOutBody,
  goodsMemoPage,
  goodsMemoRecorded,
} from '../../shared/goods-counts.ts';
import { pageQuery } from '../../shared/paging.ts';
import type { Role } from '../../shared/roles.ts';
import { idParams, route } from '../core/route.ts';
import { countGoods, listCounts, listMemos, noteMemo, noteMemoOut, signCount } from './counts.ts';

const readers: Role[] = ['treasurer', 'cashier', 'caseworker', 'committee', 'chair', 'auditor'];
const hands: Role[] = ['treasurer', 'cashier', 'caseworker'];

export const countRoutes = [
  route({
    method: 'get',
    path: '/goods-counts',
    summary: 'Counts of the store with their differences, newest first',
    action: 'goods.list_counts',
    roles: readers,
    query: pageQuery,
    answer: goodsCountPage,
    handle: ({ context, query }) => listCounts(context, query),
  }),
  route({
    method: 'post',
    path: '/goods-counts',
    summary: 'Write down a count of the store',
    action: 'goods.count',
    roles: hands,
    body: goodsCountBody,
    answer: goodsCounted,
    status: 201,
    handle: ({ context, body }) => countGoods(context, body),
  }),
  route({
    method: 'post',
    path: '/goods-counts/:id/sign',
    summary: 'Sign a count as the second counter',
    action: 'goods.sign_count',
    roles: [...hands, 'chair', 'committee'],
    params: idParams,
    answer: goodsCounted,
    handle: ({ context, params }) => signCount(context, params.id),
  }),
  route({
    method: 'get',
    path: '/goods-memos',
    summary: 'Goods without a reliable value (E06), newest first, and where they went',
    action: 'goods.list_memos',
    roles: readers,
    query: pageQuery,
    answer: goodsMemoPage,
    handle: ({ context, query }) => listMemos(context, query),
  }),
  route({
    method: 'post',
    path: '/goods-memos',
    summary: 'Note goods without a reliable value: quantity only, no voucher',
    action: 'goods.note_memo',
    roles: hands,
    body: goodsMemoBody,
    answer: goodsMemoRecorded,
    status: 201,
    handle: ({ context, body }) => noteMemo(context, body),
  }),
  route({
    method: 'post',
    path: '/goods-memos/:id/hand-out',
    summary: 'Note that some goods without value were handed out',
    action: 'goods.hand_memo_out',
    roles: hands,
    params: idParams,
    body: goodsMemoOutBody,
    answer: goodsMemoRecorded,
    status: 201,
    handle: ({ context, params, body }) => noteMemoOut(context, params.id, body),
  }),
];
