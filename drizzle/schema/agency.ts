import { sql } from 'drizzle-orm';
import { boolean, check, date, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { AgencyKind, AgencyTill } from '../../shared/agency.ts';
import { instant, money, sequence } from './columns.ts';
import { funds } from './funds.ts';
import { persons, users } from './people.ts';

/** A beneficiary of agency money (受益人): a code, never a name. Insert-only. */
export const agencyBeneficiaries = pgTable(
  'agency_beneficiaries',
  {
    code: text().primaryKey(),
    seq: sequence(),
    beneficiaryMasked: text().notNull(),
    principalMasked: text().notNull(),
    purpose: text().notNull(),
    agreementNumber: text().notNull(),
    agreedOn: date({ mode: 'string' }).notNull(),
    openedBy: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('agency_beneficiary_in_order').on(table.seq),
    check('agency_code_shaped', sql`${table.code} ~ '^A\\d{2,4}$'`),
  ],
);

/** Money or goods that came in for a beneficiary, or are to go out. Insert-only. */
export const agencyMovements = pgTable(
  'agency_movements',
  {
    id: uuid().primaryKey(),
    seq: sequence(),
    beneficiary: text()
      .notNull()
      .references(() => agencyBeneficiaries.code),
    kind: text().$type<AgencyKind>().notNull(),
    till: text().$type<AgencyTill>(),
    fundId: uuid().references(() => funds.id),
    amount: money().notNull(),
    goods: text().notNull(),
    movedOn: date({ mode: 'string' }).notNull(),
    documentName: text().notNull(),
    documentNumber: text().notNull(),
    preparedBy: uuid()
      .notNull()
      .references(() => users.id),
    preparedPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    preparedAt: instant().notNull(),
  },
  (table) => [
    unique('agency_movement_in_order').on(table.seq),
    check(
      'agency_movement_kind_known',
      sql`${table.kind} in ('money_in', 'money_out', 'goods_in', 'goods_out', 'convert', 'return')`,
    ),
    check(
      'agency_till_of_money',
      sql`(${table.kind} in ('goods_in', 'goods_out')) = (${table.till} is null) and ${table.till} in ('bank', 'cash', 'platform')`,
    ),
    check(
      'agency_goods_described',
      sql`(${table.kind} in ('goods_in', 'goods_out')) = (${table.goods} <> '')`,
    ),
    check(
      'agency_fund_of_conversion',
      sql`(${table.kind} = 'convert') = (${table.fundId} is not null)`,
    ),
    check('agency_amount_positive', sql`${table.amount} > 0 and ${table.amount} <= 999999999.99`),
  ],
);

/** The second person's hand on what goes out; the act that agrees posts it. Insert-only. */
export const agencyDecisions = pgTable(
  'agency_decisions',
  {
    id: uuid()
      .primaryKey()
      .references(() => agencyMovements.id),
    seq: sequence(),
    agrees: boolean().notNull(),
    reason: text().notNull(),
    decidedBy: uuid()
      .notNull()
      .references(() => users.id),
    decidedPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    decidedAt: instant().notNull(),
  },
  (table) => [unique('agency_decision_in_order').on(table.seq)],
);
