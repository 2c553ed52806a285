import type { bankEvents } from '../../drizzle/schema/index.ts';
import type { BankEventKind } from '../../shared/bank.ts';
import type { Money } from '../../shared/money.ts';
import type { PublicContext, Tx } from '../core/context.ts';

export interface BankEventRow {
  id: string;
  seq: string;
  kind: BankEventKind;
  fund_code: string;
  amount: Money;
  happened_on: string;
  reference: string;
  note: string;
  voucher_id: string;
  word: string;
  number: number;
  reversed: boolean;
}

/** A page of what the bank did, newest first, before sequence `before`. */
export async function bankEventsPage(
  context: PublicContext,
  page: { before: number | undefined; limit: number },
): Promise<BankEventRow[]> {
  return context.client<BankEventRow[]>`
    select e.id, e.seq, e.kind, f.code as fund_code, e.amount::text, e.happened_on::text, e.reference,
      e.note, v.id as voucher_id, v.word, v.number,
      exists (select 1 from vouchers r where r.reverses_id = v.id) as reversed
    from bank_events e join funds f on f.id = e.fund_id
    join vouchers v on v.source_type = 'bank_event' and v.source_id = e.id and v.reverses_id is null
    where e.seq < ${page.before ?? Number.MAX_SAFE_INTEGER} order by e.seq desc limit ${page.limit}`;
}

/** Adds what the bank did; it is not kept without its voucher. Its place in order is not ours. */
export async function insertBankEvent(tx: Tx, row: typeof bankEvents.$inferInsert): Promise<void> {
  await tx.sql`insert into bank_events
    (id, kind, fund_id, amount, happened_on, reference, note, recorded_by, created_at)
    values (${row.id}, ${row.kind}, ${row.fundId}, ${row.amount}, ${row.happenedOn}, ${row.reference},
      ${row.note}, ${row.recordedBy}, ${row.createdAt.toISOString()})`;
}
