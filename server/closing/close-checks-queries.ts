import type { CloseCheckName } from '../../shared/closing.ts';
import type { Fragment, Reader } from '../database/snapshot.ts';

/** What a check is about. */
interface Asked {
  sql: Reader;
  period: number;
  /** The business date of whoever asks. */
  today: string;
}

/**
 * One point of the checklist: a blocker keeps the month open, a warning is only said. `broken`
 * selects a row for each thing that is wrong; `path` is the page that shows it.
 */
export interface CloseCheck {
  name: CloseCheckName;
  level: 'blocker' | 'warning';
  broken: (asked: Asked) => Fragment;
  path: (period: number) => string;
}

const firstDay = (sql: Reader, period: number) =>
  sql`make_date(${Math.floor(period / 100)}::int, ${period % 100}::int, 1)`;
const lastDay = (sql: Reader, period: number) =>
  sql`(${firstDay(sql, period)} + interval '1 month - 1 day')::date`;

const vouchersOf = (period: number) => `/vouchers?period=${period}`;
const monthOf = (period: number) => `/periods/${period}`;

/**
 * What stands on an account longer than 30 days before the month ends: what it stood at, less what
 * came onto it since.
 */
const aged = ({ sql, period }: Asked, account: string, grows: 'debit' | 'credit') => sql`
  select 1 from (
    select (select coalesce(sum(net), 0) from standing_at(${period}) where account = ${account})
        * ${grows === 'credit' ? 1 : -1}::int as held,
      (select coalesce(sum(amount), 0) from voucher_lines l where l.account_code = ${account}
        and l.side = ${grows} and l.voucher_date > ${lastDay(sql, period)} - 30
        and l.voucher_date <= ${lastDay(sql, period)}) as young) x
  where held > young`;

const unsigned = (sql: Reader) =>
  sql`not exists (select 1 from voucher_signatures s where s.voucher_id = v.id)`;

/** What closing asks of the month itself, of its vouchers and of the calendar. */
const order: readonly CloseCheck[] = [
  {
    name: 'month_not_over',
    level: 'blocker',
    broken: ({ sql, period, today }) =>
      sql`select 1 where ${lastDay(sql, period)} >= ${today}::date`,
    path: monthOf,
  },
  {
    name: 'earlier_month_open',
    level: 'blocker',
    broken: ({ sql, period }) =>
      sql`select 1 from periods where id < ${period} and status = 'open'`,
    path: () => '/periods',
  },
  {
    name: 'vouchers_unsigned',
    level: 'blocker',
    broken: ({ sql, period }) =>
      sql`select 1 from vouchers v where v.period_id = ${period} and ${unsigned(sql)}`,
    path: vouchersOf,
  },
  {
    name: 'drafts_open',
    level: 'blocker',
    broken: ({ sql, period }) => sql`
      select 1 from voucher_drafts d where d.status in ('draft', 'submitted', 'reviewed')
        and d.voucher_date between ${firstDay(sql, period)} and ${lastDay(sql, period)}`,
    path: () => '/drafts',
  },
  {
    name: 'bank_unreconciled',
    level: 'warning',
    broken: ({ sql, period }) => sql`
      select 1 from standing_at(${period}) s where s.account like '1002%' and s.net <> 0
        and not exists (select 1 from bank_reconciliations r
          join reconciliation_signatures g on g.reconciliation_id = r.id
          where r.account_code = s.account and r.as_of >= ${lastDay(sql, period)})`,
    path: () => '/reconciliation',
  },
  {
    name: 'numbers_missing',
    level: 'blocker',
    broken: ({ sql, period }) => sql`
      select 1 from (select word, count(*) as n, max(number) as last from vouchers
        where period_id = ${period} group by 1) x where n <> last`,
    path: vouchersOf,
  },
  {
    name: 'trial_balance_differs',
    level: 'blocker',
    broken: ({ sql, period }) => sql`
      select 1 from (select coalesce(sum(net), 0) as net from standing_at(${period})) x
      where net <> 0`,
    path: () => '/trial-balance',
  },
];

/** What closing asks of the money. The database refuses the same: see close_refusal. */
const money: readonly CloseCheck[] = [
  {
    name: 'cash_count_open',
    level: 'blocker',
    broken: ({ sql, period }) => sql`
      select 1 from open_cash_counts
      where counted_on between ${firstDay(sql, period)} and ${lastDay(sql, period)}`,
    path: () => '/cash',
  },
  {
    name: 'cash_below_zero',
    level: 'blocker',
    broken: ({ sql, period }) => sql`select 1 from negative_cash_days(${period})`,
    path: vouchersOf,
  },
  {
    name: 'bank_below_zero',
    level: 'blocker',
    broken: ({ sql, period }) =>
      sql`select 1 from standing_at(${period}) where account like '1002%' and net > 0`,
    path: () => '/trial-balance',
  },
  {
    name: 'fund_below_zero',
    level: 'blocker',
    broken: ({ sql, period }) => sql`select 1 from deficits_at(${period}) where not signable`,
    path: () => '/fund-statement',
  },
  {
    name: 'deficit_unsigned',
    level: 'blocker',
    broken: ({ sql, period }) =>
      sql`select 1 from deficits_at(${period}) where signable and not signed`,
    path: monthOf,
  },
  {
    name: 'agency_differs',
    level: 'blocker',
    broken: ({ sql, period }) => sql`
      select 1 from voucher_lines where beneficiary is not null and period_id <= ${period}
      group by beneficiary having sum(case side when 'debit' then amount else -amount end) <> 0
        or sum(case side when 'debit' then amount else -amount end)
          filter (where account_code < '2') < 0`,
    path: () => '/trial-balance',
  },
];

const warnings: readonly CloseCheck[] = [
  {
    name: 'earlier_closing_unsigned',
    level: 'warning',
    broken: ({ sql, period }) => sql`
      select 1 from closings c join vouchers v on v.source_type = 'closing' and v.source_id = c.id
      where c.period_id < ${period} and v.period_id < ${period} and ${unsigned(sql)}`,
    path: () => '/',
  },
  {
    name: 'unidentified_receipts_old',
    level: 'warning',
    broken: (asked) => aged(asked, '220902', 'credit'),
    path: () => '/trial-balance',
  },
  {
    name: 'advances_old',
    level: 'warning',
    broken: (asked) => aged(asked, '112201', 'debit'),
    path: () => '/trial-balance',
  },
];

/** The checklist of a month, in the order in which it is shown. Other nouns add theirs here. */
export const closeChecks: readonly CloseCheck[] = [...order, ...money, ...warnings];
