import type { TransactionSql } from 'postgres';
import { hashOf, rootOf, type Leaf } from '../../server/audit/chain.ts';
import { readSeals } from '../../server/audit/seals.ts';
import { administer } from '../../server/database/administer.ts';

/**
 * Changes rows as a superuser who switched every guard off, in the schema `fund`, and switches them
 * on again, so that nothing but the rows tells of it.
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
        const guarded = (await sql`select tablename from pg_tables where schemaname = 'fund'`).map(
          (row) => row['tablename'] as string,
        );
        for (const table of guarded) await sql`alter table ${sql(table)} disable trigger all`;
        await change(sql);
        for (const table of guarded) {
          await sql`alter table ${sql(table)} enable trigger all`;
        }
      }),
    { search_path: 'fund, pg_temp' },
  );
}

/**
 * Makes every digest and seal in the database agree with the rows again, as far as one can without
 * the key.
 */
export async function rechain(sql: TransactionSql, sign = (_hash: string, old: string) => old) {
  await sql`update vouchers v set digest = voucher_digest(v, line_digest_input(v.id))`;
  await sql`update audit_entries a set digest =
    audit_digest(a.seq, a.at, a.operation_id, a.actor_id, a.person_id, a.roles, a.action, a.subject,
      a.body)`;
  await sql`delete from seal_leaves l
    where not exists (select 1 from sealed_rows r where r.kind = l.kind and r.row_seq = l.row_seq)`;
  await sql`update seal_leaves l set digest = r.digest from sealed_rows r
    where r.kind = l.kind and r.row_seq = l.row_seq`;
  let previous = '00';
  for (const seal of await readSeals(sql)) {
    const leaves = await sql<
      Leaf[]
    >`select kind, row_seq::text as seq, encode(digest, 'hex') as digest
      from seal_leaves where seal_no = ${seal.no}`;
    const facts = { ...seal, previous, root: rootOf(leaves), count: leaves.length };
    const hash = hashOf(facts);
    await sql`update seals set previous_hash = decode(${previous}, 'hex'), root =
      decode(${facts.root}, 'hex'),
      leaf_count = ${facts.count}, hash = decode(${hash}, 'hex'),
      signature = decode(${sign(hash, seal.signature)}, 'hex') where no = ${seal.no}`;
    previous = hash;
  }
}
