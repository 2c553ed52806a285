import { sql } from 'drizzle-orm';
import {
  check,
  date,
  foreignKey,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { born, instant, key, money, sequence } from './columns.ts';
import { funds } from './funds.ts';
import { accounts } from './ledger.ts';
import { users } from './people.ts';

/** What the old books held at the end of a month (E31). A corrected sheet is another row. */
export const openingSheets = pgTable(
  'opening_sheets',
  {
    id: key(),
    seq: sequence().unique('opening_sheet_in_order'),
    opensOn: date({ mode: 'string' }).notNull(),
    total: money().notNull(),
    preparedBy: uuid().notNull(),
    preparedAt: instant().notNull(),
    born: born()
      .notNull()
      .default(sql`pg_current_xact_id()`),
  },
  (table) => [
    foreignKey({
      name: 'opening_sheet_prepared_by_a_user',
      columns: [table.preparedBy],
      foreignColumns: [users.id],
    }),
    check(
      'opening_at_the_end_of_a_month',
      sql`${table.opensOn} = (date_trunc('month', ${table.opensOn}) + interval '1 month - 1 day')::date`,
    ),
    check('opening_total_positive', sql`${table.total} > 0`),
  ],
);

/** One balance of the old books, as it will stand in the voucher of its part. */
export const openingRows = pgTable(
  'opening_rows',
  {
    sheetId: uuid().notNull(),
    lineNo: smallint().notNull(),
    part: smallint().notNull(),
    accountCode: text().notNull(),
    fundId: uuid(),
    beneficiary: text(),
    side: text().$type<'debit' | 'credit'>().notNull(),
    amount: money().notNull(),
    seq: sequence().unique('opening_row_in_order'),
  },
  (table) => [
    primaryKey({ name: 'opening_row_numbered_once', columns: [table.sheetId, table.lineNo] }),
    foreignKey({
      name: 'opening_row_of_a_sheet',
      columns: [table.sheetId],
      foreignColumns: [openingSheets.id],
    }),
    foreignKey({
      name: 'opening_row_of_an_account',
      columns: [table.accountCode],
      foreignColumns: [accounts.code],
    }),
    foreignKey({
      name: 'opening_row_of_a_fund',
      columns: [table.fundId],
      foreignColumns: [funds.id],
    }),
    check('opening_row_side_known', sql`${table.side} in ('debit', 'credit')`),
    check('opening_row_positive', sql`${table.amount} > 0`),
    check('opening_row_is_a_balance', sql`${table.accountCode} ~ '^([12]|310[12])'`),
  ],
);

/** The fund table of the old books, against which the rows of each fund must foot. */
export const openingFunds = pgTable(
  'opening_funds',
  {
    sheetId: uuid().notNull(),
    fundId: uuid().notNull(),
    balance: money().notNull(),
    seq: sequence().unique('opening_fund_in_order'),
  },
  (table) => [
    primaryKey({ name: 'opening_fund_once', columns: [table.sheetId, table.fundId] }),
    foreignKey({
      name: 'opening_fund_of_a_sheet',
      columns: [table.sheetId],
      foreignColumns: [openingSheets.id],
    }),
    foreignKey({
      name: 'opening_fund_is_a_fund',
      columns: [table.fundId],
      foreignColumns: [funds.id],
    }),
  ],
);

/** Aid that was promised before: kept with the sheet as a memo, bound to no request. */
export const openingCommitments = pgTable(
  'opening_commitments',
  {
    sheetId: uuid().notNull(),
    lineNo: smallint().notNull(),
    fundId: uuid().notNull(),
    caseText: text().notNull(),
    amount: money().notNull(),
    seq: sequence().unique('opening_commitment_in_order'),
  },
  (table) => [
    primaryKey({
      name: 'opening_commitment_numbered_once',
      columns: [table.sheetId, table.lineNo],
    }),
    foreignKey({
      name: 'opening_commitment_of_a_sheet',
      columns: [table.sheetId],
      foreignColumns: [openingSheets.id],
    }),
    foreignKey({
      name: 'opening_commitment_of_a_fund',
      columns: [table.fundId],
      foreignColumns: [funds.id],
    }),
    check('opening_commitment_positive', sql`${table.amount} > 0`),
  ],
);

/** The review of a sheet by another person than its preparer. */
export const openingReviews = pgTable(
  'opening_reviews',
  {
    sheetId: uuid().notNull(),
    seq: sequence().unique('opening_review_in_order'),
    reviewedBy: uuid().notNull(),
    reviewedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ name: 'opening_reviewed_once', columns: [table.sheetId] }),
    foreignKey({
      name: 'opening_review_of_a_sheet',
      columns: [table.sheetId],
      foreignColumns: [openingSheets.id],
    }),
    foreignKey({
      name: 'opening_reviewed_by_a_user',
      columns: [table.reviewedBy],
      foreignColumns: [users.id],
    }),
  ],
);

/** A posted part of a sheet: the document of one voucher of at most 200 lines. */
export const openingParts = pgTable(
  'opening_parts',
  {
    id: key(),
    seq: sequence().unique('opening_part_in_order'),
    sheetId: uuid().notNull(),
    part: smallint().notNull(),
    postedBy: uuid().notNull(),
    postedAt: instant().notNull(),
  },
  (table) => [
    unique('opening_part_posted_once').on(table.sheetId, table.part),
    foreignKey({
      name: 'opening_part_of_a_reviewed_sheet',
      columns: [table.sheetId],
      foreignColumns: [openingReviews.sheetId],
    }),
    foreignKey({
      name: 'opening_posted_by_a_user',
      columns: [table.postedBy],
      foreignColumns: [users.id],
    }),
  ],
);
