import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Role } from '../../shared/roles.ts';
import { binary, instant, key, sequence } from './columns.ts';

/** The one organisation whose books these are. */
export const organisations = pgTable(
  'organisations',
  {
    id: integer().primaryKey().default(1),
    name: text().notNull(),
    createdAt: instant().notNull(),
    /** Whether vouchers are all 记, or 收, 付 and 转 (decision 7). */
    voucherWords: text().$type<'one' | 'three'>().notNull().default('one'),
    /** How expenses of restricted funds close: over 3101, or straight to 3102 (domain.md §1.3). */
    closingRegime: text().$type<'2004' | '2026'>().notNull().default('2026'),
  },
  (table) => [
    check('organisation_is_one', sql`${table.id} = 1`),
    check('organisation_words_known', sql`${table.voucherWords} in ('one', 'three')`),
    check('organisation_regime_known', sql`${table.closingRegime} in ('2004', '2026')`),
  ],
);

/** The ten communities (社区) that the sub-district serves. */
export const communities = pgTable(
  'communities',
  { id: key(), name: text().notNull() },
  (table) => [unique('community_named_once').on(table.name)],
);

/** A human being of the staff. Duties are separated by person, not by account. */
export const persons = pgTable('persons', {
  id: key(),
  name: text().notNull(),
  createdAt: instant().notNull(),
});

/** An account that signs in. A person may hold several. */
export const users = pgTable(
  'users',
  {
    id: key(),
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    login: text().notNull(),
    roles: text().array().$type<Role[]>().notNull(),
    communityId: uuid().references(() => communities.id),
    passwordHash: text(),
    status: text().$type<'invited' | 'active' | 'disabled'>().notNull(),
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique('user_login_once').on(table.login),
    check('user_login_lower_case', sql`${table.login} = lower(${table.login})`),
    check('user_status_known', sql`${table.status} in ('invited', 'active', 'disabled')`),
    check(
      'user_roles_known',
      sql`${table.roles} <@ array['administrator','treasurer','cashier','caseworker','committee','chair','auditor'] and cardinality(${table.roles}) > 0`,
    ),
    check(
      'user_roles_compatible',
      sql`not (${table.roles} @> array['treasurer','cashier']) and (cardinality(${table.roles}) = 1 or not ${table.roles} && array['administrator','auditor'])`,
    ),
    check(
      'user_caseworker_has_community',
      sql`not (${table.roles} @> array['caseworker']) or ${table.communityId} is not null`,
    ),
    check(
      'user_active_has_password',
      sql`${table.status} <> 'active' or ${table.passwordHash} is not null`,
    ),
  ],
);

/**
 * A signed-in browser. Roles are read from the user on every request, so revocation is immediate.
 */
export const sessions = pgTable('sessions', {
  id: key(),
  userId: uuid()
    .notNull()
    .references(() => users.id),
  refreshDigest: binary().notNull(),
  previousDigest: binary(),
  rotatedAt: instant().notNull(),
  createdAt: instant().notNull(),
  seenAt: instant().notNull(),
  endsAt: instant().notNull(),
  endedAt: instant(),
  endedReason: text(),
});

/** A link that lets a person choose a password once. What waits for a second person is closed. */
export const invitations = pgTable(
  'invitations',
  {
    id: key(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    tokenDigest: binary().notNull().unique('invitation_token_once'),
    endsAt: instant().notNull(),
    usedAt: instant(),
    createdAt: instant().notNull(),
    /** Null for the local command. */
    madeBy: uuid().references(() => users.id),
    /** Whether the account had a password already. */
    resets: boolean().notNull().default(false),
    /** Made while nobody could confirm it: chair and auditor are shown it. */
    alone: boolean().notNull().default(false),
    needsConfirmation: boolean().notNull().default(false),
    confirmedBy: uuid().references(() => users.id),
    confirmedAt: instant(),
  },
  (table) => [
    check(
      'invitation_confirmed_by_somebody',
      sql`(${table.confirmedBy} is null) = (${table.confirmedAt} is null)`,
    ),
    check(
      'invitation_alone_or_confirmed',
      sql`not (${table.alone} and ${table.needsConfirmation})`,
    ),
  ],
);

/** Who has seen that a link was made without a second person. */
export const invitationAcknowledgements = pgTable(
  'invitation_acknowledgements',
  {
    invitationId: uuid()
      .notNull()
      .references(() => invitations.id),
    personId: uuid()
      .notNull()
      .references(() => persons.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    at: instant().notNull(),
    seq: sequence().unique('acknowledgement_in_order'),
  },
  (table) => [
    primaryKey({
      name: 'invitation_acknowledged_once',
      columns: [table.invitationId, table.personId],
    }),
  ],
);

/** Failed sign-ins, counted by a keyed hash of the login or the address, known or not. */
export const signInFailures = pgTable('sign_in_failures', {
  subject: text().primaryKey(),
  failures: integer().notNull(),
  waitUntil: instant().notNull(),
});
