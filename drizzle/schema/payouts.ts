import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  pgTable,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { PayeeKind } from '../../shared/payments.ts';
import type {
  RecoveryCause,
  RecoveryTill,
  ReturnWay,
  SettlementWay,
} from '../../shared/payouts.ts';
import { instant, money, sequence } from './columns.ts';
import { payments } from './payments.ts';
import { persons, users } from './people.ts';

const user = () =>
  uuid()
    .notNull()
    .references(() => users.id);
const person = () =>
  uuid()
    .notNull()
    .references(() => persons.id);
const payment = () =>
  uuid()
    .notNull()
    .references(() => payments.id);

/** A transfer that the bank returned (E21, 退汇): its money waits for its case. Insert-only. */
export const paymentReturns = pgTable(
  'payment_returns',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    paymentId: payment(),
    amount: money().notNull(),
    returnedOn: date({ mode: 'string' }).notNull(),
    bankReference: text().notNull(),
    reason: text().notNull(),
    recordedBy: user(),
    recordedPersonId: person(),
    recordedAt: instant().notNull(),
  },
  (table) => [
    unique('payment_return_in_order').on(table.seq),
    index('payment_return_by_payment').on(table.paymentId),
    check('payment_return_amount_positive', sql`${table.amount} > 0`),
  ],
);

/** What is to become of returned money: paid again or given back to its fund. Insert-only. */
export const returnPlans = pgTable(
  'return_plans',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    returnId: uuid()
      .notNull()
      .references(() => paymentReturns.id),
    way: text().$type<ReturnWay>().notNull(),
    reason: text().notNull(),
    cancelledOn: date({ mode: 'string' }),
    payeeKind: text().$type<PayeeKind>(),
    payeeNameSealed: text(),
    payeeNameMasked: text(),
    payeeAccountSealed: text(),
    payeeAccountMasked: text(),
    payeeBank: text(),
    plannedBy: user(),
    plannedPersonId: person(),
    plannedAt: instant().notNull(),
  },
  (table) => [
    unique('return_plan_in_order').on(table.seq),
    unique('return_plan_way').on(table.id, table.way),
    index('return_plan_by_return').on(table.returnId),
    check('return_plan_way_known', sql`${table.way} in ('repay', 'cancel')`),
    check(
      'return_plan_cancelled_on_a_day',
      sql`(${table.way} = 'cancel') = (${table.cancelledOn} is not null)`,
    ),
    check(
      'return_plan_repaid_to_a_payee',
      sql`num_nonnulls(${table.payeeKind}, ${table.payeeNameSealed}, ${table.payeeNameMasked}, ${table.payeeAccountSealed}, ${table.payeeAccountMasked}) = case ${table.way} when 'repay' then 5 else 0 end`,
    ),
  ],
);

/** What became of it: a cashier's re-payment, or the chair's word on it. Insert-only. */
export const returnOutcomes = pgTable(
  'return_outcomes',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    way: text().$type<ReturnWay>().notNull(),
    agrees: boolean().notNull(),
    happenedOn: date({ mode: 'string' }).notNull(),
    bankReference: text(),
    reason: text().notNull(),
    doneBy: user(),
    donePersonId: person(),
    doneAt: instant().notNull(),
  },
  (table) => [
    unique('return_outcome_in_order').on(table.seq),
    foreignKey({
      name: 'return_outcome_of_its_plan',
      columns: [table.id, table.way],
      foreignColumns: [returnPlans.id, returnPlans.way],
    }),
    check('return_outcome_repaid_or_not_yet', sql`${table.way} = 'cancel' or ${table.agrees}`),
    check(
      'return_outcome_reference_of_a_transfer',
      sql`${table.way} = 'repay' or ${table.bankReference} is null`,
    ),
  ],
);

/** Aid that comes back (E22), as money or, without a till, as a claim first. Insert-only. */
export const recoveries = pgTable(
  'recoveries',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    paymentId: payment(),
    cause: text().$type<RecoveryCause>().notNull(),
    till: text().$type<RecoveryTill>(),
    amount: money().notNull(),
    recoveredOn: date({ mode: 'string' }).notNull(),
    bankReference: text(),
    documentNumber: text().notNull(),
    reason: text().notNull(),
    preparedBy: user(),
    preparedPersonId: person(),
    preparedAt: instant().notNull(),
  },
  (table) => [
    unique('recovery_in_order').on(table.seq),
    index('recovery_by_payment').on(table.paymentId),
    check('recovery_cause_known', sql`${table.cause} in ('repaid', 'fraud', 'not_due')`),
    check('recovery_till_known', sql`${table.till} in ('bank', 'cash')`),
    check(
      'recovery_bank_needs_reference',
      sql`(${table.till} is not distinct from 'bank') = (${table.bankReference} is not null)`,
    ),
    check('recovery_amount_positive', sql`${table.amount} > 0 and ${table.amount} <= 999999999.99`),
  ],
);

/** The chair's word on a recovery; the act that agrees posts it. Insert-only. */
export const recoveryDecisions = pgTable(
  'recovery_decisions',
  {
    id: uuid()
      .primaryKey()
      .references(() => recoveries.id),
    seq: sequence(),
    agrees: boolean().notNull(),
    reason: text().notNull(),
    decidedBy: user(),
    decidedPersonId: person(),
    decidedAt: instant().notNull(),
  },
  (table) => [unique('recovery_decision_in_order').on(table.seq)],
);

/** How a claim ends: money against it, or its loss (E29). Insert-only. */
export const recoverySettlements = pgTable(
  'recovery_settlements',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    recoveryId: uuid()
      .notNull()
      .references(() => recoveries.id),
    way: text().$type<SettlementWay>().notNull(),
    till: text().$type<RecoveryTill>(),
    amount: money().notNull(),
    settledOn: date({ mode: 'string' }).notNull(),
    bankReference: text(),
    reason: text().notNull(),
    recordedBy: user(),
    recordedPersonId: person(),
    recordedAt: instant().notNull(),
  },
  (table) => [
    unique('recovery_settlement_in_order').on(table.seq),
    unique('recovery_settlement_way').on(table.id, table.way),
    index('recovery_settlement_by_recovery').on(table.recoveryId),
    check('recovery_settlement_way_known', sql`${table.way} in ('received', 'written_off')`),
    check('recovery_settlement_till_known', sql`${table.till} in ('bank', 'cash')`),
    check(
      'recovery_settlement_till_when_received',
      sql`(${table.way} = 'received') = (${table.till} is not null)`,
    ),
    check(
      'recovery_settlement_bank_needs_reference',
      sql`(${table.till} is not distinct from 'bank') = (${table.bankReference} is not null)`,
    ),
    check(
      'recovery_settlement_amount_positive',
      sql`${table.amount} > 0 and ${table.amount} <= 999999999.99`,
    ),
  ],
);

/** The chair's word on a loss; the act that agrees posts it. Insert-only. */
export const writeOffDecisions = pgTable(
  'write_off_decisions',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    way: text().$type<SettlementWay>().notNull(),
    agrees: boolean().notNull(),
    reason: text().notNull(),
    decidedBy: user(),
    decidedPersonId: person(),
    decidedAt: instant().notNull(),
  },
  (table) => [
    unique('write_off_decision_in_order').on(table.seq),
    check('write_off_decision_of_a_write_off', sql`${table.way} = 'written_off'`),
    foreignKey({
      name: 'write_off_decision_of_its_settlement',
      columns: [table.id, table.way],
      foreignColumns: [recoverySettlements.id, recoverySettlements.way],
    }),
  ],
);
