import type { Fragment, Reader } from '../database/snapshot.ts';

/**
 * The lines that each kind of document calls for (domain.md §1.6), written apart from the
 * database's own `lines_of_…`: verify compares both. Each fragment selects kind, id, day, account,
 * fund, side, amount, drive, donor, request, beneficiary, in this order.
 */
type Meant = (sql: Reader) => Fragment;

const donations: Meant = (sql) => sql`
  select 'donation' as kind, d.id, d.received_on as day, x.account, x.fund, x.side, x.amount,
    d.drive_id as drive, d.donor_id as donor, null::uuid as request, null as beneficiary
  from donations d join funds f on f.id = d.fund_id left join drives a on a.id = d.drive_id
  join funds b on case a.fee_bearer when 'fund' then b.id = f.id else b.kind = 'unrestricted' end
  cross join lateral (values
    (case d.channel when 'cash' then '100101' when 'bank' then '100201' when 'wechat' then '100901'
      else '100902' end, null, 'debit', d.net),
    (case b.kind when 'restricted' then '540102' else '540101' end, b.id, 'debit', d.fee),
    (case f.kind when 'restricted' then '410102' else '410101' end, f.id, 'credit', d.gross))
    x (account, fund, side, amount)
  where x.amount <> 0`;

const deposits: Meant = (sql) => sql`
  select 'deposit', d.id, d.deposited_on, x.account, x.fund, x.side, x.amount,
    null::uuid, null::uuid, null::uuid, null
  from deposits d cross join lateral (values
    ('100201', null, 'debit', d.amount - d.fee),
    ('540101', (select id from funds where kind = 'unrestricted'), 'debit', d.fee),
    (case d.kind when 'cash' then '100101' when 'wechat' then '100901' else '100902' end, null,
      'credit', d.amount)) x (account, fund, side, amount)
  where x.amount <> 0`;

const cashCounts: Meant = (sql) => sql`
  select 'cash_count', c.id, c.counted_on, x.account, null::uuid, x.side,
    abs(c.counted_amount - c.book_amount), null::uuid, null::uuid, null::uuid, null
  from cash_counts c cross join lateral (values
    (case when c.counted_amount < c.book_amount then '112203' else '100101' end, 'debit'),
    (case when c.counted_amount < c.book_amount then '100101' else '220902' end, 'credit'))
    x (account, side)
  where c.confirmed_by is not null and c.counted_amount <> c.book_amount`;

const byHand: Meant = (sql) => sql`
  select 'manual', d.id, d.voucher_date, l.account, l.fund_id, l.side, l.amount, l.drive_id,
    null::uuid, l.request_id, l.beneficiary
  from voucher_drafts d join voucher_draft_lines l on l.draft_id = d.id
  where d.status = 'posted'`;

/** One fragment for each kind of document whose lines follow from its rows. */
const kinds: readonly Meant[] = [donations, deposits, cashCounts, byHand];

/** The lines of all documents together. */
export function meantLines(sql: Reader): Fragment {
  return kinds.map((kind) => kind(sql)).reduce((all, each) => sql`${all} union all ${each}`);
}
