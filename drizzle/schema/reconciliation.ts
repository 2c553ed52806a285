import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  foreignKey,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ItemKind } from '../../shared/reconciliation.ts';
import { instant, key, money, sequence } from './columns.ts';
import { accounts, voucherLines } from './ledger.ts';
import { persons, users } from './people.ts';

const accountCode = () =>
  text()
    .notNull()
    .references(() => accounts.code);
const user = () =>
  uuid()
    .notNull()
    .references(() => users.id);
const day = () => date({ mode: 'string' }).notNull();

/** A statement (对账单) of a bank account or platform, as somebody entered it. Never changed. */
export const bankStatements = pgTable(
  'bank_statements',
  {
    id: key(),
    seq: sequence(),
    accountCode: accountCode(),
    startsOn: day(),
    endsOn: day(),
    opening: money().notNull(),
    closing: money().notNull(),
    lineCount: integer().notNull(),
    /** SHA-256 of what was entered or pasted, in hexadecimal. */
    sourceHash: text().notNull(),
    enteredBy: user(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('statement_in_order').on(table.seq),
    unique('statement_taken_once').on(table.accountCode, table.sourceHash),
    unique('statement_of_one_account').on(table.id, table.accountCode),
    check('statement_of_a_money_account', sql`${table.accountCode} ~ '^(1002|1009)'`),
    check('statement_days_in_order', sql`${table.startsOn} <= ${table.endsOn}`),
    check('statement_length_bounded', sql`${table.lineCount} between 0 and 500`),
    check('statement_has_hash', sql`${table.sourceHash} ~ '^[0-9a-f]{64}$'`),
  ],
);

/**
 * One line of a statement. `occurrence` tells equal lines without a reference apart within one
 * statement; it is counted by the database.
 */
export const statementLines = pgTable(
  'statement_lines',
  {
    id: key(),
    seq: sequence(),
    statementId: uuid().notNull(),
    accountCode: text().notNull(),
    lineNo: integer().notNull(),
    lineDate: day(),
    moneyIn: money().notNull(),
    moneyOut: money().notNull(),
    balance: money(),
    /** Masked before it is kept. */
    counterparty: text().notNull(),
    reference: text().notNull(),
    memo: text().notNull(),
    occurrence: integer().notNull(),
  },
  (table) => [
    unique('statement_line_in_order').on(table.seq),
    unique('statement_line_numbered_once').on(table.statementId, table.lineNo),
    unique('statement_line_taken_once').on(
      table.accountCode,
      table.lineDate,
      table.moneyIn,
      table.moneyOut,
      table.reference,
      table.occurrence,
    ),
    foreignKey({
      name: 'statement_line_of_its_statement',
      columns: [table.statementId, table.accountCode],
      foreignColumns: [bankStatements.id, bankStatements.accountCode],
    }),
    check(
      'statement_line_one_way',
      sql`${table.moneyIn} >= 0 and ${table.moneyOut} >= 0 and (${table.moneyIn} = 0) <> (${table.moneyOut} = 0)`,
    ),
    check(
      'statement_reference_once',
      sql`${table.occurrence} = 1 or ${table.occurrence} > 1 and ${table.reference} = ''`,
    ),
  ],
);

/** Lines of a statement and of the books that are the same money. */
export const bankMatches = pgTable(
  'bank_matches',
  {
    id: key(),
    seq: sequence(),
    accountCode: accountCode(),
    partCount: integer().notNull(),
    matchedBy: user(),
    matchedAt: instant().notNull(),
  },
  (table) => [
    unique('match_in_order').on(table.seq),
    check('match_has_parts', sql`${table.partCount} between 2 and 201`),
  ],
);

/** A line of a match: of a statement, or of a voucher. */
export const bankMatchParts = pgTable(
  'bank_match_parts',
  {
    matchId: uuid()
      .notNull()
      .references(() => bankMatches.id),
    partNo: integer().notNull(),
    statementLineId: uuid().references(() => statementLines.id),
    voucherId: uuid(),
    lineNo: smallint(),
    seq: sequence(),
  },
  (table) => [
    unique('match_part_in_order').on(table.seq),
    primaryKey({ name: 'match_part_once', columns: [table.matchId, table.partNo] }),
    foreignKey({
      name: 'match_part_of_a_voucher',
      columns: [table.voucherId, table.lineNo],
      foreignColumns: [voucherLines.voucherId, voucherLines.lineNo],
    }),
    check(
      'match_part_is_one_line',
      sql`(${table.statementLineId} is null) = (${table.voucherId} is not null) and (${table.voucherId} is null) = (${table.lineNo} is null)`,
    ),
  ],
);

/** A match that was undone, once. */
export const bankUnmatches = pgTable(
  'bank_unmatches',
  {
    matchId: uuid()
      .notNull()
      .references(() => bankMatches.id),
    reason: text().notNull(),
    unmatchedBy: user(),
    unmatchedAt: instant().notNull(),
    seq: sequence(),
  },
  (table) => [
    primaryKey({ name: 'match_undone_once', columns: [table.matchId] }),
    unique('unmatch_in_order').on(table.seq),
  ],
);

/** The lines in a live match. Kept by the triggers of parts and unmatches alone. */
export const matchedLines = pgTable(
  'matched_lines',
  {
    matchId: uuid()
      .notNull()
      .references(() => bankMatches.id),
    partNo: integer().notNull(),
    statementLineId: uuid(),
    voucherId: uuid(),
    lineNo: smallint(),
  },
  (table) => [
    primaryKey({ name: 'matched_part_once', columns: [table.matchId, table.partNo] }),
    unique('statement_line_matched_once').on(table.statementLineId),
    unique('ledger_line_matched_once').on(table.voucherId, table.lineNo),
  ],
);

/** A frozen 余额调节表. Written only by the SQL function prepare_reconciliation; posts nothing. */
export const bankReconciliations = pgTable(
  'bank_reconciliations',
  {
    id: key(),
    seq: sequence(),
    accountCode: accountCode(),
    asOf: day(),
    bookBalance: money().notNull(),
    bankIn: money().notNull(),
    bankOut: money().notNull(),
    bankBalance: money().notNull(),
    bookIn: money().notNull(),
    bookOut: money().notNull(),
    adjusted: money().notNull(),
    preparedBy: user(),
    preparedPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    preparedAt: instant().notNull(),
  },
  (table) => [
    unique('reconciliation_in_order').on(table.seq),
    check(
      'reconciliation_agrees',
      sql`${table.bookBalance} + ${table.bankIn} - ${table.bankOut} = ${table.adjusted} and ${table.bankBalance} + ${table.bookIn} - ${table.bookOut} = ${table.adjusted}`,
    ),
    check(
      'reconciliation_items_positive',
      sql`${table.bankIn} >= 0 and ${table.bankOut} >= 0 and ${table.bookIn} >= 0 and ${table.bookOut} >= 0`,
    ),
  ],
);

/** What only one side knew (未达账项). */
export const reconciliationItems = pgTable(
  'reconciliation_items',
  {
    reconciliationId: uuid().notNull(),
    itemNo: integer().notNull(),
    kind: text().$type<ItemKind>().notNull(),
    day: day(),
    label: text().notNull(),
    summary: text().notNull(),
    amount: money().notNull(),
    old: boolean().notNull(),
    statementLineId: uuid(),
    voucherId: uuid(),
    lineNo: smallint(),
    seq: sequence(),
  },
  (table) => [
    unique('reconciliation_item_in_order').on(table.seq),
    primaryKey({
      name: 'reconciliation_item_once',
      columns: [table.reconciliationId, table.itemNo],
    }),
    foreignKey({
      name: 'item_of_its_reconciliation',
      columns: [table.reconciliationId],
      foreignColumns: [bankReconciliations.id],
    }),
    check(
      'reconciliation_item_kind_known',
      sql`${table.kind} in ('bank_in', 'bank_out', 'book_in', 'book_out')`,
    ),
    check('reconciliation_item_positive', sql`${table.amount} > 0`),
  ],
);

/** The reviewer's signature under a reconciliation (复核). */
export const reconciliationSignatures = pgTable(
  'reconciliation_signatures',
  {
    reconciliationId: uuid().notNull(),
    userId: user(),
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    signedAt: instant().notNull(),
    seq: sequence(),
  },
  (table) => [
    primaryKey({ name: 'reconciliation_signed_once', columns: [table.reconciliationId] }),
    unique('reconciliation_signature_in_order').on(table.seq),
    foreignKey({
      name: 'signature_of_its_reconciliation',
      columns: [table.reconciliationId],
      foreignColumns: [bankReconciliations.id],
    }),
  ],
);
