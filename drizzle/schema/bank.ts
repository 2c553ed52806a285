import { sql } from 'drizzle-orm';
import { check, date, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { BankEventKind } from '../../shared/bank.ts';
import { instant, money, sequence } from './columns.ts';
import { funds } from './funds.ts';
import { users } from './people.ts';

/** What the bank or the treasury did to our account: interest, a fee, a grant. Insert-only. */
export const bankEvents = pgTable(
  'bank_events',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    kind: text().$type<BankEventKind>().notNull(),
    fundId: uuid()
      .notNull()
      .references(() => funds.id),
    amount: money().notNull(),
    happenedOn: date({ mode: 'string' }).notNull(),
    reference: text().notNull(),
    note: text().notNull(),
    recordedBy: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('bank_event_in_order').on(table.seq),
    check('bank_event_kind_known', sql`${table.kind} in ('interest', 'fee', 'grant')`),
    check(
      'bank_event_amount_positive',
      sql`${table.amount} > 0 and ${table.amount} <= 999999999.99`,
    ),
  ],
);
