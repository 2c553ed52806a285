import type { Fragment, Reader } from '../database/snapshot.ts';

/** Gifts of goods (E05): what each item of the gift is worth, on the account of the item. */
export const goodsGifts = (sql: Reader): Fragment => sql`
  select 'donation', d.id, d.received_on, i.account_code, d.fund_id, 'debit', sum(l.value),
    d.drive_id, d.donor_id, null::uuid, null
  from donations d join goods_documents g on g.donation_id = d.id
  join goods_lines l on l.document_id = g.id join goods_items i on i.id = l.item_id
  where d.channel = 'goods' group by d.id, i.account_code
  union all
  select 'donation', d.id, d.received_on,
    case f.kind when 'restricted' then '410102' else '410101' end, f.id, 'credit', d.gross,
    d.drive_id, d.donor_id, null::uuid, null
  from donations d join funds f on f.id = d.fund_id where d.channel = 'goods'`;

const moved = (sql: Reader): Fragment => sql`
  select m.document_id, i.account_code, sum(abs(m.value)) as value
  from goods_movements m join goods_items i on i.id = m.item_id
  where not m.undoes and m.value <> 0 group by 1, 2`;

/** Goods bought, handed out, lost, expired and found (E20, E07, E28): as they were valued. */
export const goodsPapers = (sql: Reader): Fragment => sql`
  select 'goods', d.id, case when k.id is null then d.happened_on else k.decided_on end,
    m.account_code, d.fund_id,
    case when d.kind in ('purchase', 'surplus') then 'debit' else 'credit' end, m.value,
    null::uuid, null::uuid, null::uuid, null
  from goods_documents d left join goods_decisions k on k.id = d.id
  join (${moved(sql)}) m on m.document_id = d.id
  where d.kind not in ('gift', 'opening')
  union all
  select 'goods', d.id, case when k.id is null then d.happened_on else k.decided_on end, y.account,
    case when a.needs_fund then d.fund_id end,
    case when d.kind in ('purchase', 'surplus') then 'credit' else 'debit' end, sum(m.value),
    null::uuid, null::uuid, null::uuid, null
  from goods_documents d join funds f on f.id = d.fund_id
  left join goods_decisions k on k.id = d.id
  join (${moved(sql)}) m on m.document_id = d.id
  cross join lateral (select case when d.kind = 'purchase' then '100201'
    when d.kind in ('loss', 'expiry') and d.liable_masked is not null then '112202'
    else case d.kind when 'issue' then '5101' when 'surplus' then '4901' else '5301' end
      || case f.kind when 'restricted' then '02' else '01' end end as account) y
  join accounts a on a.code = y.account
  where d.kind not in ('gift', 'opening') group by d.id, k.id, y.account, a.needs_fund`;
