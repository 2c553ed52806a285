import type postgres from 'postgres';
import type { Account, Voucher } from '../../shared/ledger.ts';
import type { Money } from '../../shared/money.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe } from '../core/rows.ts';

export interface VoucherRow {
  id: string;
  seq: string;
  period_id: number;
  word: string;
  number: number;
  voucher_date: string;
  event: string;
  summary: string;
  total: Money;
  source_type: string;
  source_id: string | null;
  attachment_count: number;
  posted_at: string;
  digest: Buffer;
  prepared_by_name: string;
  prepared_person: string;
  signed_by_name: string | null;
  cashier_name: string | null;
  reverses_label: string | null;
  reversed_by_label: string | null;
  reversible: boolean;
}

const label = (table: string) => `${table}.word || '-' || to_char(${table}.number, 'FM999990000')`;

/** Whether a voucher is taken back from its own page; a gift is from its own, with its receipt. */
const reversibleHere = (sql: postgres.Sql | postgres.TransactionSql) => sql`
  v.source_type <> 'donation' and exists (select 1 from document_kinds k
    where k.kind = v.source_type and k.reversible)`;

function voucherColumns(sql: postgres.Sql) {
  return sql`
    v.id, v.seq, v.period_id, v.word, v.number, v.voucher_date::text, v.event, v.summary, v.total::text,
    v.source_type, v.source_id, v.attachment_count, v.posted_at, v.digest, p.name as prepared_by_name,
    p.id as prepared_person, sp.name as signed_by_name, cp.name as cashier_name,
    ${sql.unsafe(label('o'))} as reverses_label, ${sql.unsafe(label('r'))} as reversed_by_label,
    ${reversibleHere(sql)} as reversible
  from vouchers v
  join users u on u.id = v.prepared_by join persons p on p.id = u.person_id
  left join voucher_signatures s on s.voucher_id = v.id left join persons sp on sp.id = s.person_id
  left join payments y on y.voucher_id = v.id
  left join deposits d on v.source_type = 'deposit' and d.id = v.source_id left join users du on du.id = d.deposited_by
  left join persons cp on cp.id = coalesce(y.paid_person_id, du.person_id)
  left join vouchers o on o.id = v.reverses_id left join vouchers r on r.reverses_id = v.id`;
}

/** A page of vouchers, newest first, before sequence `before`; of one month or of all. */
export async function vouchersPage(
  context: PublicContext,
  page: { period: number | undefined; before: number | undefined; limit: number },
): Promise<VoucherRow[]> {
  const { client: sql } = context;
  return sql<VoucherRow[]>`
    select ${voucherColumns(sql)}
    where (${page.period ?? null}::int is null or v.period_id = ${page.period ?? null})
      and v.seq < ${page.before ?? Number.MAX_SAFE_INTEGER}
    order by v.seq desc limit ${page.limit}`;
}

/** One voucher with those who prepared the payment that it posts, or undefined. */
export async function voucherById(context: PublicContext, id: string) {
  const { client: sql } = context;
  return maybe(
    await sql<(VoucherRow & { makers: string[] })[]>`
      select array(select payout_makers(v.id)) as makers, ${voucherColumns(sql)} where v.id = ${id}`,
  );
}

export interface LineRow {
  line_no: number;
  account_code: string;
  name_zh: string;
  name_en: string;
  book_code: string;
  book_name_zh: string;
  book_name_en: string;
  fund_code: string | null;
  fund_name: string | null;
  side: 'debit' | 'credit';
  amount: Money;
  drive_code: string | null;
  case_number: string | null;
}

/** The lines of a voucher in order, each also as the rule book of its day shows its account. */
export async function linesOf(context: PublicContext, voucherId: string): Promise<LineRow[]> {
  return context.client<LineRow[]>`
    select l.line_no, l.account_code, a.name_zh, a.name_en,
      coalesce(b.book_code, a.code) as book_code, coalesce(b.book_name_zh, a.name_zh) as book_name_zh,
      coalesce(b.book_name_en, a.name_en) as book_name_en, f.code as fund_code, f.name as fund_name, l.side,
      l.amount::text, d.code as drive_code, q.case_number
    from voucher_lines l join accounts a on a.code = l.account_code
    left join lateral (select * from book_accounts(l.voucher_date) x where x.account_code = a.code) b
      on true
    left join funds f on f.id = l.fund_id left join drives d on d.id = l.drive_id
    left join aid_requests q on q.id = l.request_id
    where l.voucher_id = ${voucherId} order by l.line_no`;
}

/** The chart of accounts by code, as the rule book in force on `today` shows it. */
export async function listAccounts(context: PublicContext, today: string): Promise<Account[]> {
  return context.client<Account[]>`
    select a.code, a.name_zh as "nameZh", a.name_en as "nameEn", a.class, a.side,
      a.parent_code as "parentCode", a.takes_lines as "takesLines", a.needs_fund as "needsFund",
      a.needs_beneficiary as "needsBeneficiary", system_account(a.code) as system,
      x.closed_on::text as "closedOn", coalesce(b.book_code, a.code) as "bookCode",
      coalesce(b.book_name_zh, a.name_zh) as "bookNameZh",
      coalesce(b.book_name_en, a.name_en) as "bookNameEn"
    from accounts a left join book_accounts(${today}) b on b.account_code = a.code
    left join account_closures x on x.account_code = a.code order by a.code`;
}

/** The corrections in which a voucher is the original, the red or the blue one. */
export async function correctionsAround(context: PublicContext, id: string) {
  const { client: sql } = context;
  const part = (table: string) =>
    sql.unsafe(`jsonb_build_object('id', ${table}.id, 'label', ${label(table)},
      'periodId', ${table}.period_id)`);
  return sql<Voucher['corrections']>`
    select k.kind, k.reason, ${part('o')} as original,
      case when r.id is not null then ${part('r')} end as red, ${part('b')} as blue
    from voucher_corrections k join vouchers o on o.id = k.original_id
    left join vouchers r on r.id = k.red_id join vouchers b on b.id = k.blue_id
    where ${id} in (k.original_id, k.red_id, k.blue_id) order by k.seq`;
}

export interface PeriodRow {
  id: number;
  starts_on: string;
  ends_on: string;
  status: 'open' | 'closed';
  closed_at: string | null;
  closed_by_name: string | null;
  vouchers: number;
  unsigned: number;
  first_open: boolean;
}

/**
 * The months of the books, newest first. A December in which nothing was posted is one of them when
 * it is over and its year is not closed yet.
 */
export async function listPeriods(context: PublicContext): Promise<PeriodRow[]> {
  return context.client<PeriodRow[]>`
    with month as (
      select id, starts_on, ends_on, status, closed_at, closed_by from periods
      union all
      select december, make_date(year, 12, 1), make_date(year, 12, 31), 'open', null, null
      from (select distinct id / 100 as year, id / 100 * 100 + 12 as december from periods) y
      where make_date(year, 12, 31) < ${context.today()}::date and not exists (select 1
        from periods where id = december or id > december and status = 'closed')
    )
    select m.id, m.starts_on::text, m.ends_on::text, m.status, m.closed_at, p.name as closed_by_name,
      (select count(*)::int from vouchers v where v.period_id = m.id) as vouchers,
      case when m.status = 'open' then (select count(*)::int from vouchers v where v.period_id = m.id
        and not exists (select 1 from voucher_signatures s where s.voucher_id = v.id)) else 0 end as unsigned,
      coalesce(m.id = (select min(id) from month where status = 'open'), false) as first_open
    from month m left join users u on u.id = m.closed_by left join persons p on p.id = u.person_id
    order by m.id desc`;
}

/** Where a voucher came from, for deciding about it inside a command. */
export async function voucherState(tx: Tx, id: string, personId: string) {
  return maybe(
    await tx.sql<
      {
        label: string;
        voucher_date: string;
        source_type: string;
        person_id: string;
        reverses_id: string | null;
        signed: boolean;
        reversed: boolean;
        reversible: boolean;
        /** Whether this person prepared what it pays, or planned what became of it. */
        made: boolean;
      }[]
    >`select ${tx.sql.unsafe(label('v'))} as label, v.voucher_date::text, v.source_type, u.person_id, v.reverses_id,
        exists (select 1 from voucher_signatures s where s.voucher_id = v.id) as signed,
        exists (select 1 from vouchers r where r.reverses_id = v.id) as reversed,
        ${reversibleHere(tx.sql)} as reversible,
        ${personId}::uuid in (select payout_makers(v.id)) as made
      from vouchers v join users u on u.id = v.prepared_by where v.id = ${id}`,
  );
}

/** Adds the second treasurer's signature. */
export async function insertSignature(
  tx: Tx,
  row: { voucherId: string; userId: string; personId: string; at: Date },
): Promise<void> {
  await tx.sql`insert into voucher_signatures values (${row.voucherId}, ${row.userId}, ${row.personId},
    ${row.at.toISOString()})`;
}
