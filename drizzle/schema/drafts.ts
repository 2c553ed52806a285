import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { CorrectionKind, DraftStatus } from '../../shared/drafts.ts';
import { aidRequests } from './aid.ts';
import { instant, key, money, sequence } from './columns.ts';
import { drives } from './drives.ts';
import { funds } from './funds.ts';
import { vouchers } from './ledger.ts';
import { persons, users } from './people.ts';

/** Which accounts a voucher by hand may touch: the longest prefix decides. Filled once. */
export const manualRules = pgTable('manual_rules', {
  prefix: text().primaryKey(),
  plain: boolean().notNull(),
  correction: boolean().notNull(),
  priorYear: boolean().notNull(),
  /** A credit is money that leaves: it needs a paper and the chair's approval. */
  approval: boolean().notNull(),
});

/** A voucher by hand on its way: draft, submitted, reviewed by another, posted; or discarded. */
export const voucherDrafts = pgTable(
  'voucher_drafts',
  {
    id: key(),
    seq: sequence(),
    version: integer().notNull().default(1),
    status: text().$type<DraftStatus>().notNull().default('draft'),
    voucherDate: date({ mode: 'string' }).notNull(),
    summary: text().notNull(),
    event: text().notNull(),
    correctsId: uuid(),
    correction: text().$type<CorrectionKind>(),
    reason: text().notNull().default(''),
    /** Why the reviewer sent it back. */
    note: text().notNull().default(''),
    preparedBy: uuid().notNull(),
    preparedPersonId: uuid().notNull(),
    createdAt: instant().notNull(),
    reviewedBy: uuid(),
    reviewedPersonId: uuid(),
    reviewedAt: instant(),
    approvedBy: uuid(),
    approvedPersonId: uuid(),
    approvedAt: instant(),
  },
  (table) => [
    unique('draft_in_order').on(table.seq),
    foreignKey({
      name: 'draft_corrects_a_voucher',
      columns: [table.correctsId],
      foreignColumns: [vouchers.id],
    }),
    foreignKey({
      name: 'draft_prepared_by_a_user',
      columns: [table.preparedBy],
      foreignColumns: [users.id],
    }),
    foreignKey({
      name: 'draft_prepared_by_a_person',
      columns: [table.preparedPersonId],
      foreignColumns: [persons.id],
    }),
    foreignKey({
      name: 'draft_reviewed_by_a_user',
      columns: [table.reviewedBy],
      foreignColumns: [users.id],
    }),
    foreignKey({
      name: 'draft_reviewed_by_a_person',
      columns: [table.reviewedPersonId],
      foreignColumns: [persons.id],
    }),
    foreignKey({
      name: 'draft_approved_by_a_user',
      columns: [table.approvedBy],
      foreignColumns: [users.id],
    }),
    foreignKey({
      name: 'draft_approved_by_a_person',
      columns: [table.approvedPersonId],
      foreignColumns: [persons.id],
    }),
    uniqueIndex('draft_one_correction_at_a_time')
      .on(table.correctsId)
      .where(sql`corrects_id is not null and status in ('draft', 'submitted', 'reviewed')`),
    index('draft_by_status').on(table.status, table.seq),
    check(
      'draft_status_known',
      sql`${table.status} in ('draft', 'submitted', 'reviewed', 'posted', 'discarded')`,
    ),
    check(
      'draft_corrects_in_a_known_way',
      sql`(${table.correction} is null) = (${table.correctsId} is null) and (${table.correction} is null or ${table.correction} in ('full', 'difference', 'prior_year'))`,
    ),
    check(
      'draft_event_of_its_kind',
      sql`case ${table.correction} when 'full' then ${table.event} = 'C01' when 'difference' then ${table.event} = 'C02' when 'prior_year' then ${table.event} = 'C03' else ${table.event} not like 'C%' end`,
    ),
    check(
      'draft_review_is_whole',
      sql`(${table.reviewedBy} is null) = (${table.reviewedAt} is null) and (${table.reviewedBy} is null) = (${table.reviewedPersonId} is null) and (${table.reviewedBy} is not null) = (${table.status} in ('reviewed', 'posted'))`,
    ),
    check(
      'draft_approval_is_whole',
      sql`(${table.approvedBy} is null) = (${table.approvedAt} is null) and (${table.approvedBy} is null) = (${table.approvedPersonId} is null) and (${table.approvedBy} is null or ${table.status} in ('submitted', 'reviewed', 'posted'))`,
    ),
    check('draft_reviewed_by_another', sql`${table.reviewedPersonId} <> ${table.preparedPersonId}`),
    check('draft_approved_by_another', sql`${table.approvedPersonId} <> ${table.preparedPersonId}`),
  ],
);

/** The lines of a draft; they change only while it is a draft. */
export const voucherDraftLines = pgTable(
  'voucher_draft_lines',
  {
    draftId: uuid().notNull(),
    lineNo: smallint().notNull(),
    /** As typed: checked when the draft is submitted and posted. */
    account: text().notNull(),
    fundId: uuid(),
    side: text().$type<'debit' | 'credit'>().notNull(),
    amount: money().notNull(),
    driveId: uuid(),
    requestId: uuid(),
    beneficiary: text(),
  },
  (table) => [
    primaryKey({ name: 'draft_line_numbered_once', columns: [table.draftId, table.lineNo] }),
    foreignKey({
      name: 'draft_line_of_a_draft',
      columns: [table.draftId],
      foreignColumns: [voucherDrafts.id],
    }),
    foreignKey({
      name: 'draft_line_of_a_fund',
      columns: [table.fundId],
      foreignColumns: [funds.id],
    }),
    foreignKey({
      name: 'draft_line_of_a_drive',
      columns: [table.driveId],
      foreignColumns: [drives.id],
    }),
    foreignKey({
      name: 'draft_line_of_a_request',
      columns: [table.requestId],
      foreignColumns: [aidRequests.id],
    }),
    check('draft_line_number_bounded', sql`${table.lineNo} between 1 and 200`),
    check('draft_line_side_known', sql`${table.side} in ('debit', 'credit')`),
    check(
      'draft_line_amount_bounded',
      sql`${table.amount} between -9999999999.99 and 9999999999.99`,
    ),
  ],
);

/** The source documents of a draft (原始凭证): their number is the voucher's attachment count. */
export const voucherDraftPapers = pgTable(
  'voucher_draft_papers',
  {
    draftId: uuid().notNull(),
    paperNo: smallint().notNull(),
    name: text().notNull(),
    number: text().notNull(),
    datedOn: date({ mode: 'string' }),
  },
  (table) => [
    primaryKey({ name: 'draft_paper_numbered_once', columns: [table.draftId, table.paperNo] }),
    foreignKey({
      name: 'draft_paper_of_a_draft',
      columns: [table.draftId],
      foreignColumns: [voucherDrafts.id],
    }),
    check('draft_paper_number_bounded', sql`${table.paperNo} between 1 and 50`),
  ],
);
