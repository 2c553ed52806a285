import { type BookRow, expenseColumns, type ExpenseColumn } from '../../shared/books.ts';
import { addMoney, isZero, type Money, ZERO } from '../../shared/money.ts';
import type { Reader } from '../database/snapshot.ts';
import { movedIn, readGeneralLedger } from './balance-queries.ts';
import { allBookLines, type BookScope, linesWithin, readKept } from './book-queries.ts';
import * as labels from './labels.ts';
import type { Months } from './queries.ts';
import {
  amount,
  type Column,
  type Contents,
  named,
  type Sheet,
  type SheetRow,
  text,
} from './sheet.ts';
import { goodsLedger } from './goods-sheet.ts';
import { roster } from './roster-sheet.ts';
import { type BookShape, type LedgerLine, standingAt, Walk } from './walk.ts';

const BATCH = 2000;
const isLine = (row: SheetRow) => row['kind'] === 'line';
const plainAmount = (key: string, title: string): Column => ({
  key,
  title,
  kind: 'amount',
  like: '9,999,999.00',
});

/** One book of the workbook: some accounts, each with all its lines. */
interface Book {
  shape: BookShape;
  accounts: (sql: Reader) => Promise<string[]>;
}

/** An account of a book with what it opens with and its kept months. */
interface AccountOfBook {
  code: string;
  name: string;
  kept: Awaited<ReturnType<typeof readKept>>;
}

const namesOf = async (sql: Reader) =>
  new Map(
    (await sql<{ code: string; name: string }[]>`select code, name_zh as name from accounts`).map(
      ({ code, name }) => [code, name],
    ),
  );

/** The rows of a book, account after account, in batches: memory holds one batch of lines. */
async function* bookRows(
  sql: Reader,
  { scope, shape, accounts, names }: Walked,
): AsyncGenerator<SheetRow[]> {
  const waiting = [...accounts];
  let current: { account: AccountOfBook; walk: Walk } | undefined;
  const shown = (account: AccountOfBook, rows: readonly BookRow[]) =>
    rows.map((row) => sheetRow(account, row, names));
  const enter = (account: AccountOfBook): SheetRow[] => {
    const { opening, months } = account.kept;
    current = { account, walk: new Walk(shape, months, standingAt(opening, shape)) };
    return shown(account, [current.walk.opening(scope.from)]);
  };
  const finish = () => (current ? shown(current.account, current.walk.end()) : []);
  for await (const lines of allBookLines(sql, scope).cursor(BATCH) as AsyncIterable<LedgerLine[]>) {
    const rows: SheetRow[] = [];
    for (const line of lines) {
      while (current?.account.code !== line.accountCode) {
        rows.push(...finish(), ...enter(waiting.shift()!));
      }
      rows.push(...shown(current.account, current.walk.take(line)));
    }
    yield rows;
  }
  const last = [...finish()];
  for (const account of waiting) last.push(...enter(account), ...finish());
  yield last;
}

interface Walked {
  scope: BookScope;
  shape: BookShape;
  accounts: readonly AccountOfBook[];
  names: ReadonlyMap<string, string>;
}

const captions = { day: '本日合计', month: '本月合计', year: '本年累计' } as const;

function sheetRow(
  { code, name }: AccountOfBook,
  { columns, ...row }: BookRow,
  names: ReadonlyMap<string, string>,
): SheetRow {
  const opening = row.periodId % 100 === 1 ? '上年结转' : '期初余额';
  const words = row.kind === 'opening' ? opening : captions[row.kind as keyof typeof captions];
  return {
    ...row,
    ...Object.fromEntries(expenseColumns.map((key, index) => [key, columns[index] ?? null])),
    account: code,
    accountName: name,
    period: row.periodId,
    summary: row.summary ?? words,
    counterAccounts: row.counterAccounts.map((each) => `${each} ${names.get(each)}`).join('、'),
    method: row.method && (labels.settlementNames[row.method] ?? row.method),
  };
}

/** What the cover says of a book: counted by the database, with the rows that the walk adds. */
async function controlOf(sql: Reader, { scope, shape, accounts }: Walked) {
  const days = shape.daily ? sql`count(distinct (x.account_code, x.voucher_date))::int` : sql`0`;
  const [found] = await sql<
    { lines: number; days: number; months: number; debit: Money; credit: Money }[]
  >`
    select count(*)::int as lines, ${days} as days,
      count(distinct (x.account_code, x.period_id))::int as months,
      coalesce(sum(x.amount) filter (where x.side = 'debit'), 0)::numeric(18,2)::text as debit,
      coalesce(sum(x.amount) filter (where x.side = 'credit'), 0)::numeric(18,2)::text as credit
    from voucher_lines x where ${linesWithin(sql, scope)}`;
  const { lines, months, debit, credit, ...of } = found!;
  const rows = accounts.length + lines + of.days + 2 * months;
  return { rows, totals: { debit, credit } };
}

/** Sums the columns of a book by walking through it once more. */
async function withColumns(rows: AsyncIterable<readonly SheetRow[]>) {
  const totals: Record<string, Money> = {};
  for (const column of expenseColumns) totals[column] = ZERO;
  for await (const batch of rows) {
    for (const row of batch.filter(isLine)) {
      for (const key of expenseColumns) {
        totals[key] = addMoney(totals[key]!, row[key] as Money);
      }
    }
  }
  return totals;
}

const readBook =
  ({ shape, accounts }: Book) =>
  async (sql: Reader, { from, to }: Months): Promise<Contents> => {
    const codes = await accounts(sql);
    const scope: BookScope = { accounts: codes, from, to };
    const names = await namesOf(sql);
    const known: AccountOfBook[] = [];
    const used = await sql<{ code: string }[]>`
      select distinct x.account_code as code from voucher_lines x
      where ${linesWithin(sql, scope)}`;
    for (const code of codes) {
      const kept = await readKept(sql, { ...scope, accounts: [code] });
      const isUsed = used.some((each) => each.code === code);
      if (isUsed || !isZero(kept.opening)) known.push({ code, name: names.get(code)!, kept });
    }
    const walked = { scope, shape, accounts: known, names };
    const control = await controlOf(sql, walked);
    if (shape.columnar) {
      Object.assign(control.totals, await withColumns(bookRows(sql, walked)));
    }
    return { control, batches: () => bookRows(sql, walked) };
  };

const leaves = (pattern: string) => async (sql: Reader) =>
  (
    await sql<{ code: string }[]>`
      select code from accounts where takes_lines and code ~ ${pattern} order by code`
  ).map(({ code }) => code);

const sides = named('side', '借或贷', labels.sideNames);
const head = [
  text('account', '科目编码', '410102'),
  text('accountName', '科目名称', '非限定性捐赠收入'),
  text('period', '期间'),
  text('date', '日期', '2026-01-01'),
  text('label', '凭证字号', '记-00001'),
  text('summary', '摘要', '收到捐款（现金）限定用途收据'),
];
const counter = text('counterAccounts', '对方科目', '410102 限定性捐赠收入');
const slip = [text('method', '结算方式'), text('reference', '结算号', '4200001234567890')];
const balance = [sides, plainAmount('balance', '余额')];

/** The rows of the general ledger as they are printed: what an account opens with, then months. */
const generalLedger: Sheet = {
  key: 'generalLedger',
  title: '总账',
  columns: [
    ...head.slice(0, 3),
    text('summary', '摘要', '本年累计'),
    amount('debit', '借方'),
    amount('credit', '贷方'),
    ...balance,
  ],
  counts: (row) => row['kind'] === 'month',
  read: async (sql, { from, to }) => {
    const asked = { from, to, level: '1', after: '', limit: 10_000 } as const;
    const accounts = await readGeneralLedger(sql, asked);
    const rows = accounts.flatMap(({ accountCode: account, nameZh: accountName, ...of }) => [
      {
        kind: 'opening',
        account,
        accountName,
        period: from,
        summary: '期初余额',
        debit: ZERO,
        credit: ZERO,
        side: of.side,
        balance: of.opening,
      },
      ...of.months.flatMap(({ periodId: period, yearDebit, yearCredit, ...month }) => [
        { kind: 'month', account, accountName, period, summary: '本月合计', ...month },
        {
          kind: 'year',
          account,
          accountName,
          period,
          summary: '本年累计',
          ...month,
          debit: yearDebit,
          credit: yearCredit,
        },
      ]),
    ]);
    const totals = { debit: movedIn(accounts, 'debit'), credit: movedIn(accounts, 'credit') };
    const batches = async function* () {
      yield rows;
    };
    return { control: { rows: rows.length, totals }, batches };
  },
};

const ledgerSheet = (
  sheet: Pick<Sheet, 'key' | 'title'>,
  columns: Column[],
  book: Book,
): Sheet => ({
  ...sheet,
  columns,
  counts: isLine,
  read: readBook(book),
});

const journalColumns = [...head, counter, ...slip, amount('debit', '收入')];
const journal = (sheet: Pick<Sheet, 'key' | 'title'>, pattern: string) =>
  ledgerSheet(
    sheet,
    [...journalColumns, amount('credit', '支出'), sides, plainAmount('balance', '结余')],
    { shape: { daily: true, columnar: false }, accounts: leaves(pattern) },
  );

const needColumn = (key: ExpenseColumn) => amount(key, labels.expenseColumnNames[key]);

/** The books of the workbook. */
export const bookSheets: readonly Sheet[] = [
  generalLedger,
  ledgerSheet(
    { key: 'ledgers', title: '明细账' },
    [
      ...head,
      counter,
      text('fundCode', '基金'),
      amount('debit', '借方'),
      amount('credit', '贷方'),
      ...balance,
    ],
    { shape: { daily: false, columnar: false }, accounts: leaves('.') },
  ),
  journal({ key: 'cashJournal', title: '现金日记账' }, '^1001'),
  journal({ key: 'bankJournal', title: '银行日记账' }, '^(1002|1009)'),
  ledgerSheet(
    { key: 'columnarLedger', title: '多栏账' },
    [
      ...head,
      amount('debit', '借方合计'),
      ...expenseColumns.map(needColumn),
      amount('credit', '贷方'),
      ...balance,
    ],
    { shape: { daily: false, columnar: true }, accounts: leaves('^5101') },
  ),
  goodsLedger,
  roster,
];
