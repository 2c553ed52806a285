import type { CondolenceStatus } from '../../shared/condolences.ts';
import type { FundKind } from '../../shared/funds.ts';
import type { Money } from '../../shared/money.ts';
import type { Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';

interface By {
  userId: string;
  personId: string;
  at: string;
}

/** Writes a batch and its roster; the database counts the votes it needs. */
export async function insertBatch(
  tx: Tx,
  row: By & {
    id: string;
    fundId: string;
    name: string;
    plannedOn: string;
    cashTotal: Money;
    budget: Money;
    reason: string;
    lines: readonly { id: string; householdId: string; amount: Money; packs: number }[];
  },
): Promise<number> {
  const batch = one(
    await tx.sql<{ votes_needed: number }[]>`insert into condolence_batches (id, fund_id, name,
        planned_on, line_count, cash_total, budget, reason, prepared_by, prepared_person_id,
        prepared_at)
      values (${row.id}, ${row.fundId}, ${row.name}, ${row.plannedOn}, ${row.lines.length},
        ${row.cashTotal}, ${row.budget}, ${row.reason}, ${row.userId}, ${row.personId}, ${row.at})
      returning votes_needed`,
  );
  await tx.sql`insert into condolence_lines (id, batch_id, position, household_id, amount, packs)
    select id, ${row.id}, position, household_id, amount, packs
    from jsonb_to_recordset(${JSON.stringify(
      row.lines.map(({ id, householdId, amount, packs }, index) => ({
        id,
        position: index + 1,
        household_id: householdId,
        amount,
        packs,
      })),
    )}::text::jsonb) as t(id uuid, position int, household_id uuid, amount numeric, packs int)`;
  return batch.votes_needed;
}

/** The fund of this id, if there is one. */
export async function fundOf(tx: Tx, id: string): Promise<{ kind: FundKind } | undefined> {
  return maybe(await tx.sql<{ kind: FundKind }[]>`select kind from funds where id = ${id}`);
}

/** A batch as its acts need it. */
export interface Batch {
  id: string;
  name: string;
  fund: { id: string; kind: FundKind };
  preparedPersonId: string;
  status: CondolenceStatus;
  voters: string[];
}

/** A batch, or undefined; constraints judge what happens at once. */
export async function batchById(tx: Tx, id: string): Promise<Batch | undefined> {
  return maybe(
    await tx.sql<Batch[]>`
      select b.id, b.name, jsonb_build_object('id', f.id, 'kind', f.kind) as fund,
        b.prepared_person_id as "preparedPersonId",
        coalesce((select s.step from condolence_steps s where s.batch_id = b.id
          order by s.seq desc limit 1), 'voting') as status,
        array(select v.person_id from condolence_votes v where v.batch_id = b.id) as voters
      from condolence_batches b join funds f on f.id = b.fund_id where b.id = ${id}`,
  );
}

/** Adds a vote; the deciding one reserves the budget or rejects the batch. */
export async function insertVote(
  tx: Tx,
  row: By & { batchId: string; agrees: boolean; reason: string },
): Promise<void> {
  await tx.sql`insert into condolence_votes (batch_id, agrees, reason, user_id, person_id, at)
    values (${row.batchId}, ${row.agrees}, ${row.reason}, ${row.userId}, ${row.personId},
      ${row.at})`;
}

/** Closes a batch, which gives back what it did not hand out. */
export async function insertClosure(
  tx: Tx,
  row: By & { batchId: string; reason: string },
): Promise<void> {
  await tx.sql`insert into condolence_steps (batch_id, step, reason, taken_by, taken_person_id,
      taken_at)
    values (${row.batchId}, 'closed', ${row.reason}, ${row.userId}, ${row.personId}, ${row.at})`;
}

/** Lines of a batch that nothing has handed out and nothing is about to, with their amounts. */
export async function freeLines(
  tx: Tx,
  batchId: string,
  lineIds: readonly string[],
): Promise<{ id: string; amount: Money; taken: boolean }[]> {
  return tx.sql<{ id: string; amount: Money; taken: boolean }[]>`
    select l.id, l.amount::text, exists (select 1 from handouts h where h.line_id = l.id
        and not exists (select 1 from condolence_payment_steps s
          where s.payment_id = h.payment_id and s.step = 'refused')) as taken
    from condolence_lines l where l.batch_id = ${batchId} and l.id = any (${[...lineIds]}::uuid[])`;
}

/** How many packs each of these lines of a batch is to get, and whether it has them. */
export async function packLines(
  tx: Tx,
  batchId: string,
  lineIds: readonly string[],
): Promise<{ id: string; packs: number; taken: boolean }[]> {
  return tx.sql<{ id: string; packs: number; taken: boolean }[]>`
    select l.id, l.packs, exists (select 1 from condolence_packs p where p.line_id = l.id
        and not exists (select 1 from goods_reversals r where r.document_id = p.document_id))
        as taken
    from condolence_lines l where l.batch_id = ${batchId} and l.id = any (${[...lineIds]}::uuid[])`;
}

/** Notes which lines the goods of an issue went to. */
export async function insertPacks(
  tx: Tx,
  documentId: string,
  lines: readonly { id: string; packs: number }[],
): Promise<void> {
  for (const { id, packs } of lines) {
    await tx.sql`insert into condolence_packs (line_id, document_id, packs)
      values (${id}, ${documentId}, ${packs})`;
  }
}

/** Writes a handing-out with its lines; answers the lines' handouts. */
export async function insertPayment(
  tx: Tx,
  row: By & {
    id: string;
    batchId: string;
    advanceId: string | null;
    spent: Money;
    returned: Money;
    toppedUp: Money;
    note: string;
    lines: readonly { id: string; lineId: string; amount: Money }[];
  },
): Promise<void> {
  await tx.sql`insert into condolence_payments (id, batch_id, advance_id, spent, returned,
      topped_up, note, handed_in_by, handed_in_person_id, handed_in_at)
    values (${row.id}, ${row.batchId}, ${row.advanceId}, ${row.spent}, ${row.returned},
      ${row.toppedUp}, ${row.note}, ${row.userId}, ${row.personId}, ${row.at})`;
  for (const { id, lineId, amount } of row.lines) {
    await tx.sql`insert into handouts (id, payment_id, line_id, amount)
      values (${id}, ${row.id}, ${lineId}, ${amount})`;
  }
}

/** Writes how a line was signed for. */
export async function insertSignature(
  tx: Tx,
  row: By & {
    handoutId: string;
    handedOn: string;
    way: string;
    proxyRelation: string;
    proxyIndex: Buffer | null;
    witnessPersonId: string;
  },
): Promise<void> {
  await tx.sql`insert into handout_signatures (handout_id, handed_on, way, proxy_relation,
      proxy_index, witness_person_id, recorded_by, recorded_person_id, recorded_at)
    values (${row.handoutId}, ${row.handedOn}, ${row.way}, ${row.proxyRelation}, ${row.proxyIndex},
      ${row.witnessPersonId}, ${row.userId}, ${row.personId}, ${row.at})`;
}

/** Adds a step to a handing-out. */
export async function insertPaymentStep(
  tx: Tx,
  row: By & { paymentId: string; step: 'reviewed' | 'refused' | 'cash'; onDay: string } & {
    reason: string;
  },
): Promise<void> {
  await tx.sql`insert into condolence_payment_steps (payment_id, step, on_day, reason, taken_by,
      taken_person_id, taken_at)
    values (${row.paymentId}, ${row.step}, ${row.onDay}, ${row.reason}, ${row.userId},
      ${row.personId}, ${row.at})`;
}

/** A handing-out as its steps need it. */
export interface Handing {
  id: string;
  batchId: string;
  advanceId: string | null;
  spent: Money;
  returned: Money;
  toppedUp: Money;
  /** Whether it is two vouchers, because vouchers have three words. */
  split: boolean;
  handedInPersonId: string;
  steps: ('reviewed' | 'refused' | 'cash')[];
  witnesses: string[];
  handouts: { id: string; lineId: string }[];
}

/** A handing-out with its lines and steps, or undefined. */
export async function paymentById(tx: Tx, id: string): Promise<Handing | undefined> {
  return maybe(
    await tx.sql<Handing[]>`
      select p.id, p.batch_id as "batchId", p.advance_id as "advanceId", p.spent::text,
        p.returned::text, p.topped_up::text as "toppedUp", p.split,
        p.handed_in_person_id as "handedInPersonId",
        array(select s.step from condolence_payment_steps s where s.payment_id = p.id) as steps,
        array(select s.witness_person_id from handouts h
          join handout_signatures s on s.handout_id = h.id where h.payment_id = p.id) as witnesses,
        coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'lineId', h.line_id)
          order by h.seq) from handouts h where h.payment_id = p.id), '[]') as handouts
      from condolence_payments p where p.id = ${id}`,
  );
}
