import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant, key, money, sequence } from './columns.ts';
import { funds, policies } from './funds.ts';
import { households } from './households.ts';
import { persons, users } from './people.ts';

/** A batch of condolence visits (慰问): its roster's total, what the fund reserves. Insert-only. */
export const condolenceBatches = pgTable(
  'condolence_batches',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    fundId: uuid()
      .notNull()
      .references(() => funds.id),
    name: text().notNull(),
    plannedOn: date({ mode: 'string' }).notNull(),
    lineCount: integer().notNull(),
    cashTotal: money().notNull(),
    budget: money().notNull(),
    policyVersion: integer()
      .notNull()
      .references(() => policies.version),
    votesNeeded: integer().notNull(),
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
    unique('condolence_batch_in_order').on(table.seq),
    check('condolence_lines_counted', sql`${table.lineCount} between 1 and 200`),
    check(
      'condolence_total_positive',
      sql`${table.cashTotal} > 0 and ${table.cashTotal} <= 999999999.99`,
    ),
    check(
      'condolence_budget_covers_roster',
      sql`${table.budget} >= ${table.cashTotal} and ${table.budget} <= 999999999.99`,
    ),
    check('condolence_needs_a_vote', sql`${table.votesNeeded} >= 1`),
  ],
);

/** A family on the roster of a batch. Insert-only. */
export const condolenceLines = pgTable(
  'condolence_lines',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    batchId: uuid()
      .notNull()
      .references(() => condolenceBatches.id),
    position: integer().notNull(),
    householdId: uuid()
      .notNull()
      .references(() => households.id),
    amount: money().notNull(),
    packs: integer().notNull(),
  },
  (table) => [
    unique('condolence_line_in_order').on(table.seq),
    unique('condolence_line_at_its_place').on(table.batchId, table.position),
    unique('family_once_on_a_roster').on(table.batchId, table.householdId),
    check('condolence_place_positive', sql`${table.position} >= 1`),
    check(
      'condolence_amount_positive',
      sql`${table.amount} > 0 and ${table.amount} <= 999999999.99`,
    ),
    check('condolence_packs_few', sql`${table.packs} between 0 and 99`),
    index('condolence_line_by_household').on(table.householdId),
  ],
);

/** A member's vote on a batch; the deciding one reserves its budget. Insert-only. */
export const condolenceVotes = pgTable(
  'condolence_votes',
  {
    batchId: uuid()
      .notNull()
      .references(() => condolenceBatches.id),
    seq: sequence(),
    agrees: boolean().notNull(),
    reason: text().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    at: instant().notNull(),
  },
  (table) => [
    primaryKey({
      name: 'one_condolence_vote_per_person',
      columns: [table.batchId, table.personId],
    }),
    unique('condolence_vote_in_order').on(table.seq),
    check('condolence_vote_with_reason', sql`${table.reason} <> ''`),
  ],
);

/** What became of a batch. Insert-only. */
export const condolenceSteps = pgTable(
  'condolence_steps',
  {
    id: key(),
    seq: sequence(),
    batchId: uuid()
      .notNull()
      .references(() => condolenceBatches.id),
    step: text().$type<'approved' | 'rejected' | 'closed'>().notNull(),
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
    unique('condolence_step_in_order').on(table.seq),
    unique('condolence_step_once').on(table.batchId, table.step),
    check('condolence_step_known', sql`${table.step} in ('approved', 'rejected', 'closed')`),
    uniqueIndex('condolence_decided_once')
      .on(table.batchId)
      .where(sql`${table.step} in ('approved', 'rejected')`),
  ],
);
