import { sql } from 'drizzle-orm';
import { check, foreignKey, index, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { CorrectionKind, DraftLineBody } from '../../shared/drafts.ts';
import { instant, key, sequence } from './columns.ts';
import { vouchers } from './ledger.ts';
import { persons, users } from './people.ts';

/** What was corrected, by what, why and by whom. Written by post_draft; never changed. */
export const voucherCorrections = pgTable(
  'voucher_corrections',
  {
    id: key(),
    seq: sequence(),
    originalId: uuid().notNull(),
    redId: uuid(),
    blueId: uuid().notNull(),
    kind: text().$type<CorrectionKind>().notNull(),
    reason: text().notNull(),
    preparedPersonId: uuid().notNull(),
    reviewedPersonId: uuid().notNull(),
    at: instant().notNull(),
  },
  (table) => [
    unique('correction_in_order').on(table.seq),
    unique('correction_red_once').on(table.redId),
    unique('correction_blue_once').on(table.blueId),
    foreignKey({
      name: 'correction_of_a_voucher',
      columns: [table.originalId],
      foreignColumns: [vouchers.id],
    }),
    foreignKey({
      name: 'correction_by_a_red_voucher',
      columns: [table.redId],
      foreignColumns: [vouchers.id],
    }),
    foreignKey({
      name: 'correction_by_a_blue_voucher',
      columns: [table.blueId],
      foreignColumns: [vouchers.id],
    }),
    foreignKey({
      name: 'correction_prepared_by_a_person',
      columns: [table.preparedPersonId],
      foreignColumns: [persons.id],
    }),
    foreignKey({
      name: 'correction_reviewed_by_a_person',
      columns: [table.reviewedPersonId],
      foreignColumns: [persons.id],
    }),
    index('correction_by_original').on(table.originalId),
    check('correction_kind_known', sql`${table.kind} in ('full', 'difference', 'prior_year')`),
    check(
      'correction_full_has_its_red',
      sql`(${table.kind} = 'full') = (${table.redId} is not null)`,
    ),
    check('correction_by_two_persons', sql`${table.preparedPersonId} <> ${table.reviewedPersonId}`),
  ],
);

/** The chair's leave under a voucher by hand that lets money out. Never changed. */
export const voucherApprovals = pgTable(
  'voucher_approvals',
  {
    voucherId: uuid().primaryKey(),
    seq: sequence(),
    userId: uuid().notNull(),
    personId: uuid().notNull(),
    approvedAt: instant().notNull(),
  },
  (table) => [
    unique('voucher_approval_in_order').on(table.seq),
    foreignKey({
      name: 'voucher_approval_of_a_voucher',
      columns: [table.voucherId],
      foreignColumns: [vouchers.id],
    }),
    foreignKey({
      name: 'voucher_approval_by_a_user',
      columns: [table.userId],
      foreignColumns: [users.id],
    }),
    foreignKey({
      name: 'voucher_approval_by_a_person',
      columns: [table.personId],
      foreignColumns: [persons.id],
    }),
  ],
);

/** Lines to begin a voucher with, under a name. */
export const voucherTemplates = pgTable(
  'voucher_templates',
  {
    id: key(),
    name: text().notNull(),
    summary: text().notNull(),
    event: text().notNull(),
    lines: jsonb().$type<DraftLineBody[]>().notNull(),
    createdBy: uuid().notNull(),
    createdAt: instant().notNull(),
    seq: sequence().unique('voucher_template_in_order'),
  },
  (table) => [
    unique('voucher_template_named_once').on(table.name),
    foreignKey({
      name: 'voucher_template_by_a_user',
      columns: [table.createdBy],
      foreignColumns: [users.id],
    }),
  ],
);
