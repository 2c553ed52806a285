import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { GoodsKind } from '../../shared/goods.ts';
import { vouchers } from './ledger.ts';
import { born, instant, money, quantity, sequence } from './columns.ts';
import { donations } from './donations.ts';
import { funds } from './funds.ts';
import { goodsCounts } from './goods-counts.ts';
import { goodsItems } from './goods-items.ts';
import { households } from './households.ts';
import { persons, users } from './people.ts';

/** One paper about goods of one fund (E05, E07, E20, E28). Insert-only. */
export const goodsDocuments = pgTable(
  'goods_documents',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    kind: text().$type<GoodsKind>().notNull(),
    fundId: uuid()
      .notNull()
      .references(() => funds.id),
    donationId: uuid().references(() => donations.id),
    countId: uuid().references(() => goodsCounts.id),
    householdId: uuid().references(() => households.id),
    roster: text().notNull(),
    happenedOn: date({ mode: 'string' }).notNull(),
    paperNumber: text().notNull(),
    note: text().notNull(),
    liableMasked: text(),
    preparedBy: uuid()
      .notNull()
      .references(() => users.id),
    preparedPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    preparedAt: instant().notNull(),
    born: born()
      .notNull()
      .default(sql`pg_current_xact_id()`),
  },
  (table) => [
    unique('goods_document_in_order').on(table.seq),
    unique('goods_of_one_gift').on(table.donationId),
    index('goods_document_by_count').on(table.countId),
    check(
      'goods_kind_known',
      sql`${table.kind} in ('gift', 'opening', 'purchase', 'issue', 'loss', 'expiry', 'surplus')`,
    ),
    check(
      'goods_gift_names_its_donation',
      sql`(${table.kind} = 'gift') = (${table.donationId} is not null)`,
    ),
    check(
      'goods_count_explains_differences',
      sql`${table.kind} in ('loss', 'surplus') or ${table.countId} is null`,
    ),
    check(
      'goods_issue_names_its_recipient',
      sql`(${table.kind} = 'issue') = (${table.householdId} is not null or ${table.roster} <> '')`,
    ),
    check(
      'goods_liable_for_losses',
      sql`${table.kind} in ('loss', 'expiry') or ${table.liableMasked} is null`,
    ),
  ],
);

/** What of an item moves with a paper. What comes in has a value; what goes out gets it. */
export const goodsLines = pgTable(
  'goods_lines',
  {
    documentId: uuid()
      .notNull()
      .references(() => goodsDocuments.id),
    lineNo: integer().notNull(),
    seq: sequence(),
    itemId: uuid()
      .notNull()
      .references(() => goodsItems.id),
    quantity: quantity().notNull(),
    value: money(),
    expiresOn: date({ mode: 'string' }),
    serials: text().array().notNull(),
  },
  (table) => [
    primaryKey({ name: 'goods_line_once', columns: [table.documentId, table.lineNo] }),
    unique('goods_item_once_per_document').on(table.documentId, table.itemId),
    unique('goods_line_in_order').on(table.seq),
    check('goods_line_counted', sql`${table.lineNo} between 1 and 50`),
    check('goods_quantity_positive', sql`${table.quantity} > 0`),
    check('goods_value_positive', sql`${table.value} > 0 and ${table.value} <= 999999999.99`),
  ],
);

/** The second person's word; what agrees moves the stock and posts. Insert-only. */
export const goodsDecisions = pgTable(
  'goods_decisions',
  {
    id: uuid()
      .primaryKey()
      .references(() => goodsDocuments.id),
    seq: sequence(),
    agrees: boolean().notNull(),
    decidedOn: date({ mode: 'string' }).notNull(),
    reason: text().notNull(),
    bankReference: text().notNull(),
    decidedBy: uuid()
      .notNull()
      .references(() => users.id),
    decidedPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    decidedAt: instant().notNull(),
  },
  (table) => [unique('goods_decision_in_order').on(table.seq)],
);

/** A paper that was taken back, its stock with it. Written by functions alone. */
export const goodsReversals = pgTable(
  'goods_reversals',
  {
    documentId: uuid()
      .primaryKey()
      .references(() => goodsDocuments.id),
    seq: sequence(),
    voucherId: uuid().references(() => vouchers.id),
    reason: text().notNull(),
    reversedBy: uuid()
      .notNull()
      .references(() => users.id),
    at: instant().notNull(),
  },
  (table) => [unique('goods_reversal_in_order').on(table.seq)],
);

/** What came in at once, and what is left of it. Written by functions alone. */
export const goodsLots = pgTable(
  'goods_lots',
  {
    documentId: uuid().notNull(),
    lineNo: integer().notNull(),
    itemId: uuid()
      .notNull()
      .references(() => goodsItems.id),
    fundId: uuid()
      .notNull()
      .references(() => funds.id),
    arrivedOn: date({ mode: 'string' }).notNull(),
    expiresOn: date({ mode: 'string' }),
    quantity: quantity().notNull(),
    value: money().notNull(),
    quantityLeft: quantity().notNull(),
    /** Null where the item is valued at its average. */
    valueLeft: money(),
  },
  (table) => [
    primaryKey({ name: 'goods_lot_once', columns: [table.documentId, table.lineNo] }),
    foreignKey({
      name: 'goods_lot_of_its_line',
      columns: [table.documentId, table.lineNo],
      foreignColumns: [goodsLines.documentId, goodsLines.lineNo],
    }),
    index('goods_lot_of_stock')
      .on(table.itemId, table.fundId, table.arrivedOn)
      .where(sql`quantity_left > 0`),
    index('goods_lot_by_expiry')
      .on(table.expiresOn)
      .where(sql`quantity_left > 0`),
    check(
      'goods_lot_within',
      sql`${table.quantityLeft} between 0 and ${table.quantity} and ${table.valueLeft} between 0 and ${table.value}`,
    ),
  ],
);
