import type { Reader } from '../database/snapshot.ts';
import { type Check, first, type Outcome } from './checks.ts';

/** The handings-out that are posted: by the cashier when cash moves, else by their reviewer. */
const posted = (sql: Reader) => sql`
  select p.* from condolence_payments p join condolence_payment_steps s on s.payment_id = p.id
    and s.step = case when p.returned + p.topped_up > 0 then 'cash' else 'reviewed' end`;

function noAdvanceIsSettledBeyondItself(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'advances',
    sql`select 'advance ' || a.seq as row, 'paid ' || coalesce(s.paid, 0) || ', settled '
        || coalesce(p.settled, 0) as detail
      from advances a
      left join (select x.id, x.amount as paid from advances x
        join advance_steps s on s.advance_id = x.id and s.step = 'paid') s on s.id = a.id
      left join (select advance_id, sum(spent + returned - topped_up) as settled
        from (${posted(sql)}) y group by 1) p on p.advance_id = a.id
      where coalesce(p.settled, 0) < 0 or coalesce(p.settled, 0) > coalesce(s.paid, 0)
      order by a.seq`,
  );
}

function everyRosterFoots(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'condolence_batches',
    sql`select 'batch ' || b.seq as row, 'says ' || b.line_count || ' lines of ' || b.cash_total
        || ', has ' || coalesce(l.n, 0) || ' of ' || coalesce(l.total, 0) as detail
      from condolence_batches b left join (select batch_id, count(*) as n, sum(amount) as total
        from condolence_lines group by 1) l on l.batch_id = b.id
      where l.n is distinct from b.line_count or l.total is distinct from b.cash_total
      union all
      select 'handing-out ' || p.seq, 'spent ' || p.spent || ', its lines ' || coalesce(h.total, 0)
      from condolence_payments p left join (select payment_id, sum(amount) as total
        from handouts group by 1) h on h.payment_id = p.id
      where p.spent <> coalesce(h.total, 0)`,
  );
}

function everyLineIsHandedOutOnceAndSigned(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'handouts',
    sql`select 'line ' || l.position || ' of batch ' || b.seq as row, case when count(*) > 1
        then 'handed out ' || count(*) || ' times' else 'paid without its signature' end as detail
      from handouts h join condolence_lines l on l.id = h.line_id
      join condolence_batches b on b.id = l.batch_id
      left join handout_signatures s on s.handout_id = h.id
      left join (${posted(sql)}) p on p.id = h.payment_id
      where not exists (select 1 from condolence_payment_steps r
        where r.payment_id = h.payment_id and r.step = 'refused')
      group by l.id, l.position, b.seq, l.amount
      having count(*) > 1 or bool_or(p.id is not null and s.handout_id is null)
        or bool_or(h.amount <> l.amount)
      order by 1`,
  );
}

function everyBatchReservesWhatItApprovedAndUsesWhatItPaid(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'condolence_commitments',
    sql`select 'batch ' || b.seq as row, 'budget ' || b.budget || ', reserved '
        || coalesce(c.reserved, 0) || '; paid ' || coalesce(p.paid, 0) || ', used '
        || coalesce(c.consumed, 0) || '; given back ' || coalesce(c.released, 0) as detail
      from condolence_batches b
      left join (select batch_id, sum(amount) filter (where movement = 'reserved') as reserved,
          coalesce(sum(amount) filter (where movement = 'consumed'), 0) as consumed,
          coalesce(sum(amount) filter (where movement = 'released'), 0) as released
        from condolence_commitments group by 1) c on c.batch_id = b.id
      left join (select batch_id, sum(spent) as paid from (${posted(sql)}) y group by 1) p
        on p.batch_id = b.id
      left join condolence_steps a on a.batch_id = b.id and a.step = 'approved'
      left join condolence_steps z on z.batch_id = b.id and z.step = 'closed'
      where coalesce(c.reserved, 0) <> case when a.id is null then 0 else b.budget end
        or coalesce(c.consumed, 0) <> coalesce(p.paid, 0)
        or coalesce(c.released, 0) <> case when z.id is null then 0
          else b.budget - coalesce(p.paid, 0) end
      order by b.seq`,
  );
}

function whoTakesMoneyNeitherApprovesNorPaysIt(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'advance_steps',
    sql`select 'advance ' || a.seq as row, 'its holder or approver ' || s.step || ' it' as detail
      from advances a join advance_steps s on s.advance_id = a.id
      left join advance_steps k on k.advance_id = a.id and k.step = 'approved' and k.id <> s.id
      where s.taken_person_id = a.holder_person_id or k.taken_person_id = s.taken_person_id
      union all
      select 'handing-out ' || p.seq, 'judged or paid by who handed it in'
      from condolence_payments p join condolence_payment_steps s on s.payment_id = p.id
      where s.taken_person_id = p.handed_in_person_id
        and not (s.step = 'refused' and p.advance_id is null)
      union all
      select 'batch ' || b.seq, 'voted on by who prepared it' from condolence_batches b
      join condolence_votes v on v.batch_id = b.id and v.person_id = b.prepared_person_id
      union all
      select 'advance ' || a.seq, 'paid by who voted' from advances a
      join advance_steps s on s.advance_id = a.id and s.step = 'paid'
      join condolence_votes v on v.batch_id = a.batch_id and v.person_id = s.taken_person_id`,
  );
}

function packsOfARosterAreThoseOfTheirIssue(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'condolence_packs',
    sql`select 'issue ' || g.seq as row, 'issued ' || coalesce(l.quantity, 0) || ', noted '
        || p.packs as detail
      from (select document_id, sum(packs) as packs from condolence_packs group by 1) p
      join goods_documents g on g.id = p.document_id
      left join (select document_id, sum(quantity) as quantity from goods_lines group by 1) l
        on l.document_id = p.document_id
      where p.packs is distinct from l.quantity
      union all
      select 'line ' || l.position || ' of batch ' || b.seq, 'has its packs ' || count(*)
        || ' times'
      from condolence_packs p join condolence_lines l on l.id = p.line_id
      join condolence_batches b on b.id = l.batch_id
      where not exists (select 1 from goods_reversals r where r.document_id = p.document_id)
      group by l.id, l.position, b.seq having count(*) > 1`,
  );
}

/** What must hold of advances, of condolence batches and of the money handed out for them. */
export const imprestChecks: readonly Check[] = [
  noAdvanceIsSettledBeyondItself,
  everyRosterFoots,
  everyLineIsHandedOutOnceAndSigned,
  everyBatchReservesWhatItApprovedAndUsesWhatItPaid,
  whoTakesMoneyNeitherApprovesNorPaysIt,
  packsOfARosterAreThoseOfTheirIssue,
];
