import type {
  paymentReturns,
  recoveries,
  recoverySettlements,
  returnPlans,
} from '../../drizzle/schema/index.ts';
import type { FundKind } from '../../shared/funds.ts';
import type { Money } from '../../shared/money.ts';
import type { PaymentMethod } from '../../shared/payments.ts';
import type { RecoveryTill, ReturnWay, SettlementWay } from '../../shared/payouts.ts';
import type { Tx } from '../core/context.ts';
import { maybe } from '../core/rows.ts';

/** A payment under the lock of its request, as every act on it finds it. */
export interface PaymentRow {
  id: string;
  requestId: string;
  caseNumber: string;
  householdId: string;
  fund: { id: string; kind: FundKind };
  amount: Money;
  method: PaymentMethod;
  paidOn: string;
  /** The last day on which its money left: paid, or paid again. */
  leftOn: string;
  returned: Money;
  recovered: Money;
  /** The hands that the person asking has in the case. */
  hands: string[];
}

/** Holds the request of a payment until the command ends, as paying did. */
export async function holdPayment(
  tx: Tx,
  id: string,
  personId: string,
): Promise<PaymentRow | undefined> {
  const held = await tx.sql`select r.id from aid_requests r
    where r.id = (select request_id from payments where id = ${id}) for update of r`;
  if (held.length === 0) return undefined;
  return maybe(
    await tx.sql<PaymentRow[]>`
      select p.id, p.request_id as "requestId", r.case_number as "caseNumber",
        r.household_id as "householdId", json_build_object('id', f.id, 'kind', f.kind) as fund,
        p.amount::text, o.method, p.paid_on::text as "paidOn", left_on(p.id)::text as "leftOn",
        returned_of(p.id)::numeric(18, 2)::text as returned,
        recovered_of(p.id)::numeric(18, 2)::text as recovered,
        array(select h.hand from hands_of(p.request_id) h where h.person_id = ${personId}) as hands
      from payments p join aid_requests r on r.id = p.request_id
        join payment_orders o on o.id = p.order_id join funds f on f.id = o.fund_id
      where p.id = ${id}`,
  );
}

/** The payment of a return, of a plan, of a recovery or of a settlement, or undefined. */
export async function paymentOf(
  tx: Tx,
  what: 'return' | 'plan' | 'recovery' | 'settlement',
  id: string,
): Promise<string | undefined> {
  const rows = await tx.sql<{ id: string }[]>`
    select payment_id as id from payment_returns where ${what} = 'return' and id = ${id}
    union all select b.payment_id from return_plans l join payment_returns b on b.id = l.return_id
      where ${what} = 'plan' and l.id = ${id}
    union all select payment_id from recoveries where ${what} = 'recovery' and id = ${id}
    union all select c.payment_id from recovery_settlements s
      join recoveries c on c.id = s.recovery_id where ${what} = 'settlement' and s.id = ${id}`;
  return maybe(rows)?.id;
}

export interface ReturnRow {
  id: string;
  amount: Money;
  returnedOn: string;
  isOpen: boolean;
  recordedPersonId: string;
}

/** A return as a plan for it asks. */
export async function returnById(tx: Tx, id: string): Promise<ReturnRow | undefined> {
  return maybe(
    await tx.sql<ReturnRow[]>`
      select id, amount::text, returned_on::text as "returnedOn", return_is_open(id) as "isOpen",
        recorded_person_id as "recordedPersonId" from payment_returns where id = ${id}`,
  );
}

export interface PlanRow {
  id: string;
  returnId: string;
  way: ReturnWay;
  cancelledOn: string | null;
  plannedOn: string;
  plannedPersonId: string;
  isNewest: boolean;
  refused: boolean;
}

/** A plan as carrying it out asks; `plannedOn` is the day in Shanghai. */
export async function planById(tx: Tx, id: string): Promise<PlanRow | undefined> {
  return maybe(
    await tx.sql<PlanRow[]>`
      select l.id, l.return_id as "returnId", l.way, l.cancelled_on::text as "cancelledOn",
        (l.planned_at at time zone 'Asia/Shanghai')::date::text as "plannedOn",
        l.planned_person_id as "plannedPersonId",
        not exists (select 1 from return_plans x where x.return_id = l.return_id and x.seq > l.seq)
          as "isNewest",
        exists (select 1 from return_outcomes e where e.id = l.id) as refused
      from return_plans l where l.id = ${id}`,
  );
}

export interface RecoveryRow {
  id: string;
  till: RecoveryTill | null;
  amount: Money;
  recoveredOn: string;
  documentNumber: string;
  preparedPersonId: string;
  agrees: boolean | null;
  /** What of a claim is open; null of money and of what nobody agreed to. */
  left: Money | null;
}

/** A recovery as deciding on it and settling it ask. */
export async function recoveryById(tx: Tx, id: string): Promise<RecoveryRow | undefined> {
  return maybe(
    await tx.sql<RecoveryRow[]>`
      select c.id, c.till, c.amount::text, c.recovered_on::text as "recoveredOn",
        c.document_number as "documentNumber", c.prepared_person_id as "preparedPersonId",
        d.agrees, claim_left(c.id)::numeric(18, 2)::text as left
      from recoveries c left join recovery_decisions d on d.id = c.id where c.id = ${id}`,
  );
}

export interface SettlementRow {
  id: string;
  recoveryId: string;
  way: SettlementWay;
  amount: Money;
  settledOn: string;
  recordedPersonId: string;
  agrees: boolean | null;
}

/** A settlement as deciding on a loss asks. */
export async function settlementById(tx: Tx, id: string): Promise<SettlementRow | undefined> {
  return maybe(
    await tx.sql<SettlementRow[]>`
      select s.id, s.recovery_id as "recoveryId", s.way, s.amount::text,
        s.settled_on::text as "settledOn", s.recorded_person_id as "recordedPersonId", w.agrees
      from recovery_settlements s left join write_off_decisions w on w.id = s.id
      where s.id = ${id}`,
  );
}

/** Writes a transfer that came back. */
export async function insertReturn(tx: Tx, row: typeof paymentReturns.$inferInsert): Promise<void> {
  await tx.sql`insert into payment_returns (id, payment_id, amount, returned_on, bank_reference,
      reason, recorded_by, recorded_person_id, recorded_at)
    values (${row.id}, ${row.paymentId}, ${row.amount}, ${row.returnedOn}, ${row.bankReference},
      ${row.reason}, ${row.recordedBy}, ${row.recordedPersonId}, ${row.recordedAt.toISOString()})`;
}

/** Writes what is planned for returned money. */
export async function insertPlan(tx: Tx, row: typeof returnPlans.$inferInsert): Promise<void> {
  await tx.sql`insert into return_plans (id, return_id, way, reason, cancelled_on, payee_kind,
      payee_name_sealed, payee_name_masked, payee_account_sealed, payee_account_masked, payee_bank,
      planned_by, planned_person_id, planned_at)
    values (${row.id}, ${row.returnId}, ${row.way}, ${row.reason}, ${row.cancelledOn ?? null},
      ${row.payeeKind ?? null}, ${row.payeeNameSealed ?? null}, ${row.payeeNameMasked ?? null},
      ${row.payeeAccountSealed ?? null}, ${row.payeeAccountMasked ?? null},
      ${row.payeeBank ?? null}, ${row.plannedBy}, ${row.plannedPersonId},
      ${row.plannedAt.toISOString()})`;
}

interface Done {
  id: string;
  agrees: boolean;
  reason: string;
  userId: string;
  personId: string;
  at: string;
}

/** Writes what became of returned money. */
export async function insertOutcome(
  tx: Tx,
  row: Done & { way: ReturnWay; happenedOn: string; bankReference: string | null },
): Promise<void> {
  await tx.sql`insert into return_outcomes (id, way, agrees, happened_on, bank_reference, reason,
      done_by, done_person_id, done_at)
    values (${row.id}, ${row.way}, ${row.agrees}, ${row.happenedOn}, ${row.bankReference},
      ${row.reason}, ${row.userId}, ${row.personId}, ${row.at})`;
}

/** Writes a recovery that waits for the chair. */
export async function insertRecovery(tx: Tx, row: typeof recoveries.$inferInsert): Promise<void> {
  await tx.sql`insert into recoveries (id, payment_id, cause, till, amount, recovered_on,
      bank_reference, document_number, reason, prepared_by, prepared_person_id, prepared_at)
    values (${row.id}, ${row.paymentId}, ${row.cause}, ${row.till ?? null}, ${row.amount},
      ${row.recoveredOn}, ${row.bankReference ?? null}, ${row.documentNumber}, ${row.reason},
      ${row.preparedBy}, ${row.preparedPersonId}, ${row.preparedAt.toISOString()})`;
}

/** Writes the chair's word on a recovery. */
export async function insertRecoveryDecision(tx: Tx, row: Done): Promise<void> {
  await tx.sql`insert into recovery_decisions
      (id, agrees, reason, decided_by, decided_person_id, decided_at)
    values (${row.id}, ${row.agrees}, ${row.reason}, ${row.userId}, ${row.personId}, ${row.at})`;
}

/** Writes money against a claim, or its loss, which waits for the chair. */
export async function insertSettlement(
  tx: Tx,
  row: typeof recoverySettlements.$inferInsert,
): Promise<void> {
  await tx.sql`insert into recovery_settlements (id, recovery_id, way, till, amount, settled_on,
      bank_reference, reason, recorded_by, recorded_person_id, recorded_at)
    values (${row.id}, ${row.recoveryId}, ${row.way}, ${row.till ?? null}, ${row.amount},
      ${row.settledOn}, ${row.bankReference ?? null}, ${row.reason}, ${row.recordedBy},
      ${row.recordedPersonId}, ${row.recordedAt.toISOString()})`;
}

/** Writes the chair's word on a loss. */
export async function insertWriteOff(tx: Tx, row: Done): Promise<void> {
  await tx.sql`insert into write_off_decisions
      (id, way, agrees, reason, decided_by, decided_person_id, decided_at)
    values (${row.id}, 'written_off', ${row.agrees}, ${row.reason}, ${row.userId},
      ${row.personId}, ${row.at})`;
}
