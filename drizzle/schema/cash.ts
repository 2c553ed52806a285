import { sql } from 'drizzle-orm';
import {
  check,
  date,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { LiableRole, SettlementWay } from '../../shared/cash.ts';
import { instant, key, money, sequence } from './columns.ts';
import { accounts, vouchers } from './ledger.ts';
import { users } from './people.ts';

/** Money moved between the cash box, the platforms and the bank. */
export const deposits = pgTable(
  'deposits',
  {
    id: key(),
    seq: sequence(),
    kind: text().$type<'cash' | 'wechat' | 'alipay'>().notNull(),
    amount: money().notNull(),
    fee: money().notNull(),
    depositedOn: date({ mode: 'string' }).notNull(),
    slipReference: text().notNull(),
    depositedBy: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('deposit_in_order').on(table.seq),
    index('deposit_by_day').on(table.depositedOn),
    check('deposit_kind_known', sql`${table.kind} in ('cash', 'wechat', 'alipay')`),
    check(
      'deposit_amount_positive',
      sql`${table.amount} > 0 and ${table.fee} >= 0 and ${table.fee} < ${table.amount}`,
    ),
    check('deposit_of_cash_is_free', sql`${table.kind} <> 'cash' or ${table.fee} = 0`),
  ],
);

/** A count of the cash box by two people; a difference is booked when the second signs. */
export const cashCounts = pgTable(
  'cash_counts',
  {
    id: key(),
    seq: sequence(),
    countedOn: date({ mode: 'string' }).notNull(),
    bookAmount: money().notNull(),
    countedAmount: money().notNull(),
    explanation: text().notNull(),
    countedBy: uuid()
      .notNull()
      .references(() => users.id),
    confirmedBy: uuid().references(() => users.id),
    confirmedAt: instant(),
    voucherId: uuid().references(() => vouchers.id),
    createdAt: instant().notNull(),
    cancelledBy: uuid().references(() => users.id),
    cancelledAt: instant(),
    cancelReason: text(),
  },
  (table) => [
    unique('cash_count_in_order').on(table.seq),
    check('cash_count_by_two', sql`${table.confirmedBy} <> ${table.countedBy}`),
    check('cash_count_not_negative', sql`${table.countedAmount} >= 0`),
    check(
      'cash_count_cancelled_with_reason',
      sql`(${table.cancelledBy} is null) = (${table.cancelledAt} is null) and (${table.cancelledBy} is null) = (${table.cancelReason} is null)`,
    ),
    check(
      'cash_count_confirmed_or_cancelled',
      sql`${table.cancelledBy} is null or ${table.confirmedBy} is null`,
    ),
  ],
);

/** The notes and coins of a count: how many of each face, in yuan. */
export const cashCountDenominations = pgTable(
  'cash_count_denominations',
  {
    countId: uuid()
      .notNull()
      .references(() => cashCounts.id),
    face: numeric({ precision: 4, scale: 1 }).notNull(),
    sheets: integer().notNull(),
    seq: sequence(),
  },
  (table) => [
    unique('denomination_in_order').on(table.seq),
    primaryKey({ name: 'denomination_once', columns: [table.countId, table.face] }),
    check('denomination_known', sql`${table.face} in (100, 50, 20, 10, 5, 1, 0.5, 0.1)`),
    check('denomination_counted', sql`${table.sheets} between 1 and 1000000`),
  ],
);

/** Who is liable for a shortage, by role: noted with the second signature. */
export const cashLiabilities = pgTable(
  'cash_liabilities',
  {
    countId: uuid()
      .notNull()
      .references(() => cashCounts.id),
    liableRole: text().$type<LiableRole>().notNull(),
    reason: text().notNull(),
    notedBy: uuid()
      .notNull()
      .references(() => users.id),
    notedAt: instant().notNull(),
    seq: sequence(),
  },
  (table) => [
    primaryKey({ name: 'liability_once', columns: [table.countId] }),
    unique('liability_in_order').on(table.seq),
    check(
      'liable_role_known',
      sql`${table.liableRole} in ('cashier', 'counter', 'caseworker', 'unknown')`,
    ),
  ],
);

/** What is to become of a difference, as one person wrote it; the newest of a count counts. */
export const cashSettlements = pgTable(
  'cash_settlements',
  {
    id: key(),
    seq: sequence(),
    countId: uuid()
      .notNull()
      .references(() => cashCounts.id),
    way: text().$type<SettlementWay>().notNull(),
    amount: money().notNull(),
    settledOn: date({ mode: 'string' }).notNull(),
    reason: text().notNull(),
    proposedBy: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('settlement_in_order').on(table.seq),
    check('settlement_way_known', sql`${table.way} in ('paid_in', 'written_off', 'recognised')`),
    check('settlement_amount_positive', sql`${table.amount} > 0`),
  ],
);

/** A settlement that a second person approved: the document that is posted. */
export const cashDifferences = pgTable(
  'cash_differences',
  {
    id: key(),
    seq: sequence(),
    settlementId: uuid()
      .notNull()
      .references(() => cashSettlements.id),
    approvedBy: uuid()
      .notNull()
      .references(() => users.id),
    approvedAt: instant().notNull(),
  },
  (table) => [
    unique('cash_difference_in_order').on(table.seq),
    unique('settlement_approved_once').on(table.settlementId),
  ],
);

/** Cash drawn from the bank for the float (E37). */
export const withdrawals = pgTable(
  'withdrawals',
  {
    id: key(),
    seq: sequence(),
    accountCode: text()
      .notNull()
      .references(() => accounts.code),
    amount: money().notNull(),
    withdrawnOn: date({ mode: 'string' }).notNull(),
    slipReference: text().notNull(),
    withdrawnBy: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('withdrawal_in_order').on(table.seq),
    check('withdrawal_from_our_bank', sql`${table.accountCode} like '100201%'`),
    check('withdrawal_amount_positive', sql`${table.amount} > 0`),
  ],
);
