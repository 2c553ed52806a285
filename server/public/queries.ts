import type { Notice } from '../../shared/aid.ts';
import type { PublicDrive, PublicOverview } from '../../shared/today.ts';
import { one } from '../core/rows.ts';
import type { Reader } from '../database/snapshot.ts';

/** What anyone may know: whose fund it is, what it received and paid in aid, how many families it helped. */
export async function readOverview(sql: Reader): Promise<PublicOverview> {
  return one(
    await sql<PublicOverview[]>`
      select (select name from organisations) as "organisationName",
        (select coalesce(sum(credit - debit), 0.00)::text from account_balances where account_code like '4%') as received,
        (select coalesce(sum(debit - credit), 0.00)::text from account_balances where account_code like '5101%') as paid,
        (select count(distinct r.household_id)::int from payments p join aid_requests r on r.id = p.request_id) as helped`,
  );
}

/** All drives with what donors gave to them, the newest first. */
export async function readDrives(sql: Reader): Promise<PublicDrive[]> {
  return await sql<PublicDrive[]>`
    select d.code, d.name, d.purpose, d.target::text as target, coalesce(t.gross, 0.00)::text as received,
      coalesce(t.gifts, 0) as gifts, d.starts_on::text as "startsOn", d.ends_on::text as "endsOn", d.status
    from drives d left join drive_totals t on t.drive_id = d.id order by d.starts_on desc, d.code`;
}

/** The notices (公示) that run today: afterwards they are taken down (domain.md §2.6). */
export async function readNotices(sql: Reader, today: string): Promise<Notice[]> {
  return await sql<Notice[]>`
    select n.number, r.case_number as "caseNumber", n.masked_name as "maskedName",
      n.community_name as "communityName", n.need_code as "needCode", n.fund_name as "fundName",
      n.amount::text as amount, n.posted_on::text as "postedOn", n.ends_on::text as "endsOn"
    from notices n join aid_requests r on r.id = n.request_id
    where n.ends_on >= ${today}::date order by n.number desc`;
}
