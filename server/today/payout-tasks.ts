import type { Fragment, Reader } from '../database/snapshot.ts';
import type { Kind } from './tasks.ts';

/** A payment with its case, on the page where its steps are. */
const onPayment = (sql: Reader, amount: Fragment, from: Fragment) => sql`
  select p.seq, r.case_number, '/payments/' || p.id, ${amount}, null::date
  from payments p join aid_requests r on r.id = p.request_id ${from}`;

/** Returned money with its newest plan that nobody carried out. */
const planned = (sql: Reader, way: 'repay' | 'cancel') => sql`
  join payment_returns b on b.payment_id = p.id
  join return_plans l on l.return_id = b.id and l.way = ${way}
  where return_is_open(b.id) and not exists (select 1 from return_outcomes e where e.id = l.id)
    and not exists (select 1 from return_plans x where x.return_id = b.id and x.seq > l.seq)`;

/**
 * Tasks about orders that are to be voided, returned transfers and aid that comes back; mirrors the
 * rules of `aid/` and `payouts/`, which have the last word.
 */
export const payoutKinds: readonly Kind[] = [
  {
    kind: 'decide_void',
    roles: ['chair', 'caseworker'],
    select: ({ sql, actor }) => sql`
      select r.seq, r.case_number, '/aid-requests/' || r.id, o.amount, null::date
      from order_voids v join live_orders l on l.order_id = v.order_id
      join payment_orders o on o.id = v.order_id join aid_requests r on r.id = o.request_id
      where r.status in ('payable', 'emergency_payable') and v.asked_person_id <> ${actor.personId}
        and (v.outcome = 'again' and ${actor.roles.includes('chair')} or v.outcome = 'withdraw'
          and ${actor.roles.includes('caseworker')} and r.community_id = ${actor.communityId}::uuid)
        and not exists (select 1 from order_void_decisions d where d.id = v.id)`,
  },
  {
    kind: 'plan_return',
    roles: ['treasurer'],
    select: ({ sql }) =>
      onPayment(
        sql,
        sql`b.amount`,
        sql`join payment_returns b on b.payment_id = p.id where return_is_open(b.id)
          and not exists (select 1 from return_plans l where l.return_id = b.id
            and not exists (select 1 from return_outcomes e where e.id = l.id))`,
      ),
  },
  {
    kind: 'repay_return',
    roles: ['cashier'],
    select: ({ sql, actor }) =>
      onPayment(
        sql,
        sql`b.amount`,
        sql`${planned(sql, 'repay')} and not exists (select 1 from hands_of(r.id) h
          where h.person_id = ${actor.personId} and h.hand <> 'payer')`,
      ),
  },
  {
    kind: 'decide_return',
    roles: ['chair'],
    select: ({ sql, actor }) =>
      onPayment(
        sql,
        sql`b.amount`,
        sql`${planned(sql, 'cancel')}
          and ${actor.personId}::uuid not in (l.planned_person_id, b.recorded_person_id)`,
      ),
  },
  {
    kind: 'decide_recovery',
    roles: ['chair'],
    select: ({ sql, actor }) =>
      onPayment(
        sql,
        sql`w.amount`,
        sql`join (select c.payment_id, c.amount, c.prepared_person_id as person_id from recoveries c
            where not exists (select 1 from recovery_decisions d where d.id = c.id)
          union all select c.payment_id, s.amount, s.recorded_person_id from recovery_settlements s
            join recoveries c on c.id = s.recovery_id where s.way = 'written_off'
              and not exists (select 1 from write_off_decisions d where d.id = s.id)) w
          on w.payment_id = p.id where w.person_id <> ${actor.personId}`,
      ),
  },
  {
    kind: 'settle_claim',
    roles: ['treasurer'],
    select: ({ sql }) =>
      onPayment(
        sql,
        sql`claim_left(c.id)`,
        sql`join recoveries c on c.payment_id = p.id where claim_left(c.id) > 0`,
      ),
  },
  {
    // refused after it was paid: the aid is to come back
    kind: 'start_recovery',
    roles: ['treasurer'],
    select: ({ sql }) =>
      onPayment(
        sql,
        sql`p.amount - returned_of(p.id) - recovered_of(p.id)`,
        sql`where r.status = 'to_recover' and p.amount > returned_of(p.id) + recovered_of(p.id)
          and not exists (select 1 from recoveries c where c.payment_id = p.id
            and not exists (select 1 from recovery_decisions d where d.id = c.id))`,
      ),
  },
];
