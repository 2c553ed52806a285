import type { Drive } from '../../shared/drives.ts';
import type { Fund } from '../../shared/funds.ts';
import type { Task, Today } from '../../shared/today.ts';
import type { Staff } from '../core/context.ts';
import type { Reader } from '../database/snapshot.ts';
import { kinds } from './tasks.ts';

const MOST_TASKS = 200;

/**
 * What waits for this person today in any of their roles: overdue first, then as the kinds are
 * listed.
 */
export async function readTasks(sql: Reader, actor: Staff, today: string): Promise<Task[]> {
  const theirs = kinds.filter(({ roles }) => roles.some((role) => actor.roles.includes(role)));
  if (theirs.length === 0) return [];
  let all = sql`select null::int as rank, null::text as kind, x.* from (${nothing(sql)}) x`;
  for (const [rank, { kind, select }] of theirs.entries()) {
    const rows = select({ sql, actor, today });
    all = sql`${all} union all select ${rank}::int, ${kind}::text, x.* from (${rows}) x`;
  }
  return await sql<Task[]>`
    select kind, label, path, amount::text as amount, due_on::text as "dueOn",
      coalesce(due_on < ${today}::date, false) as overdue
    from (${all}) tasks order by overdue desc, rank, due_on, seq, label limit ${MOST_TASKS}`;
}

/** No row, with the columns that every kind of task has. */
const nothing = (sql: Reader) => sql`
  select null::bigint as seq, null::text as label, null::text as path, null::numeric as amount,
    null::date as due_on
  where false`;

/** All funds with what they hold now. */
export async function readFunds(sql: Reader): Promise<Fund[]> {
  return await sql<Fund[]>`
    select f.id, f.code, f.name, f.kind, f.purpose, b.balance::text as balance, b.not_cash::text as
      "notCash",
      b.committed_cash::text as committed, (b.balance - b.not_cash - b.committed_cash)::text as
        available,
      b.in_deficit as "inDeficit"
    from funds f join fund_balances b on b.fund_id = f.id order by f.code`;
}

/** The drives that are running, with what they received. */
export async function readOpenDrives(sql: Reader): Promise<Drive[]> {
  const rows = await sql<Omit<Drive, 'warnings'>[]>`
    select d.id, d.code, d.name, d.fund_id as "fundId", f.code as "fundCode", f.name as "fundName",
      d.purpose,
      d.target::text as target, d.starts_on::text as "startsOn", d.ends_on::text as "endsOn",
      d.fundraising_basis as "fundraisingBasis", d.surplus_clause as "surplusClause", d.fee_bearer
        as "feeBearer",
      d.status, d.version, coalesce(t.gross, 0.00)::text as received, coalesce(t.fees, 0.00)::text
        as fees,
      coalesce(t.gifts, 0) as gifts
    from drives d join funds f on f.id = d.fund_id left join drive_totals t on t.drive_id = d.id
    where d.status = 'open' order by d.starts_on, d.code`;
  return rows.map((row) => ({
    ...row,
    warnings: row.surplusClause === '' ? ['NO_SURPLUS_CLAUSE'] : [],
  }));
}

/**
 * Income and aid of the last twelve months in which anything moved, the oldest first, from the kept
 * balances.
 */
export async function readMonths(sql: Reader): Promise<Today['months']> {
  const rows = await sql<Today['months']>`
    select period_id as "periodId",
      coalesce(sum(credit - debit) filter (where account_code like '4%'), 0.00)::text as received,
      coalesce(sum(debit - credit) filter (where account_code like '5101%'), 0.00)::text as paid
    from period_balances group by 1 order by 1 desc limit 12`;
  return rows.toReversed();
}
