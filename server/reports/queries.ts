import { ZERO } from '../../shared/money.ts';
import type { ExportFormat, JournalRow, SheetKey } from '../../shared/reports.ts';
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
 * Opening balances brought in from earlier books (E31), and what took them back: they are no
 * movement of the month that they are dated in.
 */
export const openingVouchers = (sql: Reader) => sql`
  select v.id from vouchers v where v.reverses_id is null
    and v.source_type in (select kind from document_kinds where kind like 'opening%')
  union all select r.id from vouchers r join vouchers v on v.id = r.reverses_id
    where v.reverses_id is null
    and v.source_type in (select kind from document_kinds where kind like 'opening%')`;

/** A line of the journal with its place in it. */
export type JournalLine = JournalRow & { seq: string };

/**
 * One page of the journal (序时账) between two days, by day and in the order of posting; `after` is
 * the place of the last line of the page before. Reads one line more than `limit`, so that the
 * caller knows whether there is a next page. As every voucher has lines, as many vouchers are
 * enough.
 */
export async function readJournal(
  sql: Reader,
  span: { from: string; to: string },
  { after, limit }: { after: readonly [string, string, number] | undefined; limit: number },
): Promise<JournalLine[]> {
  const [date, seq, lineNo] = after ?? [span.from, '0', 0];
  return await sql<JournalLine[]>`
    select v.seq::text as seq, v.id as "voucherId", v.voucher_date::text as "voucherDate",
      v.word || '-' || to_char(v.number, 'FM999990000') as label, l.line_no as "lineNo", v.summary,
      l.account_code as "accountCode", a.name_zh as "accountNameZh", a.name_en as "accountNameEn",
      f.code as "fundCode", d.code as "driveCode", r.case_number as "caseNumber",
      case l.side when 'debit' then l.amount::text else ${ZERO} end as debit,
      case l.side when 'credit' then l.amount::text else ${ZERO} end as credit,
      prepared.name as "preparedByName", signed.name as "signedByName"
    from (select * from vouchers where voucher_date between ${date}::date and ${span.to}::date
        and (voucher_date, seq) >= (${date}::date, ${seq}::bigint)
      order by voucher_date, seq limit ${limit + 2}) v
    join voucher_lines l on l.voucher_id = v.id
    join accounts a on a.code = l.account_code
    left join funds f on f.id = l.fund_id
    left join drives d on d.id = l.drive_id
    left join aid_requests r on r.id = l.request_id
    join users u on u.id = v.prepared_by join persons prepared on prepared.id = u.person_id
    left join voucher_signatures s on s.voucher_id = v.id left join persons signed on signed.id =
      s.person_id
    where (v.voucher_date, v.seq, l.line_no) > (${date}::date, ${seq}::bigint, ${lineNo}::int)
    order by v.voucher_date, v.seq, l.line_no limit ${limit + 1}`;
}

/** What an export is of, and who asked for it when. */
export interface ExportOrder extends Months {
  id: string;
  format: ExportFormat;
  /** The sheets asked for; null for all. */
  include: SheetKey[] | null;
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
      a.body::jsonb -> 'include' as include, p.name as "madeBy",
      to_char(a.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') as "madeAt",
      a.at < ${now.toISOString()}::timestamptz - make_interval(mins => ${FETCH_MINUTES}) as expired
    from operations o join audit_entries a on a.operation_id = o.id join persons p on p.id =
      a.person_id
    where o.id = ${id} and o.actor_id = ${userId} and o.action = 'export.made'`;
  return found;
}
