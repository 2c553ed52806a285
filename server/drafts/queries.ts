import type {
  CorrectionKind,
  DraftLine,
  DraftLineBody,
  DraftStatus,
  DraftSummary,
  Paper,
  Template,
  VoucherWords,
} from '../../shared/drafts.ts';
import type { Money } from '../../shared/money.ts';
import type { Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';
import type { Reader } from '../database/snapshot.ts';

export type SummaryRow = DraftSummary & {
  seq: string;
  preparedPersonId: string;
  reason: string;
};

const label = (sql: Reader, table: string) =>
  sql.unsafe(`${table}.word || '-' || to_char(${table}.number, 'FM999990000')`);

const summaries = (sql: Reader) => sql<SummaryRow[]>`
  select d.id, d.seq, d.status, d.version, d.voucher_date::text as "voucherDate", d.summary, d.event,
    (select coalesce(sum(l.amount) filter (where l.side = 'debit'), 0)::numeric(18,2)::text
      from voucher_draft_lines l where l.draft_id = d.id) as total,
    d.correction, d.corrects_id as "correctsId", ${label(sql, 'o')} as "correctsLabel",
    p.name as "preparedByName", r.name as "reviewedByName", a.name as "approvedByName", d.note,
    v.id as "voucherId", ${label(sql, 'v')} as "voucherLabel",
    d.prepared_person_id as "preparedPersonId", d.reason
  from voucher_drafts d join persons p on p.id = d.prepared_person_id
  left join persons r on r.id = d.reviewed_person_id
  left join persons a on a.id = d.approved_person_id
  left join vouchers o on o.id = d.corrects_id
  left join vouchers v on v.source_type = 'manual' and v.source_id = d.id and v.reverses_id is null`;

/** A page of drafts, newest first, before sequence `before`; of one status or of all. */
export async function draftsPage(
  sql: Reader,
  page: { status: DraftStatus | undefined; before: number | undefined; limit: number },
): Promise<SummaryRow[]> {
  return sql<SummaryRow[]>`${summaries(sql)}
    where (${page.status ?? null}::text is null or d.status = ${page.status ?? null})
      and d.seq < ${page.before ?? Number.MAX_SAFE_INTEGER}
    order by d.seq desc limit ${page.limit}`;
}

/** One draft, or undefined. */
export async function draftById(sql: Reader, id: string): Promise<SummaryRow | undefined> {
  return maybe(await sql<SummaryRow[]>`${summaries(sql)} where d.id = ${id}`);
}

/** Holds a draft until the command ends; answers whether it is there. */
export async function lockDraft(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.sql`select 1 from voucher_drafts where id = ${id} for update`;
  return rows.length === 1;
}

/** The lines of a draft, in order. */
export async function draftLines(sql: Reader, id: string): Promise<DraftLine[]> {
  return sql<DraftLine[]>`
    select l.account, a.name_zh as "nameZh", a.name_en as "nameEn", l.fund_id as "fundId",
      f.code as "fundCode", l.side, l.amount::text, l.drive_id as "driveId",
      l.request_id as "requestId", q.case_number as "caseNumber", l.beneficiary
    from voucher_draft_lines l left join accounts a on a.code = l.account
    left join funds f on f.id = l.fund_id left join aid_requests q on q.id = l.request_id
    where l.draft_id = ${id} order by l.line_no`;
}

/** The same of a posted voucher. */
export async function voucherLines(sql: Reader, id: string): Promise<DraftLine[]> {
  return sql<DraftLine[]>`
    select l.account_code as account, a.name_zh as "nameZh", a.name_en as "nameEn",
      l.fund_id as "fundId", f.code as "fundCode", l.side, l.amount::text, l.drive_id as "driveId",
      l.request_id as "requestId", q.case_number as "caseNumber", l.beneficiary
    from voucher_lines l join accounts a on a.code = l.account_code
    left join funds f on f.id = l.fund_id left join aid_requests q on q.id = l.request_id
    where l.voucher_id = ${id} order by l.line_no`;
}

/** What a voucher that is no reversal is called and about, or undefined. */
export async function voucherHead(tx: Tx, id: string) {
  return maybe(
    await tx.sql<{ summary: string; event: string; sourceType: string }[]>`
      select summary, event, source_type as "sourceType" from vouchers
      where id = ${id} and reverses_id is null`,
  );
}

/** Which of these ids are rows of the table. */
export async function knownIds(
  tx: Tx,
  table: 'funds' | 'drives' | 'aid_requests',
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.sql<{ id: string }[]>`
    select id from ${tx.sql(table)} where id = any (${[...ids]}::uuid[])`;
  return new Set(rows.map(({ id }) => id));
}

/** The source documents of a draft, in order. */
export async function draftPapers(sql: Reader, id: string): Promise<Paper[]> {
  return sql<Paper[]>`select name, number, dated_on::text as "datedOn" from voucher_draft_papers
    where draft_id = ${id} order by paper_no`;
}

export interface NewDraft {
  id: string;
  voucherDate: string;
  summary: string;
  event: string;
  correctsId: string | null;
  correction: CorrectionKind | null;
  reason: string;
  userId: string;
  personId: string;
  at: Date;
}

/** Adds a draft without lines. */
export async function insertDraft(tx: Tx, row: NewDraft): Promise<void> {
  await tx.sql`insert into voucher_drafts (id, voucher_date, summary, event, corrects_id, correction,
      reason, prepared_by, prepared_person_id, created_at)
    values (${row.id}, ${row.voucherDate}, ${row.summary}, ${row.event}, ${row.correctsId},
      ${row.correction}, ${row.reason}, ${row.userId}, ${row.personId}, ${row.at.toISOString()})`;
}

/** Writes the lines and papers of a draft anew. */
export async function replaceParts(
  tx: Tx,
  id: string,
  parts: {
    lines: readonly (Omit<DraftLineBody, 'amount'> & { amount: Money })[];
    papers: readonly Paper[];
  },
): Promise<void> {
  await tx.sql`delete from voucher_draft_lines where draft_id = ${id}`;
  await tx.sql`delete from voucher_draft_papers where draft_id = ${id}`;
  await tx.sql`insert into voucher_draft_lines
    select ${id}, t.n, t.account, t."fundId", t.side, t.amount, t."driveId", t."requestId",
      t.beneficiary
    from rows from (jsonb_to_recordset(${JSON.stringify(parts.lines)}::jsonb) as (account text,
      "fundId" uuid, side text, amount numeric(18,2), "driveId" uuid, "requestId" uuid,
      beneficiary text)) with ordinality
      as t(account, "fundId", side, amount, "driveId", "requestId", beneficiary, n)`;
  await tx.sql`insert into voucher_draft_papers
    select ${id}, t.n, t.name, t.number, t."datedOn"
    from rows from (jsonb_to_recordset(${JSON.stringify(parts.papers)}::jsonb) as (name text,
      number text, "datedOn" date)) with ordinality as t(name, number, "datedOn", n)`;
}

/** Changes the head of a draft. */
export async function saveHead(
  tx: Tx,
  head: { id: string; voucherDate: string; summary: string; event: string },
): Promise<number> {
  const rows = await tx.sql<{ version: number }[]>`
    update voucher_drafts set voucher_date = ${head.voucherDate}, summary = ${head.summary},
      event = ${head.event}, version = version + 1 where id = ${head.id} returning version`;
  return one(rows).version;
}

/** Submits or discards a draft; a discarded one keeps no approval. */
export async function moveDraft(
  tx: Tx,
  id: string,
  status: 'submitted' | 'discarded',
): Promise<number> {
  const rows = await tx.sql<{ version: number }[]>`
    update voucher_drafts set status = ${status}, version = version + 1,
      approved_by = null, approved_person_id = null, approved_at = null
    where id = ${id} returning version`;
  return one(rows).version;
}

/** Sends a draft back to its preparer; review and approval fall away. */
export async function returnDraft(tx: Tx, id: string, note: string): Promise<number> {
  const rows = await tx.sql<{ version: number }[]>`
    update voucher_drafts set status = 'draft', note = ${note}, version = version + 1,
      reviewed_by = null, reviewed_person_id = null, reviewed_at = null,
      approved_by = null, approved_person_id = null, approved_at = null
    where id = ${id} returning version`;
  return one(rows).version;
}

interface Hand {
  userId: string;
  personId: string;
  at: Date;
}

/** Keeps who reviewed a draft. */
export async function markReviewed(tx: Tx, id: string, by: Hand): Promise<number> {
  const rows = await tx.sql<{ version: number }[]>`
    update voucher_drafts set status = 'reviewed', version = version + 1, reviewed_by = ${by.userId},
      reviewed_person_id = ${by.personId}, reviewed_at = ${by.at.toISOString()}
    where id = ${id} returning version`;
  return one(rows).version;
}

/** Keeps that the chair lets the money out. */
export async function markApproved(tx: Tx, id: string, by: Hand): Promise<number> {
  const rows = await tx.sql<{ version: number }[]>`
    update voucher_drafts set version = version + 1, approved_by = ${by.userId},
      approved_person_id = ${by.personId}, approved_at = ${by.at.toISOString()}
    where id = ${id} returning version`;
  return one(rows).version;
}

/** Posts a reviewed draft through the database's own function. */
export async function postDraft(
  tx: Tx,
  by: { id: string; word: string; userId: string; at: Date },
) {
  return one(
    await tx.sql<
      { voucherId: string; word: string; number: number; redVoucherId: string | null }[]
    >`
      select voucher_id as "voucherId", word, number, red_id as "redVoucherId"
      from post_draft(${tx.operationId}, ${by.id}, ${by.word}, ${by.userId},
        ${by.at.toISOString()})`,
  );
}

/** All templates, by name. */
export async function listTemplates(sql: Reader): Promise<Template[]> {
  return sql<
    Template[]
  >`select id, name, summary, event, lines from voucher_templates order by name`;
}

/** Adds a template. Fails with DUPLICATE for a name in use. */
export async function insertTemplate(
  tx: Tx,
  row: Omit<Template, 'id'> & { userId: string; at: Date },
): Promise<string> {
  const rows = await tx.sql<{ id: string }[]>`
    insert into voucher_templates (name, summary, event, lines, created_by, created_at)
    values (${row.name}, ${row.summary}, ${row.event}, ${JSON.stringify(row.lines)}::jsonb,
      ${row.userId}, ${row.at.toISOString()}) returning id`;
  return one(rows).id;
}

/** One word or three, and whether a month that is open has vouchers already. */
export async function voucherWordsNow(
  sql: Reader,
): Promise<{ words: VoucherWords; inUse: boolean }> {
  const rows = await sql<{ words: VoucherWords; inUse: boolean }[]>`
    select coalesce((select voucher_words from organisations), 'one') as words,
      exists (select 1 from vouchers v join periods p on p.id = v.period_id
        where p.status = 'open') as "inUse"`;
  return one(rows);
}

/** Changes the words through the database's own function. */
export async function chooseWords(tx: Tx, words: VoucherWords): Promise<void> {
  await tx.sql`select choose_voucher_words(${tx.operationId}, ${words})`;
}
