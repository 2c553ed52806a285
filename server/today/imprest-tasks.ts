import type { Kind } from './tasks.ts';

/** Tasks about condolence batches and advances. */
export const imprestKinds: readonly Kind[] = [
  {
    kind: 'vote_condolence',
    roles: ['chair', 'committee'],
    select: ({ sql, actor }) => sql`
      select b.seq, b.name, '/condolences/' || b.id, b.budget, b.planned_on
      from condolence_batches b where b.prepared_person_id <> ${actor.personId}
        and not exists (select 1 from condolence_steps s where s.batch_id = b.id)
        and not exists (select 1 from condolence_votes v where v.batch_id = b.id
          and v.person_id = ${actor.personId})`,
  },
  {
    kind: 'decide_advance',
    roles: ['chair'],
    select: ({ sql, actor }) => sql`
      select a.seq, b.name, '/advances', a.amount, null::date
      from advances a join condolence_batches b on b.id = a.batch_id
      where a.holder_person_id <> ${actor.personId}
        and not exists (select 1 from advance_steps s where s.advance_id = a.id)`,
  },
  {
    kind: 'pay_advance',
    roles: ['cashier'],
    select: ({ sql, actor }) => sql`
      select a.seq, b.name, '/advances', a.amount, null::date
      from advances a join condolence_batches b on b.id = a.batch_id
      join advance_steps k on k.advance_id = a.id and k.step = 'approved'
      where ${actor.personId} not in (a.holder_person_id, k.taken_person_id)
        and not exists (select 1 from advance_steps s where s.advance_id = a.id
          and s.step = 'paid')`,
  },
  {
    // the holder at once, the treasurer when it is overdue
    kind: 'settle_advance',
    roles: ['caseworker', 'treasurer'],
    select: ({ sql, actor, today }) => sql`
      select a.seq, b.name, '/advances', advance_open(a.id), advance_due_on(a.id)
      from advances a join condolence_batches b on b.id = a.batch_id
      where advance_open(a.id) > 0 and (a.holder_person_id = ${actor.personId}
        or ${actor.roles.includes('treasurer')} and advance_due_on(a.id) < ${today}::date)
        and not exists (select 1 from condolence_payments p where p.advance_id = a.id
          and condolence_day(p.id) is null and not exists (select 1 from condolence_payment_steps s
            where s.payment_id = p.id and s.step = 'refused'))`,
  },
  {
    kind: 'review_settlement',
    roles: ['treasurer'],
    select: ({ sql, actor }) => sql`
      select p.seq, b.name, '/condolences/' || b.id, p.spent + p.returned, null::date
      from condolence_payments p join condolence_batches b on b.id = p.batch_id
      where p.advance_id is not null and p.handed_in_person_id <> ${actor.personId}
        and not exists (select 1 from condolence_payment_steps s where s.payment_id = p.id)
        and not exists (select 1 from handouts h join handout_signatures s on s.handout_id = h.id
          where h.payment_id = p.id and s.witness_person_id = ${actor.personId})`,
  },
  {
    kind: 'hand_out_cash',
    roles: ['cashier'],
    select: ({ sql, actor }) => sql`
      select p.seq, b.name, '/condolences/' || b.id, p.returned + p.topped_up, null::date
      from condolence_payments p join condolence_batches b on b.id = p.batch_id
      where p.returned + p.topped_up > 0 and p.handed_in_person_id <> ${actor.personId}
        and condolence_day(p.id) is null
        and case when p.advance_id is null
          then not exists (select 1 from condolence_payment_steps s where s.payment_id = p.id)
          else exists (select 1 from condolence_payment_steps s where s.payment_id = p.id
            and s.step = 'reviewed') end
        and not exists (select 1 from condolence_votes v where v.batch_id = b.id
          and v.person_id = ${actor.personId})`,
  },
];
