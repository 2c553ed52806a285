import type { Money } from '../../shared/money.ts';
import type { PaymentMethod } from '../../shared/payments.ts';
import type { PaymentReturn, Payout, Recovery } from '../../shared/payouts.ts';
import type { Context } from '../core/context.ts';
import { maybe } from '../core/rows.ts';

type Client = Context['client'];

interface Numbered {
  voucherId: string | null;
  word: string | null;
  number: number | null;
}
type Unnumbered<Row> = Omit<Row, 'voucherNumber'> & Numbered;

type Plan = NonNullable<PaymentReturn['plan']>;
export interface ReturnFile extends Unnumbered<
  Omit<PaymentReturn, 'plan' | 'status' | 'mayPlan' | 'mayRepay' | 'mayDecide'>
> {
  isOpen: boolean;
  recordedPersonId: string;
  plan:
    | (Unnumbered<Omit<Plan, 'priorYear'>> & {
        payeeNameSealed: string | null;
        plannedPersonId: string;
        /** The chair's or the cashier's; null when nobody carried it out. */
        agrees: boolean | null;
      })
    | null;
}

type Settlement = Recovery['settlements'][number];
export interface RecoveryFile extends Unnumbered<
  Omit<Recovery, 'priorYear' | 'status' | 'settlements' | 'mayDecide' | 'maySettle'>
> {
  preparedPersonId: string;
  agrees: boolean | null;
  settlements: (Unnumbered<Omit<Settlement, 'status' | 'mayDecide'>> & {
    recordedPersonId: string;
    agrees: boolean | null;
  })[];
}

export interface PayoutFile extends Omit<
  Payout,
  'state' | 'net' | 'familyAid' | 'returns' | 'recoveries' | 'mayReturn' | 'mayRecover'
> {
  method: PaymentMethod;
  returned: Money;
  recovered: Money;
  familyAid: Money;
  hands: string[];
  keyId: string;
  wrapped: Buffer | null;
  returns: ReturnFile[];
  recoveries: RecoveryFile[];
}

/** A payment with everything that happened to it since, as one person may act on it. */
export async function payoutFile(
  sql: Client,
  id: string,
  personId: string,
): Promise<PayoutFile | undefined> {
  return maybe(
    await sql<PayoutFile[]>`
      select p.id, p.order_id as "orderId", p.request_id as "requestId",
        r.case_number as "caseNumber", f.code as "fundCode", f.kind = 'restricted' as restricted,
        p.amount::text, o.method, p.paid_on::text as "paidOn",
        returned_of(p.id)::numeric(18, 2)::text as returned,
        recovered_of(p.id)::numeric(18, 2)::text as recovered,
        aid_of_family(r.household_id, extract(year from p.paid_on)::int)::text as "familyAid",
        array(select h.hand from hands_of(r.id) h where h.person_id = ${personId}) as hands,
        k.id as "keyId", k.wrapped, ${returnsOf(sql)} as returns, ${recoveriesOf(sql)} as recoveries
      from payments p join aid_requests r on r.id = p.request_id
        join payment_orders o on o.id = p.order_id join funds f on f.id = o.fund_id
        join households h on h.id = r.household_id join data_keys k on k.id = h.key_id
      where p.id = ${id}`,
  );
}

/** The voucher of a document, inside the JSON object of the document. */
const voucherOf = (sql: Client, type: string, id: string) => sql`
  'voucherId', (select v.id from vouchers v where v.source_type = ${type}
    and v.source_id = ${sql.unsafe(id)}),
  'word', (select v.word from vouchers v where v.source_type = ${type}
    and v.source_id = ${sql.unsafe(id)}),
  'number', (select v.number from vouchers v where v.source_type = ${type}
    and v.source_id = ${sql.unsafe(id)})`;

const returnsOf = (sql: Client) => sql`
  (select coalesce(json_agg(json_build_object('id', b.id, 'amount', b.amount::text,
      'returnedOn', b.returned_on, 'bankReference', b.bank_reference, 'reason', b.reason,
      'recordedByName', q.name, 'recordedPersonId', b.recorded_person_id,
      'isOpen', return_is_open(b.id), ${voucherOf(sql, 'payment_return', 'b.id')},
      'plan', (select json_build_object('id', l.id, 'way', l.way, 'reason', l.reason,
          'cancelledOn', l.cancelled_on, 'payeeKind', l.payee_kind,
          'payeeName', l.payee_name_masked, 'payeeNameSealed', l.payee_name_sealed,
          'payeeAccount', l.payee_account_masked, 'payeeBank', l.payee_bank,
          'plannedByName', z.name, 'plannedPersonId', l.planned_person_id, 'agrees', e.agrees,
          'voucherId', v.id, 'word', v.word, 'number', v.number)
        from return_plans l join persons z on z.id = l.planned_person_id
          left join return_outcomes e on e.id = l.id
          left join vouchers v on v.source_id = l.id
            and v.source_type in ('repayment', 'return_cancellation')
        where l.return_id = b.id order by l.seq desc limit 1)) order by b.seq), '[]')
    from payment_returns b join persons q on q.id = b.recorded_person_id
    where b.payment_id = p.id)`;

const recoveriesOf = (sql: Client) => sql`
  (select coalesce(json_agg(json_build_object('id', c.id, 'cause', c.cause, 'till', c.till,
      'amount', c.amount::text, 'recoveredOn', c.recovered_on,
      'documentNumber', c.document_number, 'reason', c.reason, 'preparedByName', q.name,
      'preparedPersonId', c.prepared_person_id, 'agrees', d.agrees,
      'left', claim_left(c.id)::numeric(18, 2)::text, ${voucherOf(sql, 'recovery', 'c.id')},
      'settlements', (select coalesce(json_agg(json_build_object('id', s.id, 'way', s.way,
          'till', s.till, 'amount', s.amount::text, 'settledOn', s.settled_on,
          'reason', s.reason, 'recordedByName', z.name,
          'recordedPersonId', s.recorded_person_id, 'agrees', w.agrees,
          ${voucherOf(sql, 'recovery_settlement', 's.id')}) order by s.seq), '[]')
        from recovery_settlements s join persons z on z.id = s.recorded_person_id
          left join write_off_decisions w on w.id = s.id where s.recovery_id = c.id))
      order by c.seq), '[]')
    from recoveries c join persons q on q.id = c.prepared_person_id
      left join recovery_decisions d on d.id = c.id where c.payment_id = p.id)`;
