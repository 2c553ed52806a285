import { sql } from 'drizzle-orm';
import { boolean, check, date, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { RefundKind, RefundTill } from '../../shared/refunds.ts';
import { instant, money, sequence } from './columns.ts';
import { donations } from './donations.ts';
import { persons, users } from './people.ts';

/** Money of a gift to be given back, at once or as a debt first. Insert-only. */
export const refunds = pgTable(
  'refunds',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    kind: text().$type<RefundKind>().notNull(),
    donationId: uuid()
      .notNull()
      .references(() => donations.id),
    till: text().$type<RefundTill>(),
    amount: money().notNull(),
    refundedOn: date({ mode: 'string' }).notNull(),
    documentNumber: text().notNull(),
    reason: text().notNull(),
    preparedBy: uuid()
      .notNull()
      .references(() => users.id),
    preparedPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    preparedAt: instant().notNull(),
  },
  (table) => [
    unique('refund_in_order').on(table.seq),
    index('refund_by_donation').on(table.donationId),
    check('refund_kind_known', sql`${table.kind} in ('refund', 'obligation')`),
    check('refund_till_known', sql`${table.till} in ('bank', 'wechat', 'alipay')`),
    check('refund_till_when_paid', sql`(${table.kind} = 'refund') = (${table.till} is not null)`),
    check('refund_amount_positive', sql`${table.amount} > 0 and ${table.amount} <= 999999999.99`),
  ],
);

/** The chair's word on a refund; the act that agrees posts it. Insert-only. */
export const refundDecisions = pgTable(
  'refund_decisions',
  {
    id: uuid()
      .primaryKey()
      .references(() => refunds.id),
    seq: sequence(),
    agrees: boolean().notNull(),
    reason: text().notNull(),
    decidedBy: uuid()
      .notNull()
      .references(() => users.id),
    decidedPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    decidedAt: instant().notNull(),
  },
  (table) => [unique('refund_decision_in_order').on(table.seq)],
);

/** A cashier's payment of what is owed to a donor. Insert-only. */
export const refundPayments = pgTable(
  'refund_payments',
  {
    id: uuid()
      .primaryKey()
      .references(() => refunds.id),
    seq: sequence(),
    paidOn: date({ mode: 'string' }).notNull(),
    bankReference: text().notNull(),
    paidBy: uuid()
      .notNull()
      .references(() => users.id),
    paidPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    paidAt: instant().notNull(),
  },
  (table) => [unique('refund_payment_in_order').on(table.seq)],
);
