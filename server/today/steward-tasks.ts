import type { Kind } from './tasks.ts';

/** Tasks of those who answer for duties, budgets and cash; mirrors the rules of `stewardship/`. */
export const stewardKinds: readonly Kind[] = [
  {
    kind: 'sign_handover',
    roles: ['treasurer', 'cashier', 'chair'],
    select: ({ sql, actor }) => sql`
      select h.seq, p.name || ' ' || h.handed_on::text, '/handovers/' || h.id, null::numeric,
        h.handed_on
      from handovers h join persons p on p.id = h.from_person_id
      cross join lateral (select count(*) as n from handover_signatures s
        where s.handover_id = h.id) signed
      where ${actor.personId} = case signed.n when 1 then h.to_person_id
          when 2 then h.witness_person_id end
        and not exists (select 1 from handovers x where x.kind = h.kind
          and x.from_person_id = h.from_person_id and x.seq > h.seq)`,
  },
  {
    kind: 'confirm_cover',
    roles: ['chair'],
    select: ({ sql, actor, today }) => sql`
      select c.seq, p.name, '/covers', null::numeric, c.from_on
      from covers c join users u on u.id = c.covering_user_id join persons p on p.id = u.person_id
      where c.until_on >= ${today}::date and not exists (
          select 1 from cover_steps s where s.cover_id = c.id and s.step in ('confirmed', 'ended'))
        and not exists (select 1 from users x where x.person_id = ${actor.personId}
          and x.id in (c.covering_user_id, c.covered_user_id))`,
  },
  {
    kind: 'approve_budget',
    roles: ['chair'],
    select: ({ sql, actor }) => sql`
      select b.seq, f.code || ' ' || b.year, '/budgets?year=' || b.year,
        b.programme + b.administration + b.fundraising, null::date
      from budgets b join funds f on f.id = b.fund_id join users u on u.id = b.prepared_by
      where u.person_id <> ${actor.personId}
        and not exists (select 1 from budget_approvals a where a.budget_id = b.id)
        and not exists (select 1 from budgets x where x.fund_id = b.fund_id and x.year = b.year
          and x.version > b.version)`,
  },
  {
    kind: 'over_budget',
    roles: ['chair'],
    select: ({ sql, today }) => {
      const year = Number(today.slice(0, 4));
      return sql`
        select 0::bigint, f.code || ' ' || f.name, '/budgets', u.excess, null::date
        from budget_use(${year}::int, ${year}::int) u join funds f on f.id = u.fund_id
        where u.excess > 0`;
    },
  },
  {
    kind: 'cash_above_limit',
    roles: ['cashier'],
    select: ({ sql, today }) => sql`
      select 0::bigint, a.code || ' ' || a.name_zh, '/cash', b.debit - b.credit - l.amount,
        null::date
      from account_balances b join accounts a on a.code = b.account_code,
        cash_limit_on(${today}::date) l
      where b.account_code = '100101' and b.debit - b.credit > l.amount`,
  },
];
