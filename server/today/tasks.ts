import type { Role } from '../../shared/roles.ts';
import type { Task } from '../../shared/today.ts';
import type { Staff } from '../core/context.ts';
import type { Fragment, Reader } from '../database/snapshot.ts';
import { bookKinds } from './book-tasks.ts';
import { giftKinds } from './gift-tasks.ts';
import { payoutKinds } from './payout-tasks.ts';
import { imprestKinds } from './imprest-tasks.ts';
import { stewardKinds } from './steward-tasks.ts';

/** Who asks, and on which day. */
interface Asked {
  sql: Reader;
  actor: Staff;
  today: string;
}

/**
 * A kind of task: for whom it waits, and the rows that make one, from `aid_requests r` or
 * elsewhere.
 */
export interface Kind {
  kind: Task['kind'];
  roles: readonly Role[];
  select: (asked: Asked) => Fragment;
}

/**
 * Whether the person who asks had one of these hands in the request: what another account did
 * counts too.
 */
const isMine = ({ sql, actor }: Asked, ...hands: string[]) => sql`exists (
  select 1 from hands_of(r.id) h where h.person_id = ${actor.personId} and h.hand = any
    (${hands}))`;

/** A caseworker's tasks are those of their own community; other roles see all. */
const inSight = ({ sql, actor }: Asked, ...others: Role[]) =>
  actor.roles.some((role) => others.includes(role))
    ? sql`true`
    : sql`r.community_id = ${actor.communityId}`;

const onCase = (sql: Reader, amount: Fragment, from: Fragment) => sql`
  select r.seq, r.case_number as label, '/aid-requests/' || r.id as path, ${amount} as amount,
    case when r.status = 'emergency_paid' then r.papers_due_on end as due_on
  from aid_requests r ${from}`;

const needsVisit = (sql: Reader) =>
  sql`(r.lane <> 'urgent' and r.status = 'submitted' or r.status = 'emergency_paid')`;

/**
 * The tasks of each role, in the order in which they are shown. Mirrors `aid/policy.ts`, which has
 * the last word.
 */
export const kinds: readonly Kind[] = [
  {
    kind: 'confirm_urgent',
    roles: ['chair', 'committee'],
    select: (asked) => {
      const { sql, actor } = asked;
      const first = actor.roles.includes('chair') ? sql`r.status = 'submitted' or` : sql``;
      const amount = sql`coalesce((select min(amount) from urgent_orders o where o.request_id = r.id), r.requested)`;
      return onCase(
        sql,
        amount,
        sql`where r.lane = 'urgent' and (${first} r.status = 'emergency_ordered' and r.granted is
          null)
          and not ${isMine(asked, 'filer', 'visitor', 'leader', 'preparer', 'payer', 'recused')}`,
      );
    },
  },
  {
    kind: 'vote',
    roles: ['chair', 'committee'],
    select: (asked) =>
      onCase(
        asked.sql,
        asked.sql`r.proposed`,
        asked.sql`where r.status in ('visited', 'emergency_paid') and r.votes_needed is not null
          and not ${isMine(asked, 'filer', 'visitor', 'voter', 'preparer', 'payer', 'recused')}`,
      ),
  },
  {
    kind: 'sign_visit',
    roles: ['caseworker', 'committee', 'chair', 'treasurer'],
    select: ({ sql, actor }) =>
      onCase(
        sql,
        sql`v.suggested`,
        sql`join visits v on v.request_id = r.id where ${needsVisit(sql)}
          and ${actor.personId} in (v.first_person_id, v.second_person_id) and not exists (
            select 1 from visit_signatures s where s.visit_id = v.id and s.person_id =
              ${actor.personId})`,
      ),
  },
  {
    kind: 'visit_request',
    roles: ['caseworker'],
    select: (asked) =>
      onCase(
        asked.sql,
        asked.sql`r.requested`,
        asked.sql`where ${needsVisit(asked.sql)} and ${inSight(asked)}
          and not exists (select 1 from visits v where v.request_id = r.id)
          and not ${isMine(asked, 'voter', 'leader', 'recused', 'preparer', 'payer')}`,
      ),
  },
  {
    kind: 'submit_request',
    roles: ['caseworker'],
    select: (asked) =>
      onCase(
        asked.sql,
        asked.sql`r.requested`,
        asked.sql`where r.status = 'draft' and ${inSight(asked)}`,
      ),
  },
  {
    kind: 'pay_order',
    roles: ['cashier'],
    select: (asked) =>
      asked.sql`
        select r.seq, r.case_number as label, '/payments' as path, o.amount, null::date as due_on
        from aid_requests r join live_orders l on l.request_id = r.id
          join payment_orders o on o.id = l.order_id
        where r.status in ('payable', 'emergency_payable')
          and not ${isMine(asked, 'filer', 'visitor', 'voter', 'leader', 'recused', 'preparer')}`,
  },
  {
    kind: 'prepare_order',
    roles: ['treasurer'],
    select: (asked) =>
      onCase(
        asked.sql,
        asked.sql`r.granted`,
        asked.sql`left join notices n on n.request_id = r.id
          where r.granted is not null and not exists (select 1 from live_orders o where
            o.request_id = r.id)
          and (r.lane = 'small' and r.status = 'approved' or r.lane = 'urgent' and r.status =
            'emergency_ordered'
            or r.lane = 'ordinary' and r.status = 'in_notice' and n.ends_on < ${asked.today}::date)
          and not ${isMine(asked, 'filer', 'visitor', 'voter', 'leader', 'recused')}`,
      ),
  },
  {
    kind: 'post_notice',
    roles: ['caseworker', 'chair', 'treasurer'],
    select: (asked) =>
      onCase(
        asked.sql,
        asked.sql`r.granted`,
        asked.sql`where (r.lane = 'ordinary' and r.status = 'approved' or r.lane = 'small' and
          r.status = 'paid'
            or r.status = 'ratified')
          and not exists (select 1 from notices n where n.request_id = r.id)
          and ${inSight(asked, 'chair', 'treasurer')}`,
      ),
  },
  {
    kind: 'record_proof',
    roles: ['cashier', 'caseworker'],
    select: (asked) =>
      onCase(
        asked.sql,
        asked.sql`p.amount`,
        asked.sql`join payments p on p.request_id = r.id
          where not exists (select 1 from payment_proofs f where f.payment_id = p.id) and
            ${inSight(asked, 'cashier')}`,
      ),
  },
  {
    kind: 'papers_due',
    roles: ['chair', 'auditor'],
    select: ({ sql }) => onCase(sql, sql`r.granted`, sql`where r.status = 'emergency_paid'`),
  },
  {
    kind: 'bank_cash',
    roles: ['cashier'],
    select: ({ sql, today }) => sql`
      select 0::bigint, a.code || ' ' || a.name_zh, '/cash', b.debit - b.credit,
        (select g.since + l.banking_days from unbanked_cash(${today}::date) g,
          cash_limit_on(${today}::date) l)
      from account_balances b join accounts a on a.code = b.account_code
      where b.account_code = '100101' and b.debit > b.credit`,
  },
  {
    kind: 'confirm_count',
    roles: ['treasurer'],
    select: ({ sql, actor }) => sql`
      select 0::bigint, c.counted_on::text, '/cash', c.counted_amount, null::date
      from cash_counts c join users u on u.id = c.counted_by
      where c.confirmed_by is null and c.cancelled_by is null and u.person_id <> ${actor.personId}`,
  },
  {
    kind: 'sign_voucher',
    roles: ['treasurer'],
    select: ({ sql, actor }) => sql`(
      select v.seq, v.word || '-' || to_char(v.number, 'FM999990000'), '/vouchers/' || v.id,
        v.total, null::date
      from vouchers v join users u on u.id = v.prepared_by
      where u.person_id <> ${actor.personId}
        and ${actor.personId}::uuid not in (select payout_makers(v.id))
        and not exists (select 1 from voucher_signatures s where s.voucher_id = v.id)
      order by v.seq limit 20)`,
  },
  ...bookKinds,
  {
    kind: 'invite_user',
    roles: ['administrator'],
    select: ({ sql }) => sql`
      select 0::bigint, login, '/users', null::numeric, null::date from users where status =
        'invited'`,
  },
  ...payoutKinds,
  ...giftKinds,
  ...imprestKinds,
  ...stewardKinds,
];
