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
