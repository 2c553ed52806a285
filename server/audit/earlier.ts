import type { Reader } from '../database/snapshot.ts';

/**
 * What rows said under the versions of their kinds that came before those of `kinds.ts`: a row that
 * was sealed then is compared with this. The columns that such a version leaves out are held by no
 * seal in the rows of its time.
 */
export const earlierContentsOf = (sql: Reader) => sql`
  select 'donation' as kind, d.seq as row_seq, jsonb_build_array('donation-1', d.seq,
    d.id, d.drive_id, d.fund_id, d.donor_id, d.channel, d.gross::text, d.fee::text,
    d.net::text, d.received_on::text, d.transaction_reference, d.may_be_named,
    d.recorded_by, d.operation_id)::text as content from donations d
  union all select 'receipt', r.seq, jsonb_build_array('receipt-1', r.seq, r.id, r.donation_id,
    r.type, r.year, r.number, r.amount::text)::text from receipts r
  union all select 'order', o.seq, jsonb_build_array('order-1', o.seq, o.id, o.request_id,
    o.fund_id, o.amount::text, o.method, o.payee_kind, o.payee_name_sealed,
    o.payee_account_sealed, o.payee_bank, o.prepared_by, o.prepared_person_id)::text
    from payment_orders o
  union all select 'payment', p.seq, jsonb_build_array('payment-1', p.seq, p.id, p.order_id,
    p.request_id, p.amount::text, p.paid_on::text, p.bank_reference, p.voucher_id,
    p.paid_by, p.paid_person_id, p.operation_id)::text from payments p
  union all select 'commitment', c.seq, jsonb_build_array('commitment-1', c.seq, c.id,
    c.request_id, c.fund_id, c.movement, c.reservation_id, c.amount::text,
    c.operation_id)::text from commitments c
  union all select 'visit', v.seq, jsonb_build_array('visit-1', v.seq, v.id, v.request_id,
    v.visited_on::text, v.first_person_id, v.second_person_id, v.findings_sealed,
    v.suggested::text)::text from visits v
  union all select 'urgent_order', o.seq, jsonb_build_array('urgent-order-1', o.seq, o.request_id,
    o.person_id, o.user_id, o.amount::text)::text from urgent_orders o
  union all select 'notice', n.seq, jsonb_build_array('notice-1', n.seq, n.id, n.number,
    n.request_id, n.masked_name, n.community_name, n.need_code, n.fund_name,
    n.amount::text, n.posted_on::text, n.ends_on::text)::text from notices n
  union all select 'step', s.seq, jsonb_build_array('step-1', s.seq, s.request_id, s.step,
    s.user_id, s.person_id, s.amount::text)::text from aid_steps s
  union all select 'deposit', d.seq, jsonb_build_array('deposit-1', d.seq, d.id, d.kind,
    d.amount::text, d.fee::text, d.deposited_on::text, d.slip_reference,
    d.deposited_by)::text from deposits d
  union all select 'cash_count', c.seq, jsonb_build_array('cash-count-1', c.seq, c.id,
    c.counted_on::text, c.book_amount::text, c.counted_amount::text, c.explanation,
    c.counted_by)::text from cash_counts c
  union all select 'donation_reversal', r.seq, jsonb_build_array('donation-reversal-1', r.seq,
    r.donation_id, r.voucher_id, r.reason, r.reversed_by)::text from
    donation_reversals r
  union all select 'recusal', r.seq, jsonb_build_array('recusal-1', r.seq, r.request_id,
    r.person_id, r.user_id, r.reason)::text from recusals r
  union all select 'visit_signature', s.seq, jsonb_build_array('visit-signature-1', s.seq,
    s.visit_id, s.person_id, s.user_id)::text from visit_signatures s
  union all select 'payment_proof', p.seq, jsonb_build_array('payment-proof-1', p.seq,
    p.payment_id, p.kind, p.reference, p.received_on::text, p.recorded_by)::text from
    payment_proofs p
  union all select 'voucher_signature', s.seq, jsonb_build_array('voucher-signature-1', s.seq,
    s.voucher_id, s.user_id, s.person_id)::text from voucher_signatures s
  union all select 'request', r.seq, jsonb_build_array('request-1', r.seq, r.id, r.case_number,
    r.household_id, r.community_id, r.need_code, r.fund_id, r.requested::text,
    r.policy_version, r.filed_by, r.filed_on::text)::text from aid_requests r
  union all select 'fund', f.seq, jsonb_build_array('fund-1', f.seq, f.id, f.code, f.name, f.kind,
    f.purpose)::text from funds f
  union all select 'drive', d.seq, jsonb_build_array('drive-1', d.seq, d.id, d.code, d.name,
    d.fund_id, d.purpose, d.target::text, d.starts_on::text, d.fundraising_basis,
    d.surplus_clause, d.fee_bearer)::text from drives d`;
