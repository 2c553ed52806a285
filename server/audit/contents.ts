import type { Reader } from '../database/snapshot.ts';
import { sealedContents } from './kinds.ts';

/**
 * What every sealed row says now, in the very form over which its digest was taken, with the
 * instant at which it was written. The verifier brings these expressions itself and uses only what
 * PostgreSQL ships: the functions in the database could have been replaced by whoever changed the
 * rows. A test compares them with the database's own.
 */
export const contentsOf = (sql: Reader) => sql`
  select 'voucher' as kind, v.seq as row_seq, v.posted_at as at, jsonb_build_array('voucher-1',
    v.id, v.period_id, v.word,
      v.number, to_char(v.voucher_date, 'YYYY-MM-DD'), v.event, v.summary, v.source_type,
        v.source_id, v.reverses_id,
      v.line_count, v.attachment_count, v.total::text, v.operation_id, v.ordinal, v.prepared_by,
      to_char(v.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), l.lines)::text as
        content
  from vouchers v left join (
    select voucher_id, jsonb_agg(jsonb_build_array(line_no, account_code, fund_id, side,
      amount::text, drive_id, donor_id,
      request_id, beneficiary, to_char(voucher_date, 'YYYY-MM-DD')) order by line_no) as lines
    from voucher_lines group by 1) l on l.voucher_id = v.id
  union all select 'audit', a.seq, a.at, jsonb_build_array('audit-1', a.seq,
    to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), a.operation_id, a.actor_id,
      a.person_id, a.roles,
    a.action, a.subject, a.body)::text from audit_entries a
  union all select 'vote', v.seq, v.at, jsonb_build_array('vote-1', v.seq, v.request_id,
    v.person_id, v.user_id,
    v.approves, v.amount::text, v.reason, extract(epoch from v.at)::text)::text from votes v
  union all select 'donation', d.seq, d.created_at, jsonb_build_array('donation-1', d.seq, d.id,
    d.drive_id, d.fund_id,
    d.donor_id, d.channel, d.gross::text, d.fee::text, d.net::text, d.received_on::text,
      d.transaction_reference,
    d.may_be_named, d.recorded_by, d.operation_id)::text from donations d
  union all select 'receipt', r.seq, r.issued_at, jsonb_build_array('receipt-1', r.seq, r.id,
    r.donation_id, r.type,
    r.year, r.number, r.amount::text)::text from receipts r
  union all select 'order', o.seq, o.prepared_at, jsonb_build_array('order-1', o.seq, o.id,
    o.request_id, o.fund_id,
    o.amount::text, o.method, o.payee_kind, o.payee_name_sealed, o.payee_account_sealed,
      o.payee_bank, o.prepared_by,
    o.prepared_person_id)::text from payment_orders o
  union all select 'payment', p.seq, p.at, jsonb_build_array('payment-1', p.seq, p.id, p.order_id,
    p.request_id,
    p.amount::text, p.paid_on::text, p.bank_reference, p.voucher_id, p.paid_by, p.paid_person_id,
      p.operation_id)::text
    from payments p
  union all select 'commitment', c.seq, c.at, jsonb_build_array('commitment-1', c.seq, c.id,
    c.request_id, c.fund_id,
    c.movement, c.reservation_id, c.amount::text, c.operation_id)::text from commitments c
  union all select 'visit', v.seq, v.created_at, jsonb_build_array('visit-1', v.seq, v.id,
    v.request_id,
    v.visited_on::text, v.first_person_id, v.second_person_id, v.findings_sealed,
      v.suggested::text)::text from visits v
  union all select 'urgent_order', o.seq, o.at, jsonb_build_array('urgent-order-1', o.seq,
    o.request_id, o.person_id,
    o.user_id, o.amount::text)::text from urgent_orders o
  union all select 'notice', n.seq, (n.posted_on + 1)::timestamptz, jsonb_build_array('notice-1',
    n.seq, n.id, n.number,
    n.request_id, n.masked_name, n.community_name, n.need_code, n.fund_name, n.amount::text,
      n.posted_on::text,
    n.ends_on::text)::text from notices n
  union all select 'step', s.seq, s.at, jsonb_build_array('step-1', s.seq, s.request_id, s.step,
    s.user_id, s.person_id,
    s.amount::text)::text from aid_steps s
  union all select 'deposit', d.seq, d.created_at, jsonb_build_array('deposit-1',
    d.seq, d.id, d.kind, d.amount::text, d.fee::text, d.deposited_on::text,
    d.slip_reference, d.deposited_by)::text from deposits d
  union all select 'cash_count', c.seq, c.created_at, jsonb_build_array('cash-count-1',
    c.seq, c.id, c.counted_on::text, c.book_amount::text, c.counted_amount::text,
    c.explanation, c.counted_by)::text from cash_counts c
  union all select 'donation_reversal', r.seq, r.at, jsonb_build_array('donation-reversal-1',
    r.seq, r.donation_id, r.voucher_id, r.reason, r.reversed_by)::text from donation_reversals r
  union all select 'recusal', r.seq, r.at, jsonb_build_array('recusal-1',
    r.seq, r.request_id, r.person_id, r.user_id, r.reason)::text from recusals r
  union all select 'visit_signature', s.seq, s.signed_at, jsonb_build_array('visit-signature-1',
    s.seq, s.visit_id, s.person_id, s.user_id)::text from visit_signatures s
  union all select 'payment_proof', p.seq, p.at, jsonb_build_array('payment-proof-1',
    p.seq, p.payment_id, p.kind, p.reference, p.received_on::text, p.recorded_by)::text from payment_proofs p
  union all select 'voucher_signature', s.seq, greatest(s.signed_at, v.posted_at),
    jsonb_build_array('voucher-signature-1', s.seq, s.voucher_id, s.user_id, s.person_id)::text
    from voucher_signatures s left join vouchers v on v.id = s.voucher_id
  union all select 'request', r.seq, r.created_at, jsonb_build_array('request-1',
    r.seq, r.id, r.case_number, r.household_id, r.community_id, r.need_code, 
    r.fund_id, r.requested::text, r.policy_version, r.filed_by, r.filed_on::text)::text from aid_requests r
  union all select 'fund', f.seq, f.created_at, jsonb_build_array('fund-1',
    f.seq, f.id, f.code, f.name, f.kind, f.purpose)::text from funds f
  union all select 'drive', d.seq, d.created_at, jsonb_build_array('drive-1',
    d.seq, d.id, d.code, d.name, d.fund_id, d.purpose, d.target::text,
    d.starts_on::text, d.fundraising_basis, d.surplus_clause, d.fee_bearer)::text from drives d
  union all ${sql.unsafe(sealedContents)}`;

/** SHA-256 of a text, as bytes. */
export const digestOf = (sql: Reader, column: string) =>
  sql`sha256(convert_to(${sql(column)}, 'UTF8'))`;

const requestOf: Record<string, string> = {
  vote: 'votes',
  order: 'payment_orders',
  payment: 'payments',
  commitment: 'commitments',
  visit: 'visits',
  urgent_order: 'urgent_orders',
  notice: 'notices',
  step: 'aid_steps',
  recusal: 'recusals',
};

/**
 * A row in words that people know: a voucher by its number, what belongs to a case by the case's
 * number.
 */
export async function nameRow(sql: Reader, kind: string, seq: string): Promise<string> {
  const plain = `${kind} ${seq}`;
  if (kind === 'audit') return `audit seq ${seq}`;
  if (kind === 'voucher') {
    const [found] = await sql<{ name: string }[]>`
      select 'voucher ' || word || '-' || to_char(number, 'FM999990000') || ' of ' || period_id as
        name
      from vouchers where seq = ${seq}`;
    return found ? `${found.name} (voucher ${seq})` : plain;
  }
  if (kind === 'donation' || kind === 'receipt') {
    const [found] = await sql<{ name: string }[]>`
      select year || '-' || to_char(number, 'FM999000000') as name from receipts
      where ${kind === 'receipt' ? sql`seq = ${seq}` : sql`donation_id = (select id from donations where seq = ${seq})`}`;
    return found ? `${plain} (receipt ${found.name})` : plain;
  }
  const table = requestOf[kind];
  if (table === undefined) return plain;
  const [found] = await sql<{ name: string }[]>`
    select r.case_number as name from ${sql(table)} x join aid_requests r on r.id = x.request_id
      where x.seq = ${seq}`;
  return found ? `${plain} of case ${found.name}` : plain;
}
