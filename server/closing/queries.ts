import { monthEnd } from '../../shared/dates.ts';
import type { BookYear, ClosePoint, CloseChecklist } from '../../shared/closing.ts';
import type { FundKind } from '../../shared/funds.ts';
import type { Money } from '../../shared/money.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';
import type { Reader } from '../database/snapshot.ts';
import { closeChecks } from './close-checks-queries.ts';

export interface PeriodState {
  status: 'open' | 'closed';
  closedAt: string | null;
  /** The last closed month, of a year that is not locked. */
  mayReopen: boolean;
}

/** How a month stands, or undefined when nothing was ever dated in it. */
export async function periodState(sql: Reader, period: number): Promise<PeriodState | undefined> {
  return maybe(
    await sql<PeriodState[]>`
      select status, closed_at as "closedAt", coalesce(id = last_closed(), false) as "mayReopen"
      from periods where id = ${period}`,
  );
}

/** Whether it is a December in which nothing was posted: it closes its year all the same. */
export async function isEmptyDecember(sql: Reader, period: number): Promise<boolean> {
  if (period % 100 !== 12) return false;
  const found = await sql`select 1 from periods where id / 100 = ${period}::int / 100
    and not exists (select 1 from periods where id > ${period} and status = 'closed') limit 1`;
  return found.length > 0;
}

/** Every point of the checklist with how often it is broken. */
export async function readPoints(
  sql: Reader,
  { period, today }: { period: number; today: string },
): Promise<ClosePoint[]> {
  let all = sql`select null::int as place, null::int as count where false`;
  for (const [place, { broken }] of closeChecks.entries()) {
    all = sql`${all} union all select ${place}::int, count(*)::int
      from (${broken({ sql, period, today })}) as broken`;
  }
  const rows = await sql<{ place: number; count: number }[]>`${all}`;
  const counts = new Map(rows.map(({ place, count }) => [place, count]));
  return closeChecks.map(({ name, level, path }, place) => ({
    name,
    level,
    count: counts.get(place) ?? 0,
    path: path(period),
  }));
}

/** The funds that end a month below zero. */
export async function readDeficits(
  sql: Reader,
  period: number,
): Promise<CloseChecklist['deficits']> {
  return await sql<CloseChecklist['deficits']>`
    select f.code as "fundCode", f.name as "fundName", d.amount::numeric(18,2)::text as amount,
      d.signable, d.signed
    from deficits_at(${period}) d join funds f on f.id = d.fund order by f.code`;
}

/** What each account of class 3, 4 and 5 stands at for a fund by the end of a month. */
export interface StandingRow {
  account: string;
  nameZh: string;
  nameEn: string;
  fundId: string;
  fundCode: string;
  fundKind: FundKind;
  net: Money;
}

/** What closing has to bring to zero: income, expense and prior-year adjustments. */
export async function readStanding(sql: Reader, period: number): Promise<StandingRow[]> {
  return await sql<StandingRow[]>`
    select s.account, a.name_zh as "nameZh", a.name_en as "nameEn", f.id as "fundId",
      f.code as "fundCode", f.kind as "fundKind", s.net::numeric(18,2)::text as net
    from standing_at(${period}) s join accounts a on a.code = s.account
    join funds f on f.id = s.fund where a.class >= 4 or s.account like '32%'`;
}

/** The names of these accounts. */
export async function readNames(sql: Reader, codes: readonly string[]) {
  return await sql<{ code: string; nameZh: string; nameEn: string }[]>`
    select code, name_zh as "nameZh", name_en as "nameEn" from accounts where code = any (${codes})`;
}

/** By which system a month closes: that of the rule book in force at its end. */
export async function readRegime(sql: Reader, period: number): Promise<CloseChecklist['regime']> {
  const [row] = await sql<{ regime: CloseChecklist['regime'] }[]>`
    select regime_on(${monthEnd(period)}) as regime`;
  return row?.regime ?? '2026';
}

export interface Reopening {
  reason: string;
  askedByName: string;
  askedAt: string;
  personId: string;
}

/** The request to open a month again that nobody has decided. */
export async function pendingReopening(
  sql: Reader,
  period: number,
): Promise<Reopening | undefined> {
  return maybe(
    await sql<Reopening[]>`
      select r.reason, p.name as "askedByName", r.asked_at as "askedAt", r.person_id as "personId"
      from reopen_requests r join persons p on p.id = r.person_id
      where r.period_id = ${period}
        and not exists (select 1 from reopen_decisions d where d.request_id = r.id)`,
  );
}

/** The years of the books, newest first; `mayLock` still asks for the reader's role. */
export async function listYears(context: PublicContext): Promise<BookYear[]> {
  return await context.client<BookYear[]>`
    select y.year, y.months, y.closed as "closedMonths", u.n as unsigned,
      (select sum(c.credit - c.debit) from closing_balances c join accounts a
        on a.code = c.account_code where c.period_id = y.last_closed and a.class >= 3)::text
        as "netAssets",
      l.audited_on::text as "auditedOn", l.reference, l.locked_at as "lockedAt",
      p.name as "lockedByName",
      coalesce(y.has_december and y.closed = y.months and u.n = 0 and l.year is null
        and not exists (select 1 from year_locks later where later.year > y.year), false)
        as "mayLock"
    from (select id / 100 as year, count(*)::int as months,
        (count(*) filter (where status = 'closed'))::int as closed,
        max(id) filter (where status = 'closed') as last_closed,
        bool_or(id % 100 = 12) as has_december from periods group by 1) y
    cross join lateral (select count(*)::int as n from vouchers v
      where v.period_id between y.year * 100 + 1 and y.year * 100 + 12 and not exists
        (select 1 from voucher_signatures s where s.voucher_id = v.id)) u
    left join year_locks l on l.year = y.year left join persons p on p.id = l.person_id
    order by y.year desc`;
}

/** Closes a month through the database's own function, which posts the closing vouchers. */
export async function closeMonth(tx: Tx, period: number): Promise<void> {
  await tx.sql`select close_period(${tx.operationId}, ${period})`;
}

/** Signs off every fund that ends a month below zero and may; answers how many. */
export async function signDeficits(tx: Tx, period: number, reason: string): Promise<number> {
  const rows = await tx.sql<{ n: number }[]>`
    select sign_deficits(${tx.operationId}, ${period}, ${reason}) as n`;
  return one(rows).n;
}

/** Asks for the last closed month to be opened again; answers the id of the request. */
export async function askReopening(tx: Tx, period: number, reason: string): Promise<string> {
  const rows = await tx.sql<{ id: string }[]>`
    select ask_reopening(${tx.operationId}, ${period}, ${reason}) as id`;
  return one(rows).id;
}

/** Opens a month again, or leaves it closed. */
export async function decideReopening(tx: Tx, period: number, approves: boolean): Promise<void> {
  await tx.sql`select decide_reopening(${tx.operationId}, ${period}, ${approves})`;
}

/** Locks a year whose audit is reported. */
export async function lockBookYear(
  tx: Tx,
  lock: { year: number; auditedOn: string; reference: string },
): Promise<void> {
  await tx.sql`select lock_year(${tx.operationId}, ${lock.year}, ${lock.auditedOn},
    ${lock.reference})`;
}
