import type {
  goodsDecisions,
  goodsDocuments,
  goodsItems,
  goodsLines,
} from '../../drizzle/schema/index.ts';
import type { FundKind } from '../../shared/funds.ts';
import type { GoodsAccount, GoodsKind, Quantity, ValuationMethod } from '../../shared/goods.ts';
import type { Money } from '../../shared/money.ts';
import type { Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';

/** Adds an item. */
export async function insertItem(tx: Tx, row: typeof goodsItems.$inferInsert): Promise<void> {
  await tx.sql`insert into goods_items
      (id, code, name, unit, account_code, method, created_by, created_at)
    values (${row.id}, ${row.code}, ${row.name}, ${row.unit}, ${row.accountCode}, ${row.method},
      ${row.createdBy}, ${row.createdAt.toISOString()})`;
}

/** An item as a paper about it needs it: what of it is in stock for the fund by this day. */
export interface ItemToMove {
  id: string;
  accountCode: GoodsAccount;
  method: ValuationMethod;
  left: Quantity;
  serials: string[];
}

/** These items, with what of each came for a fund by a day and is left; unknown ones are absent. */
export async function itemsToMove(
  tx: Tx,
  by: { ids: readonly string[]; fundId: string; day: string },
): Promise<ItemToMove[]> {
  return tx.sql<ItemToMove[]>`
    select i.id, i.account_code as "accountCode", i.method,
      trim_scale(coalesce(sum(l.quantity_left), 0))::text as left,
      array(select n.serial from goods_serials n where n.item_id = i.id
        and n.fund_id = ${by.fundId} and n.went_with is null) as serials
    from goods_items i left join goods_lots l on l.item_id = i.id and l.fund_id = ${by.fundId}
      and l.quantity_left > 0 and l.arrived_on <= ${by.day}
    where i.id = any(${[...by.ids]}::uuid[]) group by i.id`;
}

/** Adds a paper about goods, without its lines. */
export async function insertDocument(
  tx: Tx,
  row: typeof goodsDocuments.$inferInsert,
): Promise<void> {
  await tx.sql`insert into goods_documents (id, kind, fund_id, donation_id, count_id, household_id,
      roster, happened_on, paper_number, note, liable_masked, prepared_by, prepared_person_id,
      prepared_at)
    values (${row.id}, ${row.kind}, ${row.fundId}, ${row.donationId ?? null},
      ${row.countId ?? null}, ${row.householdId ?? null}, ${row.roster}, ${row.happenedOn},
      ${row.paperNumber}, ${row.note}, ${row.liableMasked ?? null}, ${row.preparedBy},
      ${row.preparedPersonId}, ${row.preparedAt.toISOString()})`;
}

/** Adds a line to a paper of this act; unless a second person is awaited, its goods move. */
export async function insertLine(tx: Tx, row: typeof goodsLines.$inferInsert): Promise<void> {
  await tx.sql`insert into goods_lines
      (document_id, line_no, item_id, quantity, value, expires_on, serials)
    values (${row.documentId}, ${row.lineNo}, ${row.itemId}, ${row.quantity},
      ${row.value ?? null}, ${row.expiresOn ?? null}, ${row.serials})`;
}

/** Adds the second person's word; what agrees moves the goods. */
export async function insertDecision(
  tx: Tx,
  row: typeof goodsDecisions.$inferInsert,
): Promise<void> {
  await tx.sql`insert into goods_decisions (id, agrees, decided_on, reason, bank_reference,
      decided_by, decided_person_id, decided_at)
    values (${row.id}, ${row.agrees}, ${row.decidedOn}, ${row.reason}, ${row.bankReference},
      ${row.decidedBy}, ${row.decidedPersonId}, ${row.decidedAt.toISOString()})`;
}

/** What a paper moved, by account of inventory; always above or equal to zero. */
export async function movedParts(
  tx: Tx,
  documentId: string,
): Promise<{ account: string; value: Money }[]> {
  return tx.sql<{ account: string; value: Money }[]>`
    select i.account_code as account, abs(sum(m.value))::text as value
    from goods_movements m join goods_items i on i.id = m.item_id
    where m.document_id = ${documentId} and not m.undoes group by 1 order by 1`;
}

/** A paper as deciding on it or taking it back needs it. */
export interface DocumentState {
  id: string;
  kind: GoodsKind;
  fundId: string;
  fundKind: FundKind;
  happenedOn: string;
  paperNumber: string;
  liable: boolean;
  preparedPersonId: string;
  decided: boolean;
  reversed: boolean;
  voucherLabel: string | null;
  voucherDate: string | null;
  receivableHasFund: boolean;
}

/** A paper about goods, its fund and its voucher, or undefined. */
export async function documentState(tx: Tx, id: string): Promise<DocumentState | undefined> {
  return maybe(
    await tx.sql<DocumentState[]>`
      select d.id, d.kind, d.fund_id as "fundId", f.kind as "fundKind",
        d.happened_on::text as "happenedOn", d.paper_number as "paperNumber",
        d.liable_masked is not null as liable, d.prepared_person_id as "preparedPersonId",
        exists (select 1 from goods_decisions k where k.id = d.id) as decided,
        exists (select 1 from goods_reversals r where r.document_id = d.id) as reversed,
        v.word || '-' || to_char(v.number, 'FM999990000') as "voucherLabel",
        v.voucher_date::text as "voucherDate",
        (select a.needs_fund from accounts a where a.code = '112202') as "receivableHasFund"
      from goods_documents d join funds f on f.id = d.fund_id
      left join vouchers v on v.source_type = 'goods' and v.source_id = d.id
        and v.reverses_id is null
      where d.id = ${id}`,
  );
}

/** What a fund can spend now, and what an order costs; the fund's row judges when it is posted. */
export async function costAndMeans(tx: Tx, id: string): Promise<{ cost: Money; available: Money }> {
  return one(
    await tx.sql<{ cost: Money; available: Money }[]>`
      select (select sum(l.value) from goods_lines l where l.document_id = d.id)::text as cost,
        (b.balance - b.not_cash - b.committed_cash)::text as available
      from goods_documents d join fund_balances b on b.fund_id = d.fund_id where d.id = ${id}`,
  );
}

/** The day on which the books opened, or undefined while no opening is posted. */
export async function openingDay(tx: Tx): Promise<string | undefined> {
  const rows = await tx.sql<{ day: string }[]>`
    select v.voucher_date::text as day from vouchers v
    where v.source_type = 'opening' and v.reverses_id is null
      and not exists (select 1 from vouchers r where r.reverses_id = v.id) limit 1`;
  return maybe(rows)?.day;
}

/** Takes a paper back, through the database's own function; no voucher for stock of the opening. */
export async function reverseDocument(
  tx: Tx,
  reversal: { id: string; date: string; summary: string; reason: string },
  by: { userId: string; at: Date },
): Promise<{ voucherId: string | null; number: number | null; word: string | null }> {
  return one(
    await tx.sql<{ voucherId: string | null; number: number | null; word: string | null }[]>`
      select voucher_id as "voucherId", number, word from reverse_goods(${tx.operationId}, 1,
        ${reversal.id}, ${reversal.date}, ${reversal.summary}, ${reversal.reason}, ${by.userId},
        ${by.at.toISOString()})`,
  );
}
