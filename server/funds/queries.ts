import { asc, eq, sql } from 'drizzle-orm';
import { fundBalances, funds, policies } from '../../drizzle/schema/index.ts';
import type { Fund, Policy } from '../../shared/funds.ts';
import type { Money } from '../../shared/money.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { maybe, one } from '../core/rows.ts';

const available = sql<Money>`(${fundBalances.balance} - ${fundBalances.notCash} - ${fundBalances.committedCash})`;

/** The warning of a fund whose budget of this year is exceeded. */
const overBudget = (today: string) => {
  const year = Number(today.slice(0, 4));
  return sql<Fund['warnings']>`case when ${funds.id} in (
    select u.fund_id from budget_use(${year}::int, ${year}::int) u where u.excess > 0)
    then array['OVER_BUDGET'] else array[]::text[] end`;
};

/** All funds with what they hold, by code. Reads one row for each fund, never the journal. */
export async function listFunds(context: PublicContext): Promise<Fund[]> {
  return context.database
    .select({
      id: funds.id,
      code: funds.code,
      name: funds.name,
      kind: funds.kind,
      purpose: funds.purpose,
      balance: fundBalances.balance,
      notCash: fundBalances.notCash,
      committed: fundBalances.committedCash,
      available,
      inDeficit: fundBalances.inDeficit,
      warnings: overBudget(context.today()),
    })
    .from(funds)
    .innerJoin(fundBalances, eq(fundBalances.fundId, funds.id))
    .orderBy(asc(funds.code));
}

/** The newest version of the rules. */
export async function currentPolicy(context: PublicContext): Promise<Policy> {
  const [row] = await context.database
    .select()
    .from(policies)
    .orderBy(sql`${policies.version} desc`)
    .limit(1);
  return one(row ? [row] : []);
}

/** A fund by id. Fails with VALUE_INVALID at /fundId. */
export async function fundById(tx: Tx, id: string) {
  const row = maybe(await tx.db.select().from(funds).where(eq(funds.id, id)));
  if (row) return row;
  throw new AppError('VALUE_INVALID', 'There is no such fund.', {
    fields: [{ pointer: '/fundId', code: 'VALUE_INVALID' }],
  });
}

/** The unrestricted fund F00. */
export async function unrestrictedFund(tx: Tx) {
  const rows = await tx.sql<{ id: string }[]>`select id from funds where code = 'F00'`;
  return { id: one(rows).id, kind: 'unrestricted' as const };
}

/** Adds a fund; its balance row comes with it. */
export async function insertFund(tx: Tx, row: typeof funds.$inferInsert): Promise<string> {
  return one(await tx.db.insert(funds).values(row).returning({ id: funds.id })).id;
}
