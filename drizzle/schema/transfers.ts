import { sql } from 'drizzle-orm';
import { boolean, check, date, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { TransferBasis, TransferKind } from '../../shared/transfers.ts';
import { instant, money, sequence } from './columns.ts';
import { drives } from './drives.ts';
import { funds } from './funds.ts';
import { persons, users } from './people.ts';

/** Money to move between funds, with the document that allows it. Insert-only. */
export const fundTransfers = pgTable(
  'fund_transfers',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    kind: text().$type<TransferKind>().notNull(),
    fromFundId: uuid()
      .notNull()
      .references(() => funds.id),
    toFundId: uuid()
      .notNull()
      .references(() => funds.id),
    amount: money().notNull(),
    transferredOn: date({ mode: 'string' }).notNull(),
    basis: text().$type<TransferBasis>().notNull(),
    documentName: text().notNull(),
    documentNumber: text().notNull(),
    publishedOn: date({ mode: 'string' }),
    driveId: uuid().references(() => drives.id),
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
    unique('transfer_in_order').on(table.seq),
    check(
      'transfer_kind_known',
      sql`${table.kind} in ('transfer', 'release', 'surplus', 'set_aside')`,
    ),
    check(
      'transfer_basis_known',
      sql`${table.basis} in ('donor_consent', 'plan_clause', 'law', 'published_decision', 'office_decision')`,
    ),
    check(
      'transfer_basis_fits',
      sql`case ${table.kind} when 'transfer' then ${table.basis} in ('donor_consent', 'plan_clause') when 'release' then ${table.basis} in ('donor_consent', 'plan_clause', 'law') when 'surplus' then ${table.basis} in ('plan_clause', 'published_decision') else ${table.basis} = 'office_decision' end`,
    ),
    check(
      'transfer_decision_published',
      sql`(${table.basis} = 'published_decision') = (${table.publishedOn} is not null)`,
    ),
    check(
      'transfer_surplus_names_its_drive',
      sql`(${table.kind} = 'surplus') = (${table.driveId} is not null)`,
    ),
    check('transfer_between_two_funds', sql`${table.fromFundId} <> ${table.toFundId}`),
    check('transfer_amount_positive', sql`${table.amount} > 0 and ${table.amount} <= 999999999.99`),
  ],
);

/** The second person's word on a transfer; the act that agrees posts it. Insert-only. */
export const fundTransferDecisions = pgTable(
  'fund_transfer_decisions',
  {
    id: uuid()
      .primaryKey()
      .references(() => fundTransfers.id),
    seq: sequence(),
    agrees: boolean().notNull(),
    reason: text().notNull(),
    decidedBy: uuid()
      .notNull()
      .references(() => users.id),
    decidedPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    decidedAt: instant().notNull(),
  },
  (table) => [unique('transfer_decision_in_order').on(table.seq)],
);
