import type { Reader } from '../database/snapshot.ts';
import { first, type Check, type Outcome } from './checks.ts';

function noGiftIsGivenBackBeyondWhatWasGiven(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'refunds',
    sql`select 'donation ' || d.seq as row, 'given ' || d.gross || ', given back ' || x.back
        || case when b.donation_id is null then '' else ', and taken back whole' end as detail
      from donations d join (select r.donation_id, sum(r.amount) as back from refunds r
        join refund_decisions k on k.id = r.id and k.agrees group by 1) x on x.donation_id = d.id
      left join donation_reversals b on b.donation_id = d.id
      where x.back > d.gross or b.donation_id is not null order by d.seq`,
  );
}

function aRefundIsPreparedDecidedAndPaidByDifferentPeople(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'refunds',
    sql`select 'refund ' || r.seq as row, 'one person had two hands in it, or nothing was owed'
        as detail
      from refunds r join refund_decisions k on k.id = r.id
      join users ru on ru.id = r.prepared_by join users ku on ku.id = k.decided_by
      left join refund_payments p on p.id = r.id left join users pu on pu.id = p.paid_by
      where ru.person_id <> r.prepared_person_id or ku.person_id <> k.decided_person_id
        or pu.person_id <> p.paid_person_id or r.prepared_person_id = k.decided_person_id
        or p.paid_person_id in (r.prepared_person_id, k.decided_person_id)
        or p.id is not null and (r.kind <> 'obligation' or not k.agrees)
      order by r.seq`,
  );
}

function noPledgeIsFulfilledBeyondWhatWasPromised(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'pledges',
    sql`select 'pledge ' || p.seq as row, 'promised ' || p.amount || ', arrived ' || x.arrived
        || case when x.foreign_gifts then ', of another donor or fund' else '' end as detail
      from pledges p cross join lateral (
        select coalesce(sum(d.gross) filter (where b.donation_id is null), 0) as arrived,
          coalesce(bool_or(d.donor_id <> p.donor_id or d.fund_id <> p.fund_id), false)
            as foreign_gifts
        from pledge_arrivals a join donations d on d.id = a.donation_id
        left join donation_reversals b on b.donation_id = d.id where a.pledge_id = p.id) x
      where x.arrived > p.amount or x.foreign_gifts order by p.seq`,
  );
}

function unknownMoneyIsSettledOnceByTheRightHand(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'unidentified_receipts',
    sql`select 'receipt ' || r.seq as row, 'settled twice, by the wrong hand, or as another sum'
        as detail
      from unidentified_receipts r join (select o.receipt_id, count(*) as n,
          coalesce(sum(d.gross), 0) as named, bool_or(o.donation_id is null) as back,
          bool_or(o.donation_id is null and u.person_id = x.recorded_person_id) as own
        from unidentified_outcomes o join unidentified_receipts x on x.id = o.receipt_id
        join users u on u.id = o.decided_by left join donations d on d.id = o.donation_id
        where not exists (select 1 from donation_reversals b where b.donation_id = o.donation_id)
        group by 1) x on x.receipt_id = r.id
      where x.n > 1 or x.own or not x.back and x.named <> r.amount
      union all
      select 'donation ' || d.seq, 'names no receipt of unknown money' from donations d
      where d.channel = 'identified'
        and not exists (select 1 from unidentified_outcomes o where o.donation_id = d.id)`,
  );
}

/** What must hold of gifts after they arrived, and of those only promised. */
export const giftChecks: readonly Check[] = [
  noGiftIsGivenBackBeyondWhatWasGiven,
  aRefundIsPreparedDecidedAndPaidByDifferentPeople,
  noPledgeIsFulfilledBeyondWhatWasPromised,
  unknownMoneyIsSettledOnceByTheRightHand,
];
