import { sql } from 'drizzle-orm';
import { check, date, pgTable, primaryKey, unique, uuid, text } from 'drizzle-orm/pg-core';
import { born, instant, quantity, sequence } from './columns.ts';
import { funds } from './funds.ts';
import { goodsItems } from './goods-items.ts';
import { persons, users } from './people.ts';

/** A count of what lies in store (盘点). Insert-only. */
export const goodsCounts = pgTable(
  'goods_counts',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    countedOn: date({ mode: 'string' }).notNull(),
    note: text().notNull(),
    countedBy: uuid()
      .notNull()
      .references(() => users.id),
    countedPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    countedAt: instant().notNull(),
    born: born()
      .notNull()
      .default(sql`pg_current_xact_id()`),
  },
  (table) => [unique('goods_count_in_order').on(table.seq)],
);

/** What the book said and what was found; the database itself reads the book. */
export const goodsCountLines = pgTable(
  'goods_count_lines',
  {
    countId: uuid()
      .notNull()
      .references(() => goodsCounts.id),
    itemId: uuid()
      .notNull()
      .references(() => goodsItems.id),
    fundId: uuid()
      .notNull()
      .references(() => funds.id),
    seq: sequence(),
    bookQuantity: quantity().notNull(),
    countedQuantity: quantity().notNull(),
  },
  (table) => [
    primaryKey({
      name: 'goods_counted_once',
      columns: [table.countId, table.itemId, table.fundId],
    }),
    unique('goods_count_line_in_order').on(table.seq),
    check(
      'goods_counted_not_negative',
      sql`${table.bookQuantity} >= 0 and ${table.countedQuantity} >= 0`,
    ),
  ],
);

/** The second counter's signature. Insert-only. */
export const goodsCountSignatures = pgTable(
  'goods_count_signatures',
  {
    countId: uuid()
      .primaryKey()
      .references(() => goodsCounts.id),
    seq: sequence(),
    signedBy: uuid()
      .notNull()
      .references(() => users.id),
    signedPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    signedAt: instant().notNull(),
  },
  (table) => [unique('goods_count_signature_in_order').on(table.seq)],
);
