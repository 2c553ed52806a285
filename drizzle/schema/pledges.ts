import { sql } from 'drizzle-orm';
import { check, date, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, money, sequence } from './columns.ts';
import { donations, donors } from './donations.ts';
import { drives } from './drives.ts';
import { funds } from './funds.ts';
import { users } from './people.ts';

/** A promise to give (承诺捐赠): a memo, never income and never a receipt. Insert-only. */
export const pledges = pgTable(
  'pledges',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    donorId: uuid()
      .notNull()
      .references(() => donors.id),
    driveId: uuid().references(() => drives.id),
    fundId: uuid()
      .notNull()
      .references(() => funds.id),
    amount: money().notNull(),
    agreedOn: date({ mode: 'string' }).notNull(),
    dueOn: date({ mode: 'string' }).notNull(),
    agreementNumber: text().notNull(),
    recordedBy: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('pledge_in_order').on(table.seq),
    unique('pledge_agreement_once').on(table.agreementNumber),
    check('pledge_amount_positive', sql`${table.amount} > 0 and ${table.amount} <= 999999999.99`),
    check('pledge_due_after_agreed', sql`${table.dueOn} >= ${table.agreedOn}`),
  ],
);

/** A gift that fulfils a pledge, or a part of it. Insert-only. */
export const pledgeArrivals = pgTable(
  'pledge_arrivals',
  {
    donationId: uuid()
      .primaryKey()
      .references(() => donations.id),
    seq: sequence(),
    pledgeId: uuid()
      .notNull()
      .references(() => pledges.id),
    recordedBy: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('pledge_arrival_in_order').on(table.seq),
    index('pledge_arrival_by_pledge').on(table.pledgeId),
  ],
);
