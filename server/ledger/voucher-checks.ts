import type { Fragment, Reader } from '../database/snapshot.ts';
import { first, type Check, type Outcome } from './checks.ts';

/** The lines that every gift, deposit and signed cash difference calls for (domain.md §1.6). */
const meantLines = (sql: Reader): Fragment => sql`
  select 'donation' as kind, d.id, d.received_on as day, x.account, x.fund, x.side, x.amount,
    d.drive_id as drive, d.donor_id as donor
  from donations d join funds f on f.id = d.fund_id left join drives a on a.id = d.drive_id
  join funds b on case a.fee_bearer when 'fund' then b.id = f.id else b.kind = 'unrestricted' end
  cross join lateral (values
    (case d.channel when 'cash' then '100101' when 'bank' then '100201' when 'wechat' then '100901'
      else '100902' end, null, 'debit', d.net),
    (case b.kind when 'restricted' then '540102' else '540101' end, b.id, 'debit', d.fee),
    (case f.kind when 'restricted' then '410102' else '410101' end, f.id, 'credit', d.gross))
    x (account, fund, side, amount)
  where x.amount <> 0
  union all
  select 'deposit', d.id, d.deposited_on, x.account, x.fund, x.side, x.amount, null, null
  from deposits d cross join lateral (values
    ('100201', null, 'debit', d.amount - d.fee),
    ('540101', (select id from funds where kind = 'unrestricted'), 'debit', d.fee),
    (case d.kind when 'cash' then '100101' when 'wechat' then '100901' else '100902' end, null,
      'credit', d.amount)) x (account, fund, side, amount)
  where x.amount <> 0
  union all
  select 'cash_count', c.id, c.counted_on, x.account, null, x.side,
    abs(c.counted_amount - c.book_amount), null, null
  from cash_counts c cross join lateral (values
    (case when c.counted_amount < c.book_amount then '112203' else '100101' end, 'debit'),
    (case when c.counted_amount < c.book_amount then '100101' else '220902' end, 'credit'))
    x (account, side)
  where c.confirmed_by is not null and c.counted_amount <> c.book_amount`;

function everyDocumentIsPostedAsItSays(sql: Reader): Promise<Outcome> {
  const said = sql`
    select v.source_type as kind, v.source_id as id, jsonb_agg(jsonb_build_array(l.voucher_date,
      l.account_code, l.fund_id, l.side, l.amount, l.drive_id, l.donor_id)
      order by l.side, l.account_code, l.fund_id, l.amount) as lines
    from vouchers v join voucher_lines l on l.voucher_id = v.id
    where v.source_type <> 'payment' and v.reverses_id is null group by v.id`;
  const meant = sql`
    select kind, id, jsonb_agg(jsonb_build_array(day, account, fund, side, amount, drive, donor)
      order by side, account, fund, amount) as lines from (${meantLines(sql)}) m group by 1, 2`;
  return first(
    sql,
    'vouchers',
    sql`select coalesce(m.kind, s.kind) || ' ' || coalesce(m.id, s.id)::text as row,
        'its document says ' || coalesce(m.lines::text, 'nothing') || ', its voucher '
        || coalesce(s.lines::text, 'is not there') as detail
      from (${meant}) m full join (${said}) s on s.kind = m.kind and s.id = m.id
      where m.lines is distinct from s.lines order by 1`,
  );
}

function everyRedVoucherMirrorsWhatItTakesBack(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'vouchers',
    sql`select 'voucher ' || r.word || '-' || to_char(r.number, 'FM999990000') || ' of '
        || r.period_id as row, 'is not the red copy of what it takes back' as detail
      from vouchers r join vouchers o on o.id = r.reverses_id
      where r.voucher_date < o.voucher_date or o.reverses_id is not null
        or (r.source_type, r.source_id, r.event, r.line_count)
          is distinct from (o.source_type, o.source_id, o.event, o.line_count)
        or exists (select 1 from voucher_lines a full join voucher_lines b
          on b.line_no = a.line_no and b.voucher_id = r.id
          where a.voucher_id = o.id and (b.voucher_id is null
            or (a.account_code, a.fund_id, a.side, a.amount, a.drive_id, a.donor_id)
              is distinct from (b.account_code, b.fund_id, b.side, -b.amount, b.drive_id, b.donor_id)))
      union all
      select 'gift ' || coalesce(b.donation_id, v.source_id)::text,
        'its reversal and its red voucher do not agree'
      from donation_reversals b full join (select id, source_id from vouchers
        where source_type = 'donation' and reverses_id is not null) v
        on v.id = b.voucher_id and v.source_id = b.donation_id
      where b.donation_id is null or v.id is null`,
  );
}

/** What must hold between each voucher and the one document or voucher that it follows from. */
export const voucherChecks: readonly Check[] = [
  everyDocumentIsPostedAsItSays,
  everyRedVoucherMirrorsWhatItTakesBack,
];
