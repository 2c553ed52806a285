import type { Reader } from '../database/snapshot.ts';
import { first, type Check, type Outcome } from './checks.ts';

function theStandingOrderIsTheOneThatNobodyVoided(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'payment_orders',
    sql`select 'order ' || o.seq as row, case when l.order_id is null
          then 'does not stand, and nobody voided it' when p.id is not null or l.order_id is not null
          then 'was voided, and stands or is paid' end as detail
      from payment_orders o left join live_orders l on l.order_id = o.id
      left join payments p on p.order_id = o.id
      cross join lateral (select exists (select 1 from order_voids v
        join order_void_decisions d on d.id = v.id and d.agrees where v.order_id = o.id) as voided) x
      where x.voided = (l.order_id is not null) or x.voided and p.id is not null
      union all
      select 'case ' || r.case_number, 'waits for the cashier without an order, or is withdrawn with one'
      from aid_requests r left join live_orders l on l.request_id = r.id
      where r.status in ('payable', 'emergency_payable') and l.order_id is null
        or r.status in ('approved', 'in_notice', 'emergency_ordered', 'withdrawn')
          and l.order_id is not null
      order by 1`,
  );
}

function payoutsAreAskedAndAgreedToByDifferentPeople(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'order_void_decisions',
    sql`with acts (row, asked_by, asked_person, done_by, done_person) as (
        select 'void ' || v.seq, v.asked_by, v.asked_person_id, d.decided_by, d.decided_person_id
          from order_voids v join order_void_decisions d on d.id = v.id
        union all select 'plan ' || l.seq, l.planned_by, l.planned_person_id, e.done_by,
          e.done_person_id from return_plans l join return_outcomes e on e.id = l.id
        union all select 'return ' || b.seq, b.recorded_by, b.recorded_person_id, e.done_by,
          e.done_person_id from payment_returns b join return_plans l on l.return_id = b.id
          join return_outcomes e on e.id = l.id
        union all select 'recovery ' || c.seq, c.prepared_by, c.prepared_person_id, d.decided_by,
          d.decided_person_id from recoveries c join recovery_decisions d on d.id = c.id
        union all select 'loss ' || s.seq, s.recorded_by, s.recorded_person_id, w.decided_by,
          w.decided_person_id from recovery_settlements s join write_off_decisions w on w.id = s.id)
      select a.row, 'one person asked for it and agreed' as detail from acts a
      join users x on x.id = a.asked_by join users y on y.id = a.done_by
      where x.person_id <> a.asked_person or y.person_id <> a.done_person
        or a.asked_person = a.done_person
      union all
      select 'signature ' || s.seq, 'who prepared a payment signed its voucher'
      from voucher_signatures s join vouchers v on v.id = s.voucher_id
      left join payments p on v.source_type = 'payment' and p.id = v.source_id
      left join payment_orders o on o.id = p.order_id
      left join return_plans l on v.source_type in ('repayment', 'return_cancellation')
        and l.id = v.source_id
      left join recoveries c on v.source_type = 'recovery' and c.id = v.source_id
      left join recovery_settlements t on v.source_type = 'recovery_settlement'
        and t.id = v.source_id
      where s.person_id in (o.prepared_person_id, l.planned_person_id, c.prepared_person_id,
        t.recorded_person_id)
      order by 1`,
  );
}

/** Lines of an account by case, credit less debit, without those of opening. */
const standing = (sql: Reader, account: string) => sql`
  select l.request_id, sum(case l.side when 'credit' then l.amount else -l.amount end) as net
  from voucher_lines l where l.account_code = ${account} and l.request_id is not null group by 1`;

function returnedMoneyIsPaidAgainOrCancelledOrWaits(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'payment_returns',
    sql`select 'case ' || r.case_number as row, 'in 220903 ' || coalesce(s.net, 0) || ', returned '
        || x.back || ', paid again or cancelled ' || x.gone as detail
      from aid_requests r left join (${standing(sql, '220903')}) s on s.request_id = r.id
      cross join lateral (select coalesce(sum(b.amount), 0) as back,
          coalesce(sum(b.amount) filter (where exists (select 1 from return_plans l
            join return_outcomes e on e.id = l.id and e.agrees where l.return_id = b.id)), 0) as gone,
          coalesce(max((select count(*) from return_plans l join return_outcomes e on e.id = l.id
            and e.agrees where l.return_id = b.id)), 0) as most,
          coalesce(bool_or(b.amount <> p.amount), false) as other_sum
        from payment_returns b join payments p on p.id = b.payment_id where p.request_id = r.id) x
      where coalesce(s.net, 0) <> x.back - x.gone or x.most > 1 or x.other_sum order by r.seq`,
  );
}

function noMoreIsRecoveredThanWasPaid(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'recoveries',
    sql`select 'case ' || r.case_number as row, 'paid ' || p.amount || ', recovered ' || x.recovered
        || ', returned ' || x.returned || ', claimed ' || x.claimed || ', in 112202 '
        || coalesce(-s.net, 0) as detail
      from payments p join aid_requests r on r.id = p.request_id
      left join (${standing(sql, '112202')}) s on s.request_id = r.id
      cross join lateral (select
          coalesce((select sum(c.amount) from recoveries c join recovery_decisions d on d.id = c.id
            and d.agrees where c.payment_id = p.id), 0) as recovered,
          coalesce((select sum(b.amount) from payment_returns b where b.payment_id = p.id
            and not exists (select 1 from return_plans l join return_outcomes e on e.id = l.id
              and e.way = 'repay' where l.return_id = b.id)), 0) as returned,
          coalesce((select sum(c.amount) from recoveries c join recovery_decisions d on d.id = c.id
            and d.agrees where c.payment_id = p.id and c.till is null), 0)
          - coalesce((select sum(t.amount) from recovery_settlements t
            join recoveries c on c.id = t.recovery_id left join write_off_decisions w on w.id = t.id
            where c.payment_id = p.id and (t.way = 'received' or w.agrees)), 0) as claimed) x
      where x.recovered + x.returned > p.amount or x.claimed < 0
        or x.claimed <> coalesce(-s.net, 0) order by r.seq`,
  );
}

function oneTransferIsOneEntry(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'payments',
    sql`with transfers (row, reference) as (
        select 'payment ' || seq, bank_reference from payments
        union all select 're-payment ' || seq, bank_reference from return_outcomes
        union all select 'payment of a debt ' || seq, bank_reference from refund_payments
        union all select 'unknown receipt ' || seq, bank_reference from unidentified_receipts
        union all select 'recovery ' || c.seq, c.bank_reference from recoveries c
          join recovery_decisions d on d.id = c.id and d.agrees
        union all select 'settlement ' || seq, bank_reference from recovery_settlements
        union all select 'advance step ' || seq, nullif(reference, '') from advance_steps
          where step = 'paid'
        union all select 'goods paid ' || e.seq, nullif(e.bank_reference, '') from goods_decisions e
          where not exists (select 1 from goods_reversals x where x.document_id = e.id)
        union all select 'donation ' || d.seq, d.transaction_reference from donations d
          where d.channel = 'bank' and not exists (select 1 from donation_reversals x
            where x.donation_id = d.id)),
      plain as (select row, upper(regexp_replace(normalize(reference, NFKC), '\\s', '', 'g')) as said
        from transfers where reference is not null)
      select min(row) as row, 'names the transfer of ' || max(row) as detail from plain
      group by said having count(*) > 1 order by 1`,
  );
}

/** What must hold of payments before and after they are made. */
export const payoutChecks: readonly Check[] = [
  theStandingOrderIsTheOneThatNobodyVoided,
  payoutsAreAskedAndAgreedToByDifferentPeople,
  returnedMoneyIsPaidAgainOrCancelledOrWaits,
  noMoreIsRecoveredThanWasPaid,
  oneTransferIsOneEntry,
];
