import { sql } from 'drizzle-orm';
import { check, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { GoodsAccount, ValuationMethod } from '../../shared/goods.ts';
import { instant, sequence } from './columns.ts';
import { accounts } from './ledger.ts';
import { users } from './people.ts';

/** What is kept in store: its unit, its account of inventory and how it is valued. Insert-only. */
export const goodsItems = pgTable(
  'goods_items',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    code: text().notNull(),
    name: text().notNull(),
    unit: text().notNull(),
    accountCode: text()
      .$type<GoodsAccount>()
      .notNull()
      .references(() => accounts.code),
    method: text().$type<ValuationMethod>().notNull(),
    createdBy: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('goods_item_in_order').on(table.seq),
    unique('goods_item_code_once').on(table.code),
    check('goods_item_code_shaped', sql`${table.code} ~ '^[A-Z][A-Z0-9-]{1,11}$'`),
    check('goods_item_in_inventory', sql`${table.accountCode} in ('120101', '120102', '120103')`),
    check('goods_method_known', sql`${table.method} in ('fifo', 'average')`),
  ],
);
