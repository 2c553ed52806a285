import { sql } from 'drizzle-orm';
import { check, date, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { DriveStatus, FeeBearer, FundraisingBasis } from '../../shared/drives.ts';
import { instant, key, money, sequence } from './columns.ts';
import { funds } from './funds.ts';

/** A donation drive (募捐活动). */
export const drives = pgTable(
  'drives',
  {
    id: key(),
    seq: sequence().unique('drive_in_order'),
    code: text().notNull(),
    name: text().notNull(),
    fundId: uuid()
      .notNull()
      .references(() => funds.id),
    purpose: text().notNull(),
    target: money().notNull(),
    startsOn: date({ mode: 'string' }).notNull(),
    endsOn: date({ mode: 'string' }),
    fundraisingBasis: text().$type<FundraisingBasis>().notNull(),
    surplusClause: text().notNull(),
    feeBearer: text().$type<FeeBearer>().notNull(),
    status: text().$type<DriveStatus>().notNull(),
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('drive_coded_once').on(table.code),
    check('drive_target_not_negative', sql`${table.target} >= 0`),
    check(
      'drive_ends_after_start',
      sql`${table.endsOn} is null or ${table.endsOn} >= ${table.startsOn}`,
    ),
    check('drive_status_known', sql`${table.status} in ('open', 'closed')`),
    check('drive_fee_bearer_known', sql`${table.feeBearer} in ('unrestricted', 'fund')`),
  ],
);

/** Running totals of each drive, kept by a trigger on donations and re-proved by the checks. */
export const driveTotals = pgTable('drive_totals', {
  driveId: uuid()
    .primaryKey()
    .references(() => drives.id),
  gross: money().notNull(),
  fees: money().notNull(),
  gifts: integer().notNull(),
});
