import type { AidLane, AidStatus } from '../../shared/aid.ts';
import type { Money } from '../../shared/money.ts';
import type {
  PayeeKind,
  PaymentMethod,
  PaymentOrder,
  ProofBody,
  VoidBody,
  VoidOutcome,
} from '../../shared/payments.ts';
import type { Context, Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';

type Client = Context['client'];

export interface NewOrder {
  id: string;
  requestId: string;
  fundId: string;
  amount: Money;
  method: PaymentMethod;
  payeeKind: PayeeKind;
  payeeNameSealed: string;
  payeeNameMasked: string;
  payeeAccountSealed: string | null;
  payeeAccountMasked: string | null;
  payeeBank: string | null;
  preparedBy: string;
  preparedPersonId: string;
  at: string;
}

/** Writes an order: who is paid, how, and exactly what was decided. */
export async function insertOrder(tx: Tx, row: NewOrder): Promise<void> {
  await tx.sql`insert into payment_orders (id, request_id, fund_id, amount, method, payee_kind,
      payee_name_sealed, payee_name_masked, payee_account_sealed, payee_account_masked, payee_bank,
      prepared_by, prepared_person_id, prepared_at)
    values (${row.id}, ${row.requestId}, ${row.fundId}, ${row.amount}, ${row.method},
      ${row.payeeKind}, ${row.payeeNameSealed}, ${row.payeeNameMasked}, ${row.payeeAccountSealed},
      ${row.payeeAccountMasked}, ${row.payeeBank}, ${row.preparedBy}, ${row.preparedPersonId},
      ${row.at})`;
}

/** An order as the cashier's command needs it; `preparedOn` is the day in Shanghai. */
export async function orderById(
  sql: Client,
  id: string,
): Promise<
  { requestId: string; amount: Money; method: PaymentMethod; preparedOn: string } | undefined
> {
  return maybe(
    await sql<{ requestId: string; amount: Money; method: PaymentMethod; preparedOn: string }[]>`
      select request_id as "requestId", amount, method,
        (prepared_at at time zone 'Asia/Shanghai')::date::text as "preparedOn"
      from payment_orders where id = ${id}`,
  );
}

/** The request and the day of a payment, or undefined. */
export async function paymentById(
  sql: Client,
  id: string,
): Promise<{ requestId: string; paidOn: string } | undefined> {
  return maybe(
    await sql<{ requestId: string; paidOn: string }[]>`
      select request_id as "requestId", paid_on::text as "paidOn" from payments where id = ${id}`,
  );
}

/** Pays an order through the only function by which aid leaves the fund (decision 11). */
export async function payOrder(
  tx: Tx,
  by: {
    orderId: string;
    word: string;
    paidOn: string;
    bankReference: string | null;
    papersDueOn: string | null;
    summary: string;
    userId: string;
    at: string;
  },
): Promise<{ paymentId: string; voucherId: string; number: number; words: 'one' | 'three' }> {
  return one(
    await tx.sql<
      { paymentId: string; voucherId: string; number: number; words: 'one' | 'three' }[]
    >`
      select payment_id as "paymentId", voucher_id as "voucherId", number,
        (select voucher_words from organisations) as words
      from pay_aid(${tx.operationId}, ${by.orderId}, ${by.word}, ${by.paidOn}, ${by.bankReference},
        ${by.papersDueOn}, ${by.summary}, ${by.userId}, ${by.at})`,
  );
}

/** Whether cash gifts of that day are still in the box: more came in than was banked on the day. */
export async function hasUnbankedCash(tx: Tx, day: string): Promise<boolean> {
  const row = one(
    await tx.sql<{ unbanked: boolean }[]>`
      select coalesce((select sum(d.gross) from donations d where d.channel = 'cash'
          and d.received_on = ${day} and not exists (select 1 from donation_reversals x
            where x.donation_id = d.id)), 0)
        > coalesce((select sum(b.amount) from deposits b where b.kind = 'cash'
          and b.deposited_on = ${day} and not exists (select 1 from vouchers v
            join vouchers r on r.reverses_id = v.id
            where v.source_type = 'deposit' and v.source_id = b.id)), 0) as unbanked`,
  );
  return row.unbanked;
}

/** Writes the proof that the money arrived. */
export async function insertProof(
  tx: Tx,
  row: ProofBody & { paymentId: string; recordedBy: string; at: string },
): Promise<void> {
  await tx.sql`insert into payment_proofs (payment_id, kind, reference, received_on, recorded_by,
      at)
    values (${row.paymentId}, ${row.kind}, ${row.reference}, ${row.receivedOn}, ${row.recordedBy},
      ${row.at})`;
}

/** Writes that a treasurer asks to void an order. */
export async function insertVoid(
  tx: Tx,
  row: VoidBody & { id: string; orderId: string; userId: string; personId: string; at: string },
): Promise<void> {
  await tx.sql`insert into order_voids
      (id, order_id, outcome, reason, asked_by, asked_person_id, asked_at)
    values (${row.id}, ${row.orderId}, ${row.outcome}, ${row.reason}, ${row.userId},
      ${row.personId}, ${row.at})`;
}

/** The void of an order that waits for a word, or undefined. */
export async function askedVoid(
  tx: Tx,
  orderId: string,
): Promise<{ id: string; outcome: VoidOutcome } | undefined> {
  return maybe(
    await tx.sql<{ id: string; outcome: VoidOutcome }[]>`
      select v.id, v.outcome from order_voids v where v.order_id = ${orderId}
        and not exists (select 1 from order_void_decisions d where d.id = v.id)`,
  );
}

/** Writes another person's word on a void; agreeing carries it out. Answers the new status. */
export async function decideVoidOf(
  tx: Tx,
  row: {
    id: string;
    requestId: string;
    agrees: boolean;
    reason: string;
    userId: string;
    personId: string;
    at: string;
  },
): Promise<AidStatus> {
  await tx.sql`insert into order_void_decisions
      (id, agrees, reason, decided_by, decided_person_id, decided_at)
    values (${row.id}, ${row.agrees}, ${row.reason}, ${row.userId}, ${row.personId}, ${row.at})`;
  const after = await tx.sql<{ status: AidStatus }[]>`
    select status from aid_requests where id = ${row.requestId}`;
  return one(after).status;
}

/** An order in the list, with what decides whether the reader may pay it. */
export interface OrderRow extends Omit<
  PaymentOrder,
  'payment' | 'mayPay' | 'refusal' | 'voiding' | 'mayVoid' | 'mayDecideVoid'
> {
  seq: string;
  status: AidStatus;
  lane: AidLane;
  communityId: string;
  requested: Money;
  granted: Money | null;
  payeeNameSealed: string;
  keyId: string;
  wrapped: Buffer | null;
  myHands: string[];
  askedVoid: {
    outcome: VoidOutcome;
    reason: string;
    askedByName: string;
    askedPersonId: string;
  } | null;
  payment:
    | (Omit<NonNullable<PaymentOrder['payment']>, 'voucherNumber'> & {
        word: string;
        number: number;
      })
    | null;
}

/** One order, or all: the newest first, `limit` at most, before the place `before`. */
export async function listOrders(
  sql: Client,
  by: { personId: string; before: number | null; limit: number; id?: string },
): Promise<OrderRow[]> {
  return sql<OrderRow[]>`
    select o.seq, o.id, o.request_id as "requestId", r.case_number as "caseNumber",
      c.name as "communityName", r.need_code as "needCode", r.lane, r.status,
      r.community_id as "communityId", r.requested, r.granted, f.code as "fundCode", o.amount,
      o.method, o.payee_kind as "payeeKind", o.payee_name_masked as "payeeName",
      o.payee_name_sealed as "payeeNameSealed", o.payee_account_masked as "payeeAccount",
      o.payee_bank as "payeeBank", p.name as "preparedByName",
      to_json(o.prepared_at) #>> '{}' as "preparedAt", k.id as "keyId", k.wrapped,
      array(select t.hand from hands_of(r.id) t where t.person_id = ${by.personId}) as "myHands",
      (select json_build_object('id', x.id, 'paidOn', x.paid_on, 'voucherId', x.voucher_id,
          'word', v.word, 'number', v.number, 'paidByName', q.name,
          'bankReference', x.bank_reference, 'proofKind',
          (select y.kind from payment_proofs y where y.payment_id = x.id), 'state',
          case when returned_of(x.id) > 0 then case when exists (select 1 from payment_returns b
              where b.payment_id = x.id and return_is_open(b.id)) then 'returned'
              else 'cancelled' end
            when recovered_of(x.id) = x.amount then 'recovered'
            when recovered_of(x.id) > 0 then 'partly_recovered' else 'paid' end)
        from payments x join vouchers v on v.id = x.voucher_id
          join persons q on q.id = x.paid_person_id where x.order_id = o.id) as payment,
      not exists (select 1 from live_orders l where l.order_id = o.id) as voided,
      (select json_build_object('outcome', v.outcome, 'reason', v.reason, 'askedByName', z.name,
          'askedPersonId', v.asked_person_id)
        from order_voids v join persons z on z.id = v.asked_person_id where v.order_id = o.id
          and not exists (select 1 from order_void_decisions d where d.id = v.id)) as "askedVoid"
    from payment_orders o join aid_requests r on r.id = o.request_id
      join communities c on c.id = r.community_id join funds f on f.id = o.fund_id
      join persons p on p.id = o.prepared_person_id join households h on h.id = r.household_id
      join data_keys k on k.id = h.key_id
    where (${by.before}::bigint is null or o.seq < ${by.before})
      and (${by.id ?? null}::uuid is null or o.id = ${by.id ?? null})
    order by o.seq desc limit ${by.limit}`;
}
