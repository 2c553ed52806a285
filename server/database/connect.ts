import { getTableColumns, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from '../../drizzle/schema/index.ts';
import { guardBegin, isConnectionCode } from './guard.ts';

// drizzle names every column of a table when it inserts, also those that the database numbers and
// for which the application has no right
for (const table of Object.values(schema)) {
  if (!is(table, PgTable)) continue;
  for (const column of Object.values(getTableColumns(table))) {
    if (column.generatedIdentity?.type === 'always') column.shouldDisableInsert = () => true;
  }
}

export interface PoolOptions {
  /** The most connections that are open at once. */
  max?: number | undefined;
  /** The name under which PostgreSQL lists these connections. */
  applicationName?: string | undefined;
}

/**
 * A pool of connections with the guarded transaction (see `guard.ts`), and drizzle on it. `client`
 * is for raw SQL; both are one pool: end it with `client.end()`. Connections are made when needed,
 * so this never fails by itself.
 */
export function connect(url: string, { max = 10, applicationName }: PoolOptions = {}) {
  const options = {
    max,
    prepare: true,
    // beyond reach: at exactly this many queued statements the driver loses track of a BEGIN
    max_pipeline: 1e6,
    connect_timeout: 5,
    // a database that comes back is found again within half a second, not within twenty
    backoff: (attempt: number) => Math.min(0.5, 0.05 * 2 ** attempt),
    onnotice: () => {},
    connection: { application_name: applicationName ?? 'hardship-fund', TimeZone: 'UTC' },
  };
  const client = postgres(url, options);
  guardBegin(client);
  return { client, database: drizzle(client, { schema, casing: 'snake_case' }) };
}

/** A database with our tables, outside a transaction. */
export type Database = ReturnType<typeof connect>['database'];
/** The same inside a transaction. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** The pool under it, for raw SQL. */
export type Client = ReturnType<typeof connect>['client'];

/**
 * Lets at most `limit` pieces of work run at once, in the order in which they came. Up to `queue`
 * wait, each for at most `waitMs`; whoever finds the queue full or waits too long gets an error
 * with the code OVERLOADED. The driver knows no such limit: a full pool would let requests wait for
 * ever.
 */
export function admission(limit: number, queue = 200, waitMs = 2000) {
  let running = 0;
  const waiting: (() => void)[] = [];
  const enter = () =>
    new Promise<void>((resolve, reject) => {
      if (running < limit) {
        running++;
        resolve();
        return;
      }
      if (waiting.length >= queue) {
        reject(overloaded('the queue is full'));
        return;
      }
      const admit = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(admit), 1);
        reject(overloaded('the wait was too long'));
      }, waitMs);
      waiting.push(admit);
    });
  const leave = () => {
    const next = waiting.shift();
    if (next)
      next(); // the place is handed over, so `running` stays
    else running--;
  };
  return async <T>(work: () => Promise<T>): Promise<T> => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}

function overloaded(why: string): Error {
  return Object.assign(new Error(`the database is busy: ${why}`), { code: 'OVERLOADED' });
}

/**
 * The SQLSTATE of a database error, or the code of a failed connection (such as CONNECTION_CLOSED,
 * ECONNREFUSED, TX_CONNECTION_LOST); undefined for any other error. Drizzle wraps errors, so the
 * causes are searched too.
 */
export function sqlState(error: unknown): string | undefined {
  for (const each of causes(error)) {
    const { code } = each as { code?: unknown };
    if (typeof code !== 'string') continue;
    if (each.name === 'PostgresError' || isConnectionCode(code)) return code;
  }
  return undefined;
}

/** The name of the constraint that refused a write, or undefined. */
export function constraintName(error: unknown): string | undefined {
  for (const each of causes(error)) {
    const { constraint_name: name } = each as { constraint_name?: unknown };
    if (each.name === 'PostgresError' && typeof name === 'string') return name;
  }
  return undefined;
}

function* causes(error: unknown): Generator<Error> {
  for (let each = error; each instanceof Error; each = each.cause) yield each;
}
