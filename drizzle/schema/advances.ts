import { sql } from 'drizzle-orm';
import {
  check,
  date,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { AdvanceTill } from '../../shared/advances.ts';
import { instant, key, money, sequence } from './columns.ts';
import { condolenceBatches } from './condolences.ts';
import { persons, users } from './people.ts';

/** How many days an advance may stay open, by the day from which it holds. Insert-only. */
export const advanceRules = pgTable(
  'advance_rules',
  {
    effectiveFrom: date({ mode: 'string' }).primaryKey(),
    openDays: integer().notNull(),
  },
  (table) => [check('advance_days_positive', sql`${table.openDays} between 1 and 366`)],
);

/** Money that a worker takes for an approved batch (备用金, E24). Insert-only. */
export const advances = pgTable(
  'advances',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    batchId: uuid()
      .notNull()
      .references(() => condolenceBatches.id),
    amount: money().notNull(),
    till: text().$type<AdvanceTill>().notNull(),
    purpose: text().notNull(),
    takenBy: uuid()
      .notNull()
      .references(() => users.id),
    holderPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    requestedAt: instant().notNull(),
  },
  (table) => [
    unique('advance_in_order').on(table.seq),
    check('advance_amount_positive', sql`${table.amount} > 0 and ${table.amount} <= 999999999.99`),
    check('advance_till_known', sql`${table.till} in ('cash', 'bank')`),
    index('advance_by_batch').on(table.batchId),
    index('advance_by_holder').on(table.holderPersonId),
  ],
);

/** Approved or refused by the chair, paid by a cashier. Insert-only. */
export const advanceSteps = pgTable(
  'advance_steps',
  {
    id: key(),
    seq: sequence(),
    advanceId: uuid()
      .notNull()
      .references(() => advances.id),
    step: text().$type<'approved' | 'refused' | 'paid'>().notNull(),
    onDay: date({ mode: 'string' }).notNull(),
    reference: text().notNull(),
    reason: text().notNull(),
    takenBy: uuid()
      .notNull()
      .references(() => users.id),
    takenPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    takenAt: instant().notNull(),
  },
  (table) => [
    unique('advance_step_in_order').on(table.seq),
    unique('advance_step_once').on(table.advanceId, table.step),
    check('advance_step_known', sql`${table.step} in ('approved', 'refused', 'paid')`),
    uniqueIndex('advance_decided_once')
      .on(table.advanceId)
      .where(sql`${table.step} in ('approved', 'refused')`),
  ],
);
