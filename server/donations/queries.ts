import { and, desc, eq, lt, sql } from 'drizzle-orm';
import {
  dataKeys,
  donationBounces,
  donationReversals,
  donations,
  donors,
  drives,
  funds,
  persons,
  receipts,
  users,
  vouchers,
} from '../../drizzle/schema/index.ts';
import type { BounceBody, GiftChannel, GiftGoods } from '../../shared/donations.ts';
import type { Money } from '../../shared/money.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';

const columns = {
  id: donations.id,
  seq: donations.seq,
  driveId: donations.driveId,
  driveCode: drives.code,
  driveName: drives.name,
  fundId: donations.fundId,
  fundCode: funds.code,
  fundName: funds.name,
  donorId: donors.id,
  donorKind: donors.kind,
  nameMasked: donors.nameMasked,
  nameSealed: donors.nameSealed,
  keyId: dataKeys.id,
  wrapped: dataKeys.wrapped,
  channel: donations.channel,
  gross: donations.gross,
  fee: donations.fee,
  net: donations.net,
  receivedOn: donations.receivedOn,
  transactionReference: donations.transactionReference,
  note: donations.note,
  receiptYear: receipts.year,
  receiptNumber: receipts.number,
  voucherId: vouchers.id,
  voucherWord: vouchers.word,
  voucherNumber: vouchers.number,
  recordedByName: persons.name,
  recordedByPerson: persons.id,
  reversedBy: donationReversals.reversedBy,
  bounceReference: donationBounces.bankReference,
  goods: sql<GiftGoods[]>`(select coalesce(jsonb_agg(jsonb_build_object('name', i.name,
      'quantity', trim_scale(l.quantity)::text, 'unit', i.unit, 'value', l.value::text)
      order by l.line_no), '[]') from goods_documents g join goods_lines l on l.document_id = g.id
    join goods_items i on i.id = l.item_id where g.donation_id = ${donations.id})`,
  refunded: sql<Money>`(select coalesce(sum(r.amount), 0)::numeric(18, 2)::text from refunds r
    join refund_decisions k on k.id = r.id and k.agrees where r.donation_id = ${donations.id})`,
};

function donationsInFull(context: PublicContext) {
  return context.database
    .select(columns)
    .from(donations)
    .innerJoin(funds, eq(funds.id, donations.fundId))
    .leftJoin(drives, eq(drives.id, donations.driveId))
    .innerJoin(donors, eq(donors.id, donations.donorId))
    .leftJoin(dataKeys, eq(dataKeys.id, donors.keyId))
    .innerJoin(receipts, eq(receipts.donationId, donations.id))
    .innerJoin(
      vouchers,
      and(
        eq(vouchers.sourceType, 'donation'),
        eq(vouchers.sourceId, donations.id),
        sql`${vouchers.reversesId} is null`,
      ),
    )
    .innerJoin(users, eq(users.id, donations.recordedBy))
    .innerJoin(persons, eq(persons.id, users.personId))
    .leftJoin(donationReversals, eq(donationReversals.donationId, donations.id))
    .leftJoin(donationBounces, eq(donationBounces.donationId, donations.id));
}

export type DonationRow = Awaited<ReturnType<typeof donationsPage>>[number];

/** A page of gifts, newest first, after the one with sequence `before`. */
export async function donationsPage(
  context: PublicContext,
  page: { driveId?: string | undefined; before: number | undefined; limit: number },
) {
  return donationsInFull(context)
    .where(
      and(
        page.driveId === undefined ? undefined : eq(donations.driveId, page.driveId),
        page.before === undefined ? undefined : lt(donations.seq, page.before),
      ),
    )
    .orderBy(desc(donations.seq))
    .limit(page.limit);
}

/** One gift, or undefined. */
export async function donationRow(context: PublicContext, id: string) {
  return maybe(await donationsInFull(context).where(eq(donations.id, id)));
}

/** The donor of this exact name and phone, if they gave before. */
export async function donorByName(tx: Tx, index: Buffer, kind: string) {
  const rows = await tx.sql<{ id: string }[]>`
    select id from donors where name_index = ${index} and kind = ${kind} order by created_at limit 1`;
  return maybe(rows)?.id;
}

/** The one row that stands for all anonymous donors. */
export async function anonymousDonor(tx: Tx) {
  return maybe(
    await tx.sql<{ id: string }[]>`
      select id from donors where kind = 'anonymous' order by created_at limit 1`,
  )?.id;
}

/** Adds a donor with their own data key. */
export async function insertDonor(
  tx: Tx,
  row: typeof donors.$inferInsert,
  key: typeof dataKeys.$inferInsert | undefined,
): Promise<void> {
  if (key) await tx.db.insert(dataKeys).values(key);
  await tx.db.insert(donors).values(row);
}

export interface NewDonation {
  id: string;
  driveId: string | null;
  fundId: string;
  donorId: string;
  channel: string;
  gross: Money;
  fee: Money;
  net: Money;
  receivedOn: string;
  transactionReference: string | null;
  mayBeNamed: boolean;
  note: string;
}

/** Adds a gift and its receipt, which the database numbers. */
export async function insertDonationWithReceipt(
  tx: Tx,
  gift: NewDonation,
  by: { userId: string; at: Date },
): Promise<{ year: number; number: number }> {
  const at = by.at.toISOString();
  const given = tx.sql`insert into donations (id, drive_id, fund_id, donor_id, channel, gross, fee, net, received_on,
      transaction_reference, may_be_named, note, recorded_by, operation_id, created_at)
    values (${gift.id}, ${gift.driveId}, ${gift.fundId}, ${gift.donorId}, ${gift.channel}, ${gift.gross},
      ${gift.fee}, ${gift.net}, ${gift.receivedOn}, ${gift.transactionReference}, ${gift.mayBeNamed},
      ${gift.note}, ${by.userId}, ${tx.operationId}, ${at})`;
  const year = Number(gift.receivedOn.slice(0, 4));
  const receipt = tx.sql<{ number: number }[]>`
    insert into receipts (donation_id, type, year, number, amount, issued_at)
    values (${gift.id}, 'internal', ${year}, 0, ${gift.gross}, ${at}) returning number`;
  const [, [issued]] = await Promise.all([given, receipt]);
  return { year, number: issued!.number };
}

/** The voucher of a gift, for taking it back. */
export async function reversalState(tx: Tx, donationId: string) {
  return maybe(
    await tx.sql<
      {
        voucher_id: string;
        label: string;
        reversed: boolean;
        voucher_date: string;
        channel: GiftChannel;
        given_back: boolean;
      }[]
    >`
      select v.id as voucher_id, v.word || '-' || to_char(v.number, 'FM999990000') as label, v.voucher_date::text,
        exists (select 1 from donation_reversals r where r.donation_id = ${donationId}) as reversed,
        (select d.channel from donations d where d.id = ${donationId}) as channel,
        exists (select 1 from refunds r join refund_decisions k on k.id = r.id and k.agrees
          where r.donation_id = ${donationId}) as given_back
      from vouchers v where v.source_type = 'donation' and v.source_id = ${donationId} and v.reverses_id is null`,
  );
}

/** Notes that a gift was taken back; its receipt is void with it. */
export async function insertReversal(tx: Tx, row: typeof donationReversals.$inferInsert) {
  await tx.db.insert(donationReversals).values(row);
}

/** Posts what the bank took back, through the database's own function. */
export async function bounceGift(
  tx: Tx,
  bounce: BounceBody & { id: string; summary: string },
  by: { userId: string; at: Date },
): Promise<{ voucher_id: string; number: number }> {
  return one(
    await tx.sql<{ voucher_id: string; number: number }[]>`
      select voucher_id, number from bounce_donation(${tx.operationId}, 1, ${bounce.id},
        ${bounce.bouncedOn}, ${bounce.summary}, ${bounce.reason}, ${bounce.bankReference},
        ${by.userId}, ${by.at.toISOString()})`,
  );
}
