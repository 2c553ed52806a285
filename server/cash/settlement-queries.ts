import { cashDifferences, cashSettlements, withdrawals } from '../../drizzle/schema/index.ts';
import type { LiableRole, SettlementWay } from '../../shared/cash.ts';
import { type Money, moneySchema } from '../../shared/money.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';

export interface CountRow {
  id: string;
  counted_on: string;
  book_amount: Money;
  counted_amount: Money;
  unsettled: Money;
  counted_by_name: string;
  confirmed_by_name: string | null;
  explanation: string;
  liable_role: LiableRole | null;
  liable_reason: string | null;
  voucher_id: string | null;
  word: string;
  number: number;
}

function countColumns({ client: sql }: PublicContext) {
  return sql`select c.id, c.counted_on::text, c.book_amount::text, c.counted_amount::text,
      unsettled(c.id)::numeric(18,2)::text as unsettled, p.name as counted_by_name,
      q.name as confirmed_by_name, c.explanation, l.liable_role, l.reason as liable_reason,
      c.voucher_id, v.word, v.number
    from cash_counts c join users u on u.id = c.counted_by join persons p on p.id = u.person_id
    left join users w on w.id = c.confirmed_by left join persons q on q.id = w.person_id
    left join cash_liabilities l on l.count_id = c.id left join vouchers v on v.id = c.voucher_id`;
}

/** The newest hundred counts. */
export async function listCounts(context: PublicContext): Promise<CountRow[]> {
  return context.client<CountRow[]>`${countColumns(context)} order by c.seq desc limit 100`;
}

/** One count, or undefined. */
export async function countById(context: PublicContext, id: string) {
  return maybe(await context.client<CountRow[]>`${countColumns(context)} where c.id = ${id}`);
}

/** The notes and coins of a count, the largest first. */
export async function notesOf(context: PublicContext, id: string) {
  return context.client<{ face: string; sheets: number }[]>`
    select trim_scale(face)::text as face, sheets from cash_count_denominations
    where count_id = ${id} order by cash_count_denominations.face desc`;
}

export interface SettlementRow {
  id: string;
  way: SettlementWay;
  amount: Money;
  settled_on: string;
  reason: string;
  proposed_by_name: string;
  proposed_person: string;
  approved_by_name: string | null;
  voucher_id: string | null;
  word: string;
  number: number;
  reversed: boolean;
  newest: boolean;
}

/** What was proposed and approved about the difference of a count, in order. */
export async function settlementsOf(
  context: PublicContext,
  countId: string,
): Promise<SettlementRow[]> {
  return context.client<SettlementRow[]>`
    select s.id, s.way, s.amount::text, s.settled_on::text, s.reason, p.name as proposed_by_name,
      p.id as proposed_person, q.name as approved_by_name, v.id as voucher_id, v.word, v.number,
      exists (select 1 from vouchers r where r.reverses_id = v.id) as reversed,
      s.seq = max(s.seq) over () as newest
    from cash_settlements s join users u on u.id = s.proposed_by
    join persons p on p.id = u.person_id
    left join cash_differences d on d.settlement_id = s.id
    left join users w on w.id = d.approved_by left join persons q on q.id = w.person_id
    left join vouchers v on v.source_type = 'cash_difference' and v.source_id = d.id
      and v.reverses_id is null
    where s.count_id = ${countId} order by s.seq`;
}

/** A count with what is left of its difference, locked until the command ends. */
export async function lockDifference(tx: Tx, countId: string) {
  const count = maybe(
    await tx.sql<{ counted_on: string; surplus: boolean }[]>`
      select counted_on::text, counted_amount > book_amount as surplus from cash_counts
      where id = ${countId} for update`,
  );
  if (!count) return undefined;
  const { left } = one(
    await tx.sql<{ left: string }[]>`select unsettled(${countId})::numeric(18,2)::text as left`,
  );
  return { ...count, left: moneySchema.parse(left) };
}

/** A settlement for deciding about its approval, or undefined. */
export async function settlementState(tx: Tx, id: string) {
  return maybe(
    await tx.sql<
      {
        count_id: string;
        way: SettlementWay;
        amount: Money;
        settled_on: string;
        person_id: string;
        approved: boolean;
        superseded: boolean;
      }[]
    >`select s.count_id, s.way, s.amount::text, s.settled_on::text, u.person_id,
        exists (select 1 from cash_differences d where d.settlement_id = s.id) as approved,
        exists (select 1 from cash_settlements x where x.count_id = s.count_id and x.seq > s.seq)
          as superseded
      from cash_settlements s join users u on u.id = s.proposed_by where s.id = ${id}`,
  );
}

/** Adds a settlement as one person proposes it. */
export async function insertSettlement(
  tx: Tx,
  row: typeof cashSettlements.$inferInsert,
): Promise<string> {
  return one(await tx.db.insert(cashSettlements).values(row).returning({ id: cashSettlements.id }))
    .id;
}

/** Adds the document of an approved settlement. */
export async function insertDifference(
  tx: Tx,
  row: typeof cashDifferences.$inferInsert,
): Promise<void> {
  await tx.db.insert(cashDifferences).values(row);
}

/** Adds cash drawn from the bank. */
export async function insertWithdrawal(
  tx: Tx,
  row: typeof withdrawals.$inferInsert,
): Promise<void> {
  await tx.db.insert(withdrawals).values(row);
}

/** The most that the box may hold after cash was drawn for it. */
export async function floatLimit(reader: PublicContext['client'] | Tx['sql']): Promise<Money> {
  const rows = await reader<{ limit: string }[]>`select cash_float()::text as limit`;
  return moneySchema.parse(one(rows).limit);
}

/** The last hundred withdrawals. */
export async function listWithdrawals(context: PublicContext) {
  return context.client<
    {
      id: string;
      amount: Money;
      withdrawnOn: string;
      slipReference: string;
      voucherId: string;
      word: string;
      number: number;
      reversed: boolean;
    }[]
  >`select w.id, w.amount::text, w.withdrawn_on::text as "withdrawnOn",
      w.slip_reference as "slipReference", v.id as "voucherId", v.word, v.number,
      exists (select 1 from vouchers r where r.reverses_id = v.id) as reversed
    from withdrawals w join vouchers v on v.source_type = 'withdrawal' and v.source_id = w.id
      and v.reverses_id is null
    order by w.seq desc limit 100`;
}
