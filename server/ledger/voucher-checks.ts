import type { Reader } from '../database/snapshot.ts';
import { first, type Check, type Outcome } from './checks.ts';
import { meantLines } from './meant.ts';

function everyDocumentIsPostedAsItSays(sql: Reader): Promise<Outcome> {
  const said = sql`
    select v.source_type as kind, v.source_id as id, jsonb_agg(jsonb_build_array(l.voucher_date,
      l.account_code, l.fund_id, l.side, l.amount, l.drive_id, l.donor_id, l.request_id,
      l.beneficiary) order by l.side, l.account_code, l.fund_id, l.amount, l.request_id,
      l.beneficiary) as lines
    from vouchers v join voucher_lines l on l.voucher_id = v.id
    where v.source_type in (select kind from document_kinds where by_lines
        or kind in ('manual', 'payment'))
      and v.reverses_id is null group by v.id`;
  const meant = sql`
    select kind, id, jsonb_agg(jsonb_build_array(day, account, fund, side, amount, drive, donor,
      request, beneficiary) order by side, account, fund, amount, request, beneficiary) as lines
      from (${meantLines(sql)}) m group by 1, 2`;
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
