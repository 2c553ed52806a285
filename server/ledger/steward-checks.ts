import type { Reader } from '../database/snapshot.ts';
import { first, type Check, type Outcome } from './checks.ts';

function aHandoverIsSignedByTheThreeItNames(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'handovers',
    sql`select 'handover ' || h.seq as row, 'signed by the wrong person or out of turn' as detail
      from handovers h left join lateral (
        select count(*) as n, coalesce(bool_and(s.person_id = case s.part
            when 'giver' then h.from_person_id when 'receiver' then h.to_person_id
            else h.witness_person_id end and u.person_id = s.person_id), false) as own,
          string_agg(s.part, ' ' order by s.seq) as parts
        from handover_signatures s join users u on u.id = s.user_id where s.handover_id = h.id) x
        on true
      where not x.own or x.parts <> array_to_string(
          (array['giver', 'receiver', 'witness'])[1:x.n::int], ' ')
        or h.from_person_id in (h.to_person_id, h.witness_person_id)
        or h.to_person_id = h.witness_person_id
      order by h.seq`,
  );
}

function aCoverIsConfirmedByTheChairAlone(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'covers',
    sql`select 'cover ' || c.seq as row, 'runs without a confirmation by somebody else' as detail
      from covers c join cover_steps b on b.cover_id = c.id and b.step = 'begun'
      left join cover_steps k on k.cover_id = c.id and k.step = 'confirmed'
      left join users ku on ku.id = k.user_id
      where k.cover_id is null or ku.person_id in (select u.person_id from users u
        where u.id in (c.covered_user_id, c.covering_user_id, c.entered_by))
        or (b.at at time zone 'Asia/Shanghai')::date not between c.from_on and c.until_on
      order by c.seq`,
  );
}

function aRunningCoverIsARoleHeld(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'covers',
    sql`select 'cover ' || c.seq as row, 'runs, but its account lacks the role' as detail
      from covers c join cover_steps b on b.cover_id = c.id and b.step = 'begun'
      join users u on u.id = c.covering_user_id
      where not c.role = any (u.roles) and not exists (
        select 1 from cover_steps e where e.cover_id = c.id and e.step = 'ended')
      order by c.seq`,
  );
}

function aBudgetIsApprovedByAnotherThanItsPreparer(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'budgets',
    sql`select 'budget ' || b.seq as row, 'approved by who prepared it' as detail
      from budgets b join budget_approvals a on a.budget_id = b.id
      join users p on p.id = b.prepared_by where p.person_id = a.person_id order by b.seq`,
  );
}

/** Duties go over, are covered and are approved by the right people. */
export const stewardChecks: readonly Check[] = [
  aHandoverIsSignedByTheThreeItNames,
  aCoverIsConfirmedByTheChairAlone,
  aRunningCoverIsARoleHeld,
  aBudgetIsApprovedByAnotherThanItsPreparer,
];
