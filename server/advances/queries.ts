import type { AdvanceTill } from '../../shared/advances.ts';
import type { Money } from '../../shared/money.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe } from '../core/rows.ts';

interface By {
  userId: string;
  personId: string;
  at: string;
}

/** An advance as the list shows it. */
export interface AdvanceRow {
  id: string;
  seq: string;
  batchId: string;
  batchName: string;
  fundCode: string;
  holderName: string;
  holderPersonId: string;
  amount: Money;
  till: AdvanceTill;
  purpose: string;
  decision: 'approved' | 'refused' | null;
  approvedByName: string | null;
  approvedPersonId: string | null;
  open: Money | null;
  paidOn: string | null;
  dueOn: string | null;
  settlementWaits: boolean;
  voucherId: string | null;
  word: string | null;
  number: number | null;
}

/** A page of advances, newest first, before sequence `before`; of one holder if `holder`. */
export async function advancesPage(
  context: PublicContext,
  page: { before: number | undefined; limit: number; holder: string | null },
): Promise<AdvanceRow[]> {
  return context.client<AdvanceRow[]>`
    select a.id, a.seq, a.batch_id as "batchId", b.name as "batchName", f.code as "fundCode",
      h.name as "holderName", a.holder_person_id as "holderPersonId", a.amount::text, a.till,
      a.purpose, d.step as decision, q.name as "approvedByName",
      d.taken_person_id as "approvedPersonId", advance_open(a.id)::numeric(18, 2)::text as open,
      p.on_day::text as "paidOn", advance_due_on(a.id)::text as "dueOn",
      exists (select 1 from condolence_payments y where y.advance_id = a.id
        and condolence_day(y.id) is null and not exists (select 1 from condolence_payment_steps s
          where s.payment_id = y.id and s.step = 'refused')) as "settlementWaits",
      v.id as "voucherId", v.word, v.number
    from advances a join condolence_batches b on b.id = a.batch_id join funds f on f.id = b.fund_id
    join persons h on h.id = a.holder_person_id
    left join advance_steps d on d.advance_id = a.id and d.step <> 'paid'
    left join persons q on q.id = d.taken_person_id
    left join advance_steps p on p.advance_id = a.id and p.step = 'paid'
    left join vouchers v on v.source_type = 'advance' and v.source_id = a.id
    where a.seq < ${page.before ?? Number.MAX_SAFE_INTEGER}
      and (${page.holder}::uuid is null or a.holder_person_id = ${page.holder}::uuid)
    order by a.seq desc limit ${page.limit}`;
}

/** What each person holds on this day, the largest sum first; of one person if `holder`. */
export async function openByHolder(
  context: PublicContext,
  { today, holder }: { today: string; holder: string | null },
): Promise<{ name: string; open: Money; advances: number; overdue: number }[]> {
  return context.client<{ name: string; open: Money; advances: number; overdue: number }[]>`
    select p.name, sum(x.open)::numeric(18, 2)::text as open, count(*)::int as advances,
      (count(*) filter (where advance_due_on(x.id) < ${today}::date))::int as overdue
    from (select id, holder_person_id, advance_open(id) as open from advances) x
    join persons p on p.id = x.holder_person_id
    where x.open > 0 and (${holder}::uuid is null or x.holder_person_id = ${holder}::uuid)
    group by p.id, p.name order by sum(x.open) desc, p.name limit 500`;
}

/** Whether this person holds an advance that is past its date on this day. */
export async function hasOverdue(tx: Tx, personId: string, today: string): Promise<boolean> {
  const rows = await tx.sql`select 1 from advances a where a.holder_person_id = ${personId}
    and advance_open(a.id) > 0 and advance_due_on(a.id) < ${today}::date limit 1`;
  return rows.length > 0;
}

/** Adds an advance that waits for the chair. */
export async function insertAdvance(
  tx: Tx,
  row: By & { id: string; batchId: string; amount: Money; till: AdvanceTill; purpose: string },
): Promise<void> {
  await tx.sql`insert into advances (id, batch_id, amount, till, purpose, taken_by,
      holder_person_id, requested_at)
    values (${row.id}, ${row.batchId}, ${row.amount}, ${row.till}, ${row.purpose}, ${row.userId},
      ${row.personId}, ${row.at})`;
}

/** Adds a step to an advance. */
export async function insertAdvanceStep(
  tx: Tx,
  row: By & {
    advanceId: string;
    step: 'approved' | 'refused' | 'paid';
    onDay: string;
    reference: string;
    reason: string;
  },
): Promise<void> {
  await tx.sql`insert into advance_steps (advance_id, step, on_day, reference, reason, taken_by,
      taken_person_id, taken_at)
    values (${row.advanceId}, ${row.step}, ${row.onDay}, ${row.reference}, ${row.reason},
      ${row.userId}, ${row.personId}, ${row.at})`;
}

/** An advance as its acts need it; constraints judge what happens at once. */
export async function advanceById(tx: Tx, id: string) {
  return maybe(
    await tx.sql<
      {
        batch_id: string;
        batch_name: string;
        amount: Money;
        till: AdvanceTill;
        holder_person_id: string;
        decision: 'approved' | 'refused' | null;
        decided_person_id: string | null;
        decided_on: string | null;
        paid: boolean;
        open: Money | null;
      }[]
    >`select a.batch_id, b.name as batch_name, a.amount::text, a.till, a.holder_person_id,
        d.step as decision, d.taken_person_id as decided_person_id, d.on_day::text as decided_on,
        advance_open(a.id) is not null as paid, advance_open(a.id)::numeric(18, 2)::text as open
      from advances a join condolence_batches b on b.id = a.batch_id
      left join advance_steps d on d.advance_id = a.id and d.step <> 'paid' where a.id = ${id}`,
  );
}
