import type { Fragment, Reader } from '../database/snapshot.ts';

/** The lines of advances that were paid, as `meant.ts` asks for them. */
export const advances = (sql: Reader): Fragment => sql`
  select 'advance', a.id, s.on_day, x.account, null::uuid, x.side, a.amount,
    null::uuid, null::uuid, null::uuid, null
  from advances a join advance_steps s on s.advance_id = a.id and s.step = 'paid'
  cross join lateral (values ('112201', 'debit'),
    (case a.till when 'cash' then '100101' else '100201' end, 'credit')) x (account, side)`;

const posted = (sql: Reader) => sql`
  condolence_payments p join condolence_batches b on b.id = p.batch_id
  join funds f on f.id = b.fund_id
  join condolence_payment_steps s on s.payment_id = p.id
    and s.step = case when p.returned + p.topped_up > 0 then 'cash' else 'reviewed' end
  cross join lateral (select '5101' || case f.kind when 'restricted' then '02' else '01' end
    as expense) e`;

/** What was handed out, without the cash that moved with it where vouchers are split. */
export const condolences = (sql: Reader): Fragment => sql`
  select 'condolence', p.id, s.on_day, x.account, x.fund, x.side, x.amount,
    null::uuid, null::uuid, null::uuid, null
  from ${posted(sql)} cross join lateral (values
    (e.expense, f.id, 'debit', case when p.split then p.spent - p.topped_up else p.spent end),
    ('100101', null, 'debit', case when p.split then 0 else p.returned end),
    ('112201', null, 'credit', case when p.split then p.spent - p.topped_up
      else p.spent + p.returned - p.topped_up end),
    ('100101', null, 'credit', case when p.split then 0 else p.topped_up end))
    x (account, fund, side, amount)
  where x.amount <> 0`;

/** The cash of a split settlement (decision 7). */
export const condolenceCash = (sql: Reader): Fragment => sql`
  select 'condolence_cash', p.id, s.on_day, x.account, x.fund, x.side, x.amount,
    null::uuid, null::uuid, null::uuid, null
  from ${posted(sql)} cross join lateral (values
    (e.expense, f.id, 'debit', p.topped_up), ('100101', null, 'credit', p.topped_up),
    ('100101', null, 'debit', p.returned), ('112201', null, 'credit', p.returned))
    x (account, fund, side, amount)
  where p.split and x.amount <> 0`;
