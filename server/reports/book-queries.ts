import { monthEnd, monthStart } from '../../shared/dates.ts';
import { type Money, ZERO } from '../../shared/money.ts';
import type { Fragment, Reader } from '../database/snapshot.ts';
import { cumulativeBefore, type Months } from './queries.ts';
import { type LedgerLine, type MonthFigures, withYears } from './walk.ts';

/** Which lines a book has: those of these accounts, of one fund or of all, in these months. */
export interface BookScope extends Months {
  accounts: readonly string[];
  fund?: string | undefined;
}

/** The place of a line in a book: by day, then in the order of posting. */
export interface Place {
  date: string;
  voucherSeq: string;
  lineNo: number;
  /** Its number among the lines of its account and fund. */
  seq: string;
}

const NO_FUND = '00000000-0000-0000-0000-000000000000';

/** The accounts at and below this one that take lines; none when there is no such account. */
export async function leavesOf(sql: Reader, account: string): Promise<string[]> {
  const rows = await sql<{ code: string }[]>`
    with recursive below (code) as (
      select code from accounts where code = ${account}
      union all select a.code from accounts a join below b on a.parent_code = b.code
    ) select b.code from below b join accounts a on a.code = b.code where a.takes_lines order by 1`;
  return rows.map(({ code }) => code);
}

/** What the book opens with, debit positive, and what moved in each month, from kept balances. */
export async function readKept(
  sql: Reader,
  { accounts, fund, from, to }: BookScope,
): Promise<{ opening: Money; months: Map<number, MonthFigures> }> {
  const ofFund = fund === undefined ? sql`` : sql`and fund_key = ${fund}`;
  const [before] = await sql<{ net: Money }[]>`
    select coalesce(sum(debit - credit), 0)::numeric(18,2)::text as net
    from (${cumulativeBefore(sql, from)}) x
    where account_code = any(${[...accounts]}::text[]) ${ofFund}`;
  const moved = await sql<{ periodId: number; debit: Money; credit: Money }[]>`
    select period_id as "periodId", sum(debit)::text as debit, sum(credit)::text as credit
    from period_balances where account_code = any(${[...accounts]}::text[]) ${ofFund}
      and period_id between ${Math.floor(from / 100) * 100 + 1}::int and ${to} group by 1 order by 1`;
  return { opening: before?.net ?? ZERO, months: withYears(moved) };
}

/**
 * Up to `limit` lines of a book after a place, by day and in the order of posting. Each account and
 * fund is read through the index line_by_day from that place on, so a page costs the same however
 * long the book is.
 */
export async function readBookLines(
  sql: Reader,
  scope: BookScope,
  { after, limit }: { after: Place | undefined; limit: number },
): Promise<LedgerLine[]> {
  const keys = await sql<{ account: string; fund: string }[]>`
    select account_code as account, fund_key as fund from account_balances
    where account_code = any(${[...scope.accounts]}::text[])
      ${scope.fund === undefined ? sql`` : sql`and fund_key = ${scope.fund}`}`;
  if (keys.length === 0) return [];
  const since = after?.date ?? monthStart(scope.from);
  let beyond = sql``;
  if (after && keys.length === 1) {
    beyond = sql`and (l.voucher_date, l.seq) > (${after.date}::date, ${after.seq}::bigint)`;
  } else if (after) {
    beyond = sql`and (l.voucher_date > ${after.date}::date or (
      select (v.seq, l.line_no) > (${after.voucherSeq}::bigint, ${after.lineNo}::int)
      from vouchers v where v.id = l.voucher_id))`;
  }
  // no join in here, and the fund in the order: only so the index alone gives it, also where the
  // fund is null, and the limit stops it early
  const parts = keys.map(
    ({ account, fund }) => sql`(
      select l.* from voucher_lines l where l.account_code = ${account}
        and ${fund === NO_FUND ? sql`l.fund_id is null` : sql`l.fund_id = ${fund}`}
        and l.voucher_date between ${since}::date and ${monthEnd(scope.to)}::date ${beyond}
      order by l.fund_id, l.voucher_date, l.seq limit ${limit})`,
  );
  const merged = parts.reduce((all, part) => sql`${all} union all ${part}`);
  return await sql<LedgerLine[]>`${shown(
    sql,
    sql`(select x.*, y.seq as voucher_seq from (${merged}) x join vouchers y on y.id = x.voucher_id
      order by x.voucher_date, y.seq, x.line_no limit ${limit}) l`,
  )} order by l.voucher_date, l.voucher_seq, l.line_no`;
}

/** All lines of these accounts and months, account after account, for reading through a cursor. */
export const allBookLines = (sql: Reader, { accounts, from, to }: BookScope): Fragment => sql`
  ${shown(
    sql,
    sql`(select x.*, y.seq as voucher_seq from voucher_lines x join vouchers y on
      y.id = x.voucher_id where ${linesWithin(sql, { accounts, from, to })}) l`,
  )} order by l.account_code, l.voucher_date, l.voucher_seq, l.line_no`;

/** The condition for the lines `x` of these accounts and months. */
export const linesWithin = (sql: Reader, { accounts, from, to }: BookScope): Fragment => sql`
  x.account_code = any(${[...accounts]}::text[])
  and x.voucher_date between ${monthStart(from)}::date and ${monthEnd(to)}::date`;

/** How money moved and the number of its slip stand in the document behind the voucher. */
const shown = (sql: Reader, lines: Fragment): Fragment => sql`
  select l.account_code as "accountCode", l.voucher_date::text as date, l.period_id as "periodId",
    l.voucher_seq::text as "voucherSeq", l.seq::text as seq, l.voucher_id as "voucherId",
    v.word || '-' || to_char(v.number, 'FM999990000') as label, l.line_no as "lineNo", v.summary,
    array(select distinct o.account_code from voucher_lines o
      where o.voucher_id = l.voucher_id and o.side <> l.side order by 1) as "counterAccounts",
    f.code as "fundCode", r.case_number as "caseNumber", r.need_code as "needCode",
    coalesce(d.channel, s.kind, q.method) as method,
    coalesce(d.transaction_reference, s.slip_reference, p.bank_reference) as reference,
    case l.side when 'debit' then l.amount else 0.00 end::text as debit,
    case l.side when 'credit' then l.amount else 0.00 end::text as credit
  from ${lines} join vouchers v on v.id = l.voucher_id
  left join funds f on f.id = l.fund_id left join aid_requests r on r.id = l.request_id
  left join donations d on v.source_type = 'donation' and d.id = v.source_id
  left join deposits s on v.source_type = 'deposit' and s.id = v.source_id
  left join payments p on v.source_type = 'payment' and p.id = v.source_id
  left join payment_orders q on q.id = p.order_id`;
