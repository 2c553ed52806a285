import type { Reader } from '../database/snapshot.ts';
import type { Seal } from './chain.ts';

/** The seals of the database in order: those after a number, or only the newest. */
export async function readSeals(
  sql: Reader,
  { after = 0, newest = false }: { after?: number; newest?: boolean } = {},
): Promise<Seal[]> {
  return await sql<Seal[]>`
    select no::int as no, encode(previous_hash, 'hex') as previous, encode(root, 'hex') as root,
      leaf_count as count,
      to_char(sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "sealedAt",
      encode(hash, 'hex') as hash, encode(signature, 'hex') as signature, key_id as "keyId"
    from seals where no > ${after}
    order by ${newest ? sql`no desc` : sql`no`} limit ${newest ? 1 : null}`;
}
