import { and, desc, eq, sql } from 'drizzle-orm';
import {
  cashCountDenominations,
  cashLiabilities,
  deposits,
  vouchers,
} from '../../drizzle/schema/index.ts';
import type { Denomination } from '../../shared/cash.ts';
import { type Money, moneySchema } from '../../shared/money.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';

/** The balances of the accounts that hold money, by code. */
export async function moneyBalances(context: PublicContext): Promise<Map<string, Money>> {
  const rows = await context.client<{ account_code: string; balance: string }[]>`
    select account_code, (debit - credit)::text as balance from account_balances
    where account_code in ('100101', '100201', '100901', '100902')`;
  return new Map(rows.map((row) => [row.account_code, moneySchema.parse(row.balance)]));
}

/** The cash count whose difference still waits for the second signature. */
export async function openCashCount(context: PublicContext) {
  const rows = await context.client<
    {
      id: string;
      counted_on: string;
      book_amount: string;
      counted_amount: string;
      person_id: string;
      name: string;
    }[]
  >`select c.id, c.counted_on::text, c.book_amount::text, c.counted_amount::text, p.id as person_id, p.name
    from open_cash_counts c join users u on u.id = c.counted_by join persons p on p.id = u.person_id
    order by c.created_at limit 1`;
  return maybe(rows);
}

/** The cash that the books say is in the box, locked until the command ends. */
export async function lockBookCash(tx: Tx): Promise<Money> {
  const rows = await tx.sql<
    { balance: string }[]
  >`select lock_cash()::numeric(18,2)::text as balance`;
  return moneySchema.parse(one(rows).balance);
}

/** Whether a difference waits for its second signature. */
export async function hasOpenCount(tx: Tx): Promise<boolean> {
  const rows = await tx.sql`select 1 from open_cash_counts limit 1`;
  return rows.length > 0;
}

/** The last hundred deposits. */
export async function listDeposits(context: PublicContext) {
  return context.database
    .select({
      id: deposits.id,
      kind: deposits.kind,
      amount: deposits.amount,
      fee: deposits.fee,
      depositedOn: deposits.depositedOn,
      slipReference: deposits.slipReference,
      voucherId: vouchers.id,
      word: vouchers.word,
      number: vouchers.number,
      reversed: sql<boolean>`exists (select 1 from vouchers r where r.reverses_id = ${vouchers.id})`,
    })
    .from(deposits)
    .innerJoin(
      vouchers,
      and(
        eq(vouchers.sourceType, 'deposit'),
        eq(vouchers.sourceId, deposits.id),
        sql`${vouchers.reversesId} is null`,
      ),
    )
    .orderBy(desc(deposits.seq))
    .limit(100);
}

/** Adds a deposit. */
export async function insertDeposit(tx: Tx, row: typeof deposits.$inferInsert): Promise<void> {
  await tx.db.insert(deposits).values(row);
}

/** Adds the notes and coins of a count, by face. */
export async function insertDenominations(
  tx: Tx,
  countId: string,
  notes: readonly Denomination[],
): Promise<void> {
  if (notes.length === 0) return;
  await tx.db.insert(cashCountDenominations).values(notes.map((note) => ({ countId, ...note })));
}

/** Notes who is liable for a shortage. */
export async function insertLiability(
  tx: Tx,
  row: typeof cashLiabilities.$inferInsert,
): Promise<void> {
  await tx.db.insert(cashLiabilities).values(row);
}

export interface NewCount {
  countedOn: string;
  bookAmount: Money;
  countedAmount: Money;
  explanation: string;
  countedBy: string;
  at: Date;
}

/** Adds a count of the box. */
export async function insertCount(tx: Tx, count: NewCount): Promise<string> {
  const rows = await tx.sql<{ id: string }[]>`
    insert into cash_counts (counted_on, book_amount, counted_amount, explanation, counted_by, created_at)
    values (${count.countedOn}, ${count.bookAmount}, ${count.countedAmount}, ${count.explanation},
      ${count.countedBy}, ${count.at.toISOString()}) returning id`;
  return one(rows).id;
}

/** A count, locked until the command ends. */
export async function lockCount(tx: Tx, id: string) {
  return maybe(
    await tx.sql<
      {
        counted_on: string;
        book_amount: string;
        counted_amount: string;
        confirmed_by: string | null;
        cancelled: boolean;
        person_id: string;
      }[]
    >`select c.counted_on::text, c.book_amount::text, c.counted_amount::text, c.confirmed_by,
        c.cancelled_by is not null as cancelled, u.person_id
      from cash_counts c join users u on u.id = c.counted_by where c.id = ${id} for update of c`,
  );
}

/** Notes the second signature and the voucher of the difference. */
export async function saveConfirmation(
  tx: Tx,
  confirmation: { id: string; userId: string; at: Date; voucherId: string | null },
): Promise<void> {
  await tx.sql`update cash_counts set confirmed_by = ${confirmation.userId},
    confirmed_at = ${confirmation.at.toISOString()}, voucher_id = ${confirmation.voucherId}
    where id = ${confirmation.id}`;
}

/** Notes that the counter took a count back, and why. */
export async function saveCancellation(
  tx: Tx,
  cancellation: { id: string; userId: string; at: Date; reason: string },
): Promise<void> {
  await tx.sql`update cash_counts set cancelled_by = ${cancellation.userId},
    cancelled_at = ${cancellation.at.toISOString()}, cancel_reason = ${cancellation.reason}
    where id = ${cancellation.id}`;
}
