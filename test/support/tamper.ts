import type { TransactionSql } from 'postgres';
import { administer } from '../../server/database/administer.ts';

/** The triggers that a superuser would switch off before changing rows by hand. */
const guarded = [
  'vouchers',
  'voucher_lines',
  'audit_entries',
  'votes',
  'donations',
  'seals',
  'seal_leaves',
];

/**
 * Changes rows as a superuser who switched every guard off, in the schema `fund`, and switches them on again, so that
 * nothing but the rows tells of it.
 */
export function tamper(
  adminUrl: string,
  change: (sql: TransactionSql) => Promise<unknown>,
): Promise<unknown> {
  return administer(
    adminUrl,
    async (client) =>
      await client.begin(async (sql) => {
        await sql`set local session_replication_role = replica`;
        for (const table of guarded) await sql`alter table ${sql(table)} disable trigger all`;
        await change(sql);
        for (const table of guarded) {
          await sql`alter table ${sql(table)} enable trigger all`;
        }
      }),
    { search_path: 'fund, pg_temp' },
  );
}
