import { monthEnd, monthStart } from '../../shared/dates.ts';
import type { RosterRow } from '../../shared/books.ts';
import type { WrappedKey } from '../core/vault.ts';
import type { Reader } from '../database/snapshot.ts';
import type { Months } from './queries.ts';

/** A payment with its family as it is kept: name and number are sealed. */
export interface RosterFound extends Omit<RosterRow, 'no' | 'name' | 'idNumber'> {
  seq: string;
  householdId: string;
  householdCode: string;
  applicantIsMinor: boolean;
  nameSealed: string;
  idNumberSealed: string;
  keyId: string;
  wrapped: WrappedKey['wrapped'];
}

/** Up to `limit` payments of these months after a place, by day and in the order of paying. */
export async function readRoster(
  sql: Reader,
  { from, to }: Months,
  { after, limit }: { after: { paidOn: string; seq: string } | undefined; limit: number },
): Promise<RosterFound[]> {
  const { paidOn, seq } = after ?? { paidOn: monthStart(from), seq: '0' };
  return await sql<RosterFound[]>`
    select y.seq::text as seq, y.id as "paymentId", y.voucher_id as "voucherId",
      r.case_number as "caseNumber", c.name as "communityName", h.category,
      r.need_code as "needCode", y.amount::text as amount, o.method,
      o.payee_kind as "payeeKind", o.payee_name_masked as "payeeName",
      y.paid_on::text as "paidOn", a.name as "preparedByName", b.name as "paidByName",
      h.id as "householdId", h.code as "householdCode", h.applicant_is_minor as "applicantIsMinor",
      h.name_sealed as "nameSealed", h.id_number_sealed as "idNumberSealed", k.id as "keyId",
      k.wrapped
    from payments y join payment_orders o on o.id = y.order_id
    join aid_requests r on r.id = y.request_id join households h on h.id = r.household_id
    join data_keys k on k.id = h.key_id join communities c on c.id = r.community_id
    join persons a on a.id = o.prepared_person_id join persons b on b.id = y.paid_person_id
    where y.paid_on between ${paidOn}::date and ${monthEnd(to)}::date
      and (y.paid_on, y.seq) > (${paidOn}::date, ${seq}::bigint)
    order by y.paid_on, y.seq limit ${limit}`;
}
