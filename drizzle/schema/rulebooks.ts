import { sql } from 'drizzle-orm';
import {
  check,
  date,
  foreignKey,
  integer,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant, key, sequence } from './columns.ts';
import { accounts } from './ledger.ts';
import { users } from './people.ts';

/** A rule book (会计制度) in one version, seeded from `drizzle/charts/rule-books.ts`. */
export const ruleBooks = pgTable(
  'rule_books',
  {
    id: text().notNull(),
    version: integer().notNull(),
    nameZh: text().notNull(),
    nameEn: text().notNull(),
    effectiveFrom: date({ mode: 'string' }).notNull(),
    effectiveTo: date({ mode: 'string' }),
    closingRegime: text().$type<'2004' | '2026'>().notNull(),
    source: text().notNull(),
    seq: sequence().unique('rule_book_in_order'),
  },
  (table) => [
    primaryKey({ name: 'rule_book_versioned_once', columns: [table.id, table.version] }),
    check('rule_book_version_positive', sql`${table.version} >= 1`),
    check('rule_book_regime_known', sql`${table.closingRegime} in ('2004', '2026')`),
    check('rule_book_span_runs_forward', sql`${table.effectiveTo} > ${table.effectiveFrom}`),
  ],
);

/** What an account of the ledger is called in a rule book, with the trap of its code if any. */
export const ruleBookAccounts = pgTable(
  'rule_book_accounts',
  {
    ruleBook: text().notNull(),
    version: integer().notNull(),
    accountCode: text().notNull(),
    bookCode: text().notNull(),
    bookNameZh: text().notNull(),
    bookNameEn: text().notNull(),
    trapZh: text(),
    trapEn: text(),
    seq: sequence().unique('map_in_order'),
  },
  (table) => [
    primaryKey({
      name: 'account_mapped_once',
      columns: [table.ruleBook, table.version, table.accountCode],
    }),
    foreignKey({
      name: 'map_of_a_rule_book',
      columns: [table.ruleBook, table.version],
      foreignColumns: [ruleBooks.id, ruleBooks.version],
    }),
    foreignKey({
      name: 'map_of_an_account',
      columns: [table.accountCode],
      foreignColumns: [accounts.code],
    }),
    check('book_code_is_figures', sql`${table.bookCode} ~ '^[0-9]{4,12}$'`),
    check('trap_in_both_languages', sql`(${table.trapZh} is null) = (${table.trapEn} is null)`),
  ],
);

/** A rule book chosen from the first day of a year; in force once the chair approved it. */
export const organisationRuleBooks = pgTable(
  'organisation_rule_books',
  {
    id: key(),
    seq: sequence().unique('rule_book_choice_in_order'),
    ruleBook: text().notNull(),
    version: integer().notNull(),
    effectiveFrom: date({ mode: 'string' }).notNull(),
    chosenBy: uuid().notNull(),
    chosenAt: instant().notNull(),
  },
  (table) => [
    foreignKey({
      name: 'choice_of_a_rule_book',
      columns: [table.ruleBook, table.version],
      foreignColumns: [ruleBooks.id, ruleBooks.version],
    }),
    foreignKey({
      name: 'rule_book_chosen_by_a_user',
      columns: [table.chosenBy],
      foreignColumns: [users.id],
    }),
    check(
      'rule_book_begins_a_year',
      sql`extract(month from ${table.effectiveFrom}) = 1 and extract(day from ${table.effectiveFrom}) = 1`,
    ),
  ],
);

/** The chair's approval of a chosen rule book. */
export const ruleBookApprovals = pgTable(
  'rule_book_approvals',
  {
    choiceId: uuid().notNull(),
    seq: sequence().unique('rule_book_approval_in_order'),
    approvedBy: uuid().notNull(),
    approvedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ name: 'rule_book_approved_once', columns: [table.choiceId] }),
    foreignKey({
      name: 'approval_of_a_choice',
      columns: [table.choiceId],
      foreignColumns: [organisationRuleBooks.id],
    }),
    foreignKey({
      name: 'rule_book_approved_by_a_user',
      columns: [table.approvedBy],
      foreignColumns: [users.id],
    }),
  ],
);
