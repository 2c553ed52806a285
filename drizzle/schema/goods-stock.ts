import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant, money, quantity, sequence } from './columns.ts';
import { funds } from './funds.ts';
import { goodsDocuments, goodsLines, goodsLots } from './goods.ts';
import { goodsItems } from './goods-items.ts';
import { users } from './people.ts';

const ofItem = () =>
  uuid()
    .notNull()
    .references(() => goodsItems.id);
const ofFund = () =>
  uuid()
    .notNull()
    .references(() => funds.id);
const monthly = () => numeric({ precision: 14, scale: 3 }).notNull();

/** What lies in store of an item for a fund, and its value. Written by functions alone. */
export const goodsStock = pgTable(
  'goods_stock',
  { itemId: ofItem(), fundId: ofFund(), quantity: quantity().notNull(), value: money().notNull() },
  (table) => [
    primaryKey({ name: 'goods_stock_once', columns: [table.itemId, table.fundId] }),
    check('goods_within_stock', sql`${table.quantity} >= 0 and ${table.value} >= 0`),
    check('goods_none_left_worth_nothing', sql`${table.quantity} > 0 or ${table.value} = 0`),
  ],
);

/** Each change of stock; red when it takes another back. Written by functions alone. */
export const goodsMovements = pgTable(
  'goods_movements',
  {
    seq: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    documentId: uuid()
      .notNull()
      .references(() => goodsDocuments.id),
    lineNo: integer().notNull(),
    lotDocumentId: uuid().notNull(),
    lotLineNo: integer().notNull(),
    itemId: ofItem(),
    fundId: ofFund(),
    side: text().$type<'in' | 'out'>().notNull(),
    undoes: boolean().notNull(),
    movedOn: date({ mode: 'string' }).notNull(),
    quantity: quantity().notNull(),
    value: money().notNull(),
  },
  (table) => [
    foreignKey({
      name: 'goods_movement_of_a_line',
      columns: [table.documentId, table.lineNo],
      foreignColumns: [goodsLines.documentId, goodsLines.lineNo],
    }),
    foreignKey({
      name: 'goods_movement_of_a_lot',
      columns: [table.lotDocumentId, table.lotLineNo],
      foreignColumns: [goodsLots.documentId, goodsLots.lineNo],
    }),
    index('goods_movement_by_day').on(table.itemId, table.fundId, table.movedOn, table.seq),
    index('goods_movement_by_document').on(table.documentId),
    check('goods_side_known', sql`${table.side} in ('in', 'out')`),
    check(
      'goods_moved_one_way',
      sql`((${table.side} = 'in') <> ${table.undoes}) = (${table.quantity} > 0) and ${table.quantity} <> 0 and ${table.quantity} * ${table.value} >= 0`,
    ),
  ],
);

/** What moved in each month, so that a book opens without its history. */
export const goodsMonths = pgTable(
  'goods_months',
  {
    itemId: ofItem(),
    fundId: ofFund(),
    periodId: integer().notNull(),
    inQuantity: monthly(),
    inValue: money().notNull(),
    outQuantity: monthly(),
    outValue: money().notNull(),
  },
  (table) => [
    primaryKey({ name: 'goods_month_once', columns: [table.itemId, table.fundId, table.periodId] }),
  ],
);

/** The numbers of shopping vouchers, and with which paper each came and went. */
export const goodsSerials = pgTable(
  'goods_serials',
  {
    itemId: ofItem(),
    serial: text().notNull(),
    fundId: ofFund(),
    cameWith: uuid()
      .notNull()
      .references(() => goodsDocuments.id),
    wentWith: uuid().references(() => goodsDocuments.id),
  },
  (table) => [primaryKey({ name: 'goods_serial_once', columns: [table.itemId, table.serial] })],
);

/** Goods without a reliable value (E06): quantity only, never in the books. Insert-only. */
export const goodsMemos = pgTable(
  'goods_memos',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    /** Of what is handed out: the entry with which it came. */
    ofId: uuid().references((): AnyPgColumn => goodsMemos.id),
    description: text().notNull(),
    unit: text().notNull(),
    quantity: quantity().notNull(),
    giverMasked: text().notNull(),
    happenedOn: date({ mode: 'string' }).notNull(),
    note: text().notNull(),
    recordedBy: uuid()
      .notNull()
      .references(() => users.id),
    recordedAt: instant().notNull(),
  },
  (table) => [
    unique('goods_memo_in_order').on(table.seq),
    index('goods_memo_by_entry').on(table.ofId),
    check('goods_memo_quantity_positive', sql`${table.quantity} > 0`),
    check(
      'goods_memo_says_what',
      sql`${table.description} <> '' and (${table.ofId} is null or ${table.note} <> '')`,
    ),
  ],
);
