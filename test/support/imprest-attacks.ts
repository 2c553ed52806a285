import type { World } from './world.ts';

/** The id that attacks give to the row that they make up. */
export const MADE_UP = '22222222-2222-4222-8222-222222222222';

/** Statements that break the rules of batches and advances, written as the owner. */
export function imprestAttacks(world: World, family: string) {
  const u = (login: string) => world.users[login]!;
  const p = (login: string) => world.personOf[login]!;
  const id = MADE_UP;
  const by = (login: string) => `'${u(login)}', '${p(login)}', now()`;

  const batch = (login: string, total = '300') =>
    `insert into condolence_batches (id, fund_id, name, planned_on, line_count, cash_total, budget,
      reason, prepared_by, prepared_person_id, prepared_at, policy_version, votes_needed)
    values ('${id}', '${world.funds.F01}', 'x', '2026-01-10', 1, ${total}, 900, 'x', ${by(login)}, 1, 1);`;
  const line = (of: string, position = 1, amount = '300') =>
    `insert into condolence_lines (id, batch_id, position, household_id, amount, packs)
    values (gen_random_uuid(), '${of}', ${position}, '${family}', ${amount}, 0);`;
  const vote = (of: string, login: string) =>
    `insert into condolence_votes (batch_id, agrees, reason, user_id, person_id, at)
    values ('${of}', true, 'x', ${by(login)});`;
  const step = (of: string, name: string, login: string) =>
    `insert into condolence_steps (batch_id, step, reason, taken_by, taken_person_id, taken_at)
    values ('${of}', '${name}', '', ${by(login)});`;
  const advance = (of: string, login: string, amount = '100', at = 'now()') =>
    `insert into advances (id, batch_id, amount, till, purpose, taken_by, holder_person_id, requested_at)
    values ('${id}', '${of}', ${amount}, 'cash', 'x', '${u(login)}', '${p(login)}', ${at});`;
  const moved = (of: string, name: string, login: string, day = '2026-01-10', reference = 'x') =>
    `insert into advance_steps (advance_id, step, on_day, reference, reason, taken_by, taken_person_id,
      taken_at) values ('${of}', '${name}', '${day}', '${reference}', '', ${by(login)});`;
  const paid = (of: string, advanceId: string | null, sums: string, login: string) =>
    `insert into condolence_payments (id, batch_id, advance_id, split, spent, returned, topped_up, note,
      handed_in_by, handed_in_person_id, handed_in_at)
    values ('${id}', '${of}', ${advanceId === null ? 'null' : `'${advanceId}'`}, false, ${sums}, '', ${by(login)});`;
  const handout = (payment: string, lineId: string, amount = '300') =>
    `insert into handouts (id, payment_id, line_id, amount)
    values ('${id}', '${payment}', '${lineId}', ${amount});`;
  const signature = (payment: string, login: string, witness: string, day = '2026-01-10') =>
    `insert into handout_signatures (handout_id, handed_on, way, proxy_relation, witness_person_id,
      recorded_by, recorded_person_id, recorded_at)
    select h.id, '${day}', 'signature', '', '${p(witness)}', ${by(login)} from handouts h
    where h.payment_id = '${payment}';`;
  const proxy = (payment: string, login: string) =>
    `insert into handout_signatures (handout_id, handed_on, way, proxy_relation, proxy_index,
      witness_person_id, recorded_by, recorded_person_id, recorded_at)
    select h.id, '2026-01-10', 'proxy', 'relative', f.id_number_index, '${p('worker')}', ${by(login)}
    from handouts h join condolence_lines l on l.id = h.line_id
    join condolence_lines o on o.batch_id = l.batch_id and o.id <> l.id
    join households f on f.id = o.household_id where h.payment_id = '${payment}' limit 1;`;
  const judged = (payment: string, name: string, login: string, day = '2026-01-10') =>
    `insert into condolence_payment_steps (payment_id, step, on_day, reason, taken_by,
      taken_person_id, taken_at) values ('${payment}', '${name}', '${day}', '', ${by(login)});`;

  /** A signature on a settlement that a treasurer has reviewed. */
  const late = (payment: string) => `
    alter table handout_signatures disable trigger handout_signatures_append_only;
    delete from handout_signatures where handout_id in (select id from handouts
      where payment_id = '${payment}');
    alter table handout_signatures enable always trigger handout_signatures_append_only;
    ${signature(payment, 'worker2', 'worker')}`;
  return { batch, line, vote, step, advance, moved, paid, handout, signature, proxy, judged, late };
}
