import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { SignatureWay } from '../../shared/condolences.ts';
import { advances } from './advances.ts';
import { binary, instant, key, money, sequence } from './columns.ts';
import { condolenceBatches, condolenceLines } from './condolences.ts';
import { funds } from './funds.ts';
import { goodsDocuments } from './goods.ts';
import { persons, users } from './people.ts';

/** One handing-out of cash: of an advance (its settlement) or from the cash box. Insert-only. */
export const condolencePayments = pgTable(
  'condolence_payments',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    batchId: uuid()
      .notNull()
      .references(() => condolenceBatches.id),
    advanceId: uuid().references(() => advances.id),
    spent: money().notNull(),
    returned: money().notNull(),
    toppedUp: money().notNull(),
    split: boolean().notNull(),
    note: text().notNull(),
    handedInBy: uuid()
      .notNull()
      .references(() => users.id),
    handedInPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    handedInAt: instant().notNull(),
  },
  (table) => [
    unique('condolence_payment_in_order').on(table.seq),
    check(
      'condolence_payment_of_something',
      sql`${table.spent} >= 0 and ${table.returned} >= 0 and ${table.toppedUp} >= 0 and ${table.spent} + ${table.returned} > 0 and ${table.spent} <= 999999999.99 and ${table.returned} <= 999999999.99`,
    ),
    check(
      'topped_up_or_returned',
      sql`${table.toppedUp} <= ${table.spent} and (${table.toppedUp} = 0 or ${table.returned} = 0)`,
    ),
    check(
      'box_pays_what_is_spent',
      sql`${table.advanceId} is not null or ${table.returned} = 0 and ${table.toppedUp} = ${table.spent}`,
    ),
    index('condolence_payment_by_batch').on(table.batchId),
    index('condolence_payment_by_advance').on(table.advanceId),
  ],
);

/** Reviewed or sent back, and the cash that moved with it. Insert-only. */
export const condolencePaymentSteps = pgTable(
  'condolence_payment_steps',
  {
    id: key(),
    seq: sequence(),
    paymentId: uuid()
      .notNull()
      .references(() => condolencePayments.id),
    step: text().$type<'reviewed' | 'refused' | 'cash'>().notNull(),
    onDay: date({ mode: 'string' }).notNull(),
    reason: text().notNull(),
    takenBy: uuid()
      .notNull()
      .references(() => users.id),
    takenPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    takenAt: instant().notNull(),
  },
  (table) => [
    unique('condolence_payment_step_in_order').on(table.seq),
    unique('condolence_payment_step_once').on(table.paymentId, table.step),
    check('condolence_payment_step_known', sql`${table.step} in ('reviewed', 'refused', 'cash')`),
    uniqueIndex('condolence_payment_judged_once')
      .on(table.paymentId)
      .where(sql`${table.step} in ('reviewed', 'refused')`),
  ],
);

/** A line of the roster within one handing-out. Insert-only. */
export const handouts = pgTable(
  'handouts',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    paymentId: uuid()
      .notNull()
      .references(() => condolencePayments.id),
    lineId: uuid()
      .notNull()
      .references(() => condolenceLines.id),
    amount: money().notNull(),
  },
  (table) => [
    unique('handout_in_order').on(table.seq),
    unique('handout_once_in_a_payment').on(table.paymentId, table.lineId),
    index('handout_by_line').on(table.lineId),
  ],
);

/** Who signed for a line, how, and before whom; a proxy by a keyed index only. Insert-only. */
export const handoutSignatures = pgTable(
  'handout_signatures',
  {
    handoutId: uuid()
      .primaryKey()
      .references(() => handouts.id),
    seq: sequence(),
    handedOn: date({ mode: 'string' }).notNull(),
    way: text().$type<SignatureWay>().notNull(),
    proxyRelation: text().notNull(),
    proxyIndex: binary(),
    witnessPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    recordedBy: uuid()
      .notNull()
      .references(() => users.id),
    recordedPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    recordedAt: instant().notNull(),
  },
  (table) => [
    unique('handout_signature_in_order').on(table.seq),
    check('handout_way_known', sql`${table.way} in ('signature', 'thumbprint', 'proxy')`),
    check(
      'proxy_is_named',
      sql`(${table.way} = 'proxy') = (${table.proxyRelation} <> '') and (${table.way} = 'proxy') = (${table.proxyIndex} is not null)`,
    ),
    check('witness_is_another', sql`${table.witnessPersonId} <> ${table.recordedPersonId}`),
  ],
);

/** Packs that went to a line with an issue of goods. Insert-only. */
export const condolencePacks = pgTable(
  'condolence_packs',
  {
    lineId: uuid()
      .notNull()
      .references(() => condolenceLines.id),
    documentId: uuid()
      .notNull()
      .references(() => goodsDocuments.id),
    seq: sequence(),
    packs: integer().notNull(),
  },
  (table) => [
    primaryKey({ name: 'packs_of_a_line_once', columns: [table.lineId, table.documentId] }),
    unique('condolence_pack_in_order').on(table.seq),
    check('packs_positive', sql`${table.packs} > 0`),
    index('condolence_pack_by_document').on(table.documentId),
  ],
);

/** What a batch reserves, uses up and gives back. Insert-only; the database writes it. */
export const condolenceCommitments = pgTable(
  'condolence_commitments',
  {
    id: key(),
    seq: sequence(),
    batchId: uuid()
      .notNull()
      .references(() => condolenceBatches.id),
    fundId: uuid()
      .notNull()
      .references(() => funds.id),
    movement: text().$type<'reserved' | 'consumed' | 'released'>().notNull(),
    paymentId: uuid().references(() => condolencePayments.id),
    amount: money().notNull(),
    at: instant().notNull(),
  },
  (table) => [
    unique('condolence_commitment_in_order').on(table.seq),
    unique('condolence_consumed_once').on(table.paymentId),
    check(
      'condolence_movement_known',
      sql`${table.movement} in ('reserved', 'consumed', 'released')`,
    ),
    check('condolence_movement_positive', sql`${table.amount} > 0`),
    check(
      'condolence_consumed_by_payment',
      sql`(${table.movement} = 'consumed') = (${table.paymentId} is not null)`,
    ),
    uniqueIndex('condolence_reserved_once')
      .on(table.batchId, table.movement)
      .where(sql`${table.movement} <> 'consumed'`),
    index('condolence_commitment_by_batch').on(table.batchId),
  ],
);
