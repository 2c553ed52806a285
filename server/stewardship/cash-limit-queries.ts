import { asc, desc, eq } from 'drizzle-orm';
import { cashLimits, persons, users } from '../../drizzle/schema/index.ts';
import type { Money } from '../../shared/money.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';

/** Every limit that was set, the one that takes effect last first. */
export async function listCashLimits(context: PublicContext) {
  return context.database
    .select({
      effectiveFrom: cashLimits.effectiveFrom,
      amount: cashLimits.amount,
      bankingDays: cashLimits.bankingDays,
      setByName: persons.name,
    })
    .from(cashLimits)
    .leftJoin(users, eq(users.id, cashLimits.setBy))
    .leftJoin(persons, eq(persons.id, users.personId))
    .orderBy(desc(cashLimits.effectiveFrom), desc(cashLimits.seq), asc(cashLimits.id));
}

/** The cash in the box by the books, and what of it came from gifts and was not banked since. */
export async function cashOnHand(context: PublicContext, today: string) {
  const client = context.client;
  const [held, unbanked] = await Promise.all([
    client<{ cash: Money }[]>`
      select coalesce(sum(debit - credit), 0)::numeric(18,2)::text as cash
      from account_balances where account_code = '100101'`,
    client<{ amount: Money; since: string }[]>`
      select amount::text as amount, since::text as since from unbanked_cash(${today}::date)`,
  ]);
  return { cash: one(held).cash, unbanked: maybe(unbanked) };
}

/** Adds a limit. */
export async function insertCashLimit(
  tx: Tx,
  row: typeof cashLimits.$inferInsert,
): Promise<string> {
  return one(await tx.db.insert(cashLimits).values(row).returning({ id: cashLimits.id })).id;
}
