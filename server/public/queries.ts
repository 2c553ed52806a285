import type { PublicDrive, PublicOverview } from '../../shared/today.ts';
import { one } from '../core/rows.ts';
import type { Reader } from '../database/snapshot.ts';

/**
 * What anyone may know: whose fund it is, what it received and paid in aid, how many families it
 * helped.
 */
export async function readOverview(sql: Reader): Promise<PublicOverview> {
  return one(
    await sql<PublicOverview[]>`
      select (select name from organisations) as "organisationName",
        (select coalesce(sum(credit - debit - closing_credit + closing_debit), 0.00)::text
          from period_balances where account_code like '4%') as received,
        (select coalesce(sum(debit - credit - closing_debit + closing_credit), 0.00)::text
          from period_balances where account_code like '5101%') as paid,
        (select count(distinct r.household_id)::int from payments p join aid_requests r on r.id =
          p.request_id) as helped`,
  );
}

/** All drives with what donors gave to them, the newest first. */
export async function readDrives(sql: Reader): Promise<PublicDrive[]> {
  return await sql<PublicDrive[]>`
    select d.code, d.name, d.purpose, d.target::text as target, coalesce(t.gross, 0.00)::text as
      received,
      coalesce(t.gifts, 0) as gifts, d.starts_on::text as "startsOn", d.ends_on::text as "endsOn",
        d.status
    from drives d left join drive_totals t on t.drive_id = d.id order by d.starts_on desc, d.code`;
}
