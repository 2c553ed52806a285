import type { Reader } from '../database/snapshot.ts';
import { first, type Check, type Outcome } from './checks.ts';

const label = (sql: Reader) =>
  sql`'voucher ' || v.word || '-' || to_char(v.number, 'FM999990000') || ' of ' || v.period_id`;

function everyDonationHasItsVoucher(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'donations',
    sql`select 'donation ' || d.seq || coalesce(' (receipt ' || r.year || '-' || to_char(r.number,
      'FM999000000') || ')', '')
        as row, 'gross ' || d.gross || ', posted ' || coalesce(l.income, 0) || ', receipt ' ||
          coalesce(r.amount, 0)
        as detail
      from donations d left join receipts r on r.donation_id = d.id left join (
        select v.source_id, count(distinct v.id) as vouchers, min(l.fund_id::text) as fund,
          min(l.drive_id::text) as drive,
          sum(case l.side when 'credit' then l.amount else -l.amount end) as income
        from vouchers v join voucher_lines l on l.voucher_id = v.id and l.account_code like '4101%'
        where v.source_type = 'donation' and v.reverses_id is null group by 1) l on l.source_id =
          d.id
      where l.vouchers is distinct from 1 or l.income is distinct from d.gross or r.amount is
        distinct from d.gross
        or l.fund is distinct from d.fund_id::text or l.drive is distinct from d.drive_id::text
        or d.net <> d.gross - d.fee
      union all
      select ${label(sql)}, 'names a donation that is not there'
      from vouchers v where v.source_type = 'donation'
        and not exists (select 1 from donations d where d.id = v.source_id)`,
  );
}

function incomeOfDrivesIsTheirDonations(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'drives',
    sql`select 'drive ' || d.code as row, 'posted ' || coalesce(l.income, 0) || ', donations ' ||
      coalesce(x.gross, 0)
        || ', kept total ' || coalesce(t.gross, 0) as detail
      from drives d left join drive_totals t on t.drive_id = d.id
      left join (select drive_id, sum(case side when 'credit' then amount else -amount end) as
        income
        from voucher_lines where account_code like '4101%' and drive_id is not null group by 1) l on
          l.drive_id = d.id
      left join (select x.drive_id, sum(x.gross - b.now) as income, sum(x.gross - b.back) as gross,
          sum(x.fee) as fees, count(*) filter (where b.back < x.gross) as gifts
        from donations x cross join lateral (select coalesce(sum(r.amount), 0) as back,
            coalesce(sum(r.amount) filter (where date_trunc('year', r.refunded_on) =
              date_trunc('year', x.received_on)), 0) as now
          from refunds r join refund_decisions k on k.id = r.id and k.agrees
          where r.donation_id = x.id and r.kind = 'refund') b
        where not exists (select 1 from donation_reversals b where b.donation_id = x.id)
        group by 1) x on x.drive_id = d.id
      where coalesce(l.income, 0) <> coalesce(x.income, 0) or coalesce(t.gross, 0) <>
        coalesce(x.gross, 0)
        or coalesce(t.fees, 0) <> coalesce(x.fees, 0) or coalesce(t.gifts, 0) <> coalesce(x.gifts,
          0)
      order by d.code`,
  );
}

function everyPaymentIsItsOrderReservationAndVoucher(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'payments',
    sql`select 'payment ' || p.seq || coalesce(' of case ' || r.case_number, '') as row, 'paid ' ||
      p.amount || ', ordered '
        || coalesce(o.amount, 0) || ', reserved ' || coalesce(c.amount, 0) || ', posted ' ||
          coalesce(v.total, 0) as detail
      from payments p left join aid_requests r on r.id = p.request_id
      left join payment_orders o on o.id = p.order_id and o.request_id = p.request_id
      left join commitments c on c.request_id = p.request_id and c.movement = 'consumed'
      left join vouchers v on v.id = p.voucher_id and v.source_type = 'payment' and v.source_id =
        p.id
      where p.amount is distinct from o.amount or p.amount is distinct from c.amount or p.amount is
        distinct from v.total
        or p.amount is distinct from r.granted or o.fund_id is distinct from c.fund_id
      union all
      select ${label(sql)}, 'spends on aid without a payment'
      from vouchers v join voucher_lines l on l.voucher_id = v.id and l.account_code like '5101%'
      -- goods and condolences have rules of their own: goods-checks.ts, imprest-checks.ts
      where v.source_type not in ('closing', 'return_cancellation', 'recovery', 'goods',
          'condolence', 'condolence_cash')
        and not exists (select 1 from payments p where p.voucher_id = v.id)
        -- or it was found to be the aid of a case, whose reservation it used up (decision 19)
        and not exists (select 1 from voucher_corrections k
          join commitments c on c.operation_id = v.operation_id and c.movement = 'consumed'
          join aid_requests r on r.id = c.request_id
          where k.blue_id = v.id and k.kind = 'full' and c.request_id = l.request_id
            and c.fund_id = l.fund_id and l.side = 'debit' and c.amount = l.amount
            and r.granted = l.amount)
      union all
      select 'case ' || r.case_number, 'its reservation is not its grant'
      from commitments c join aid_requests r on r.id = c.request_id
      where c.movement = 'reserved' and c.amount is distinct from r.granted`,
  );
}

function everyAnsweredActHasOneEntry(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'operations',
    sql`select coalesce('audit seq ' || a.seq, 'operation ' || o.id) as row,
        case when o.id is null then 'an entry without its act' when a.seq is null then
          'an act without its entry'
          when o.status is null then 'an act without its answer' else 'the entry is not of this act'
            end as detail
      from operations o full join audit_entries a on a.operation_id = o.id
      where o.id is null or a.seq is null or o.status is null or a.action <> o.action
        or a.actor_id is distinct from o.actor_id
      order by a.seq`,
  );
}

/** Every hand that touched a request, by person: what a person did from any account counts. */
const hands = (sql: Reader) => sql`
  select r.id as request_id, 'filer' as hand, u.person_id from aid_requests r join users u on u.id =
    r.filed_by
  union all select request_id, 'visitor', first_person_id from visits
  union all select request_id, 'visitor', second_person_id from visits
  union all select request_id, 'voter', person_id from votes
  union all select v.request_id, 'voter', u.person_id from votes v join users u on u.id = v.user_id
    where u.person_id <> v.person_id
  union all select request_id, 'leader', person_id from urgent_orders
  union all select request_id, 'recused', person_id from recusals
  union all select request_id, 'preparer', prepared_person_id from payment_orders
  union all select request_id, 'payer', paid_person_id from payments
  union all select p.request_id, 'preparer', l.planned_person_id from return_plans l
    join payment_returns b on b.id = l.return_id join payments p on p.id = b.payment_id
    where l.way = 'repay'
  union all select p.request_id, 'payer', e.done_person_id from return_outcomes e
    join return_plans l on l.id = e.id join payment_returns b on b.id = l.return_id
    join payments p on p.id = b.payment_id where e.way = 'repay'`;

function nobodyHoldsTwoDutiesInOneCase(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'aid_requests',
    sql`with hands as (${hands(sql)}), apart (hand, other) as (values
        ('voter', 'filer'), ('voter', 'visitor'), ('voter', 'preparer'), ('voter', 'payer'),
          ('voter', 'recused'), ('voter', 'leader'),
        ('leader', 'filer'), ('leader', 'visitor'), ('leader', 'preparer'), ('leader', 'payer'),
          ('leader', 'recused'),
        ('preparer', 'filer'), ('preparer', 'visitor'), ('preparer', 'payer'), ('preparer', 'recused'),
        ('payer', 'filer'), ('payer', 'visitor'), ('payer', 'recused'))
      select 'case ' || r.case_number as row, 'one person is ' || a.hand || ' and ' || b.hand as
        detail
      from hands a join apart on apart.hand = a.hand
      join hands b on b.request_id = a.request_id and b.person_id = a.person_id and b.hand =
        apart.other
      join aid_requests r on r.id = a.request_id
      order by r.seq`,
  );
}

function everyVisitIsByTwoWhoSigned(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'visits',
    sql`select 'visit of case ' || r.case_number as row,
      'its two visitors and their signatures do not agree' as detail
      from visits v join aid_requests r on r.id = v.request_id
      where v.first_person_id = v.second_person_id or r.proposed is not null and (
        (select count(*) from visit_signatures s join users u on u.id = s.user_id and u.person_id =
          s.person_id
          where s.visit_id = v.id and s.person_id in (v.first_person_id, v.second_person_id)) <> 2
        or v.suggested <> r.proposed)
      order by r.seq`,
  );
}

/** The bands are the policy's, read here from its row and not by a function of the database. */
function everyGrantHasItsVotes(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'votes',
    sql`select 'case ' || r.case_number as row, coalesce(n.yes, 0) || ' votes of ' || need.votes ||
      ' for ' || r.proposed
        as detail
      from aid_requests r join policies p on p.version = r.policy_version
      cross join lateral (select case when r.proposed <= p.small_limit then 1
        when r.proposed < p.second_vote_from then p.votes_below else p.votes_from end as votes) need
      left join (select request_id, count(distinct person_id) filter (where approves) as yes,
        count(*) as all_votes,
          count(distinct amount) as amounts, min(amount) as amount
        from votes group by 1) n on n.request_id = r.id
      where (r.granted is not null and r.lane <> 'urgent' or r.status = 'ratified')
          and coalesce(n.yes, 0) < need.votes
        or n.amounts > 1 or n.amount <> r.proposed or r.votes_needed <> need.votes
        or r.lane <> 'urgent' and r.granted <> r.proposed
      union all
      select 'urgent case ' || r.case_number, coalesce(o.n, 0) || ' leaders for ' || r.granted
      from aid_requests r join policies p on p.version = r.policy_version
      left join (select request_id, count(distinct person_id) as n, min(amount) as low, max(amount)
        as high
        from urgent_orders group by 1) o on o.request_id = r.id
      where r.lane = 'urgent' and r.granted is not null
        and (coalesce(o.n, 0) < case when r.granted <= p.urgent_float then 1 else 2 end
          or o.low <> r.granted or o.high <> r.granted)`,
  );
}

/** What must hold between the books and the documents that they follow from. */
export const documentChecks: readonly Check[] = [
  everyDonationHasItsVoucher,
  incomeOfDrivesIsTheirDonations,
  everyPaymentIsItsOrderReservationAndVoucher,
  everyAnsweredActHasOneEntry,
  nobodyHoldsTwoDutiesInOneCase,
  everyVisitIsByTwoWhoSigned,
  everyGrantHasItsVotes,
];
