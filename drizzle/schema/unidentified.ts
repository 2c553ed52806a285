import { sql } from 'drizzle-orm';
import { check, date, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, money, sequence } from './columns.ts';
import { donations } from './donations.ts';
import { persons, users } from './people.ts';

/** Money in the bank whose giver is not known yet (待查款项). Insert-only. */
export const unidentifiedReceipts = pgTable(
  'unidentified_receipts',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    amount: money().notNull(),
    receivedOn: date({ mode: 'string' }).notNull(),
    bankReference: text().notNull(),
    payerMasked: text().notNull(),
    recordedBy: uuid()
      .notNull()
      .references(() => users.id),
    recordedPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('unidentified_in_order').on(table.seq),
    check(
      'unidentified_amount_positive',
      sql`${table.amount} > 0 and ${table.amount} <= 999999999.99`,
    ),
  ],
);

/** How such a receipt ended: named as a gift, or sent back. Insert-only. */
export const unidentifiedOutcomes = pgTable(
  'unidentified_outcomes',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    receiptId: uuid()
      .notNull()
      .references(() => unidentifiedReceipts.id),
    donationId: uuid().references(() => donations.id),
    returnedOn: date({ mode: 'string' }),
    reason: text().notNull(),
    decidedBy: uuid()
      .notNull()
      .references(() => users.id),
    decidedPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    decidedAt: instant().notNull(),
  },
  (table) => [
    unique('unidentified_outcome_in_order').on(table.seq),
    unique('unidentified_outcome_of_one_gift').on(table.donationId),
    index('unidentified_outcome_by_receipt').on(table.receiptId),
    check(
      'unidentified_named_or_returned',
      sql`(${table.donationId} is null) = (${table.returnedOn} is not null)`,
    ),
  ],
);
