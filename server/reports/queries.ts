import { ZERO, sumMoney } from '../../shared/money.ts';
import type {
  ExportFormat,
  FundStatement,
  FundStatementRow,
  JournalRow,
  TrialBalance,
  TrialBalanceRow,
} from '../../shared/reports.ts';
import type { Reader } from '../database/snapshot.ts';

/** Months of the books, named yyyymm, both included. */
export interface Months {
  from: number;
  to: number;
}

/**
 * What stood on each account and fund before a month: the last closing before it, and what moved
 * since.
 */
export const cumulativeBefore = (sql: Reader, period: number) => sql`
  select account_code, fund_key, debit, credit from closing_balances
  where period_id = (select max(id) from periods where status = 'closed' and id < ${period})
  union all
  select account_code, fund_key, debit, credit from period_balances
  where period_id < ${period} and period_id >
    coalesce((select max(id) from periods where status = 'closed' and id < ${period}), 0)`;

/**
 * The trial balance (科目余额表) of these months from the kept balances, never from the lines: each
 * account that ever stood or moved, parents as the sum of their children, and the totals of the
 * accounts that take lines.
 */
export async function readTrialBalance(sql: Reader, { from, to }: Months): Promise<TrialBalance> {
  const january = Math.floor(to / 100) * 100 + 1;
  const rows = await sql<(TrialBalanceRow & { leaf: boolean })[]>`
    with opening as (
      select account_code, sum(debit - credit) as net from (${cumulativeBefore(sql, from)}) x group
        by 1
    ), moved as (
      select account_code,
        sum(debit) filter (where period_id >= ${from}) as debit,
        sum(credit) filter (where period_id >= ${from}) as credit,
        sum(debit) filter (where period_id >= ${january}) as year_debit,
        sum(credit) filter (where period_id >= ${january}) as year_credit
      from period_balances where period_id between least(${from}::int, ${january}) and ${to} group
        by 1
    ), leaf as (
      select a.code, a.parent_code, true as leaf, greatest(o.net, 0) as opening_debit,
        greatest(-o.net, 0) as opening_credit, m.debit, m.credit, m.year_debit, m.year_credit,
        coalesce(o.net, 0) + coalesce(m.debit, 0) - coalesce(m.credit, 0) as closing
      from accounts a left join opening o on o.account_code = a.code left join moved m on
        m.account_code = a.code
      where o.account_code is not null or m.account_code is not null
    ), book as (
      select code, leaf, opening_debit, opening_credit, debit, credit, year_debit, year_credit,
        greatest(closing, 0) as closing_debit, greatest(-closing, 0) as closing_credit from leaf
      union all
      select parent_code, false, sum(opening_debit), sum(opening_credit), sum(debit), sum(credit),
        sum(year_debit),
        sum(year_credit), sum(greatest(closing, 0)), sum(greatest(-closing, 0))
      from leaf where parent_code is not null group by parent_code
    )
    select b.code as "accountCode", b.leaf, a.name_zh as "nameZh", a.name_en as "nameEn",
      case when a.parent_code is null then 1 else 2 end as level, ${columns(sql)}
    from book b join accounts a on a.code = b.code order by b.code`;
  const leaves = rows.filter((row) => row.leaf);
  return {
    periodId: to,
    rows: [...rows],
    totals: {
      openingDebit: sumMoney(leaves.map((row) => row.openingDebit)),
      openingCredit: sumMoney(leaves.map((row) => row.openingCredit)),
      debit: sumMoney(leaves.map((row) => row.debit)),
      credit: sumMoney(leaves.map((row) => row.credit)),
      yearDebit: sumMoney(leaves.map((row) => row.yearDebit)),
      yearCredit: sumMoney(leaves.map((row) => row.yearCredit)),
      closingDebit: sumMoney(leaves.map((row) => row.closingDebit)),
      closingCredit: sumMoney(leaves.map((row) => row.closingCredit)),
    },
  };
}

const columns = (sql: Reader) => sql`
  coalesce(opening_debit, 0)::numeric(18,2)::text as "openingDebit",
  coalesce(opening_credit, 0)::numeric(18,2)::text as "openingCredit",
  coalesce(debit, 0)::numeric(18,2)::text as debit, coalesce(credit, 0)::numeric(18,2)::text as
    credit,
  coalesce(year_debit, 0)::numeric(18,2)::text as "yearDebit",
  coalesce(year_credit, 0)::numeric(18,2)::text as "yearCredit",
  coalesce(closing_debit, 0)::numeric(18,2)::text as "closingDebit",
  coalesce(closing_credit, 0)::numeric(18,2)::text as "closingCredit"`;

/**
 * The fund statement (基金收支结存表) of these months from the kept balances by account: opening +
 * donations + grants + interest and other income + transfers in − aid − expenses − transfers out =
 * closing. What is not cash, committed and available is what the fund row says now.
 */
export async function readFundStatement(sql: Reader, { from, to }: Months): Promise<FundStatement> {
  const rows = await sql<FundStatementRow[]>`
    with opening as (
      select fund_key, sum(credit - debit) as amount from (${cumulativeBefore(sql, from)}) x
      where account_code >= '3' group by 1
    ), moved as (
      select fund_key,
        sum(credit - debit) filter (where account_code like '4101%') as donations,
        sum(credit - debit) filter (where account_code like '4401%') as grants,
        sum(credit - debit) filter (where account_code like '4%' and account_code not like '4101%'
          and account_code not like '4401%') as interest,
        sum(credit) filter (where account_code like '3%') as transfers_in,
        sum(debit - credit) filter (where account_code like '5101%') as aid,
        sum(debit - credit) filter (where account_code like '5%' and account_code not like '5101%')
          as expenses,
        sum(debit) filter (where account_code like '3%') as transfers_out,
        sum(credit - debit) as gain
      from period_balances where period_id between ${from} and ${to} and account_code >= '3' group
        by 1
    )
    select f.id as "fundId", f.code as "fundCode", f.name as "fundName",
      coalesce(o.amount, 0)::numeric(18,2)::text as opening,
      coalesce(m.donations, 0)::numeric(18,2)::text as donations,
      coalesce(m.grants, 0)::numeric(18,2)::text as grants,
      coalesce(m.interest, 0)::numeric(18,2)::text as interest,
      coalesce(m.transfers_in, 0)::numeric(18,2)::text as "transfersIn",
      coalesce(m.aid, 0)::numeric(18,2)::text as aid,
      coalesce(m.expenses, 0)::numeric(18,2)::text as expenses,
      coalesce(m.transfers_out, 0)::numeric(18,2)::text as "transfersOut",
      (coalesce(o.amount, 0) + coalesce(m.gain, 0))::numeric(18,2)::text as closing,
      b.not_cash::text as "notCash", (b.committed_cash + b.committed_goods)::text as committed,
      (b.balance - b.not_cash - b.committed_cash)::text as available
    from funds f join fund_balances b on b.fund_id = f.id
    left join opening o on o.fund_key = f.id left join moved m on m.fund_key = f.id
    order by f.code`;
  return { fromPeriod: from, toPeriod: to, rows: [...rows], totals: totalsOf(rows) };
}

const sums = [
  'opening',
  'donations',
  'grants',
  'interest',
  'transfersIn',
  'aid',
  'expenses',
  'transfersOut',
  'closing',
  'notCash',
  'committed',
  'available',
] as const;

function totalsOf(rows: readonly FundStatementRow[]): FundStatementRow {
  const totals = { fundId: null, fundCode: '', fundName: '' } as FundStatementRow;
  for (const name of sums) totals[name] = sumMoney(rows.map((row) => row[name]));
  return totals;
}

/** A line of the journal with its place in it. */
export type JournalLine = JournalRow & { seq: string };

/**
 * One page of the journal (序时账) between two days, in the order of posting; `after` is the place of
 * the last line of the page before. Reads one line more than `limit`, so that the caller knows
 * whether there is a next page.
 */
export async function readJournal(
  sql: Reader,
  span: { from: string; to: string },
  { after, limit }: { after: readonly [string, number] | undefined; limit: number },
): Promise<JournalLine[]> {
  const [seq, lineNo] = after ?? ['0', 0];
  return await sql<JournalLine[]>`
    select v.seq::text as seq, v.id as "voucherId", v.voucher_date::text as "voucherDate",
      v.word || '-' || to_char(v.number, 'FM999990000') as label, l.line_no as "lineNo", v.summary,
      l.account_code as "accountCode", a.name_zh as "accountNameZh", a.name_en as "accountNameEn",
      f.code as "fundCode", d.code as "driveCode", r.case_number as "caseNumber",
      case l.side when 'debit' then l.amount::text else ${ZERO} end as debit,
      case l.side when 'credit' then l.amount::text else ${ZERO} end as credit,
      prepared.name as "preparedByName", signed.name as "signedByName"
    from vouchers v join voucher_lines l on l.voucher_id = v.id
    join accounts a on a.code = l.account_code
    left join funds f on f.id = l.fund_id
    left join drives d on d.id = l.drive_id
    left join aid_requests r on r.id = l.request_id
    join users u on u.id = v.prepared_by join persons prepared on prepared.id = u.person_id
    left join voucher_signatures s on s.voucher_id = v.id left join persons signed on signed.id =
      s.person_id
    where v.voucher_date between ${span.from}::date and ${span.to}::date
      and v.seq >= ${seq}::bigint and (v.seq, l.line_no) > (${seq}::bigint, ${lineNo}::int)
    order by v.seq, l.line_no limit ${limit + 1}`;
}

/** What an export is of, and who asked for it when. */
export interface ExportOrder extends Months {
  id: string;
  format: ExportFormat;
  madeBy: string;
  madeAt: string;
}

/** For how long an export may be fetched once it was ordered. */
const FETCH_MINUTES = 15;

/** The export that this account asked for, and whether its time is over; nobody else's. */
export async function readExport(
  sql: Reader,
  id: string,
  { userId, now }: { userId: string; now: Date },
): Promise<(ExportOrder & { expired: boolean }) | undefined> {
  const [found] = await sql<(ExportOrder & { expired: boolean })[]>`
    select o.id, (a.body::jsonb ->> 'fromPeriod')::int as "from", (a.body::jsonb ->>
      'toPeriod')::int as "to", coalesce(a.body::jsonb ->> 'format', 'xlsx') as format,
      p.name as "madeBy",
      to_char(a.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') as "madeAt",
      a.at < ${now.toISOString()}::timestamptz - make_interval(mins => ${FETCH_MINUTES}) as expired
    from operations o join audit_entries a on a.operation_id = o.id join persons p on p.id =
      a.person_id
    where o.id = ${id} and o.actor_id = ${userId} and o.action = 'export.made'`;
  return found;
}
