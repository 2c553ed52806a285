import type { refundDecisions, refundPayments, refunds } from '../../drizzle/schema/index.ts';
import type { FundKind } from '../../shared/funds.ts';
import type { Money } from '../../shared/money.ts';
import type { RefundKind, RefundTill } from '../../shared/refunds.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe } from '../core/rows.ts';

export interface RefundRow {
  id: string;
  seq: string;
  kind: RefundKind;
  donation_id: string;
  year: number;
  receipt: number;
  fund_code: string;
  restricted: boolean;
  till: RefundTill | null;
  amount: Money;
  prior_year: boolean;
  refunded_on: string;
  document_number: string;
  reason: string;
  prepared_person_id: string;
  prepared_by_name: string;
  agrees: boolean | null;
  decided_person_id: string | null;
  decided_by_name: string | null;
  paid: boolean;
  voucher_id: string | null;
  word: string | null;
  number: number | null;
}

/** A page of refunds and obligations, newest first, before sequence `before`. */
export async function refundsPage(
  context: PublicContext,
  page: { before: number | undefined; limit: number },
): Promise<RefundRow[]> {
  return context.client<RefundRow[]>`
    select r.id, r.seq, r.kind, r.donation_id, c.year, c.number as receipt, f.code as fund_code,
      f.kind = 'restricted' as restricted, r.till, r.amount::text,
      extract(year from r.refunded_on) > extract(year from d.received_on) as prior_year,
      r.refunded_on::text, r.document_number, r.reason, r.prepared_person_id,
      p.name as prepared_by_name, k.agrees, k.decided_person_id, q.name as decided_by_name,
      y.id is not null as paid, v.id as voucher_id, v.word, v.number
    from refunds r join donations d on d.id = r.donation_id join funds f on f.id = d.fund_id
    join receipts c on c.donation_id = d.id join persons p on p.id = r.prepared_person_id
    left join refund_decisions k on k.id = r.id left join persons q on q.id = k.decided_person_id
    left join refund_payments y on y.id = r.id
    left join vouchers v on v.source_id = r.id
      and v.source_type = case when y.id is null then 'refund' else 'refund_payment' end
    where r.seq < ${page.before ?? Number.MAX_SAFE_INTEGER} order by r.seq desc limit ${page.limit}`;
}

/** A gift as far as giving it back asks: what was given, and what of it was given back. */
export async function giftToRefund(tx: Tx, donationId: string) {
  return maybe(
    await tx.sql<{ gross: Money; back: Money; received_on: string; reversed: boolean }[]>`
      select d.gross::text, d.received_on::text, (select coalesce(sum(r.amount), 0)::numeric(18, 2)
          from refunds r join refund_decisions k on k.id = r.id and k.agrees
          where r.donation_id = d.id)::text as back,
        exists (select 1 from donation_reversals b where b.donation_id = d.id) as reversed
      from donations d where d.id = ${donationId}`,
  );
}

/** A refund with its gift and what happened to it; constraints judge what happens at once. */
export async function refundToMove(tx: Tx, id: string) {
  return maybe(
    await tx.sql<
      {
        kind: RefundKind;
        donation_id: string;
        till: RefundTill | null;
        amount: Money;
        refunded_on: string;
        document_number: string;
        prior_year: boolean;
        drive_id: string | null;
        donor_id: string;
        fund_id: string;
        fund_kind: FundKind;
        prepared_person_id: string;
        agrees: boolean | null;
        decided_person_id: string | null;
        paid: boolean;
      }[]
    >`select r.kind, r.donation_id, r.till, r.amount::text, r.refunded_on::text, r.document_number,
        extract(year from r.refunded_on) > extract(year from d.received_on) as prior_year,
        d.drive_id, d.donor_id, f.id as fund_id, f.kind as fund_kind, r.prepared_person_id,
        k.agrees, k.decided_person_id,
        exists (select 1 from refund_payments y where y.id = r.id) as paid
      from refunds r join donations d on d.id = r.donation_id join funds f on f.id = d.fund_id
      left join refund_decisions k on k.id = r.id where r.id = ${id}`,
  );
}

/** Adds a refund that waits for the chair. */
export async function insertRefund(tx: Tx, row: typeof refunds.$inferInsert): Promise<void> {
  await tx.sql`insert into refunds (id, kind, donation_id, till, amount, refunded_on,
      document_number, reason, prepared_by, prepared_person_id, prepared_at)
    values (${row.id}, ${row.kind}, ${row.donationId}, ${row.till ?? null}, ${row.amount},
      ${row.refundedOn}, ${row.documentNumber}, ${row.reason}, ${row.preparedBy},
      ${row.preparedPersonId}, ${row.preparedAt.toISOString()})`;
}

/** Adds the chair's word. */
export async function insertRefundDecision(
  tx: Tx,
  row: typeof refundDecisions.$inferInsert,
): Promise<void> {
  await tx.sql`insert into refund_decisions
    (id, agrees, reason, decided_by, decided_person_id, decided_at)
    values (${row.id}, ${row.agrees}, ${row.reason}, ${row.decidedBy}, ${row.decidedPersonId},
      ${row.decidedAt.toISOString()})`;
}

/** Adds the payment of what was owed. */
export async function insertRefundPayment(
  tx: Tx,
  row: typeof refundPayments.$inferInsert,
): Promise<void> {
  await tx.sql`insert into refund_payments
    (id, paid_on, bank_reference, paid_by, paid_person_id, paid_at)
    values (${row.id}, ${row.paidOn}, ${row.bankReference}, ${row.paidBy}, ${row.paidPersonId},
      ${row.paidAt.toISOString()})`;
}
