import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { AidLane, AidStatus, AidStep, NeedCode } from '../../shared/aid.ts';
import { instant, key, money, sequence } from './columns.ts';
import { funds, policies } from './funds.ts';
import { households } from './households.ts';
import { communities, persons, users } from './people.ts';

/** A family's request for help. Status moves only along the table in the guard trigger. */
export const aidRequests = pgTable(
  'aid_requests',
  {
    id: key(),
    seq: sequence(),
    caseNumber: text().notNull(),
    householdId: uuid()
      .notNull()
      .references(() => households.id),
    communityId: uuid()
      .notNull()
      .references(() => communities.id),
    needCode: text().$type<NeedCode>().notNull(),
    lane: text().$type<AidLane>().notNull(),
    status: text().$type<AidStatus>().notNull(),
    fundId: uuid()
      .notNull()
      .references(() => funds.id),
    requested: money().notNull(),
    proposed: money(),
    granted: money(),
    votesNeeded: integer(),
    policyVersion: integer()
      .notNull()
      .references(() => policies.version),
    storySealed: text().notNull(),
    summarySealed: text().notNull(),
    filedBy: uuid()
      .notNull()
      .references(() => users.id),
    filedOn: date({ mode: 'string' }).notNull(),
    papersDueOn: date({ mode: 'string' }),
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('request_in_order').on(table.seq),
    unique('request_numbered_once').on(table.caseNumber),
    index('request_by_status').on(table.status, table.seq),
    index('request_by_community').on(table.communityId, table.seq),
    index('request_by_household').on(table.householdId),
    check('request_amount_positive', sql`${table.requested} > 0`),
    check('request_lane_known', sql`${table.lane} in ('small', 'ordinary', 'urgent')`),
    check(
      'request_grant_within_proposal',
      sql`${table.granted} is null or (${table.granted} > 0 and ${table.granted} <= ${table.requested})`,
    ),
  ],
);

/** Everything that happened to a request, by whom: the history on which duties are separated. */
export const aidSteps = pgTable(
  'aid_steps',
  {
    seq: sequence().primaryKey(),
    requestId: uuid()
      .notNull()
      .references(() => aidRequests.id),
    step: text().$type<AidStep>().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    amount: money(),
    at: instant().notNull(),
  },
  (table) => [index('step_by_request').on(table.requestId, table.seq)],
);

/** A home visit (入户调查) by two people, each of whom signs in their own session. */
export const visits = pgTable(
  'visits',
  {
    id: key(),
    seq: sequence(),
    requestId: uuid()
      .notNull()
      .references(() => aidRequests.id),
    visitedOn: date({ mode: 'string' }).notNull(),
    recordedBy: uuid()
      .notNull()
      .references(() => users.id),
    firstPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    secondPersonId: uuid()
      .notNull()
      .references(() => persons.id),
    findingsSealed: text().notNull(),
    suggested: money().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('visit_in_order').on(table.seq),
    unique('visit_one_per_request').on(table.requestId),
    check('visit_by_two_people', sql`${table.firstPersonId} <> ${table.secondPersonId}`),
    check('visit_amount_positive', sql`${table.suggested} > 0`),
  ],
);

/** A visitor's signature, given in the visitor's own session. */
export const visitSignatures = pgTable(
  'visit_signatures',
  {
    visitId: uuid()
      .notNull()
      .references(() => visits.id),
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    signedAt: instant().notNull(),
    seq: sequence().unique('visit_signature_in_order'),
  },
  (table) => [primaryKey({ name: 'visit_signed_once', columns: [table.visitId, table.personId] })],
);

/** A member who declared an interest and no longer counts for this request. */
export const recusals = pgTable(
  'recusals',
  {
    seq: sequence().unique('recusal_in_order'),
    requestId: uuid()
      .notNull()
      .references(() => aidRequests.id),
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    reason: text().notNull(),
    at: instant().notNull(),
  },
  (table) => [primaryKey({ name: 'recused_once', columns: [table.requestId, table.personId] })],
);

/** A vote. One per person and request, whatever account it came from; never changed. */
export const votes = pgTable(
  'votes',
  {
    seq: sequence().primaryKey(),
    requestId: uuid()
      .notNull()
      .references(() => aidRequests.id),
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    approves: boolean().notNull(),
    amount: money().notNull(),
    reason: text().notNull(),
    at: instant().notNull(),
  },
  (table) => [unique('one_vote_per_person').on(table.requestId, table.personId)],
);

/** A leader's order to pay an urgent case before its papers. */
export const urgentOrders = pgTable(
  'urgent_orders',
  {
    seq: sequence().primaryKey(),
    requestId: uuid()
      .notNull()
      .references(() => aidRequests.id),
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    amount: money().notNull(),
    at: instant().notNull(),
  },
  (table) => [unique('urgent_order_once_per_person').on(table.requestId, table.personId)],
);

/** The masked public notice (公示) of a decision. */
export const notices = pgTable(
  'notices',
  {
    id: key(),
    seq: sequence(),
    number: integer().notNull(),
    requestId: uuid()
      .notNull()
      .references(() => aidRequests.id),
    maskedName: text(),
    communityName: text(),
    needCode: text().$type<NeedCode>(),
    fundName: text().notNull(),
    amount: money().notNull(),
    postedOn: date({ mode: 'string' }).notNull(),
    endsOn: date({ mode: 'string' }).notNull(),
    postedBy: uuid()
      .notNull()
      .references(() => users.id),
  },
  (table) => [
    unique('notice_in_order').on(table.seq),
    unique('notice_numbered_once').on(table.number),
    unique('notice_one_per_request').on(table.requestId),
    index('notice_by_end').on(table.endsOn),
    check('notice_ends_after_posting', sql`${table.endsOn} >= ${table.postedOn}`),
  ],
);
