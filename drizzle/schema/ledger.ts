import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { operations } from './audit.ts';
import { binary, born, instant, key, money, sequence } from './columns.ts';
import { funds } from './funds.ts';
import { persons, users } from './people.ts';

/** The chart of accounts (会计科目), seeded from `drizzle/charts/chart2026.ts`. */
export const accounts = pgTable(
  'accounts',
  {
    code: text().primaryKey(),
    nameZh: text().notNull(),
    nameEn: text().notNull(),
    class: smallint().notNull(),
    side: text().$type<'debit' | 'credit'>().notNull(),
    parentCode: text(),
    takesLines: boolean().notNull(),
    needsFund: boolean().notNull(),
    needsBeneficiary: boolean().notNull(),
    neverNegative: boolean().notNull(),
    seq: sequence().unique('account_in_order'),
  },
  (table) => [
    foreignKey({
      name: 'account_has_parent',
      columns: [table.parentCode],
      foreignColumns: [table.code],
    }),
    unique('account_named_once_under_parent').on(table.parentCode, table.nameZh),
    check('account_class_known', sql`${table.class} between 1 and 5`),
    check('account_side_known', sql`${table.side} in ('debit', 'credit')`),
    check('account_income_needs_fund', sql`${table.class} < 3 or ${table.needsFund}`),
  ],
);

/** A month of the books, named yyyymm. */
export const periods = pgTable(
  'periods',
  {
    id: integer().primaryKey(),
    startsOn: date({ mode: 'string' }).notNull(),
    endsOn: date({ mode: 'string' }).notNull(),
    status: text().$type<'open' | 'closed'>().notNull(),
    closedAt: instant(),
    closedBy: uuid().references(() => users.id),
    /** Closed before closings posted vouchers: its income and expense went on. */
    beforeClosings: boolean().notNull().default(false),
  },
  (table) => [
    check(
      'period_is_a_month',
      sql`${table.id} = extract(year from ${table.startsOn}) * 100 + extract(month from ${table.startsOn}) and ${table.endsOn} = (date_trunc('month', ${table.startsOn}) + interval '1 month - 1 day')::date`,
    ),
    check('period_status_known', sql`${table.status} in ('open', 'closed')`),
  ],
);

/** Posted vouchers (记账凭证). Written only by the SQL function post_voucher; never changed. */
export const vouchers = pgTable(
  'vouchers',
  {
    id: key(),
    seq: sequence(),
    periodId: integer()
      .notNull()
      .references(() => periods.id),
    word: text().notNull(),
    number: integer().notNull(),
    voucherDate: date({ mode: 'string' }).notNull(),
    event: text().notNull(),
    summary: text().notNull(),
    sourceType: text().notNull(),
    sourceId: uuid(),
    reversesId: uuid(),
    lineCount: smallint().notNull(),
    attachmentCount: smallint().notNull().default(0),
    total: money().notNull(),
    operationId: uuid()
      .notNull()
      .references(() => operations.id),
    ordinal: smallint().notNull(),
    preparedBy: uuid()
      .notNull()
      .references(() => users.id),
    postedAt: instant().notNull(),
    born: born()
      .notNull()
      .default(sql`pg_current_xact_id()`),
    digest: binary().notNull(),
  },
  (table) => [
    unique('voucher_in_order').on(table.seq),
    index('voucher_by_day').on(table.voucherDate, table.seq),
    unique('voucher_numbered_once').on(table.periodId, table.word, table.number),
    unique('voucher_posted_once').on(table.operationId, table.ordinal),
    uniqueIndex('voucher_reversed_once')
      .on(table.reversesId)
      .where(sql`reverses_id is not null`),
    foreignKey({
      name: 'voucher_reverses_a_voucher',
      columns: [table.reversesId],
      foreignColumns: [table.id],
    }),
    uniqueIndex('voucher_one_per_document')
      .on(table.sourceType, table.sourceId)
      .where(sql`reverses_id is null`),
    index('voucher_by_hand')
      .on(table.seq)
      .where(sql`source_type = 'manual' and reverses_id is null`),
    check('voucher_word_known', sql`${table.word} in ('记', '收', '付', '转')`),
    check(
      'voucher_date_in_period',
      sql`${table.periodId} = extract(year from ${table.voucherDate}) * 100 + extract(month from ${table.voucherDate})`,
    ),
    check('voucher_has_lines', sql`${table.lineCount} between 2 and 200`),
  ],
);

/** One debit or credit. `amount` is negative only in a red-letter voucher. */
export const voucherLines = pgTable(
  'voucher_lines',
  {
    voucherId: uuid().notNull(),
    lineNo: smallint().notNull(),
    accountCode: text()
      .notNull()
      .references(() => accounts.code),
    fundId: uuid().references(() => funds.id),
    side: text().$type<'debit' | 'credit'>().notNull(),
    amount: money().notNull(),
    driveId: uuid(),
    donorId: uuid(),
    requestId: uuid(),
    beneficiary: text(),
    periodId: integer().notNull(),
    voucherDate: date({ mode: 'string' }).notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    balanceAfter: money().notNull(),
  },
  (table) => [
    primaryKey({ name: 'line_numbered_once', columns: [table.voucherId, table.lineNo] }),
    unique('line_in_order').on(table.accountCode, table.fundId, table.seq).nullsNotDistinct(),
    index('line_by_day').on(table.accountCode, table.fundId, table.voucherDate, table.seq),
    index('line_by_request')
      .on(table.requestId)
      .where(sql`request_id is not null`),
    index('line_of_cash_by_day')
      .on(table.accountCode, table.voucherDate)
      .where(sql`account_code like '1001%'`),
    check('line_side_known', sql`${table.side} in ('debit', 'credit')`),
    check(
      'line_amount_bounded',
      sql`${table.amount} <> 0 and ${table.amount} between -9999999999.99 and 9999999999.99`,
    ),
  ],
);

/**
 * What each account and fund stands at now: kept by the posting function, re-proved by the checks.
 */
export const accountBalances = pgTable(
  'account_balances',
  {
    accountCode: text()
      .notNull()
      .references(() => accounts.code),
    fundKey: uuid().notNull(),
    debit: money().notNull(),
    credit: money().notNull(),
    lineCount: bigint({ mode: 'number' }).notNull(),
    floorSide: text().$type<'debit' | 'credit'>(),
  },
  (table) => [
    primaryKey({ name: 'balance_once', columns: [table.accountCode, table.fundKey] }),
    check(
      'cash_never_negative',
      sql`${table.floorSide} is null or (${table.floorSide} = 'debit' and ${table.debit} >= ${table.credit}) or (${table.floorSide} = 'credit' and ${table.credit} >= ${table.debit})`,
    ),
  ],
);

/** What moved on each account and fund in each month. */
export const periodBalances = pgTable(
  'period_balances',
  {
    accountCode: text()
      .notNull()
      .references(() => accounts.code),
    fundKey: uuid().notNull(),
    periodId: integer()
      .notNull()
      .references(() => periods.id),
    debit: money().notNull(),
    credit: money().notNull(),
    /** What closing vouchers moved, so that statements can leave it out. */
    closingDebit: money()
      .notNull()
      .default(sql`0`),
    closingCredit: money()
      .notNull()
      .default(sql`0`),
  },
  (table) => [
    primaryKey({
      name: 'period_balance_once',
      columns: [table.periodId, table.accountCode, table.fundKey],
    }),
  ],
);

/** The cumulative balance of each account and fund at the end of a closed month. */
export const closingBalances = pgTable(
  'closing_balances',
  {
    accountCode: text().notNull(),
    fundKey: uuid().notNull(),
    periodId: integer()
      .notNull()
      .references(() => periods.id),
    debit: money().notNull(),
    credit: money().notNull(),
  },
  (table) => [
    primaryKey({
      name: 'closing_balance_once',
      columns: [table.periodId, table.accountCode, table.fundKey],
    }),
  ],
);

/** What is held for each beneficiary of agency money, and owed to them: always the same. */
export const agencyBalances = pgTable(
  'agency_balances',
  {
    beneficiary: text().primaryKey(),
    assets: money().notNull(),
    liabilities: money().notNull(),
  },
  (table) => [
    check(
      'agency_held_is_owed',
      sql`${table.assets} = ${table.liabilities} and ${table.assets} >= 0`,
    ),
  ],
);

/** The last number drawn of each gapless series. Moved only by the SQL function draw_number. */
export const counters = pgTable('counters', {
  series: text().primaryKey(),
  value: bigint({ mode: 'number' }).notNull(),
});

/** The second treasurer's signature under a voucher (审核). */
export const voucherSignatures = pgTable('voucher_signatures', {
  voucherId: uuid()
    .primaryKey()
    .references(() => vouchers.id),
  userId: uuid()
    .notNull()
    .references(() => users.id),
  personId: uuid()
    .notNull()
    .references(() => persons.id),
  signedAt: instant().notNull(),
  seq: sequence().unique('voucher_signature_in_order'),
});
