import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  foreignKey,
  integer,
  pgTable,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { operations } from './audit.ts';
import { born, instant, key, money, sequence } from './columns.ts';
import { funds } from './funds.ts';
import { periods } from './ledger.ts';
import { persons, users } from './people.ts';

/** The document of a closing voucher: what closed, and by which regime. One row for each. */
export const closings = pgTable(
  'closings',
  {
    id: key(),
    seq: sequence(),
    periodId: integer().notNull(),
    kind: text().$type<'month' | 'year'>().notNull(),
    regime: text().$type<'2004' | '2026'>().notNull(),
    ordinal: smallint().notNull(),
    postedBy: uuid().notNull(),
    operationId: uuid().notNull(),
    postedAt: instant().notNull(),
  },
  (table) => [
    unique('closing_in_order').on(table.seq),
    unique('closing_posted_once').on(table.operationId, table.ordinal),
    foreignKey({
      name: 'closing_of_a_month',
      columns: [table.periodId],
      foreignColumns: [periods.id],
    }),
    foreignKey({
      name: 'closing_by_a_user',
      columns: [table.postedBy],
      foreignColumns: [users.id],
    }),
    foreignKey({
      name: 'closing_of_an_operation',
      columns: [table.operationId],
      foreignColumns: [operations.id],
    }),
    check(
      'closing_kind_known',
      sql`${table.kind} = 'month' or ${table.kind} = 'year' and ${table.periodId} % 100 = 12`,
    ),
    check('closing_regime_known', sql`${table.regime} in ('2004', '2026')`),
  ],
);

/** The chair saw that this fund ended the month below zero, and let the month close. */
export const deficitSignOffs = pgTable(
  'deficit_sign_offs',
  {
    id: key(),
    seq: sequence(),
    periodId: integer().notNull(),
    fundId: uuid().notNull(),
    amount: money().notNull(),
    reason: text().notNull(),
    userId: uuid().notNull(),
    personId: uuid().notNull(),
    operationId: uuid().notNull(),
    signedAt: instant().notNull(),
  },
  (table) => [
    unique('deficit_in_order').on(table.seq),
    unique('deficit_signed_once_in_an_act').on(table.operationId, table.fundId),
    foreignKey({
      name: 'deficit_of_a_month',
      columns: [table.periodId],
      foreignColumns: [periods.id],
    }),
    foreignKey({ name: 'deficit_of_a_fund', columns: [table.fundId], foreignColumns: [funds.id] }),
    foreignKey({
      name: 'deficit_signed_by_a_user',
      columns: [table.userId],
      foreignColumns: [users.id],
    }),
    foreignKey({
      name: 'deficit_signed_by_a_person',
      columns: [table.personId],
      foreignColumns: [persons.id],
    }),
    foreignKey({
      name: 'deficit_of_an_operation',
      columns: [table.operationId],
      foreignColumns: [operations.id],
    }),
    check('deficit_is_below_zero', sql`${table.amount} < 0`),
  ],
);

/** A treasurer asks for the last closed month to be opened again. */
export const reopenRequests = pgTable(
  'reopen_requests',
  {
    id: key(),
    seq: sequence(),
    periodId: integer().notNull(),
    reason: text().notNull(),
    userId: uuid().notNull(),
    personId: uuid().notNull(),
    operationId: uuid().notNull(),
    askedAt: instant().notNull(),
  },
  (table) => [
    unique('reopen_request_in_order').on(table.seq),
    foreignKey({
      name: 'reopening_of_a_month',
      columns: [table.periodId],
      foreignColumns: [periods.id],
    }),
    foreignKey({
      name: 'reopening_asked_by_a_user',
      columns: [table.userId],
      foreignColumns: [users.id],
    }),
    foreignKey({
      name: 'reopening_asked_by_a_person',
      columns: [table.personId],
      foreignColumns: [persons.id],
    }),
    foreignKey({
      name: 'reopening_asked_in_an_operation',
      columns: [table.operationId],
      foreignColumns: [operations.id],
    }),
  ],
);

/** What the chair, another person, said to it. Only its own transaction opens the month. */
export const reopenDecisions = pgTable(
  'reopen_decisions',
  {
    requestId: uuid().primaryKey(),
    seq: sequence(),
    approves: boolean().notNull(),
    userId: uuid().notNull(),
    personId: uuid().notNull(),
    operationId: uuid().notNull(),
    decidedAt: instant().notNull(),
    born: born()
      .notNull()
      .default(sql`pg_current_xact_id()`),
  },
  (table) => [
    unique('reopen_decision_in_order').on(table.seq),
    foreignKey({
      name: 'reopening_decided_for_a_request',
      columns: [table.requestId],
      foreignColumns: [reopenRequests.id],
    }),
    foreignKey({
      name: 'reopening_decided_by_a_user',
      columns: [table.userId],
      foreignColumns: [users.id],
    }),
    foreignKey({
      name: 'reopening_decided_by_a_person',
      columns: [table.personId],
      foreignColumns: [persons.id],
    }),
    foreignKey({
      name: 'reopening_decided_in_an_operation',
      columns: [table.operationId],
      foreignColumns: [operations.id],
    }),
  ],
);

/** The audit of a year is reported: nothing moves in it any more. */
export const yearLocks = pgTable(
  'year_locks',
  {
    year: integer().primaryKey(),
    seq: sequence(),
    auditedOn: date({ mode: 'string' }).notNull(),
    reference: text().notNull(),
    userId: uuid().notNull(),
    personId: uuid().notNull(),
    operationId: uuid().notNull(),
    lockedAt: instant().notNull(),
  },
  (table) => [
    unique('year_lock_in_order').on(table.seq),
    foreignKey({
      name: 'year_locked_by_a_user',
      columns: [table.userId],
      foreignColumns: [users.id],
    }),
    foreignKey({
      name: 'year_locked_by_a_person',
      columns: [table.personId],
      foreignColumns: [persons.id],
    }),
    foreignKey({
      name: 'year_locked_in_an_operation',
      columns: [table.operationId],
      foreignColumns: [operations.id],
    }),
    check('year_audited_after_its_end', sql`extract(year from ${table.auditedOn}) > ${table.year}`),
  ],
);
