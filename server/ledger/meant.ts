import type { Fragment, Reader } from '../database/snapshot.ts';
import { payoutsMeant } from './meant-payouts.ts';
import { advances, condolenceCash, condolences } from './meant-imprest.ts';
import { goodsGifts, goodsPapers } from './meant-goods.ts';

/**
 * The lines that each kind of document calls for (domain.md §1.6), written apart from the
 * database's own `lines_of_…`: verify compares both. Each fragment selects kind, id, day, account,
 * fund, side, amount, drive, donor, request, beneficiary, in this order.
 */
export type Meant = (sql: Reader) => Fragment;

const donations: Meant = (sql) => sql`
  select 'donation' as kind, d.id, d.received_on as day, x.account, x.fund, x.side, x.amount,
    d.drive_id as drive, d.donor_id as donor, null::uuid as request, null as beneficiary
  from donations d join funds f on f.id = d.fund_id left join drives a on a.id = d.drive_id
  join funds b on case a.fee_bearer when 'fund' then b.id = f.id else b.kind = 'unrestricted' end
  cross join lateral (values
    (case d.channel when 'cash' then '100101' when 'bank' then '100201' when 'wechat' then '100901'
      when 'identified' then '220902' else '100902' end, null, 'debit', d.net),
    (case b.kind when 'restricted' then '540102' else '540101' end, b.id, 'debit', d.fee),
    (case f.kind when 'restricted' then '410102' else '410101' end, f.id, 'credit', d.gross))
    x (account, fund, side, amount)
  where x.amount <> 0 and d.channel <> 'goods'`;

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

const bankEvents: Meant = (sql) => sql`
  select 'bank_event', e.id, e.happened_on, x.account, x.fund, x.side, e.amount,
    null::uuid, null::uuid, null::uuid, null
  from bank_events e join funds f on f.id = e.fund_id
  cross join lateral (select case f.kind when 'restricted' then '02' else '01' end as part) y
  cross join lateral (values
    ('100201', null, case e.kind when 'fee' then 'credit' else 'debit' end),
    (case e.kind when 'fee' then '5301' when 'interest' then '4901' else '4401' end || y.part,
      f.id, case e.kind when 'fee' then 'debit' else 'credit' end)) x (account, fund, side)`;

const fundTransfers: Meant = (sql) => sql`
  select 'fund_transfer', t.id, t.transferred_on, x.account, x.fund, x.side, t.amount,
    null::uuid, null::uuid, null::uuid, null
  from fund_transfers t join fund_transfer_decisions d on d.id = t.id and d.agrees
  cross join lateral (values
    (case t.kind when 'set_aside' then '3101' else '3102' end, t.from_fund_id, 'debit'),
    (case when t.kind in ('set_aside', 'release') then '3101' else '3102' end, t.to_fund_id,
      'credit')) x (account, fund, side)`;

const agency: Meant = (sql) => sql`
  select 'agency', m.id, m.moved_on, x.account, x.fund, x.side, m.amount,
    null::uuid, null::uuid, null::uuid, x.beneficiary
  from agency_movements m left join agency_decisions d on d.id = m.id
  left join funds f on f.id = m.fund_id
  cross join lateral (select m.kind in ('money_in', 'goods_in') as comes) y
  cross join lateral (values
    (case m.till when 'bank' then '100202' when 'cash' then '100102' when 'platform' then '100903'
      else '1801' end, null::uuid, case when y.comes then 'debit' else 'credit' end, m.beneficiary,
      true),
    ('2601', null, case when y.comes then 'credit' else 'debit' end, m.beneficiary, true),
    (case m.till when 'bank' then '100201' when 'cash' then '100101' else '100901' end, null,
      'debit', null, m.kind = 'convert'),
    (case f.kind when 'restricted' then '410102' else '410101' end, f.id, 'credit', null,
      m.kind = 'convert')) x (account, fund, side, beneficiary, takes)
  where x.takes and (y.comes or d.agrees)`;

const openings: Meant = (sql) => sql`
  select 'opening', p.id, s.opens_on, r.account_code, r.fund_id, r.side, r.amount,
    null::uuid, null::uuid, null::uuid, r.beneficiary
  from opening_parts p join opening_sheets s on s.id = p.sheet_id
  join opening_rows r on r.sheet_id = p.sheet_id and r.part = p.part`;

const withdrawals: Meant = (sql) => sql`
  select 'withdrawal', w.id, w.withdrawn_on, x.account, null::uuid, x.side, w.amount,
    null::uuid, null::uuid, null::uuid, null
  from withdrawals w cross join lateral (values ('100101', 'debit'), (w.account_code, 'credit'))
    x (account, side)`;

const cashDifferences: Meant = (sql) => sql`
  select 'cash_difference', d.id, s.settled_on, x.account,
    case when x.account > '4' then (select id from funds where kind = 'unrestricted') end,
    x.side, s.amount, null::uuid, null::uuid, null::uuid, null
  from cash_differences d join cash_settlements s on s.id = d.settlement_id
  cross join lateral (values
    (case s.way when 'paid_in' then '100101' when 'written_off' then '530101' else '220902' end,
      'debit'),
    (case s.way when 'recognised' then '490101' else '112203' end, 'credit')) x (account, side)`;
const refunds: Meant = (sql) => sql`
  select 'refund', r.id, r.refunded_on, x.account, x.fund, x.side, r.amount,
    d.drive_id, d.donor_id, null::uuid, null
  from refunds r join refund_decisions k on k.id = r.id and k.agrees
  join donations d on d.id = r.donation_id join funds f on f.id = d.fund_id
  cross join lateral (values
    (case when r.kind = 'obligation' then '5301'
        when date_trunc('year', r.refunded_on) > date_trunc('year', d.received_on) then '3201'
        else '4101' end || case f.kind when 'restricted' then '02' else '01' end, f.id, 'debit'),
    (case r.till when 'bank' then '100201' when 'wechat' then '100901' when 'alipay' then '100902'
      else '220901' end, null, 'credit')) x (account, fund, side)`;

const refundPayments: Meant = (sql) => sql`
  select 'refund_payment', p.id, p.paid_on, x.account, null::uuid, x.side, r.amount,
    d.drive_id, d.donor_id, null::uuid, null
  from refund_payments p join refunds r on r.id = p.id join donations d on d.id = r.donation_id
  cross join lateral (values ('220901', 'debit'), ('100201', 'credit')) x (account, side)`;

const unidentified: Meant = (sql) => sql`
  select 'unidentified', r.id, r.received_on, x.account, null::uuid, x.side, r.amount,
    null::uuid, null::uuid, null::uuid, null
  from unidentified_receipts r
  cross join lateral (values ('100201', 'debit'), ('220902', 'credit')) x (account, side)
  union all
  select 'unidentified_return', o.id, o.returned_on, x.account, null::uuid, x.side, r.amount,
    null::uuid, null::uuid, null::uuid, null
  from unidentified_outcomes o join unidentified_receipts r on r.id = o.receipt_id
  cross join lateral (values ('220902', 'debit'), ('100201', 'credit')) x (account, side)
  where o.donation_id is null`;

const byHand: Meant = (sql) => sql`
  select 'manual', d.id, d.voucher_date, l.account, l.fund_id, l.side, l.amount, l.drive_id,
    null::uuid, l.request_id, l.beneficiary
  from voucher_drafts d join voucher_draft_lines l on l.draft_id = d.id
  where d.status = 'posted'`;

/** One fragment for each kind of document whose lines follow from its rows. */
const kinds: readonly Meant[] = [
  donations,
  deposits,
  cashCounts,
  bankEvents,
  fundTransfers,
  agency,
  openings,
  withdrawals,
  cashDifferences,
  refunds,
  refundPayments,
  unidentified,
  byHand,
  ...payoutsMeant,
  advances,
  condolences,
  condolenceCash,
  goodsGifts,
  goodsPapers,
];

/** The lines of all documents together. */
export function meantLines(sql: Reader): Fragment {
  return kinds.map((kind) => kind(sql)).reduce((all, each) => sql`${all} union all ${each}`);
}
