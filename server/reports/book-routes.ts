import {
  accountLedgerQuery,
  bookPage,
  columnarLedgerQuery,
  generalLedgerPage,
  generalLedgerQuery,
  moneyJournalQuery,
  rosterPage,
  rosterQuery,
} from '../../shared/books.ts';
import {
  fundStatement,
  periodSpanQuery,
  trialBalance,
  trialBalanceQuery,
} from '../../shared/reports.ts';
import { goodsBookPage, goodsBookQuery } from '../../shared/goods-book.ts';
import type { Role } from '../../shared/roles.ts';
import {
  activities,
  balanceSheet,
  cashFlow,
  pictures,
  statementQuery,
} from '../../shared/statements.ts';
import { route } from '../core/route.ts';
import { readTrialBalance } from './balance-queries.ts';
import { bookPageFor, generalLedgerPageFor } from './books.ts';
import { readFundStatement } from './fund-queries.ts';
import { rosterPageFor } from './roster.ts';
import { goodsBookFor } from './goods-book.ts';
import { readPictures } from './statement-queries.ts';
import { activitiesFor, balanceSheetFor, cashFlowFor } from './statements-view.ts';

/** Who reads the books. */
export const readers: readonly Role[] = ['treasurer', 'cashier', 'chair', 'auditor'];

const PROGRAMME_EXPENSE = '5101';

const books = [
  route({
    method: 'get',
    path: '/reports/trial-balance',
    summary: 'The trial balance (科目余额表) of a month, down to a level of the chart',
    action: 'report.trial-balance',
    roles: readers,
    query: trialBalanceQuery,
    answer: trialBalance,
    handle: ({ context, query: { period, level } }) =>
      readTrialBalance(context.client, { from: period, to: period }, level),
  }),
  route({
    method: 'get',
    path: '/reports/general-ledger',
    summary: 'The general ledger (总账): accounts with what moved in each month',
    action: 'report.general-ledger',
    roles: readers,
    query: generalLedgerQuery,
    answer: generalLedgerPage,
    handle: ({ context, query }) => generalLedgerPageFor(context, query),
  }),
  route({
    method: 'get',
    path: '/reports/account-ledger',
    summary: 'The ledger of an account (三栏明细账), of all funds or one, page by page',
    action: 'report.account-ledger',
    roles: readers,
    query: accountLedgerQuery,
    answer: bookPage,
    handle: ({ context, query }) =>
      bookPageFor(context, query.account, query, { daily: false, columnar: false }),
  }),
  route({
    method: 'get',
    path: '/reports/money-journal',
    summary: 'The cash or bank journal (现金日记账, 银行存款日记账) with daily totals',
    action: 'report.money-journal',
    roles: readers,
    query: moneyJournalQuery,
    answer: bookPage,
    handle: ({ context, query }) =>
      bookPageFor(context, query.account, query, { daily: true, columnar: false }),
  }),
  route({
    method: 'get',
    path: '/reports/columnar-ledger',
    summary: 'Programme expense by need (多栏账 5101), page by page',
    action: 'report.columnar-ledger',
    roles: readers,
    query: columnarLedgerQuery,
    answer: bookPage,
    handle: ({ context, query }) =>
      bookPageFor(context, PROGRAMME_EXPENSE, query, { daily: false, columnar: true }),
  }),
  route({
    method: 'get',
    path: '/reports/goods-ledger',
    summary: 'The book of an item of goods by quantity and amount (数量金额式), page by page',
    action: 'report.goods-ledger',
    roles: readers,
    query: goodsBookQuery,
    answer: goodsBookPage,
    handle: ({ context, query }) => goodsBookFor(context, query),
  }),
  route({
    method: 'get',
    path: '/reports/roster',
    summary: 'The recipient list (发放花名册) of a span of months, page by page',
    action: 'report.roster',
    roles: readers,
    query: rosterQuery,
    answer: rosterPage,
    handle: ({ context, query }) => rosterPageFor(context, query),
  }),
];

const statements = [
  route({
    method: 'get',
    path: '/reports/fund-statement',
    summary: 'The fund statement (基金收支结存表) of a span of months',
    action: 'report.fund-statement',
    roles: readers,
    query: periodSpanQuery,
    answer: fundStatement,
    handle: ({ context, query }) => readFundStatement(context.client, query),
  }),
  route({
    method: 'get',
    path: '/reports/balance-sheet',
    summary: 'The balance sheet (资产负债表) at the end of a month',
    action: 'report.balance-sheet',
    roles: readers,
    query: statementQuery,
    answer: balanceSheet,
    handle: ({ context, query }) => balanceSheetFor(context.client, query),
  }),
  route({
    method: 'get',
    path: '/reports/activities',
    summary: 'The statement of activities (业务活动表) of a month and its year so far',
    action: 'report.activities',
    roles: readers,
    query: statementQuery,
    answer: activities,
    handle: ({ context, query }) => activitiesFor(context.client, query),
  }),
  route({
    method: 'get',
    path: '/reports/cash-flow',
    summary: 'The cash flow statement (现金流量表) of a month and its year so far',
    action: 'report.cash-flow',
    roles: readers,
    query: statementQuery,
    answer: cashFlow,
    handle: ({ context, query }) => cashFlowFor(context.client, query),
  }),
  route({
    method: 'get',
    path: '/reports/pictures',
    summary: 'Income, aid and costs by month, and aid by need, for drawing',
    action: 'report.pictures',
    roles: readers,
    query: periodSpanQuery,
    answer: pictures,
    handle: ({ context, query }) => readPictures(context.client, query),
  }),
];

/** The books and statements, all of them read-only. */
export const bookRoutes = [...books, ...statements];
