import type postgres from 'postgres';
import type { Role } from '../../shared/roles.ts';
import type { Client, Database, Transaction } from '../database/connect.ts';
import type { Clock } from './clock.ts';
import type { Vault } from './vault.ts';

/** A signed-in person, with the rights that they hold at this very request. */
export interface Staff {
  userId: string;
  personId: string;
  login: string;
  name: string;
  roles: readonly Role[];
  communityId: string | null;
  sessionId: string;
}

/** Secrets that never enter the database. */
export interface Secrets {
  /** Signs access tokens; the newest first. */
  tokenKeys: readonly { id: string; key: Buffer }[];
  /** Hashes what a password is mixed with, and the names under which failures are counted. */
  pepper: Buffer;
  /** Tells a retry from another request with the same key, without showing what was sent. */
  fingerprint: Buffer;
}

/** Facts for the log: never personal data. */
export type Log = (level: 'info' | 'warn' | 'error', facts: Record<string, unknown>) => void;

/** What the whole application shares. One for each process. */
export interface Core extends Clock {
  database: Database;
  client: Client;
  /** Lets only as many commands into the database at once as the pool can bear. */
  admit: <T>(work: () => Promise<T>) => Promise<T>;
  vault: Vault;
  secrets: Secrets;
  log: Log;
  /** Where exports and the verifier read: the read-only role. */
  auditUrl: string;
  dataDir: string;
  /** A token for the first-run page; undefined once the organisation exists. */
  setupToken: string | undefined;
}

/** What a request brings along, signed in or not. */
export interface PublicContext extends Core {
  actor: Staff | null;
  requestId: string;
  /** The caller's Idempotency-Key, when the route asks for one. */
  idempotencyKey?: string | undefined;
  /** Told when the answer is one that was given before to the same key. */
  onReplay?: (() => void) | undefined;
}

/** The context of a signed-in person. */
export interface Context extends PublicContext {
  actor: Staff;
}

/** An open command: raw SQL and drizzle on the same transaction, and the operation that it is. */
export interface Tx {
  sql: postgres.TransactionSql;
  db: Transaction;
  operationId: string;
}
