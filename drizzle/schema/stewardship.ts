import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { BooksAtHandover, HandoverItem, HandoverKind } from '../../shared/handovers.ts';
import type { CoveredRole } from '../../shared/covers.ts';
import { instant, key, money } from './columns.ts';
import { funds } from './funds.ts';
import { persons, users } from './people.ts';

const day = () => date({ mode: 'string' });
/** The order in which rows came to be, as these tables declare it. */
const inOrder = () => bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity();

/** A list of what one person hands to another before a witness (移交清册), with the books of then. */
export const handovers = pgTable(
  'handovers',
  {
    id: key(),
    seq: inOrder(),
    kind: text().$type<HandoverKind>().notNull(),
    fromPersonId: uuid().notNull(),
    toPersonId: uuid().notNull(),
    witnessPersonId: uuid().notNull(),
    handedOn: day().notNull(),
    items: jsonb().$type<HandoverItem[]>().notNull(),
    balances: jsonb().$type<BooksAtHandover>().notNull(),
    begunBy: uuid().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('handover_in_order').on(table.seq),
    foreignKey({
      name: 'handover_from_a_person',
      columns: [table.fromPersonId],
      foreignColumns: [persons.id],
    }),
    foreignKey({
      name: 'handover_to_a_person',
      columns: [table.toPersonId],
      foreignColumns: [persons.id],
    }),
    foreignKey({
      name: 'handover_seen_by_a_person',
      columns: [table.witnessPersonId],
      foreignColumns: [persons.id],
    }),
    foreignKey({
      name: 'handover_begun_by_a_user',
      columns: [table.begunBy],
      foreignColumns: [users.id],
    }),
    index('handover_of_person').on(table.kind, table.fromPersonId, table.seq),
    check('handover_kind_known', sql`${table.kind} in ('treasurer', 'cashier', 'stamps')`),
    check(
      'handover_between_three',
      sql`${table.fromPersonId} <> ${table.toPersonId} and ${table.witnessPersonId} not in (${table.fromPersonId}, ${table.toPersonId})`,
    ),
    check(
      'handover_lists_something',
      sql`jsonb_typeof(${table.items}) = 'array' and jsonb_array_length(${table.items}) between 1 and 100`,
    ),
  ],
);

/** The signatures under a handover, each in a session of its own. */
export const handoverSignatures = pgTable(
  'handover_signatures',
  {
    handoverId: uuid().notNull(),
    part: text().$type<'giver' | 'receiver' | 'witness'>().notNull(),
    seq: inOrder(),
    userId: uuid().notNull(),
    personId: uuid().notNull(),
    sessionId: uuid().notNull(),
    signedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ name: 'handover_signed_once', columns: [table.handoverId, table.part] }),
    unique('handover_signature_in_order').on(table.seq),
    unique('handover_signed_by_three').on(table.handoverId, table.personId),
    unique('handover_signed_in_own_session').on(table.handoverId, table.sessionId),
    foreignKey({
      name: 'signature_of_a_handover',
      columns: [table.handoverId],
      foreignColumns: [handovers.id],
    }),
    foreignKey({
      name: 'handover_signed_by_a_user',
      columns: [table.userId],
      foreignColumns: [users.id],
    }),
    foreignKey({
      name: 'handover_signed_by_a_person',
      columns: [table.personId],
      foreignColumns: [persons.id],
    }),
    check('handover_part_known', sql`${table.part} in ('giver', 'receiver', 'witness')`),
  ],
);

/** Somebody stands in for a treasurer or a cashier for some days (代班). */
export const covers = pgTable(
  'covers',
  {
    id: key(),
    seq: inOrder(),
    role: text().$type<CoveredRole>().notNull(),
    coveredUserId: uuid().notNull(),
    coveringUserId: uuid().notNull(),
    fromOn: day().notNull(),
    untilOn: day().notNull(),
    reason: text().notNull(),
    enteredBy: uuid().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('cover_in_order').on(table.seq),
    foreignKey({
      name: 'cover_of_a_user',
      columns: [table.coveredUserId],
      foreignColumns: [users.id],
    }),
    foreignKey({
      name: 'cover_by_a_user',
      columns: [table.coveringUserId],
      foreignColumns: [users.id],
    }),
    foreignKey({
      name: 'cover_entered_by_a_user',
      columns: [table.enteredBy],
      foreignColumns: [users.id],
    }),
    index('cover_of_account').on(table.coveringUserId),
    check('cover_role_known', sql`${table.role} in ('treasurer', 'cashier')`),
    check('cover_is_short', sql`${table.untilOn} between ${table.fromOn} and ${table.fromOn} + 91`),
    check('cover_by_another', sql`${table.coveredUserId} <> ${table.coveringUserId}`),
  ],
);

/** What became of a cover: a null user is the calendar, which begins and ends it by itself. */
export const coverSteps = pgTable(
  'cover_steps',
  {
    coverId: uuid().notNull(),
    step: text().$type<'confirmed' | 'begun' | 'ended'>().notNull(),
    seq: inOrder(),
    userId: uuid(),
    at: instant().notNull(),
  },
  (table) => [
    primaryKey({ name: 'cover_steps_once', columns: [table.coverId, table.step] }),
    unique('cover_step_in_order').on(table.seq),
    foreignKey({
      name: 'step_of_a_cover',
      columns: [table.coverId],
      foreignColumns: [covers.id],
    }),
    foreignKey({
      name: 'cover_step_by_a_user',
      columns: [table.userId],
      foreignColumns: [users.id],
    }),
    check('cover_step_known', sql`${table.step} in ('confirmed', 'begun', 'ended')`),
    check(
      'cover_confirmed_by_somebody',
      sql`${table.step} <> 'confirmed' or ${table.userId} is not null`,
    ),
  ],
);

/** The budget of a fund for a year, in versions; the newest approved one is in force. */
export const budgets = pgTable(
  'budgets',
  {
    id: key(),
    seq: inOrder(),
    fundId: uuid().notNull(),
    year: integer().notNull(),
    version: integer().notNull(),
    programme: money().notNull(),
    administration: money().notNull(),
    fundraising: money().notNull(),
    note: text().notNull(),
    preparedBy: uuid().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('budget_in_order').on(table.seq),
    unique('budget_version_once').on(table.fundId, table.year, table.version),
    foreignKey({
      name: 'budget_of_a_fund',
      columns: [table.fundId],
      foreignColumns: [funds.id],
    }),
    foreignKey({
      name: 'budget_prepared_by_a_user',
      columns: [table.preparedBy],
      foreignColumns: [users.id],
    }),
    check('budget_year_known', sql`${table.year} between 2000 and 2099`),
    check(
      'budget_not_negative',
      sql`${table.programme} >= 0 and ${table.administration} >= 0 and ${table.fundraising} >= 0`,
    ),
  ],
);

/** The chair's word under a budget. */
export const budgetApprovals = pgTable(
  'budget_approvals',
  {
    budgetId: uuid().primaryKey(),
    seq: inOrder(),
    userId: uuid().notNull(),
    personId: uuid().notNull(),
    approvedAt: instant().notNull(),
  },
  (table) => [
    unique('budget_approval_in_order').on(table.seq),
    foreignKey({
      name: 'approval_of_a_budget',
      columns: [table.budgetId],
      foreignColumns: [budgets.id],
    }),
    foreignKey({
      name: 'budget_approved_by_a_user',
      columns: [table.userId],
      foreignColumns: [users.id],
    }),
    foreignKey({
      name: 'budget_approved_by_a_person',
      columns: [table.personId],
      foreignColumns: [persons.id],
    }),
  ],
);

/** How much cash may lie in the box (库存现金限额), and within how many days gifts are banked. */
export const cashLimits = pgTable(
  'cash_limits',
  {
    id: key(),
    seq: inOrder(),
    effectiveFrom: day().notNull(),
    amount: money().notNull(),
    bankingDays: integer().notNull(),
    setBy: uuid(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('cash_limit_in_order').on(table.seq),
    foreignKey({
      name: 'cash_limit_set_by_a_user',
      columns: [table.setBy],
      foreignColumns: [users.id],
    }),
    check(
      'cash_limit_sensible',
      sql`${table.amount} >= 0 and ${table.bankingDays} between 0 and 30`,
    ),
  ],
);

const percent = () => numeric({ precision: 5, scale: 2 });

/** What a charity has to spend and may use for itself in a year, with the source of the rule. */
export const costRules = pgTable(
  'cost_rules',
  {
    code: text().$type<'small' | 'public_foundation'>().notNull(),
    effectiveFrom: day().notNull(),
    incomePercent: percent().notNull(),
    assetsPercent: percent(),
    adminPercent: percent().notNull(),
    adminExemptBelow: money(),
    assetsBelow: money(),
    source: text().notNull(),
    seq: inOrder().unique('cost_rule_in_order'),
  },
  (table) => [primaryKey({ name: 'cost_rule_once', columns: [table.code, table.effectiveFrom] })],
);
