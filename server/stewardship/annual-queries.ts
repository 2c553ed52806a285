import type { Money } from '../../shared/money.ts';
import type { PublicContext } from '../core/context.ts';
import { one } from '../core/rows.ts';

/** What a year brought and took, in yuan, without closing vouchers. */
export interface YearFigures {
  income: Money;
  programme: Money;
  administration: Money;
  fundraising: Money;
  other: Money;
}

/** Income and spending of a year from the kept balances, closing vouchers left out. */
export async function yearFigures(context: PublicContext, year: number): Promise<YearFigures> {
  return one(
    await context.client<YearFigures[]>`
      select coalesce(sum(-net) filter (where code like '4%'), 0)::numeric(18,2)::text as income,
        coalesce(sum(net) filter (where code like '5101%'), 0)::numeric(18,2)::text as programme,
        coalesce(sum(net) filter (where code like '5301%'), 0)::numeric(18,2)::text
          as administration,
        coalesce(sum(net) filter (where code like '5401%'), 0)::numeric(18,2)::text as fundraising,
        coalesce(sum(net) filter (where code ~ '^5' and code !~ '^5[134]01'), 0)::numeric(18,2)::text
          as other
      from (select account_code as code, debit - credit - (closing_debit - closing_credit) as net
        from period_balances
        where period_id between ${year * 100 + 1} and ${year * 100 + 12}) x`,
  );
}

/** Net assets at the end of a year: classes 3, 4 and 5 together, whatever was closed of them. */
export async function netAssetsAtEnd(context: PublicContext, year: number): Promise<Money> {
  const last = year * 100 + 12;
  const rows = await context.client<{ net: Money }[]>`
    select coalesce(sum(credit - debit), 0)::numeric(18,2)::text as net from (
      select account_code, debit, credit from closing_balances
      where period_id = (select max(id) from periods where status = 'closed' and id <= ${last})
      union all
      select account_code, debit, credit from period_balances
      where period_id <= ${last} and period_id > coalesce(
        (select max(id) from periods where status = 'closed' and id <= ${last}), 0)) x
    where account_code ~ '^[345]'`;
  return one(rows).net;
}

/** A rule of the share that a charity spends, as the database keeps it with its source. */
export interface CostRule {
  code: 'small' | 'public_foundation';
  effectiveFrom: string;
  incomePercent: string;
  assetsPercent: string | null;
  adminPercent: string;
  adminExemptBelow: Money | null;
  assetsBelow: Money | null;
  source: string;
}

/** The rules in force at the end of a year, one of each code. */
export async function costRulesOf(context: PublicContext, year: number): Promise<CostRule[]> {
  return await context.client<CostRule[]>`
    select distinct on (code) code, effective_from::text as "effectiveFrom",
      income_percent::text as "incomePercent", assets_percent::text as "assetsPercent",
      admin_percent::text as "adminPercent", admin_exempt_below::text as "adminExemptBelow",
      assets_below::text as "assetsBelow", source
    from cost_rules where effective_from <= make_date(${year}::int, 12, 31)
    order by code desc, effective_from desc`;
}

/** What is still open of a year before its report can be written. */
export async function openOfYear(context: PublicContext, year: number) {
  const [from, to] = [year * 100 + 1, year * 100 + 12];
  return one(
    await context.client<
      { months: number; vouchers: number; handovers: number; budgets: number; counts: number }[]
    >`select
        (12 - (select count(*) from periods where status = 'closed'
          and id between ${from} and ${to}))::int as months,
        (select count(*) from vouchers v where v.period_id between ${from} and ${to}
          and not exists (select 1 from voucher_signatures s where s.voucher_id = v.id))::int
          as vouchers,
        (select count(*) from handovers h where extract(year from h.handed_on) = ${year}
          and (select count(*) from handover_signatures s where s.handover_id = h.id) < 3
          and not exists (select 1 from handovers x where x.kind = h.kind
            and x.from_person_id = h.from_person_id and x.seq > h.seq))::int as handovers,
        (select count(*) from funds f where not exists (select 1 from budgets b
          join budget_approvals a on a.budget_id = b.id
          where b.fund_id = f.id and b.year = ${year}))::int as budgets,
        (select case when exists (select 1 from cash_counts c
          where c.counted_on between make_date(${year}::int, 12, 1) and make_date(${year}::int, 12, 31)
            and (c.confirmed_by is not null or c.book_amount = c.counted_amount))
          then 0 else 1 end)::int as counts`,
  );
}
