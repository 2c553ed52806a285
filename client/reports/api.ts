import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { monthEnd, monthStart } from '../../shared/dates.ts';
import { account, period } from '../../shared/ledger.ts';
import { bookPage, generalLedgerPage, rosterPage } from '../../shared/books.ts';
import { fund } from '../../shared/funds.ts';
import { goodsItem } from '../../shared/goods.ts';
import { goodsBookPage } from '../../shared/goods-book.ts';
import { fundStatement, journalPage, trialBalance } from '../../shared/reports.ts';
import { activities, balanceSheet, cashFlow, pictures } from '../../shared/statements.ts';
import { get } from '../api/http.ts';
import { useKeyset, withQuery } from '../api/keyset.ts';

/** The months that the books have, newest first. */
export function useMonths() {
  const answer = z.object({ items: z.array(period) });
  return useQuery({
    queryKey: ['periods'],
    queryFn: ({ signal }) => get('/periods', answer, signal),
    select: ({ items }) => items.map(({ id }) => id).toSorted((a, b) => b - a),
  });
}

/** The chart of accounts. */
export function useAccounts() {
  const answer = z.object({ items: z.array(account) });
  return useQuery({
    queryKey: ['accounts'],
    queryFn: ({ signal }) => get('/accounts', answer, signal),
    select: ({ items }) => items,
  });
}

/** The funds that a book can be of. */
export function useFundChoices() {
  const answer = z.object({ items: z.array(fund) });
  return useQuery({
    queryKey: ['funds'],
    queryFn: ({ signal }) => get('/funds', answer, signal),
    select: ({ items }) => items,
  });
}

/** One of the books by lines, of whole months; as many lines at a time as the server gives. */
export function useBook(
  book: 'account-ledger' | 'money-journal' | 'columnar-ledger',
  filters: { from: number; to: number; account?: string | null; fund?: string | null },
) {
  return useKeyset({
    queryKey: ['reports', book],
    path: `/reports/${book}`,
    page: bookPage,
    filters: { ...filters, limit: 200 },
  });
}

/** The general ledger (总账) down to a level, or of one account. */
export function useGeneralLedger(filters: {
  from: number;
  to: number;
  level: string;
  account: string | null;
}) {
  return useKeyset({
    queryKey: ['reports', 'general-ledger'],
    path: '/reports/general-ledger',
    page: generalLedgerPage,
    filters,
  });
}

/** The items that a book of goods can be of. */
export function useGoodsChoices() {
  const answer = z.object({ items: z.array(goodsItem) });
  return useQuery({
    queryKey: ['goods', 'items'],
    queryFn: ({ signal }) => get('/goods-items', answer, signal),
    select: ({ items }) => items,
  });
}

/** The book of an item by quantity and amount (数量金额式). */
export function useGoodsBook(filters: {
  from: number;
  to: number;
  item: string;
  fund: string | null;
}) {
  return useKeyset({
    queryKey: ['reports', 'goods-ledger'],
    path: '/reports/goods-ledger',
    page: goodsBookPage,
    filters: { ...filters, limit: 200 },
  });
}

/** Who got what (发放花名册). */
export function useRoster(from: number, to: number) {
  return useKeyset({
    queryKey: ['reports', 'roster'],
    path: '/reports/roster',
    page: rosterPage,
    filters: { from, to, limit: 200 },
  });
}

/** A statement of a month in the shape of a rule book; without one, that of the organisation. */
function useStatement<Shown>(
  name: string,
  answer: z.ZodType<Shown>,
  [month, shape]: [month: number, shape: string | null],
) {
  const path = withQuery(`/reports/${name}`, { period: month, shape });
  return useQuery({
    queryKey: ['reports', path],
    queryFn: ({ signal }) => get(path, answer, signal),
  });
}

/** The balance sheet (资产负债表) at the end of a month. */
export function useBalanceSheet(month: number, shape: string | null) {
  return useStatement('balance-sheet', balanceSheet, [month, shape]);
}

/** The statement of activities (业务活动表) of a month and its year so far. */
export function useActivities(month: number, shape: string | null) {
  return useStatement('activities', activities, [month, shape]);
}

/** The cash flow statement (现金流量表) of a month and its year so far. */
export function useCashFlow(month: number, shape: string | null) {
  return useStatement('cash-flow', cashFlow, [month, shape]);
}

/** What the pictures are drawn from. */
export function usePictures(from: number, to: number) {
  const path = withQuery('/reports/pictures', { from, to });
  return useQuery({
    queryKey: ['reports', path],
    queryFn: ({ signal }) => get(path, pictures, signal),
  });
}

/** The balances of the accounts in a month (科目余额表), down to a level. */
export function useTrialBalance(month: number, level: string | null) {
  const path = withQuery('/reports/trial-balance', { period: month, level });
  return useQuery({
    queryKey: ['reports', path],
    queryFn: ({ signal }) => get(path, trialBalance, signal),
  });
}

/** What each fund had, got, gave and has (基金收支结存表). */
export function useFundStatement(from: number, to: number) {
  const path = withQuery('/reports/fund-statement', { from, to });
  return useQuery({
    queryKey: ['reports', path],
    queryFn: ({ signal }) => get(path, fundStatement, signal),
  });
}

/** Every line of the books in order (序时账), of whole months. */
export function useJournal(from: number, to: number) {
  return useKeyset({
    queryKey: ['reports', 'journal'],
    path: '/reports/journal',
    page: journalPage,
    filters: { from: monthStart(from), to: monthEnd(to) },
  });
}
