import type { unidentifiedOutcomes, unidentifiedReceipts } from '../../drizzle/schema/index.ts';
import type { Money } from '../../shared/money.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe } from '../core/rows.ts';

export interface UnidentifiedRow {
  id: string;
  seq: string;
  amount: Money;
  received_on: string;
  bank_reference: string;
  payer_masked: string;
  recorded_person_id: string;
  recorded_by_name: string;
  age: number;
  settled: boolean;
  donation_id: string | null;
  voucher_id: string;
  word: string;
  number: number;
}

/** A page of receipts whose giver was not known, newest first, before sequence `before`. */
export async function unidentifiedPageOf(
  context: PublicContext,
  page: { before: number | undefined; limit: number },
): Promise<UnidentifiedRow[]> {
  return context.client<UnidentifiedRow[]>`
    select r.id, r.seq, r.amount::text, r.received_on::text, r.bank_reference, r.payer_masked,
      r.recorded_person_id, p.name as recorded_by_name,
      ${context.today()}::date - r.received_on as age, o.id is not null as settled, o.donation_id,
      v.id as voucher_id, v.word, v.number
    from unidentified_receipts r join persons p on p.id = r.recorded_person_id
    join vouchers v on v.source_type = 'unidentified' and v.source_id = r.id
    left join unidentified_outcomes o on o.receipt_id = r.id
      and not exists (select 1 from donation_reversals b where b.donation_id = o.donation_id)
    where r.seq < ${page.before ?? Number.MAX_SAFE_INTEGER} order by r.seq desc limit ${page.limit}`;
}

/** A receipt and whether it is settled; of two outcomes at once the database lets one in. */
export async function receiptToSettle(tx: Tx, id: string) {
  return maybe(
    await tx.sql<
      {
        amount: Money;
        received_on: string;
        bank_reference: string;
        recorded_person_id: string;
        settled: boolean;
      }[]
    >`select r.amount::text, r.received_on::text, r.bank_reference, r.recorded_person_id,
        exists (select 1 from unidentified_outcomes o where o.receipt_id = r.id and not exists (
          select 1 from donation_reversals b where b.donation_id = o.donation_id)) as settled
      from unidentified_receipts r where r.id = ${id}`,
  );
}

/** Adds a receipt; its bank slip is claimed with it. */
export async function insertUnidentified(
  tx: Tx,
  row: typeof unidentifiedReceipts.$inferInsert,
): Promise<void> {
  await tx.sql`insert into unidentified_receipts (id, amount, received_on, bank_reference,
      payer_masked, recorded_by, recorded_person_id, created_at)
    values (${row.id}, ${row.amount}, ${row.receivedOn}, ${row.bankReference}, ${row.payerMasked},
      ${row.recordedBy}, ${row.recordedPersonId}, ${row.createdAt.toISOString()})`;
}

/** Settles a receipt. */
export async function insertOutcome(
  tx: Tx,
  row: typeof unidentifiedOutcomes.$inferInsert,
): Promise<void> {
  await tx.sql`insert into unidentified_outcomes (id, receipt_id, donation_id, returned_on, reason,
      decided_by, decided_person_id, decided_at)
    values (${row.id}, ${row.receiptId}, ${row.donationId ?? null}, ${row.returnedOn ?? null},
      ${row.reason}, ${row.decidedBy}, ${row.decidedPersonId}, ${row.decidedAt.toISOString()})`;
}
