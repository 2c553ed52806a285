import { IDENTIFY_WITHIN_DAYS } from '../../shared/unidentified.ts';
import type { Kind } from './tasks.ts';

/** Tasks about gifts after they arrived, and about those only promised. */
export const giftKinds: readonly Kind[] = [
  {
    kind: 'decide_refund',
    roles: ['chair'],
    select: ({ sql, actor }) => sql`
      select r.seq, f.code || ' ' || r.document_number, '/refunds', r.amount, null::date
      from refunds r join donations d on d.id = r.donation_id join funds f on f.id = d.fund_id
      where r.prepared_person_id <> ${actor.personId}
        and not exists (select 1 from refund_decisions k where k.id = r.id)`,
  },
  {
    kind: 'pay_refund',
    roles: ['cashier'],
    select: ({ sql, actor }) => sql`
      select r.seq, r.document_number, '/refunds', r.amount, null::date
      from refunds r join refund_decisions k on k.id = r.id and k.agrees
      where r.kind = 'obligation' and r.prepared_person_id <> ${actor.personId}
        and k.decided_person_id <> ${actor.personId}
        and not exists (select 1 from refund_payments p where p.id = r.id)`,
  },
  {
    kind: 'pledge_overdue',
    roles: ['treasurer'],
    select: ({ sql, today }) => sql`
      select p.seq, p.agreement_number, '/pledges', p.amount - x.arrived, p.due_on
      from pledges p cross join lateral (select coalesce(sum(d.gross), 0) as arrived
        from pledge_arrivals a join donations d on d.id = a.donation_id where a.pledge_id = p.id
          and not exists (select 1 from donation_reversals b where b.donation_id = d.id)) x
      where p.due_on < ${today}::date and x.arrived < p.amount`,
  },
  {
    kind: 'identify_receipt',
    roles: ['treasurer'],
    select: ({ sql }) => sql`
      select r.seq, r.bank_reference, '/unidentified-receipts', r.amount,
        r.received_on + ${IDENTIFY_WITHIN_DAYS}::int
      from unidentified_receipts r where not exists (
        select 1 from unidentified_outcomes o where o.receipt_id = r.id and not exists (
          select 1 from donation_reversals b where b.donation_id = o.donation_id))`,
  },
];
