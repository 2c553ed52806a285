import type { Reader } from '../database/snapshot.ts';
import { first, NO_FUND, type Check, type Outcome } from './checks.ts';

const label = (sql: Reader) =>
  sql`'voucher ' || v.word || '-' || to_char(v.number, 'FM999990000') || ' of ' || v.period_id`;

const isTakenBack = (sql: Reader) =>
  sql`exists (select 1 from vouchers x where x.reverses_id = v.id)`;

function everyClosedMonthLeavesNoIncomeOrExpense(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'closing_balances',
    sql`select 'account ' || c.account_code || ' of fund ' || coalesce(f.code, '?')
        || ' at the end of ' || c.period_id as row,
        'it stands at ' || (c.credit - c.debit) || ' and should be closed' as detail
      from closing_balances c join periods p on p.id = c.period_id
      left join funds f on f.id = c.fund_key
      where not p.before_closings and c.debit <> c.credit and (c.account_code >= '4'
        or c.account_code like '3201%' and c.period_id % 100 = 12)
      order by c.period_id, c.account_code, f.code`,
  );
}

function everyClosingHasItsVoucherInItsMonth(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'closings',
    sql`select 'closing ' || c.seq || ' of ' || c.period_id as row,
        'it has no voucher of its own at the end of its month' as detail
      from closings c left join vouchers v on v.source_type = 'closing' and v.source_id = c.id
        and v.reverses_id is null
      where v.id is null or v.period_id <> c.period_id or v.operation_id <> c.operation_id
        or v.ordinal <> c.ordinal or v.prepared_by <> c.posted_by
        or v.event <> case c.kind when 'year' then 'E33' else 'E32' end
        or v.voucher_date <> (select ends_on from periods p where p.id = c.period_id)
      union all
      select ${label(sql)}, 'closes a month without a document that says so'
      from vouchers v where v.source_type = 'closing'
        and not exists (select 1 from closings c where c.id = v.source_id)
      union all
      select ${label(sql)}, 'closes a month that is open'
      from vouchers v join periods p on p.id = v.period_id and p.status = 'open'
      where v.source_type = 'closing' and v.reverses_id is null and not ${isTakenBack(sql)}`,
  );
}

function everyClosedMonthHoldsItsClosingVouchers(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'periods',
    sql`select 'period ' || p.id as row, 'it has income or expense and no voucher that closes it'
        as detail
      from periods p where p.status = 'closed' and not p.before_closings
        and exists (select 1 from voucher_lines l join vouchers o on o.id = l.voucher_id
          where l.period_id = p.id and l.account_code >= '4' and o.source_type <> 'closing'
          group by l.account_code, l.fund_id
          having sum(case l.side when 'debit' then l.amount else -l.amount end) <> 0)
        and not exists (select 1 from vouchers v where v.period_id = p.id
          and v.source_type = 'closing' and v.event = 'E32' and v.reverses_id is null
          and not ${isTakenBack(sql)})
      order by p.id`,
  );
}

function noFundChangesByItsClosing(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'closings',
    sql`select ${label(sql)} as row, case when x.gain <> 0 then 'it changes fund ' || f.code
        || ' by ' || x.gain else 'it leaves ' || x.free || ' of fund ' || f.code
        || ' unrestricted' end as detail
      from vouchers v join (
        select voucher_id, fund_id, sum(case side when 'credit' then amount else -amount end)
          as gain, coalesce(sum(case side when 'credit' then amount else -amount end)
            filter (where account_code = '3101'), 0) as free
        from voucher_lines l where exists (select 1 from vouchers c
          where c.id = l.voucher_id and c.source_type = 'closing') group by 1, 2) x
        on x.voucher_id = v.id
      join funds f on f.id = x.fund_id
      where x.gain <> 0 or f.kind = 'restricted' and x.free <> 0 order by v.seq`,
  );
}

function everyVoucherOfAClosedMonthCameBeforeItsClose(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'vouchers',
    sql`select ${label(sql)} as row, 'posted after its month was closed' as detail
      from vouchers v join periods p on p.id = v.period_id
      where p.status = 'closed' and (p.closed_at is null or v.posted_at > p.closed_at)
      order by v.seq`,
  );
}

function everyVoucherOfAClosedMonthIsSigned(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'vouchers',
    // what closed the month is signed afterwards, at the latest before its year is locked
    sql`select ${label(sql)} as row, 'its month is closed and it has no second signature' as detail
      from vouchers v join periods p on p.id = v.period_id
      where p.status = 'closed' and not exists (select 1 from voucher_signatures s
        where s.voucher_id = v.id) and (v.source_type <> 'closing' or v.reverses_id is not null
          or ${isTakenBack(sql)} or exists (select 1 from year_locks y
            where y.year = v.period_id / 100))
      order by v.seq`,
  );
}

function everyReopeningIsOfTwoPeople(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'reopen_decisions',
    sql`select 'reopening ' || r.seq || ' of ' || r.period_id as row,
        'asked and approved by one person' as detail
      from reopen_requests r join reopen_decisions d on d.request_id = r.id
      where d.person_id = r.person_id
      union all
      select ${label(sql)}, 'takes a closing back that nobody approved to open'
      from vouchers v where v.source_type = 'closing' and v.reverses_id is not null
        and not exists (select 1 from reopen_decisions d join reopen_requests r
          on r.id = d.request_id where d.approves and d.operation_id = v.operation_id
            and r.period_id = v.period_id)`,
  );
}

function everyYearOpensWithWhatTheOneBeforeClosedAt(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'closing_balances',
    sql`select 'account ' || coalesce(c.account_code, l.account_code) || ' into '
        || (coalesce(c.period_id, l.period_id) / 100 + 1) as row,
        'closed at ' || coalesce(c.net, 0) || ', opens with ' || coalesce(l.net, 0) as detail
      from (select account_code, fund_key, period_id, debit - credit as net
          from closing_balances where period_id % 100 = 12) c
      full join (select l.account_code, coalesce(l.fund_id, ${NO_FUND}) as fund_key,
          p.id as period_id, sum(case l.side when 'debit' then l.amount else -l.amount end) as net
        from periods p join voucher_lines l on l.voucher_date <= p.ends_on
        where p.status = 'closed' and p.id % 100 = 12 group by 1, 2, 3) l
        on l.account_code = c.account_code and l.fund_key = c.fund_key
          and l.period_id = c.period_id
      where coalesce(c.net, 0) <> coalesce(l.net, 0) order by 1`,
  );
}

function everyLockedYearIsClosedAndStays(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'year_locks',
    sql`select 'year ' || y.year as row, 'locked, and ' || coalesce(p.id::text, 'December')
        || ' is not closed' as detail
      from year_locks y left join periods p on p.id / 100 = y.year and p.status = 'open'
      where p.id is not null or not exists (select 1 from periods d where d.id = y.year * 100 + 12)
      union all
      select ${label(sql)}, 'posted after its year was locked'
      from vouchers v join year_locks y on y.year = v.period_id / 100
      where v.posted_at > y.locked_at`,
  );
}

/** What must hold of closed months, of their re-opening, and of years. */
export const closingChecks: readonly Check[] = [
  everyClosedMonthLeavesNoIncomeOrExpense,
  everyClosingHasItsVoucherInItsMonth,
  everyClosedMonthHoldsItsClosingVouchers,
  noFundChangesByItsClosing,
  everyVoucherOfAClosedMonthCameBeforeItsClose,
  everyVoucherOfAClosedMonthIsSigned,
  everyReopeningIsOfTwoPeople,
  everyYearOpensWithWhatTheOneBeforeClosedAt,
  everyLockedYearIsClosedAndStays,
];
