import type { Fragment, Reader } from '../database/snapshot.ts';

/** What a check looked at, and the first row that breaks it. */
export interface Outcome {
  rows: number;
  bad: { row: string; detail: string } | undefined;
}

/** One invariant of live data, named as the sentence that must hold. It reads only. */
export type Check = (sql: Reader) => Promise<Outcome>;

/**
 * `broken` selects `row` and `detail` of what breaks the rule, worst first; `counted` is what the
 * rule is about.
 */
export async function first(sql: Reader, counted: string, broken: Fragment): Promise<Outcome> {
  // materialized: planned as what it nearly always is, a search through everything that finds
  // nothing
  const [found] = await sql<{ rows: number; row: string | null; detail: string | null }[]>`
    with broken as materialized (${broken})
    select (select count(*) from ${sql(counted)})::int as rows, bad.row, bad.detail
    from (select 1) one left join (select * from broken limit 1) bad on true`;
  const { rows = 0, row, detail } = found ?? {};
  return { rows, bad: typeof row === 'string' ? { row, detail: detail ?? '' } : undefined };
}

/** The key of balances of accounts that carry no fund. */
export const NO_FUND = '00000000-0000-0000-0000-000000000000';

/** 记-0007 of 202601 */
const label = (sql: Reader) =>
  sql`'voucher ' || v.word || '-' || to_char(v.number, 'FM999990000') || ' of ' || v.period_id`;

function everyVoucherBalancesAndIsComplete(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'vouchers',
    sql`select ${label(sql)} as row, coalesce(l.n, 0) || ' lines of ' || v.line_count || ', debit '
      || coalesce(l.debit, 0)
        || ', credit ' || coalesce(l.credit, 0) || ', total ' || v.total as detail
      from vouchers v left join (
        select voucher_id, count(*) as n, min(voucher_date) as first_day, max(voucher_date) as
          last_day,
          min(period_id) as first_month, max(period_id) as last_month,
          coalesce(sum(amount) filter (where side = 'debit'), 0) as debit,
          coalesce(sum(amount) filter (where side = 'credit'), 0) as credit
        from voucher_lines group by 1) l on l.voucher_id = v.id
      where l.n is distinct from v.line_count or l.debit <> l.credit or l.debit <> v.total
        or l.first_day <> v.voucher_date or l.last_day <> v.voucher_date
        or l.first_month <> v.period_id or l.last_month <> v.period_id
      order by v.seq`,
  );
}

function everyLineBelongsToAVoucher(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'voucher_lines',
    sql`select 'line ' || l.line_no || ' on ' || l.account_code as row, 'its voucher is gone: ' ||
      l.voucher_id as detail
      from voucher_lines l where not exists (select 1 from vouchers v where v.id = l.voucher_id)
      order by l.voucher_date, l.line_no`,
  );
}

function accountBalancesAreTheSumOfTheirLines(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'account_balances',
    sql`select 'account ' || coalesce(b.account_code, l.account_code) || coalesce(' of fund ' ||
      f.code, '') as row,
        'kept ' || coalesce(b.debit, 0) || ' / ' || coalesce(b.credit, 0) || ', lines ' ||
          coalesce(l.debit, 0) || ' / '
        || coalesce(l.credit, 0) as detail
      from account_balances b full join (
        select account_code, coalesce(fund_id, ${NO_FUND}) as fund_key, count(*) as n,
          coalesce(sum(amount) filter (where side = 'debit'), 0) as debit,
          coalesce(sum(amount) filter (where side = 'credit'), 0) as credit
        from voucher_lines group by 1, 2) l on l.account_code = b.account_code and l.fund_key =
          b.fund_key
      left join funds f on f.id = coalesce(b.fund_key, l.fund_key)
      where b.debit is distinct from l.debit or b.credit is distinct from l.credit or b.line_count
        is distinct from l.n
      order by 1`,
  );
}

function monthBalancesAreTheSumOfTheirLines(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'period_balances',
    sql`select 'account ' || coalesce(b.account_code, l.account_code) || ' in ' ||
      coalesce(b.period_id, l.period_id)
        || coalesce(' of fund ' || f.code, '') as row,
        'kept ' || coalesce(b.debit, 0) || ' / ' || coalesce(b.credit, 0) || ', lines ' ||
          coalesce(l.debit, 0) || ' / '
        || coalesce(l.credit, 0) as detail
      from period_balances b full join (
        select period_id, account_code, coalesce(fund_id, ${NO_FUND}) as fund_key,
          coalesce(sum(amount) filter (where side = 'debit'), 0) as debit,
          coalesce(sum(amount) filter (where side = 'credit'), 0) as credit
        from voucher_lines group by 1, 2, 3) l
        on l.account_code = b.account_code and l.fund_key = b.fund_key and l.period_id = b.period_id
      left join funds f on f.id = coalesce(b.fund_key, l.fund_key)
      where b.debit is distinct from l.debit or b.credit is distinct from l.credit
      order by coalesce(b.period_id, l.period_id), 1`,
  );
}

function closingBalancesAreWhatMovedUntilThen(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'closing_balances',
    sql`select 'account ' || coalesce(c.account_code, m.account_code) || ' at the end of '
        || coalesce(c.period_id, m.period_id) as row,
        'kept ' || coalesce(c.debit, 0) || ' / ' || coalesce(c.credit, 0) || ', moved ' ||
          coalesce(m.debit, 0) || ' / '
        || coalesce(m.credit, 0) as detail
      from closing_balances c full join (
        select p.id as period_id, b.account_code, b.fund_key, sum(b.debit) as debit, sum(b.credit)
          as credit
        from periods p join period_balances b on b.period_id <= p.id where p.status = 'closed' group
          by 1, 2, 3) m
        on m.period_id = c.period_id and m.account_code = c.account_code and m.fund_key = c.fund_key
      where c.debit is distinct from m.debit or c.credit is distinct from m.credit
      order by coalesce(c.period_id, m.period_id), 1`,
  );
}

function fundBalancesAreTheSumOfTheirLines(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'fund_balances',
    sql`select 'fund ' || f.code as row, 'kept ' || b.balance || ' (not cash ' || b.not_cash ||
      '), lines '
        || coalesce(l.balance, 0) || ' (' || coalesce(l.goods, 0) || ')' as detail
      from funds f left join fund_balances b on b.fund_id = f.id left join (
        select fund_id,
          coalesce(sum(case side when 'credit' then amount else -amount end) filter (where
            account_code >= '3'), 0)
            as balance,
          coalesce(sum(case side when 'debit' then amount else -amount end) filter (where
            account_code < '2'), 0)
            as goods
        from voucher_lines where fund_id is not null group by 1) l on l.fund_id = f.id
      where b.balance is distinct from coalesce(l.balance, 0) or b.not_cash is distinct from
        coalesce(l.goods, 0)
        or b.balance < b.floor and not b.in_deficit
      order by f.code`,
  );
}

function fundsTogetherAreAssetsLessLiabilities(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'funds',
    sql`select 'all funds' as row, 'funds ' || f.total || ', assets less liabilities ' || a.total as
      detail
      from (select coalesce(sum(balance), 0) as total from fund_balances) f,
        (select coalesce(sum(case side when 'debit' then amount else -amount end), 0) as total
         from voucher_lines where account_code < '3') a
      where f.total <> a.total`,
  );
}

function committedMoneyIsTheOpenReservations(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'commitments',
    sql`select 'fund ' || f.code as row, 'committed ' || b.committed_cash || ', reserved ' ||
      coalesce(r.open, 0) as detail
      from fund_balances b join funds f on f.id = b.fund_id left join (
        select fund_id, sum(case movement when 'reserved' then amount else -amount end) as open
        from (select fund_id, movement, amount from commitments union all
          select fund_id, movement, amount from condolence_commitments) c
        group by 1) r on r.fund_id = b.fund_id
      where b.committed_cash <> coalesce(r.open, 0) order by f.code`,
  );
}

function voucherNumbersHaveNoGap(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'vouchers',
    sql`select ${label(sql)} as row, 'number ' || v.due || ' is missing or drawn twice' as detail
      from (select *, row_number() over (partition by period_id, word order by number) as due from
        vouchers) v
      where v.number <> v.due
      union all
      select 'series ' || coalesce(c.series, s.series), 'counter ' || coalesce(c.value, 0) ||
        ', last number '
        || coalesce(s.last, 0)
      from (select * from counters where series like 'voucher:%') c full join (
        select 'voucher:' || period_id || ':' || word as series, max(number) as last from vouchers
          group by 1) s
        on s.series = c.series
      where c.value is distinct from s.last`,
  );
}

function receiptNumbersHaveNoGap(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'receipts',
    sql`select 'receipt ' || r.year || '-' || to_char(r.number, 'FM999000000') as row,
        'number ' || r.due || ' is missing or drawn twice' as detail
      from (select *, row_number() over (partition by type, year order by number) as due from
        receipts) r
      where r.number <> r.due
      union all
      select 'series ' || coalesce(c.series, s.series), 'counter ' || coalesce(c.value, 0) ||
        ', last number '
        || coalesce(s.last, 0)
      from (select * from counters where series like 'receipt:%') c full join (
        select 'receipt:' || type || ':' || year as series, max(number) as last from receipts group
          by 1) s
        on s.series = c.series
      where c.value is distinct from s.last`,
  );
}

function runningBalancesFollowOneAnother(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'voucher_lines',
    sql`select 'line ' || l.seq || ' of account ' || l.account_code || coalesce(' of fund ' ||
      f.code, '') as row,
        'kept ' || l.balance_after || ', running sum ' || l.running as detail
      from (select account_code, fund_id, seq, balance_after,
          row_number() over w as due, sum(case side when 'debit' then amount else -amount end) over
            w as running
        from voucher_lines window w as (partition by account_code, fund_id order by seq rows
          unbounded preceding)) l
      left join funds f on f.id = l.fund_id
      where l.seq <> l.due or l.balance_after <> l.running`,
  );
}

function everyReversalMirrorsItsVoucher(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'vouchers',
    sql`select ${label(sql)} as row, 'is not its original in red' as detail
      from vouchers v left join vouchers o on o.id = v.reverses_id
      where v.reverses_id is not null and (o.id is null or o.reverses_id is not null or o.line_count
        <> v.line_count
        or exists (select 1 from voucher_lines x left join voucher_lines y on y.voucher_id = o.id
          and y.line_no = x.line_no
          where x.voucher_id = v.id and (x.account_code, x.side, x.amount, x.fund_id, x.drive_id,
            x.donor_id, x.request_id)
            is distinct from (y.account_code, y.side, -y.amount, y.fund_id, y.drive_id, y.donor_id,
              y.request_id)))
      order by v.seq`,
  );
}

/** What must hold of the books alone. */
export const bookChecks: readonly Check[] = [
  everyVoucherBalancesAndIsComplete,
  everyLineBelongsToAVoucher,
  accountBalancesAreTheSumOfTheirLines,
  monthBalancesAreTheSumOfTheirLines,
  closingBalancesAreWhatMovedUntilThen,
  fundBalancesAreTheSumOfTheirLines,
  fundsTogetherAreAssetsLessLiabilities,
  committedMoneyIsTheOpenReservations,
  voucherNumbersHaveNoGap,
  receiptNumbersHaveNoGap,
  runningBalancesFollowOneAnother,
  everyReversalMirrorsItsVoucher,
];
