import { sql } from 'drizzle-orm';
import {
  check,
  date,
  foreignKey,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant, sequence } from './columns.ts';
import { accounts } from './ledger.ts';
import { users } from './people.ts';

/** A sub-account that takes no more lines. Written only by the SQL function close_account. */
export const accountClosures = pgTable(
  'account_closures',
  {
    accountCode: text().notNull(),
    seq: sequence().unique('account_closure_in_order'),
    closedOn: date({ mode: 'string' }).notNull(),
    reason: text().notNull(),
    closedBy: uuid().notNull(),
    closedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ name: 'account_closed_once', columns: [table.accountCode] }),
    foreignKey({
      name: 'closure_of_an_account',
      columns: [table.accountCode],
      foreignColumns: [accounts.code],
    }),
    foreignKey({
      name: 'account_closed_by_a_user',
      columns: [table.closedBy],
      foreignColumns: [users.id],
    }),
  ],
);

/** A bank account and the leaf below 1002 that is its book. Written only by add_bank_account. */
export const bankAccounts = pgTable(
  'bank_accounts',
  {
    accountCode: text().notNull(),
    seq: sequence().unique('bank_account_in_order'),
    bankName: text().notNull(),
    lastFour: text().notNull(),
    kind: text().$type<'own' | 'agency'>().notNull(),
    openedOn: date({ mode: 'string' }).notNull(),
    addedBy: uuid().notNull(),
    addedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ name: 'bank_account_one_per_leaf', columns: [table.accountCode] }),
    unique('bank_account_registered_once').on(table.bankName, table.lastFour),
    foreignKey({
      name: 'bank_account_has_its_leaf',
      columns: [table.accountCode],
      foreignColumns: [accounts.code],
    }),
    foreignKey({
      name: 'bank_account_added_by_a_user',
      columns: [table.addedBy],
      foreignColumns: [users.id],
    }),
    check('bank_account_below_bank_deposits', sql`${table.accountCode} like '1002__%'`),
    check('bank_account_kind_known', sql`${table.kind} in ('own', 'agency')`),
    check('bank_account_ends_in_four_figures', sql`${table.lastFour} ~ '^[0-9]{4}$'`),
  ],
);
