import { budgetApprovals } from '../../drizzle/schema/index.ts';
import type { Money } from '../../shared/money.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';

/** A fund's year as the database adds it up; amounts in yuan. */
export interface BudgetUse {
  fundId: string;
  fundCode: string;
  fundName: string;
  version: number | null;
  programme: Money;
  administration: Money;
  fundraising: Money;
  spentProgramme: Money;
  spentAdministration: Money;
  spentFundraising: Money;
  spentOther: Money;
  committed: Money;
  exceeded: boolean;
}

/** Every fund's budget in force, what was spent without closing vouchers, and what is reserved. */
export async function budgetUse(context: PublicContext, year: number): Promise<BudgetUse[]> {
  const thisYear = Number(context.today().slice(0, 4));
  return await context.client<BudgetUse[]>`
    select f.id as "fundId", f.code as "fundCode", f.name as "fundName", u.version,
      u.programme::text as programme, u.administration::text as administration,
      u.fundraising::text as fundraising,
      u.spent_programme::numeric(18,2)::text as "spentProgramme",
      u.spent_administration::numeric(18,2)::text as "spentAdministration",
      u.spent_fundraising::numeric(18,2)::text as "spentFundraising",
      u.spent_other::numeric(18,2)::text as "spentOther",
      u.committed::numeric(18,2)::text as committed, u.excess > 0 as exceeded
    from budget_use(${year}::int, ${thisYear}::int) u join funds f on f.id = u.fund_id
    order by f.code`;
}

/** The newest versions that nobody approved yet, by fund. */
export async function proposedBudgets(context: PublicContext, year: number) {
  return await context.client<
    {
      id: string;
      fundId: string;
      version: number;
      programme: Money;
      administration: Money;
      fundraising: Money;
      note: string;
      preparedByName: string;
      personId: string;
    }[]
  >`select b.id, b.fund_id as "fundId", b.version, b.programme::text, b.administration::text,
      b.fundraising::text, b.note, p.name as "preparedByName", p.id as "personId"
    from budgets b join users u on u.id = b.prepared_by join persons p on p.id = u.person_id
    where b.year = ${year} and not exists (select 1 from budget_approvals a where a.budget_id = b.id)
      and not exists (select 1 from budgets x where x.fund_id = b.fund_id and x.year = b.year
        and x.version > b.version)`;
}

/** Whether there is a fund with this id. */
export async function isFund(tx: Tx, id: string): Promise<boolean> {
  return (await tx.sql`select 1 from funds where id = ${id}`).length > 0;
}

/** Adds the next version of a fund's budget; the database numbers it. */
export async function insertBudget(
  tx: Tx,
  row: {
    fundId: string;
    year: number;
    programme: Money;
    administration: Money;
    fundraising: Money;
    note: string;
    preparedBy: string;
    at: Date;
  },
): Promise<{ id: string; version: number }> {
  return one(
    await tx.sql<{ id: string; version: number }[]>`
      insert into budgets (fund_id, year, version, programme, administration, fundraising, note,
        prepared_by, created_at)
      values (${row.fundId}, ${row.year}, 0, ${row.programme}, ${row.administration},
        ${row.fundraising}, ${row.note}, ${row.preparedBy}, ${row.at.toISOString()})
      returning id, version`,
  );
}

/** A budget with its preparer; whether it is approved, or a newer version stands in its place. */
export async function budgetById(tx: Tx, id: string) {
  return maybe(
    await tx.sql<
      {
        fundId: string;
        year: number;
        version: number;
        personId: string;
        approved: boolean;
        outdated: boolean;
      }[]
    >`select b.fund_id as "fundId", b.year, b.version, u.person_id as "personId",
        exists (select 1 from budget_approvals a where a.budget_id = b.id) as approved,
        exists (select 1 from budgets x where x.fund_id = b.fund_id and x.year = b.year
          and x.version > b.version) as outdated
      from budgets b join users u on u.id = b.prepared_by where b.id = ${id}`,
  );
}

/** Puts a budget in force. */
export async function insertApproval(
  tx: Tx,
  row: typeof budgetApprovals.$inferInsert,
): Promise<void> {
  await tx.db.insert(budgetApprovals).values(row);
}
