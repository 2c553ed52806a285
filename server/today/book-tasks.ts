import type { Fragment, Reader } from '../database/snapshot.ts';
import { goodsKinds } from './goods-tasks.ts';
import type { Kind } from './tasks.ts';

/** A voucher by hand that waits; it has no number yet, so its summary names it. */
const onDraft = (sql: Reader, waits: Fragment) => sql`
  select d.seq, d.summary, '/drafts/' || d.id,
    (select sum(l.amount) filter (where l.side = 'debit') from voucher_draft_lines l
      where l.draft_id = d.id),
    null::date
  from voucher_drafts d where ${waits}`;

/** What waits around the books: transfers, agency money, months, links and vouchers by hand. */
export const bookKinds: readonly Kind[] = [
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
  ...goodsKinds,
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
];
