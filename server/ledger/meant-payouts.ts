import type { Meant } from './meant.ts';

/** E18 from the bank, E19 from the box, in every lane; whatever the fund, its own expense. */
const payments: Meant = (sql) => sql`
  select 'payment', p.id, p.paid_on, x.account, x.fund, x.side, p.amount, null::uuid, null::uuid,
    p.request_id, null
  from payments p join payment_orders o on o.id = p.order_id join funds f on f.id = o.fund_id
  cross join lateral (values
    (case f.kind when 'restricted' then '510102' else '510101' end, f.id, 'debit'),
    (case o.method when 'cash' then '100101' else '100201' end, null, 'credit'))
    x (account, fund, side)`;

const returns: Meant = (sql) => sql`
  select 'payment_return', b.id, b.returned_on, x.account, null::uuid, x.side, b.amount, null::uuid,
    null::uuid, p.request_id, null
  from payment_returns b join payments p on p.id = b.payment_id
  cross join lateral (values ('100201', 'debit'), ('220903', 'credit')) x (account, side)`;

/** What became of returned money; given back in a later year it adjusts net assets. */
const outcomes: Meant = (sql) => sql`
  select case e.way when 'repay' then 'repayment' else 'return_cancellation' end, e.id,
    e.happened_on, x.account, x.fund, x.side, b.amount, null::uuid, null::uuid, p.request_id, null
  from return_outcomes e join return_plans l on l.id = e.id
  join payment_returns b on b.id = l.return_id join payments p on p.id = b.payment_id
  join payment_orders o on o.id = p.order_id join funds f on f.id = o.fund_id
  cross join lateral (values
    ('220903', null::uuid, 'debit', true), ('100201', null, 'credit', e.way = 'repay'),
    (case when date_trunc('year', e.happened_on) > date_trunc('year', p.paid_on) then '3201'
      else '5101' end || case f.kind when 'restricted' then '02' else '01' end, f.id, 'credit',
      e.way = 'cancel')) x (account, fund, side, takes)
  where e.agrees and x.takes`;

const recoveries: Meant = (sql) => sql`
  select 'recovery', c.id, c.recovered_on, x.account, x.fund, x.side, c.amount, null::uuid,
    null::uuid, p.request_id, null
  from recoveries c join recovery_decisions d on d.id = c.id and d.agrees
  join payments p on p.id = c.payment_id join payment_orders o on o.id = p.order_id
  join funds f on f.id = o.fund_id
  cross join lateral (values
    (case c.till when 'bank' then '100201' when 'cash' then '100101' else '112202' end,
      case when c.till is null then f.id end, 'debit'),
    (case when date_trunc('year', c.recovered_on) > date_trunc('year', p.paid_on) then '3201'
      else '5101' end || case f.kind when 'restricted' then '02' else '01' end, f.id, 'credit'))
    x (account, fund, side)`;

const settlements: Meant = (sql) => sql`
  select 'recovery_settlement', s.id, s.settled_on, x.account, x.fund, x.side, s.amount, null::uuid,
    null::uuid, p.request_id, null
  from recovery_settlements s join recoveries c on c.id = s.recovery_id
  join payments p on p.id = c.payment_id join payment_orders o on o.id = p.order_id
  left join write_off_decisions w on w.id = s.id
  cross join lateral (values
    (case s.till when 'cash' then '100101' else '100201' end, null::uuid, 'debit', s.till is not null),
    ('5501', o.fund_id, 'debit', s.till is null), ('1131', null, 'credit', s.till is null),
    ('1131', null, 'debit', s.till is null), ('112202', o.fund_id, 'credit', true))
    x (account, fund, side, takes)
  where x.takes and (s.way = 'received' or w.agrees)`;

/** The fragments of payments and of what becomes of them, for `meantLines`. */
export const payoutsMeant: readonly Meant[] = [
  payments,
  returns,
  outcomes,
  recoveries,
  settlements,
];
