import type { Reader } from '../database/snapshot.ts';
import { first, type Check, type Outcome } from './checks.ts';

const label = (sql: Reader) =>
  sql`'voucher ' || v.word || '-' || to_char(v.number, 'FM999990000') || ' of ' || v.period_id`;

function everyVoucherByHandWasReviewedByAnother(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'voucher_drafts',
    sql`select ${label(sql)} as row, 'its preparer, reviewer and draft do not agree' as detail
      from vouchers v left join voucher_drafts d on d.id = v.source_id
      left join users p on p.id = v.prepared_by
      left join voucher_signatures s on s.voucher_id = v.id
      where v.source_type = 'manual' and v.reverses_id is null and (d.id is null
        or d.status <> 'posted' or s.person_id is null or p.person_id = s.person_id
        or d.prepared_by <> v.prepared_by or d.prepared_person_id <> p.person_id
        or d.reviewed_person_id <> s.person_id or d.summary <> v.summary or d.event <> v.event
        or v.attachment_count <> (select count(*) from voucher_draft_papers x
          where x.draft_id = d.id)
        or v.attachment_count = 0 and d.correction is null)
      order by v.seq`,
  );
}

/** A plain voucher is asked for each credit of money; a correction for what leaves beyond it. */
function moneyLeavesByHandWithTheChairsApproval(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'voucher_approvals',
    sql`select ${label(sql)} as row, 'lets ' || x.leaves || ' out without an approval of its own'
        as detail
      from vouchers v join users p on p.id = v.prepared_by
      left join voucher_approvals a on a.voucher_id = v.id
      cross join lateral (select coalesce(sum(case when l.side = 'credit' then l.amount
            when v.event like 'C%' then -l.amount else 0 end), 0)
          - coalesce((select sum(case o.side when 'credit' then o.amount else -o.amount end)
            from voucher_corrections k join voucher_lines o on o.voucher_id = k.original_id
              and o.account_code ~ '^(1001|1002|1009)'
            where k.blue_id = v.id and k.kind = 'full'), 0) as leaves
        from voucher_lines l where l.voucher_id = v.id
          and l.account_code ~ '^(1001|1002|1009)') x
      where v.source_type = 'manual' and v.reverses_id is null and x.leaves > 0
        and (a.person_id is null or a.person_id = p.person_id)
      order by v.seq`,
  );
}

function everyCorrectionNamesItsVouchers(sql: Reader): Promise<Outcome> {
  return first(
    sql,
    'voucher_corrections',
    sql`select 'correction ' || k.seq as row, 'its vouchers are not those it names' as detail
      from voucher_corrections k left join vouchers o on o.id = k.original_id
      left join vouchers v on v.id = k.blue_id left join vouchers r on r.id = k.red_id
      left join voucher_drafts d on d.id = v.source_id and v.source_type = 'manual'
      where o.id is null or d.id is null or d.corrects_id <> k.original_id
        or d.correction <> k.kind or d.reason <> k.reason
        or d.prepared_person_id <> k.prepared_person_id
        or d.reviewed_person_id <> k.reviewed_person_id
        or k.kind = 'full' and (r.reverses_id is distinct from o.id
          or r.operation_id <> v.operation_id or r.voucher_date <> v.voucher_date)
      union all
      select ${label(sql)}, 'corrects a voucher that no correction names'
      from vouchers v where v.source_type = 'manual' and v.event like 'C%'
        and v.reverses_id is null
        and not exists (select 1 from voucher_corrections k where k.blue_id = v.id)`,
  );
}

/** What must hold of vouchers by hand and of corrections. */
export const draftChecks: readonly Check[] = [
  everyVoucherByHandWasReviewedByAnother,
  moneyLeavesByHandWithTheChairsApproval,
  everyCorrectionNamesItsVouchers,
];
