import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { binary, born, instant, key, sequence } from './columns.ts';
import { persons, users } from './people.ts';

/** One act of one person: what makes a retry find the first effect instead of making a second. */
export const operations = pgTable(
  'operations',
  {
    id: key(),
    actorId: uuid().references(() => users.id),
    clientKey: uuid().notNull(),
    action: text().notNull(),
    fingerprint: binary().notNull(),
    status: integer(),
    answer: jsonb(),
    createdAt: instant().notNull(),
    born: born()
      .notNull()
      .default(sql`pg_current_xact_id()`),
  },
  (table) => [
    unique('operation_claimed_once').on(table.actorId, table.clientKey).nullsNotDistinct(),
  ],
);

/** Who did what, in the transaction that did it. Ids and figures only, never personal data. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    seq: sequence().primaryKey(),
    at: instant().notNull(),
    operationId: uuid()
      .notNull()
      .references(() => operations.id),
    actorId: uuid().references(() => users.id),
    personId: uuid().references(() => persons.id),
    roles: text().array().notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    body: text().notNull(),
    digest: binary().notNull(),
  },
  (table) => [
    unique('audit_one_entry_per_operation').on(table.operationId),
    index('audit_by_subject').on(table.subject, table.seq),
  ],
);

/**
 * What is sealed: each kind of row in its versions, the table or view that it comes from, and the
 * columns that its digest covers (none for a view written by hand, see 0021_seals.sql).
 */
export const sealedKinds = pgTable(
  'sealed_kinds',
  {
    kind: text().notNull(),
    version: integer().notNull(),
    source: text().notNull(),
    columns: text().array(),
  },
  (table) => [
    primaryKey({ name: 'sealed_kind_versioned_once', columns: [table.kind, table.version] }),
    check('sealed_kind_version_positive', sql`${table.version} >= 1`),
    check(
      'sealed_kind_named_plainly',
      sql`${table.kind} ~ '^[a-z]+(_[a-z]+)*$' and ${table.kind} <> 'rows'`,
    ),
  ],
);

/**
 * Digests of batches of rows, chained and signed; the signature's key lives outside the database.
 */
export const seals = pgTable(
  'seals',
  {
    no: bigint({ mode: 'number' }).primaryKey(),
    leafCount: integer().notNull(),
    root: binary().notNull(),
    previousHash: binary().notNull(),
    hash: binary().notNull().unique('seal_hash_once'),
    signature: binary().notNull(),
    keyId: text().notNull(),
    sealedAt: instant().notNull(),
  },
  (table) => [check('seal_number_positive', sql`${table.no} > 0`)],
);

/**
 * The digest of each sealed row, kept apart from the row, so that the row that changed can be
 * named.
 */
export const sealLeaves = pgTable(
  'seal_leaves',
  {
    kind: text().notNull(),
    rowSeq: bigint({ mode: 'number' }).notNull(),
    sealNo: bigint({ mode: 'number' })
      .notNull()
      .references(() => seals.no),
    digest: binary().notNull(),
  },
  (table) => [primaryKey({ name: 'seal_leaf_once', columns: [table.kind, table.rowSeq] })],
);
