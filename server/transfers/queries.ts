import type { fundTransferDecisions, fundTransfers } from '../../drizzle/schema/index.ts';
import type { Money } from '../../shared/money.ts';
import type { TransferBasis, TransferKind } from '../../shared/transfers.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe } from '../core/rows.ts';

export interface TransferRow {
  id: string;
  seq: string;
  kind: TransferKind;
  from_fund_code: string;
  to_fund_code: string;
  amount: Money;
  transferred_on: string;
  basis: TransferBasis;
  document_name: string;
  document_number: string;
  published_on: string | null;
  drive_code: string | null;
  reason: string;
  prepared_person_id: string;
  prepared_by_name: string;
  agrees: boolean | null;
  decision_reason: string | null;
  decided_by_name: string | null;
  voucher_id: string | null;
  word: string | null;
  number: number | null;
}

/** A page of transfers, newest first, before sequence `before`. */
export async function transfersPage(
  context: PublicContext,
  page: { before: number | undefined; limit: number },
): Promise<TransferRow[]> {
  return context.client<TransferRow[]>`
    select t.id, t.seq, t.kind, a.code as from_fund_code, b.code as to_fund_code, t.amount::text,
      t.transferred_on::text, t.basis, t.document_name, t.document_number, t.published_on::text,
      r.code as drive_code, t.reason, t.prepared_person_id, p.name as prepared_by_name,
      d.agrees, d.reason as decision_reason, q.name as decided_by_name,
      v.id as voucher_id, v.word, v.number
    from fund_transfers t join funds a on a.id = t.from_fund_id join funds b on b.id = t.to_fund_id
    join persons p on p.id = t.prepared_person_id left join drives r on r.id = t.drive_id
    left join fund_transfer_decisions d on d.id = t.id left join persons q on q.id = d.decided_person_id
    left join vouchers v on v.source_type = 'fund_transfer' and v.source_id = t.id
    where t.seq < ${page.before ?? Number.MAX_SAFE_INTEGER} order by t.seq desc limit ${page.limit}`;
}

/** A transfer and whether it was decided; of two decisions at once the constraint lets one in. */
export async function transferToDecide(tx: Tx, id: string) {
  return maybe(
    await tx.sql<
      {
        kind: TransferKind;
        from_fund_id: string;
        to_fund_id: string;
        amount: Money;
        transferred_on: string;
        document_number: string;
        prepared_person_id: string;
        decided: boolean;
      }[]
    >`select t.kind, t.from_fund_id, t.to_fund_id, t.amount::text, t.transferred_on::text,
        t.document_number, t.prepared_person_id,
        exists (select 1 from fund_transfer_decisions d where d.id = t.id) as decided
      from fund_transfers t where t.id = ${id}`,
  );
}

/** Adds a transfer that waits for its decision. */
export async function insertTransfer(
  tx: Tx,
  row: typeof fundTransfers.$inferInsert,
): Promise<void> {
  await tx.sql`insert into fund_transfers (id, kind, from_fund_id, to_fund_id, amount, transferred_on,
      basis, document_name, document_number, published_on, drive_id, reason, prepared_by,
      prepared_person_id, prepared_at)
    values (${row.id}, ${row.kind}, ${row.fromFundId}, ${row.toFundId}, ${row.amount},
      ${row.transferredOn}, ${row.basis}, ${row.documentName}, ${row.documentNumber},
      ${row.publishedOn ?? null}, ${row.driveId ?? null}, ${row.reason}, ${row.preparedBy},
      ${row.preparedPersonId}, ${row.preparedAt.toISOString()})`;
}

/** Adds the word of the second person. */
export async function insertDecision(
  tx: Tx,
  row: typeof fundTransferDecisions.$inferInsert,
): Promise<void> {
  await tx.sql`insert into fund_transfer_decisions
    (id, agrees, reason, decided_by, decided_person_id, decided_at)
    values (${row.id}, ${row.agrees}, ${row.reason}, ${row.decidedBy}, ${row.decidedPersonId},
      ${row.decidedAt.toISOString()})`;
}
