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
  uuid,
} from 'drizzle-orm/pg-core';
import type { DonorKind, GiftChannel } from '../../shared/donations.ts';
import { binary, instant, key, money, sequence } from './columns.ts';
import { drives } from './drives.ts';
import { funds } from './funds.ts';
import { vouchers } from './ledger.ts';
import { operations } from './audit.ts';
import { users } from './people.ts';

/** Who gives. Name and phone are encrypted; the index finds the same person again. */
export const donors = pgTable(
  'donors',
  {
    id: key(),
    kind: text().$type<DonorKind>().notNull(),
    nameSealed: text(),
    nameMasked: text().notNull(),
    nameIndex: binary(),
    phoneSealed: text(),
    keyId: uuid(),
    createdAt: instant().notNull(),
  },
  (table) => [
    check('donor_kind_known', sql`${table.kind} in ('person', 'organisation', 'anonymous')`),
    index('donor_by_name').on(table.nameIndex),
  ],
);

/** A gift that arrived. Never changed: a wrong one is reversed. */
export const donations = pgTable(
  'donations',
  {
    id: key(),
    seq: sequence(),
    driveId: uuid().references(() => drives.id),
    fundId: uuid()
      .notNull()
      .references(() => funds.id),
    donorId: uuid()
      .notNull()
      .references(() => donors.id),
    channel: text().$type<GiftChannel>().notNull(),
    gross: money().notNull(),
    fee: money().notNull(),
    net: money().notNull(),
    receivedOn: date({ mode: 'string' }).notNull(),
    transactionReference: text(),
    /** Whether the donor agreed to be named for this gift. */
    mayBeNamed: boolean().notNull(),
    note: text().notNull().default(''),
    recordedBy: uuid()
      .notNull()
      .references(() => users.id),
    operationId: uuid()
      .notNull()
      .references(() => operations.id),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('donation_in_order').on(table.seq),
    index('donation_by_drive').on(table.driveId, table.seq),
    index('donation_by_donor').on(table.donorId, table.seq),
    index('donation_of_cash_by_day')
      .on(table.receivedOn)
      .where(sql`channel = 'cash'`),
    check(
      'donation_channel_known',
      sql`${table.channel} in ('cash', 'bank', 'wechat', 'alipay', 'identified', 'goods')`,
    ),
    check(
      'donation_amounts_add_up',
      sql`${table.gross} > 0 and ${table.gross} <= 999999999.99 and ${table.fee} >= 0 and ${table.fee} <= ${table.gross} and ${table.net} = ${table.gross} - ${table.fee}`,
    ),
    check(
      'donation_fee_only_on_platforms',
      sql`${table.fee} = 0 or ${table.channel} in ('wechat', 'alipay')`,
    ),
  ],
);

/** The receipt of a gift: numbered without gaps per type and year. */
export const receipts = pgTable(
  'receipts',
  {
    id: key(),
    seq: sequence(),
    donationId: uuid()
      .notNull()
      .references(() => donations.id),
    type: text().$type<'internal'>().notNull(),
    year: integer().notNull(),
    number: integer().notNull(),
    amount: money().notNull(),
    issuedAt: instant().notNull(),
  },
  (table) => [
    unique('receipt_in_order').on(table.seq),
    unique('receipt_numbered_once').on(table.type, table.year, table.number),
    unique('receipt_one_per_gift').on(table.donationId),
    check('receipt_amount_positive', sql`${table.amount} > 0`),
  ],
);

/** A gift taken back out of the books with a red voucher, and its receipt with it. */
export const donationReversals = pgTable('donation_reversals', {
  donationId: uuid()
    .primaryKey()
    .references(() => donations.id),
  voucherId: uuid()
    .notNull()
    .references(() => vouchers.id),
  reason: text().notNull(),
  reversedBy: uuid()
    .notNull()
    .references(() => users.id),
  at: instant().notNull(),
  seq: sequence().unique('donation_reversal_in_order'),
});

/** A gift that the bank or the platform took back (退票): its number there. Insert-only. */
export const donationBounces = pgTable(
  'donation_bounces',
  {
    donationId: uuid()
      .primaryKey()
      .references(() => donationReversals.donationId),
    seq: sequence(),
    bankReference: text().notNull(),
    bouncedOn: date({ mode: 'string' }).notNull(),
  },
  (table) => [
    unique('donation_bounce_in_order').on(table.seq),
    unique('donation_bounce_reference_once').on(table.bankReference),
  ],
);

/** Platform transactions and bank slips in use: each is one gift or deposit, until taken back. */
export const claimedReferences = pgTable(
  'claimed_references',
  {
    document: text().notNull(),
    channel: text().notNull(),
    reference: text().notNull(),
    documentId: uuid().notNull(),
  },
  (table) => [
    primaryKey({
      name: 'reference_claimed_once',
      columns: [table.document, table.channel, table.reference],
    }),
    unique('reference_of_one_document').on(table.documentId),
  ],
);
