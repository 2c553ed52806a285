import { ZERO } from '../../shared/money.ts';
import type { Reader } from '../database/snapshot.ts';
import { cumulativeBefore, type Months } from './queries.ts';

const ROWS_AT_ONCE = 500;

/**
 * The accounts as the rule book of this day shows them, each code once. Where several accounts of
 * ours are one of that book, its name is what their names begin with.
 */
export async function accountsOf(sql: Reader, day: string) {
  return await sql<
    { code: string; name: string; side: 'debit' | 'credit'; dimensions: string[] }[]
  >`
    with shown as (
      select b.book_code as code, b.book_name_zh as name, a.side, a.takes_lines, a.needs_fund,
        a.needs_beneficiary, a.class, first_value(b.book_name_zh) over w as first_name,
        row_number() over w as place
      from accounts a join book_accounts(${day}) b on b.account_code = a.code
      window w as (partition by b.book_code order by length(a.code), a.code
        rows between unbounded preceding and unbounded following))
    select code, case when bool_and(starts_with(name, first_name)) then min(first_name)
        else split_part(min(first_name), '—', 1) end as name,
      min(side) filter (where place = 1) as side,
      array_remove(array[
        case when bool_or(takes_lines and needs_fund) then 'fund' end,
        case when bool_or(takes_lines and class >= 4) then 'drive' end,
        case when bool_or(takes_lines and class = 5) then 'case' end,
        case when bool_or(takes_lines and needs_beneficiary) then 'beneficiary' end], null)
        as dimensions
    from shown group by code order by code`;
}

interface BalanceRow {
  code: string;
  side: 'debit' | 'credit';
  fund: string | null;
  period: number;
  opening: string;
  debit: string;
  credit: string;
  closing: string;
}

/**
 * What stood and moved on each account and fund in each month of the span, from the kept balances;
 * months in which nothing stood or moved are left out. `opening` and `closing` are debit less
 * credit.
 */
export function balancesOf(
  sql: Reader,
  { from, to }: Months,
  day: string,
): AsyncIterable<BalanceRow[]> {
  return sql<BalanceRow[]>`
    with book as (
      select b.account_code, b.book_code, first_value(a.side) over (partition by b.book_code
        order by length(a.code), a.code) as side
      from accounts a join book_accounts(${day}) b on b.account_code = a.code
    ), before as (
      select b.book_code, x.fund_key, sum(x.debit - x.credit) as net
      from (${cumulativeBefore(sql, from)}) x join book b on b.account_code = x.account_code
      group by 1, 2
    ), moved as (
      select x.period_id, b.book_code, x.fund_key, sum(x.debit) as debit, sum(x.credit) as credit
      from period_balances x join book b on b.account_code = x.account_code
      where x.period_id between ${from} and ${to} group by 1, 2, 3
    ), every_one as (
      select book_code, fund_key from before union select book_code, fund_key from moved
    ), running as (
      select p.id as period, e.book_code, e.fund_key, coalesce(m.debit, 0) as debit,
        coalesce(m.credit, 0) as credit, coalesce(b.net, 0) + sum(coalesce(m.debit, 0)
          - coalesce(m.credit, 0)) over (partition by e.book_code, e.fund_key order by p.id)
          as closing
      from periods p cross join every_one e
      left join before b on b.book_code = e.book_code and b.fund_key = e.fund_key
      left join moved m on m.period_id = p.id and m.book_code = e.book_code
        and m.fund_key = e.fund_key
      where p.id between ${from} and ${to}
    )
    select r.book_code as code, (select s.side from book s where s.book_code = r.book_code limit 1)
        as side, f.code as fund, r.period, (r.closing - r.debit + r.credit)::numeric(18,2)::text
        as opening, r.debit::numeric(18,2)::text, r.credit::numeric(18,2)::text,
      r.closing::numeric(18,2)::text
    from running r left join funds f on f.id = r.fund_key
    where r.closing <> 0 or r.debit <> 0 or r.credit <> 0
    order by r.period, r.book_code, f.code nulls first`.cursor(ROWS_AT_ONCE);
}

interface VoucherLine {
  day: string;
  word: string;
  number: number;
  line: number;
  summary: string;
  code: string;
  fund: string | null;
  drive: string | null;
  case: string | null;
  beneficiary: string | null;
  debit: string;
  credit: string;
  attachments: number;
  prepared: string;
  reviewed: string | null;
  posted: string;
}

/** Each line of each voucher of the span, in the order of posting, with who stands for it. */
export function voucherLinesOf(
  sql: Reader,
  { from, to }: Months,
  day: string,
): AsyncIterable<VoucherLine[]> {
  return sql<VoucherLine[]>`
    with book as materialized (select account_code, book_code from book_accounts(${day}))
    select v.voucher_date::text as day, v.word, v.number, l.line_no as line, v.summary,
      b.book_code as code, f.code as fund, d.code as drive, r.case_number as case, l.beneficiary,
      case l.side when 'debit' then l.amount::text else ${ZERO} end as debit,
      case l.side when 'credit' then l.amount::text else ${ZERO} end as credit,
      v.attachment_count as attachments, prepared.name as prepared, reviewed.name as reviewed,
      posted.name as posted
    from vouchers v join voucher_lines l on l.voucher_id = v.id
    join book b on b.account_code = l.account_code
    left join funds f on f.id = l.fund_id left join drives d on d.id = l.drive_id
    left join aid_requests r on r.id = l.request_id
    join users u on u.id = v.prepared_by join persons prepared on prepared.id = u.person_id
    left join voucher_signatures s on s.voucher_id = v.id
    left join persons reviewed on reviewed.id = s.person_id
    join operations o on o.id = v.operation_id join users x on x.id = o.actor_id
    join persons posted on posted.id = x.person_id
    where v.period_id between ${from} and ${to} order by v.seq, l.line_no`.cursor(ROWS_AT_ONCE);
}
