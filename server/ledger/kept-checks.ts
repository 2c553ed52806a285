import type { Reader } from '../database/snapshot.ts';
import { first, NO_FUND, type Check, type Outcome } from './checks.ts';

function agencyMoneyIsOwedToItsBeneficiaries(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'agency_balances',
    sql`select 'beneficiary ' || coalesce(b.beneficiary, l.beneficiary) as row, 'kept '
        || coalesce(b.assets, 0) || ' / ' || coalesce(b.liabilities, 0) || ', lines '
        || coalesce(l.held, 0) || ' / ' || coalesce(l.owed, 0) as detail
      from agency_balances b full join (
        select beneficiary,
          coalesce(sum(case side when 'debit' then amount else -amount end)
            filter (where account_code < '2'), 0) as held,
          coalesce(sum(case side when 'credit' then amount else -amount end)
            filter (where account_code >= '2'), 0) as owed
        from voucher_lines where beneficiary is not null group by 1) l
        on l.beneficiary = b.beneficiary
      where b.assets is distinct from coalesce(l.held, 0)
        or b.liabilities is distinct from coalesce(l.owed, 0) or l.held <> l.owed
      order by 1`,
  );
}

function whatClosingMovedIsThatOfClosingVouchers(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'period_balances',
    sql`select 'account ' || b.account_code || ' in ' || b.period_id as row, 'kept '
        || b.closing_debit || ' / ' || b.closing_credit || ', closing vouchers '
        || coalesce(l.debit, 0) || ' / ' || coalesce(l.credit, 0) as detail
      from period_balances b left join (
        select l.period_id, l.account_code, coalesce(l.fund_id, ${NO_FUND}) as fund_key,
          coalesce(sum(l.amount) filter (where l.side = 'debit'), 0) as debit,
          coalesce(sum(l.amount) filter (where l.side = 'credit'), 0) as credit
        from voucher_lines l join vouchers v on v.id = l.voucher_id and v.source_type = 'closing'
        group by 1, 2, 3) l
        on l.account_code = b.account_code and l.fund_key = b.fund_key and l.period_id = b.period_id
      where b.closing_debit <> coalesce(l.debit, 0) or b.closing_credit <> coalesce(l.credit, 0)
      order by b.period_id, 1`,
  );
}

/** What must hold of the figures that are kept beside the balances of accounts and funds. */
export const keptChecks: readonly Check[] = [
  agencyMoneyIsOwedToItsBeneficiaries,
  whatClosingMovedIsThatOfClosingVouchers,
];
