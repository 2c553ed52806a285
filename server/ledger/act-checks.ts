import type { Reader } from '../database/snapshot.ts';
import { first, type Check, type Outcome } from './checks.ts';

function everyHandOnACaseHasItsEntry(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'aid_steps',
    sql`with entries as materialized (
        select distinct subject, actor_id, action from audit_entries
        where subject like 'aid-request:%' or subject like 'voucher:%'
          or subject like 'draft:%'),
      hands (row, subject, actor_id, actions) as (
        select 'vote ' || seq, 'aid-request:' || request_id, user_id, '{aid.voted}'::text[]
          from votes
        union all select 'recusal ' || seq, 'aid-request:' || request_id, user_id, '{aid.recused}'
          from recusals
        union all select 'urgent order ' || seq, 'aid-request:' || request_id, user_id,
          '{aid.urgent_ordered}' from urgent_orders
        union all select 'notice ' || number, 'aid-request:' || request_id, posted_by,
          '{aid.notice_posted}' from notices
        union all select 'visit ' || seq, 'aid-request:' || request_id, recorded_by,
          '{aid.visit_recorded}' from visits
        union all select 'visit signature ' || s.seq, 'aid-request:' || v.request_id, s.user_id,
          '{aid.visit_signed,aid.visit_recorded}'
          from visit_signatures s join visits v on v.id = s.visit_id
        union all select 'order ' || seq, 'aid-request:' || request_id, prepared_by,
          '{payment.order_prepared}' from payment_orders
        union all select 'voucher signature ' || s.seq, case
            coalesce(b.source_type, v.source_type) when 'manual'
            then 'draft:' || coalesce(b.source_id, v.source_id) else 'voucher:' || v.id end,
          s.user_id, '{voucher.signed,draft.reviewed}'
          from voucher_signatures s join vouchers v on v.id = s.voucher_id
          left join voucher_corrections k on k.red_id = v.id
          left join vouchers b on b.id = k.blue_id
        union all select 'step ' || seq, 'aid-request:' || request_id, user_id, null
          from aid_steps)
      select h.row, 'no entry of the trail says that this person did it' as detail
      from hands h where not exists (select 1 from entries e where e.subject = h.subject
        and e.actor_id = h.actor_id and case when h.actions is null
          then e.action not in ('aid.refused', 'aid.read_in_clear')
          else e.action = any (h.actions) end)
      order by h.row`,
  );
}

function noNoticeIsOlderThanItsEntry(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'notices',
    sql`select 'notice ' || n.number as row, 'posted on ' || n.posted_on || ', written down on '
        || (a.at at time zone 'Asia/Shanghai')::date as detail
      from notices n join audit_entries a on a.subject = 'aid-request:' || n.request_id
        and a.action = 'aid.notice_posted'
      where n.posted_on < (a.at at time zone 'Asia/Shanghai')::date order by n.number`,
  );
}

function noOrdinaryCaseIsPaidBeforeItsNoticeEnds(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'payments',
    sql`select 'case ' || r.case_number as row, 'paid on ' || p.paid_on || ', its notice '
        || coalesce('ended on ' || n.ends_on, 'is not there') as detail
      from payments p join aid_requests r on r.id = p.request_id and r.lane = 'ordinary'
      left join notices n on n.request_id = r.id
      where n.ends_on is null or n.ends_on >= p.paid_on order by r.seq`,
  );
}

/** What must hold between what people did and what the trail says that they did. */
export const actChecks: readonly Check[] = [
  everyHandOnACaseHasItsEntry,
  noNoticeIsOlderThanItsEntry,
  noOrdinaryCaseIsPaidBeforeItsNoticeEnds,
];
