import { z } from 'zod';
import { reverseBody } from '../../shared/donations.ts';
import {
  goodsDecisionBody,
  goodsDocumentPage,
  goodsDocumentQuery,
  goodsGiftBody,
  goodsGiftRecorded,
  goodsIssueBody,
  goodsItem,
  goodsItemAdded,
  goodsItemBody,
  goodsItemDetail,
  goodsOpeningBody,
  goodsPurchaseBody,
  goodsRecorded,
  goodsWriteOffBody,
} from '../../shared/goods.ts';
import type { Role } from '../../shared/roles.ts';
import { idParams, route } from '../core/route.ts';
import { countRoutes } from './count-routes.ts';
import { askWriteOff, handGoodsOut, openStock, orderGoods, receiveGoods } from './papers.ts';
import { addItem, decideGoods, reverseGoods } from './service.ts';
import { listDocuments, readItem } from './view.ts';
import { listItems } from './view-queries.ts';

const readers: Role[] = ['treasurer', 'cashier', 'caseworker', 'committee', 'chair', 'auditor'];

const items = [
  route({
    method: 'get',
    path: '/goods-items',
    summary: 'Items of goods with what is in stock for each fund',
    action: 'goods.list_items',
    roles: readers,
    answer: z.object({ items: z.array(goodsItem) }),
    handle: async ({ context }) => ({ items: await listItems(context) }),
  }),
  route({
    method: 'post',
    path: '/goods-items',
    summary: 'Add an item of goods',
    action: 'goods.add_item',
    roles: ['treasurer'],
    body: goodsItemBody,
    answer: goodsItemAdded,
    status: 201,
    handle: ({ context, body }) => addItem(context, body),
  }),
  route({
    method: 'get',
    path: '/goods-items/:id',
    summary: 'One item with its lots, oldest first, and the numbers of its vouchers',
    action: 'goods.read_item',
    roles: readers,
    params: idParams,
    answer: goodsItemDetail,
    handle: ({ context, params }) => readItem(context, params.id),
  }),
];

const papers = [
  route({
    method: 'get',
    path: '/goods-documents',
    summary: 'Papers about goods, newest first; or those that wait for a second person',
    action: 'goods.list',
    roles: readers,
    query: goodsDocumentQuery,
    answer: goodsDocumentPage,
    handle: ({ context, query }) => listDocuments(context, query),
  }),
  route({
    method: 'post',
    path: '/goods-gifts',
    summary: 'Record goods that were given, with their value (E05)',
    action: 'goods.receive',
    roles: ['treasurer'],
    body: goodsGiftBody,
    answer: goodsGiftRecorded,
    status: 201,
    handle: ({ context, body }) => receiveGoods(context, body),
  }),
  route({
    method: 'post',
    path: '/goods-openings',
    summary: 'Name the goods of the opening balances',
    action: 'goods.open',
    roles: ['treasurer'],
    body: goodsOpeningBody,
    answer: goodsRecorded,
    status: 201,
    handle: ({ context, body }) => openStock(context, body),
  }),
  route({
    method: 'post',
    path: '/goods-purchases',
    summary: 'Order goods or shopping vouchers, for a cashier to pay',
    action: 'goods.order',
    roles: ['treasurer'],
    body: goodsPurchaseBody,
    answer: goodsRecorded,
    status: 201,
    handle: ({ context, body }) => orderGoods(context, body),
  }),
  route({
    method: 'post',
    path: '/goods-issues',
    summary: 'Hand goods out to a family or by a signed list (E07)',
    action: 'goods.issue',
    roles: ['cashier', 'caseworker'],
    body: goodsIssueBody,
    answer: goodsRecorded,
    status: 201,
    handle: ({ context, body }) => handGoodsOut(context, body),
  }),
  route({
    method: 'post',
    path: '/goods-write-offs',
    summary: 'Ask to write goods off, or to take in what a count found (E28)',
    action: 'goods.ask_write_off',
    roles: ['treasurer', 'cashier', 'caseworker'],
    body: goodsWriteOffBody,
    answer: goodsRecorded,
    status: 201,
    handle: ({ context, body }) => askWriteOff(context, body),
  }),
  route({
    method: 'post',
    path: '/goods-documents/:id/decide',
    summary: 'Pay what was ordered, or approve or refuse a write-off, as the second person',
    action: 'goods.decide',
    roles: ['cashier', 'chair', 'committee'],
    params: idParams,
    body: goodsDecisionBody,
    answer: goodsRecorded,
    handle: ({ context, params, body }) => decideGoods(context, params.id, body),
  }),
  route({
    method: 'post',
    path: '/goods-documents/:id/reverse',
    summary: 'Take a wrong paper about goods back, with its stock and its voucher',
    action: 'goods.reverse',
    roles: ['treasurer'],
    params: idParams,
    body: reverseBody,
    answer: goodsRecorded,
    status: 201,
    handle: ({ context, params, body }) => reverseGoods(context, params.id, body),
  }),
];

export const goodsRoutes = [...items, ...papers, ...countRoutes];
