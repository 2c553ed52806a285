import { monthEnd, monthStart } from '../../shared/dates.ts';
import { type Money, ZERO } from '../../shared/money.ts';
import type { Pictures, RuleBook } from '../../shared/statements.ts';
import type { Reader } from '../database/snapshot.ts';
import { cumulativeBefore, type Months, openingVouchers } from './queries.ts';

/**
 * In which shape the statements of a month are drawn: that of the rule book in force at its end.
 * The accounts themselves are always those of the ledger's own chart, that of 2026.
 */
export async function readShape(sql: Reader, period: number): Promise<RuleBook> {
  const [found] = await sql<{ rule_book: string }[]>`
    select rule_book from rule_book_on(${monthEnd(period)})`;
  return found?.rule_book === '2004' ? '2004' : '2026';
}

const januaryOf = (period: number) => Math.floor(period / 100) * 100 + 1;
const after = (period: number) => (period % 100 === 12 ? period + 89 : period + 1);

/** An account of the chart with sums, debit positive where nothing else is said. */
export interface AccountSums {
  accountCode: string;
  nameZh: string;
  nameEn: string;
  /** Whether its fund is restricted; null for accounts without a fund. */
  restricted: boolean | null;
  opening: Money;
  closing: Money;
}

/** What every account stands at on New Year and at the end of a month, by the kind of its fund. */
export async function readBalances(sql: Reader, period: number): Promise<AccountSums[]> {
  const january = januaryOf(period);
  return await sql<AccountSums[]>`
    select a.code as "accountCode", a.name_zh as "nameZh", a.name_en as "nameEn",
      f.kind = 'restricted' as restricted, sum(x.opening)::numeric(18,2)::text as opening,
      sum(x.closing)::numeric(18,2)::text as closing
    from (
      select account_code, fund_key, debit - credit as opening, 0 as closing
        from (${cumulativeBefore(sql, january)}) o
      union all select l.account_code, l.fund_id, case l.side when 'debit' then l.amount
          else -l.amount end, 0
        from voucher_lines l where l.voucher_id in (${openingVouchers(sql)})
          and l.period_id between ${january}::int and ${period}
      union all select account_code, fund_key, 0, debit - credit
        from (${cumulativeBefore(sql, after(period))}) c
    ) x join accounts a on a.code = x.account_code left join funds f on f.id = x.fund_key
    group by a.code, 4 having sum(x.opening) <> 0 or sum(x.closing) <> 0 order by a.code`;
}

/** Income (positive) or expense (negative) of an account in the month and since January. */
export interface Movement {
  accountCode: string;
  nameZh: string;
  nameEn: string;
  restricted: boolean;
  month: Money;
  year: Money;
}

/** What moved on the accounts of income and expense, closing vouchers left out. */
export async function readActivity(sql: Reader, period: number): Promise<Movement[]> {
  return await sql<Movement[]>`
    select a.code as "accountCode", a.name_zh as "nameZh", a.name_en as "nameEn",
      coalesce(f.kind = 'restricted', false) as restricted,
      coalesce(sum(p.credit - p.debit - p.closing_credit + p.closing_debit)
        filter (where p.period_id = ${period}), 0)::numeric(18,2)::text as month,
      sum(p.credit - p.debit - p.closing_credit + p.closing_debit)::numeric(18,2)::text as year
    from period_balances p join accounts a on a.code = p.account_code
    left join funds f on f.id = p.fund_key
    where p.period_id between ${januaryOf(period)}::int and ${period} and a.class in (4, 5)
    group by a.code, 4 order by a.code`;
}

/** What moved in class 3 by itself: `released` to unrestricted, `bound`, and adjustments. */
export interface NetAssetMoves {
  released: Money;
  bound: Money;
  adjustedUnrestricted: Money;
  adjustedRestricted: Money;
}

/**
 * Releases from restriction and the like, voucher by voucher: what one voucher takes from
 * restricted funds and gives to unrestricted ones is released, the other way bound; what it adds to
 * both together is an adjustment of prior years. A red voucher takes back what it reverses. Closing
 * and opening vouchers are left out.
 */
export async function readNetAssetMoves(sql: Reader, { from, to }: Months): Promise<NetAssetMoves> {
  const [found] = await sql<NetAssetMoves[]>`
    with each as (
      select case when v.reverses_id is null then 1 else -1 end as sign,
        coalesce(sum(s.gain) filter (where f.kind <> 'restricted'), 0) as u,
        coalesce(sum(s.gain) filter (where f.kind = 'restricted'), 0) as r
      from voucher_lines l join vouchers v on v.id = l.voucher_id join funds f on f.id = l.fund_id
      cross join lateral (select case l.side when 'credit' then l.amount else -l.amount end) s (gain)
      where l.account_code >= '3' and l.account_code < '4' and v.source_type <> 'closing'
        and l.voucher_date between ${monthStart(from)}::date and ${monthEnd(to)}::date
        and v.id not in (${openingVouchers(sql)})
      group by v.id
    ), parted as (
      select u, r, sign * greatest(least(sign * u, -sign * r), 0) as released,
        sign * greatest(least(-sign * u, sign * r), 0) as bound from each
    )
    select coalesce(sum(released), 0)::numeric(18,2)::text as released,
      coalesce(sum(bound), 0)::numeric(18,2)::text as bound,
      coalesce(sum(u - released + bound), 0)::numeric(18,2)::text as "adjustedUnrestricted",
      coalesce(sum(r + released - bound), 0)::numeric(18,2)::text as "adjustedRestricted"
    from parted`;
  return found!;
}

/** What stood opposite to money: an account, its side, and the sums of its lines. */
export interface CounterSums {
  accountCode: string;
  nameZh: string;
  nameEn: string;
  side: 'debit' | 'credit';
  month: Money;
  year: Money;
}

/**
 * The lines beside money of every voucher since January that moves money: their credits less their
 * debits are the change of money, to the fen.
 */
export async function readMoneyCounters(sql: Reader, period: number): Promise<CounterSums[]> {
  const days = sql`between ${monthStart(januaryOf(period))}::date and ${monthEnd(period)}::date`;
  return await sql<CounterSums[]>`
    select a.code as "accountCode", a.name_zh as "nameZh", a.name_en as "nameEn", l.side,
      coalesce(sum(l.amount) filter (where l.period_id = ${period}), 0)::numeric(18,2)::text
        as month,
      sum(l.amount)::numeric(18,2)::text as year
    from (select distinct voucher_id from voucher_lines where voucher_date ${days}
        and account_code in (select code from accounts where code ~ '^(1001|1002|1009)')) m
    join voucher_lines l on l.voucher_id = m.voucher_id join accounts a on a.code = l.account_code
    where l.account_code !~ '^(1001|1002|1009)' and m.voucher_id not in (${openingVouchers(sql)})
    group by a.code, l.side order by a.code, l.side`;
}

/** The money that there was: before the month, before January, and at the end of the month. */
export interface MoneyStood {
  month: Money;
  year: Money;
  closing: Money;
}

/** All of 1001, 1002 and 1009, agency money too; money of opening vouchers was there before. */
export async function readMoneyStood(sql: Reader, period: number): Promise<MoneyStood> {
  const stood = (before: number) => sql`
    select sum(debit - credit) from (${cumulativeBefore(sql, before)}) x
    where account_code ~ '^(1001|1002|1009)'`;
  const brought = (from: number) => sql`
    select sum(case side when 'debit' then amount else -amount end) from voucher_lines
    where voucher_id in (${openingVouchers(sql)}) and account_code ~ '^(1001|1002|1009)'
      and period_id between ${from}::int and ${period}`;
  const [found] = await sql<MoneyStood[]>`
    select (coalesce((${stood(period)}), 0) + coalesce((${brought(period)}), 0))
        ::numeric(18,2)::text as month,
      (coalesce((${stood(januaryOf(period))}), 0) + coalesce((${brought(januaryOf(period))}), 0))
        ::numeric(18,2)::text as year,
      coalesce((${stood(after(period))}), 0)::numeric(18,2)::text as closing`;
  return found ?? { month: ZERO, year: ZERO, closing: ZERO };
}

/** Income, aid and other expense by month, and aid by need: what the pictures are drawn from. */
export async function readPictures(sql: Reader, { from, to }: Months): Promise<Pictures> {
  const gain = sql`credit - debit - closing_credit + closing_debit`;
  const months = await sql<Pictures['months']>`
    select period_id as "periodId",
      coalesce(sum(${gain}) filter (where account_code like '4%'), 0)::numeric(18,2)::text as received,
      coalesce(-sum(${gain}) filter (where account_code like '5101%'), 0)::numeric(18,2)::text as aid,
      coalesce(-sum(${gain}) filter (where account_code like '5%' and account_code not like '5101%'),
        0)::numeric(18,2)::text as expenses
    from period_balances where period_id between ${from} and ${to} group by 1 order by 1`;
  const needs = await sql<Pictures['needs']>`
    select r.need_code as "needCode",
      sum(case l.side when 'debit' then l.amount else -l.amount end)::text as amount
    from voucher_lines l join accounts a on a.code = l.account_code
    left join aid_requests r on r.id = l.request_id
    join vouchers v on v.id = l.voucher_id and v.source_type <> 'closing'
    where l.account_code in (select code from accounts where code like '5101%')
      and l.voucher_date between ${monthStart(from)}::date and ${monthEnd(to)}::date
    group by 1 order by 1`;
  return { months: [...months], needs: [...needs] };
}
