import type {
  agencyBeneficiaries,
  agencyDecisions,
  agencyMovements,
} from '../../drizzle/schema/index.ts';
import type { AgencyKind, AgencyTill, Beneficiary } from '../../shared/agency.ts';
import type { Money } from '../../shared/money.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe } from '../core/rows.ts';

/** Every beneficiary with what is held for them, by code. */
export async function listBeneficiaries(context: PublicContext): Promise<Beneficiary[]> {
  return context.client<Beneficiary[]>`
    select a.code, a.beneficiary_masked as "beneficiaryMasked", a.principal_masked as "principalMasked",
      a.purpose, a.agreement_number as "agreementNumber", a.agreed_on::text as "agreedOn",
      b.assets::text as held
    from agency_beneficiaries a join agency_balances b on b.beneficiary = a.code order by a.code`;
}

/** Whether there is such a beneficiary. */
export async function knowsBeneficiary(tx: Tx, code: string): Promise<boolean> {
  const rows = await tx.sql`select 1 from agency_beneficiaries where code = ${code}`;
  return rows.length > 0;
}

/** What is held for a beneficiary now; the balance row itself judges when it is posted. */
export async function heldFor(tx: Tx, code: string): Promise<Money | undefined> {
  const rows = await tx.sql<{ held: Money }[]>`
    select assets::text as held from agency_balances where beneficiary = ${code}`;
  return maybe(rows)?.held;
}

export interface MovementRow {
  id: string;
  seq: string;
  beneficiary: string;
  kind: AgencyKind;
  till: AgencyTill | null;
  fund_code: string | null;
  amount: Money;
  goods: string;
  moved_on: string;
  document_name: string;
  document_number: string;
  prepared_person_id: string;
  prepared_by_name: string;
  agrees: boolean | null;
  decided_by_name: string | null;
  voucher_id: string | null;
  word: string | null;
  number: number | null;
}

/** A page of movements of agency money and goods, newest first, before sequence `before`. */
export async function movementsPage(
  context: PublicContext,
  page: { before: number | undefined; limit: number },
): Promise<MovementRow[]> {
  return context.client<MovementRow[]>`
    select m.id, m.seq, m.beneficiary, m.kind, m.till, f.code as fund_code, m.amount::text, m.goods,
      m.moved_on::text, m.document_name, m.document_number, m.prepared_person_id,
      p.name as prepared_by_name, d.agrees, q.name as decided_by_name, v.id as voucher_id, v.word,
      v.number
    from agency_movements m join persons p on p.id = m.prepared_person_id
    left join funds f on f.id = m.fund_id left join agency_decisions d on d.id = m.id
    left join persons q on q.id = d.decided_person_id
    left join vouchers v on v.source_type = 'agency' and v.source_id = m.id
    where m.seq < ${page.before ?? Number.MAX_SAFE_INTEGER} order by m.seq desc limit ${page.limit}`;
}

/** A movement and whether it was decided; of two decisions at once the constraint lets one in. */
export async function movementToDecide(tx: Tx, id: string) {
  return maybe(
    await tx.sql<
      {
        beneficiary: string;
        kind: AgencyKind;
        till: AgencyTill | null;
        fund_id: string | null;
        amount: Money;
        moved_on: string;
        document_number: string;
        prepared_person_id: string;
        decided: boolean;
      }[]
    >`select m.beneficiary, m.kind, m.till, m.fund_id, m.amount::text, m.moved_on::text,
        m.document_number, m.prepared_person_id,
        exists (select 1 from agency_decisions d where d.id = m.id) as decided
      from agency_movements m where m.id = ${id}`,
  );
}

/** Adds a beneficiary; its balance row comes with it. */
export async function insertBeneficiary(
  tx: Tx,
  row: typeof agencyBeneficiaries.$inferInsert,
): Promise<void> {
  await tx.sql`insert into agency_beneficiaries (code, beneficiary_masked, principal_masked, purpose,
      agreement_number, agreed_on, opened_by, created_at)
    values (${row.code}, ${row.beneficiaryMasked}, ${row.principalMasked}, ${row.purpose},
      ${row.agreementNumber}, ${row.agreedOn}, ${row.openedBy}, ${row.createdAt.toISOString()})`;
}

/** Adds a movement. */
export async function insertMovement(
  tx: Tx,
  row: typeof agencyMovements.$inferInsert,
): Promise<void> {
  await tx.sql`insert into agency_movements (id, beneficiary, kind, till, fund_id, amount, goods,
      moved_on, document_name, document_number, prepared_by, prepared_person_id, prepared_at)
    values (${row.id}, ${row.beneficiary}, ${row.kind}, ${row.till ?? null}, ${row.fundId ?? null},
      ${row.amount}, ${row.goods}, ${row.movedOn}, ${row.documentName}, ${row.documentNumber},
      ${row.preparedBy}, ${row.preparedPersonId}, ${row.preparedAt.toISOString()})`;
}

/** Adds the second person's hand. */
export async function insertAgencyDecision(
  tx: Tx,
  row: typeof agencyDecisions.$inferInsert,
): Promise<void> {
  await tx.sql`insert into agency_decisions
    (id, agrees, reason, decided_by, decided_person_id, decided_at)
    values (${row.id}, ${row.agrees}, ${row.reason}, ${row.decidedBy}, ${row.decidedPersonId},
      ${row.decidedAt.toISOString()})`;
}
