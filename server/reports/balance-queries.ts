import type { AccountLevel, GeneralLedgerAccount } from '../../shared/books.ts';
import { addMoney, type Money, subtractMoney, sumMoney } from '../../shared/money.ts';
import type { TrialBalance, TrialBalanceRow } from '../../shared/reports.ts';
import type { Reader } from '../database/snapshot.ts';
import { cumulativeBefore, type Months } from './queries.ts';
import { sideOf, withoutSign, withYears } from './walk.ts';

/**
 * The chart as a tree, to be put behind `with recursive`: `chart` has each account's level, and
 * `above` pairs each account with itself and with every account that it belongs to.
 */
const tree = (sql: Reader) => sql`
  chart (code, level) as (
    select code, 1 from accounts where parent_code is null
    union all select a.code, c.level + 1 from accounts a join chart c on a.parent_code = c.code
  ), above (code, leaf) as (
    select code, code from accounts
    union all select a.parent_code, b.leaf from above b join accounts a on a.code = b.code
      where a.parent_code is not null
  )`;

const within = (sql: Reader, level: AccountLevel) => {
  if (level === 'all') return sql`true`;
  return level === 'leaf' ? sql`a.takes_lines` : sql`c.level <= ${Number(level)}`;
};

/**
 * The trial balance (科目余额表) of these months from the kept balances, never from the lines: each
 * account that ever stood or moved down to a level, parents as the sum of what is below them, and
 * the totals of the accounts that take lines. What closing vouchers moved is in it, as in the
 * ledger.
 */
export async function readTrialBalance(
  sql: Reader,
  { from, to }: Months,
  level: AccountLevel = 'all',
): Promise<TrialBalance> {
  const january = Math.floor(to / 100) * 100 + 1;
  const rows = await sql<(TrialBalanceRow & { isTotal: boolean })[]>`
    with recursive ${tree(sql)}, opening as (
      select account_code, sum(debit - credit) as net from (${cumulativeBefore(sql, from)}) x
      group by 1
    ), moved as (
      select account_code,
        sum(debit) filter (where period_id >= ${from}) as debit,
        sum(credit) filter (where period_id >= ${from}) as credit,
        sum(debit) filter (where period_id >= ${january}) as year_debit,
        sum(credit) filter (where period_id >= ${january}) as year_credit
      from period_balances where period_id between least(${from}::int, ${january}) and ${to}
      group by 1
    ), leaf as (
      select a.code as leaf, greatest(o.net, 0) as opening_debit,
        greatest(-o.net, 0) as opening_credit, m.debit, m.credit, m.year_debit, m.year_credit,
        coalesce(o.net, 0) + coalesce(m.debit, 0) - coalesce(m.credit, 0) as closing
      from accounts a left join opening o on o.account_code = a.code
      left join moved m on m.account_code = a.code
      where o.account_code is not null or m.account_code is not null
    ), book as (
      select b.code, ${sums(sql)} from leaf join above b on b.leaf = leaf.leaf group by b.code
      union all select '', ${sums(sql)} from leaf
    )
    select b.code as "accountCode", b.code = '' as "isTotal", coalesce(a.name_zh, '') as "nameZh",
      coalesce(a.name_en, '') as "nameEn", coalesce(c.level, 0) as level, ${columns(sql)}
    from book b left join accounts a on a.code = b.code left join chart c on c.code = b.code
    where b.code = '' or ${within(sql, level)} order by b.code`;
  const { accountCode: _code, nameZh: _zh, nameEn: _en, level: _level, ...totals } = rows[0]!;
  return { periodId: to, rows: rows.slice(1), totals };
}

const sums = (sql: Reader) => sql`
  sum(opening_debit) as opening_debit, sum(opening_credit) as opening_credit,
  sum(debit) as debit, sum(credit) as credit, sum(year_debit) as year_debit,
  sum(year_credit) as year_credit, sum(greatest(closing, 0)) as closing_debit,
  sum(greatest(-closing, 0)) as closing_credit`;

const columns = (sql: Reader) => sql`
  coalesce(opening_debit, 0)::numeric(18,2)::text as "openingDebit",
  coalesce(opening_credit, 0)::numeric(18,2)::text as "openingCredit",
  coalesce(debit, 0)::numeric(18,2)::text as debit,
  coalesce(credit, 0)::numeric(18,2)::text as credit,
  coalesce(year_debit, 0)::numeric(18,2)::text as "yearDebit",
  coalesce(year_credit, 0)::numeric(18,2)::text as "yearCredit",
  coalesce(closing_debit, 0)::numeric(18,2)::text as "closingDebit",
  coalesce(closing_credit, 0)::numeric(18,2)::text as "closingCredit"`;

interface LedgerAsked extends Months {
  level: AccountLevel;
  account?: string | undefined;
  /** Accounts after this code only. */
  after: string;
  limit: number;
}

interface AccountFound {
  accountCode: string;
  nameZh: string;
  nameEn: string;
  opening: Money;
  moved: { periodId: number; debit: Money; credit: Money }[];
}

/**
 * The general ledger (总账): for each account, or one, what it opens with and month after month what
 * moved, since January and where it stands, from the kept balances.
 */
export async function readGeneralLedger(
  sql: Reader,
  { from, to, level, account, after, limit }: LedgerAsked,
): Promise<GeneralLedgerAccount[]> {
  const january = Math.floor(from / 100) * 100 + 1;
  const which = account === undefined ? within(sql, level) : sql`a.code = ${account}`;
  const found = await sql<AccountFound[]>`
    with recursive ${tree(sql)}, opening as (
      select b.code, sum(x.debit - x.credit) as net
      from (${cumulativeBefore(sql, from)}) x join above b on b.leaf = x.account_code group by 1
    ), moved as (
      select b.code, p.period_id, sum(p.debit) as debit, sum(p.credit) as credit
      from period_balances p join above b on b.leaf = p.account_code
      where p.period_id between ${january}::int and ${to} group by 1, 2
    )
    select a.code as "accountCode", a.name_zh as "nameZh", a.name_en as "nameEn",
      coalesce(o.net, 0)::numeric(18,2)::text as opening,
      coalesce((select jsonb_agg(jsonb_build_object('periodId', m.period_id, 'debit',
          m.debit::text, 'credit', m.credit::text) order by m.period_id)
        from moved m where m.code = a.code), '[]') as moved
    from accounts a join chart c on c.code = a.code left join opening o on o.code = a.code
    where ${which} and a.code > ${after}
      and (o.code is not null or exists (select 1 from moved m where m.code = a.code))
    order by a.code limit ${limit}`;
  return found.map((each) => withMonths(each, from));
}

function withMonths(
  { moved, opening, ...account }: AccountFound,
  from: number,
): GeneralLedgerAccount {
  let balance = opening;
  const months = [...withYears(moved)]
    .filter(([periodId]) => periodId >= from)
    .map(([periodId, figures]) => {
      balance = addMoney(balance, subtractMoney(figures.debit, figures.credit));
      return { periodId, ...figures, side: sideOf(balance), balance: withoutSign(balance) };
    });
  return { ...account, side: sideOf(opening), opening: withoutSign(opening), months };
}

/** The sum of what moved in all months of an account of the general ledger, for control totals. */
export function movedIn(
  accounts: readonly GeneralLedgerAccount[],
  side: 'debit' | 'credit',
): Money {
  return sumMoney(accounts.flatMap(({ months }) => months.map((month) => month[side])));
}
