import { sumMoney } from '../../shared/money.ts';
import type { FundStatement, FundStatementRow } from '../../shared/reports.ts';
import type { Reader } from '../database/snapshot.ts';
import { cumulativeBefore, type Months, openingVouchers } from './queries.ts';

/**
 * The fund statement (基金收支结存表) of these months from the kept balances by account: opening +
 * donations + grants + interest and other income + transfers in − aid − expenses − transfers out =
 * closing. What closing vouchers moved stays within each fund and is left out; balances brought in
 * from earlier books are part of the opening. What is not cash, committed and available is what the
 * fund row says now.
 */
export async function readFundStatement(sql: Reader, { from, to }: Months): Promise<FundStatement> {
  const rows = await sql<FundStatementRow[]>`
    with brought as (
      select l.fund_id, l.account_code, l.side, l.amount from voucher_lines l
      where l.voucher_id in (${openingVouchers(sql)}) and l.account_code >= '3'
        and l.period_id between ${from} and ${to}
    ), opening as (
      select fund_key, sum(amount) as amount from (
        select fund_key, credit - debit as amount from (${cumulativeBefore(sql, from)}) x
        where account_code >= '3'
        union all select fund_id, case side when 'credit' then amount else -amount end from brought
      ) x group by 1
    ), kept as (
      select fund_key, account_code, debit - closing_debit as debit,
        credit - closing_credit as credit
      from period_balances where period_id between ${from} and ${to} and account_code >= '3'
      union all select fund_id, account_code, case side when 'debit' then -amount else 0 end,
        case side when 'credit' then -amount else 0 end from brought
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
      from kept group by 1
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
