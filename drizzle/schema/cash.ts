import { sql } from 'drizzle-orm';
import { check, date, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, key, money, sequence } from './columns.ts';
import { vouchers } from './ledger.ts';
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
