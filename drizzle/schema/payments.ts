import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { PayeeKind, PaymentMethod, VoidOutcome } from '../../shared/payments.ts';
import { aidRequests } from './aid.ts';
import { operations } from './audit.ts';
import { instant, key, money, sequence } from './columns.ts';
import { funds } from './funds.ts';
import { vouchers } from './ledger.ts';
import { persons, users } from './people.ts';

/** What the treasurer prepared for the cashier to pay: amount and payee are fixed here. */
export const paymentOrders = pgTable(
  'payment_orders',
  {
    id: key(),
    seq: sequence(),
    requestId: uuid()
      .notNull()
      .references(() => aidRequests.id),
    fundId: uuid()
      .notNull()
      .references(() => funds.id),
    amount: money().notNull(),
    method: text().$type<PaymentMethod>().notNull(),
    payeeKind: text().$type<PayeeKind>().notNull(),
    payeeNameSealed: text().notNull(),
    payeeNameMasked: text().notNull(),
    payeeAccountSealed: text(),
    payeeAccountMasked: text(),
    payeeBank: text(),
    preparedBy: uuid()
      .notNull()
      .references(() => users.id),
    preparedPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    preparedAt: instant().notNull(),
  },
  (table) => [
    unique('order_in_order').on(table.seq),
    index('order_by_request').on(table.requestId),
    check('order_amount_positive', sql`${table.amount} > 0`),
    check('order_method_known', sql`${table.method} in ('bank', 'cash')`),
    check(
      'order_bank_needs_account',
      sql`${table.method} <> 'bank' or ${table.payeeAccountSealed} is not null`,
    ),
  ],
);

/** Money that left, once. Written only by the SQL function pay_aid. */
export const payments = pgTable(
  'payments',
  {
    id: key(),
    seq: sequence(),
    orderId: uuid()
      .notNull()
      .references(() => paymentOrders.id),
    requestId: uuid()
      .notNull()
      .references(() => aidRequests.id),
    amount: money().notNull(),
    paidOn: date({ mode: 'string' }).notNull(),
    bankReference: text(),
    voucherId: uuid()
      .notNull()
      .references(() => vouchers.id),
    paidBy: uuid()
      .notNull()
      .references(() => users.id),
    paidPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    operationId: uuid()
      .notNull()
      .references(() => operations.id),
    at: instant().notNull(),
  },
  (table) => [
    unique('payment_in_order').on(table.seq),
    unique('paid_once').on(table.orderId),
    unique('paid_once_per_request').on(table.requestId),
    index('payment_by_day').on(table.paidOn),
    check('payment_amount_positive', sql`${table.amount} > 0`),
  ],
);

/** Proof that the money arrived: a signature, a hospital's receipt, a bank's confirmation. */
export const paymentProofs = pgTable('payment_proofs', {
  paymentId: uuid()
    .primaryKey()
    .references(() => payments.id),
  seq: sequence().unique('payment_proof_in_order'),
  kind: text().$type<'signature' | 'institution_receipt' | 'bank_confirmation'>().notNull(),
  reference: text().notNull(),
  receivedOn: date({ mode: 'string' }).notNull(),
  recordedBy: uuid()
    .notNull()
    .references(() => users.id),
  at: instant().notNull(),
});

/** The order that stands for a request. Kept by the triggers of orders and voids alone. */
export const liveOrders = pgTable(
  'live_orders',
  {
    requestId: uuid()
      .notNull()
      .references(() => aidRequests.id),
    orderId: uuid()
      .notNull()
      .references(() => paymentOrders.id),
  },
  (table) => [
    primaryKey({ name: 'order_one_per_request', columns: [table.requestId] }),
    unique('live_order_once').on(table.orderId),
  ],
);

/** A treasurer asks to void an order that nobody has paid. Insert-only. */
export const orderVoids = pgTable(
  'order_voids',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    orderId: uuid()
      .notNull()
      .references(() => paymentOrders.id),
    outcome: text().$type<VoidOutcome>().notNull(),
    reason: text().notNull(),
    askedBy: uuid()
      .notNull()
      .references(() => users.id),
    askedPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    askedAt: instant().notNull(),
  },
  (table) => [
    unique('order_void_in_order').on(table.seq),
    index('order_void_by_order').on(table.orderId),
    check('order_void_outcome_known', sql`${table.outcome} in ('again', 'withdraw')`),
  ],
);

/** Another person's word on a void; agreeing carries it out in the same act. Insert-only. */
export const orderVoidDecisions = pgTable(
  'order_void_decisions',
  {
    id: uuid()
      .primaryKey()
      .references(() => orderVoids.id),
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
  (table) => [unique('order_void_decision_in_order').on(table.seq)],
);
