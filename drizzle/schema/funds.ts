import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { FundKind } from '../../shared/funds.ts';
import { operations } from './audit.ts';
import { instant, key, money, sequence } from './columns.ts';

/** A fund (专项基金): the purpose that money is bound to. */
export const funds = pgTable(
  'funds',
  {
    id: key(),
    seq: sequence().unique('fund_in_order'),
    code: text().notNull(),
    name: text().notNull(),
    kind: text().$type<FundKind>().notNull(),
    purpose: text().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('fund_coded_once').on(table.code),
    uniqueIndex('fund_unrestricted_once')
      .on(table.kind)
      .where(sql`kind = 'unrestricted'`),
    check('fund_kind_known', sql`${table.kind} in ('restricted', 'unrestricted', 'designated')`),
  ],
);

/** The lock, the figure and the rule of each fund in one row. Written only by SQL functions. */
export const fundBalances = pgTable(
  'fund_balances',
  {
    fundId: uuid()
      .primaryKey()
      .references(() => funds.id),
    balance: money().notNull(),
    notCash: money().notNull(),
    committedCash: money().notNull(),
    committedGoods: money().notNull(),
    floor: money().notNull(),
    /** Something outside took more than the fund had (decision 5): nothing new until made good. */
    inDeficit: boolean().notNull().default(false),
  },
  (table) => [
    check('fund_never_overdrawn', sql`${table.inDeficit} or ${table.balance} >= ${table.floor}`),
    check(
      'goods_within_fund',
      sql`${table.inDeficit} or ${table.balance} - ${table.notCash} >= ${table.floor}`,
    ),
    check(
      'commitment_within_fund',
      sql`${table.committedCash} >= 0 and ${table.committedGoods} >= 0 and (${table.inDeficit} or (${table.committedCash} = 0 or ${table.committedCash} <= ${table.balance} - ${table.notCash} - ${table.floor}) and ${table.committedGoods} <= ${table.notCash})`,
    ),
  ],
);

/**
 * Money promised to a request by its deciding vote, used up by its payment or released.
 * Insert-only.
 */
export const commitments = pgTable(
  'commitments',
  {
    id: key(),
    seq: sequence(),
    requestId: uuid().notNull(),
    fundId: uuid()
      .notNull()
      .references(() => funds.id),
    movement: text().$type<'reserved' | 'consumed' | 'released'>().notNull(),
    reservationId: uuid(),
    amount: money().notNull(),
    reason: text().notNull(),
    operationId: uuid()
      .notNull()
      .references(() => operations.id),
    at: instant().notNull(),
  },
  (table) => [
    unique('commitment_in_order').on(table.seq),
    unique('commitment_resolved_once').on(table.reservationId),
    foreignKey({
      name: 'commitment_resolves_a_reservation',
      columns: [table.reservationId],
      foreignColumns: [table.id],
    }),
    index('commitment_by_request').on(table.requestId),
    check('commitment_amount_positive', sql`${table.amount} > 0`),
    check(
      'commitment_movement_known',
      sql`${table.movement} in ('reserved', 'consumed', 'released')`,
    ),
    check(
      'commitment_names_its_reservation',
      sql`(${table.movement} = 'reserved') = (${table.reservationId} is null)`,
    ),
  ],
);

/**
 * Dated, versioned rules of the fund: bands, limits, days. A request keeps the version it began
 * with.
 */
export const policies = pgTable(
  'policies',
  {
    version: integer().primaryKey(),
    effectiveFrom: text().notNull(),
    secondVoteFrom: money().notNull(),
    votesBelow: integer().notNull(),
    votesFrom: integer().notNull(),
    smallLimit: money().notNull(),
    urgentFloat: money().notNull(),
    caseCap: money().notNull(),
    noticeDays: integer().notNull(),
    papersDays: integer().notNull(),
    seq: sequence().unique('policy_in_order'),
  },
  (table) => [
    check(
      'policy_votes_positive',
      sql`${table.votesBelow} >= 1 and ${table.votesFrom} >= ${table.votesBelow}`,
    ),
    check('policy_days_positive', sql`${table.noticeDays} >= 0 and ${table.papersDays} >= 1`),
  ],
);
