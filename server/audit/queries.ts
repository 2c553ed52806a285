import type { AuditEntry } from '../../shared/audit.ts';
import type { Reader } from '../database/snapshot.ts';

/**
 * The trail, newest first: the entries before `before`, or the newest. Asks for one entry more than
 * `limit`, so that the caller knows whether there is a next page.
 */
export async function readAuditEntries(
  sql: Reader,
  filter: { subject: string | undefined; before: string | undefined; limit: number },
): Promise<AuditEntry[]> {
  const { subject, before, limit } = filter;
  return await sql<AuditEntry[]>`
    select a.seq::int as seq, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as
      at,
      p.name as "personName", a.roles, a.action, a.subject, a.body, encode(a.digest, 'hex') as
        digest,
      l.seal_no::int as "sealNo"
    from audit_entries a
    left join persons p on p.id = a.person_id
    left join seal_leaves l on l.kind = 'audit' and l.row_seq = a.seq
    where true ${before === undefined ? sql`` : sql`and a.seq < ${before}::bigint`}
      ${subject === undefined ? sql`` : sql`and a.subject = ${subject}`}
    order by a.seq desc limit ${limit + 1}`;
}
