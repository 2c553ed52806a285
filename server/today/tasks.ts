import type { Role } from '../../shared/roles.ts';
import type { Task } from '../../shared/today.ts';
import type { Staff } from '../core/context.ts';
import type { Fragment, Reader } from '../database/snapshot.ts';
import { giftKinds } from './gift-tasks.ts';
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

/** A voucher by hand that waits; it has no number yet, so its summary names it. */
const onDraft = (sql: Reader, waits: Fragment) => sql`
  select d.seq, d.summary, '/drafts/' || d.id,
    (select sum(l.amount) filter (where l.side = 'debit') from voucher_draft_lines l
      where l.draft_id = d.id),
    null::date
  from voucher_drafts d where ${waits}`;

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
        from aid_requests r join payment_orders o on o.request_id = r.id
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
          where r.granted is not null and not exists (select 1 from payment_orders o where
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
        and not exists (select 1 from voucher_signatures s where s.voucher_id = v.id)
      order by v.seq limit 20)`,
  },
  {
    kind: 'decide_transfer',
    roles: ['chair'],
    select: ({ sql, actor }) => sql`
      select t.seq, a.code || ' → ' || b.code, '/fund-transfers', t.amount, null::date
      from fund_transfers t join funds a on a.id = t.from_fund_id join funds b on b.id = t.to_fund_id
      where t.prepared_person_id <> ${actor.personId}
        and not exists (select 1 from fund_transfer_decisions d where d.id = t.id)`,
  },
  {
    kind: 'carry_out_agency',
    roles: ['cashier', 'chair'],
    select: ({ sql, actor }) => sql`
      select m.seq, m.beneficiary, '/agency', m.amount, null::date from agency_movements m
      where m.kind not in ('money_in', 'goods_in') and m.prepared_person_id <> ${actor.personId}
        and case when m.kind in ('money_out', 'return') then 'cashier' else 'chair' end
          = any (${[...actor.roles]})
        and not exists (select 1 from agency_decisions d where d.id = m.id)`,
  },
  {
    kind: 'decide_reopening',
    roles: ['chair'],
    select: ({ sql, actor }) => sql`
      select r.seq, r.period_id::text, '/periods/' || r.period_id, null::numeric, null::date
      from reopen_requests r where r.period_id = last_closed() and r.person_id <> ${actor.personId}
        and not exists (select 1 from reopen_decisions d where d.request_id = r.id)`,
  },
  {
    kind: 'sign_deficits',
    roles: ['chair'],
    select: ({ sql, today }) => sql`
      select p.id::bigint, p.id::text, '/periods/' || p.id, sum(d.amount), null::date
      from periods p cross join lateral deficits_at(p.id) d
      where p.status = 'open' and p.ends_on < ${today}::date and d.signable and not d.signed
      group by p.id`,
  },
  {
    kind: 'confirm_invitation',
    roles: ['chair', 'administrator'],
    select: ({ sql, actor, today }) => sql`
      select 0::bigint, u.login, '/invitations', null::numeric, null::date
      from invitations i join users u on u.id = i.user_id join users m on m.id = i.made_by
      where i.needs_confirmation and i.confirmed_at is null and i.used_at is null
        and i.ends_at > ${today}::date and m.person_id <> ${actor.personId}`,
  },
  {
    kind: 'seen_invitation',
    roles: ['chair', 'auditor'],
    select: ({ sql, actor }) => sql`
      select 0::bigint, u.login, '/invitations', null::numeric, null::date
      from invitations i join users u on u.id = i.user_id
      where i.alone and not exists (select 1 from invitation_acknowledgements a
        where a.invitation_id = i.id and a.person_id = ${actor.personId})`,
  },
  {
    kind: 'draft_returned',
    roles: ['treasurer'],
    select: ({ sql, actor }) =>
      onDraft(
        sql,
        sql`d.status = 'draft' and d.note <> '' and d.prepared_person_id = ${actor.personId}`,
      ),
  },
  {
    kind: 'review_draft',
    roles: ['treasurer'],
    select: ({ sql, actor }) =>
      onDraft(sql, sql`d.status = 'submitted' and d.prepared_person_id <> ${actor.personId}`),
  },
  {
    kind: 'approve_draft',
    roles: ['chair'],
    select: ({ sql, actor }) =>
      onDraft(
        sql,
        sql`d.status in ('submitted', 'reviewed') and d.approved_by is null
          and d.prepared_person_id <> ${actor.personId} and money_out(d) > 0`,
      ),
  },
  {
    kind: 'post_draft',
    roles: ['treasurer'],
    select: ({ sql }) =>
      onDraft(sql, sql`d.status = 'reviewed' and (d.approved_by is not null or money_out(d) <= 0)`),
  },
  {
    kind: 'invite_user',
    roles: ['administrator'],
    select: ({ sql }) => sql`
      select 0::bigint, login, '/users', null::numeric, null::date from users where status =
        'invited'`,
  },
  ...giftKinds,
  ...stewardKinds,
];
