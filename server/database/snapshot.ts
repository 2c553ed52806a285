import type { PendingQuery, Row, Sql, TransactionSql } from 'postgres';
import { administer } from './administer.ts';

/** Whatever can answer a query: a pool, one connection, or a transaction. */
export type Reader = Sql | TransactionSql;
/** A piece of SQL to put into a query. */
export type Fragment = PendingQuery<Row[]>;

/**
 * Runs `work` on one instant of the books: a connection of its own to `url` (the read-only role)
 * and a transaction that sees nothing of what is committed meanwhile and cannot write. For exports
 * and the verifier, which ask many questions whose answers must agree.
 */
export function readSnapshot<T>(
  url: string,
  work: (sql: TransactionSql) => Promise<T>,
  applicationName = 'hardship-fund reading',
): Promise<T> {
  return administer(
    url,
    async (client) => (await client.begin('isolation level repeatable read read only', work)) as T,
    { application_name: applicationName },
  );
}
