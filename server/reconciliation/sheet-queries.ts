import type { Money } from '../../shared/money.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';
import type { ItemRow } from './queries.ts';

type Reader = PublicContext['client'] | Tx['sql'];

/** Both balances of an account at the end of a day; `bank` is null without a statement. */
export async function balancesOn(sql: Reader, account: string, asOf: string) {
  return one(
    await sql<{ books: Money; bank: Money | null }[]>`
      select books_on(${account}, ${asOf})::numeric(18,2)::text as books,
        bank_on(${account}, ${asOf})::numeric(18,2)::text as bank`,
  );
}

/** What only one side knows at the end of a day. */
export async function itemsOn(sql: Reader, account: string, asOf: string): Promise<ItemRow[]> {
  return sql<ItemRow[]>`select kind, day::text, label, summary, amount::text, old, voucher_id
    from outstanding_items(${account}, ${asOf})`;
}

/** Whether a person had a hand on the money since the last signed reconciliation. */
export async function personHandledMoney(
  sql: Reader,
  personId: string,
  of: { account: string; asOf: string },
): Promise<boolean> {
  const row = one(
    await sql<{ handled: boolean }[]>`
      select handled_money(${personId}, ${of.account}, ${of.asOf}) as handled`,
  );
  return row.handled;
}

/** The names of an account that holds money, or undefined. */
export async function accountNames(context: PublicContext, account: string) {
  return maybe(
    await context.client<{ name_zh: string; name_en: string }[]>`
      select name_zh, name_en from accounts where code = ${account} and takes_lines`,
  );
}

/** Freezes the sheet through the database's own function, the only writer of it. */
export async function freezeSheet(
  tx: Tx,
  sheet: { account: string; asOf: string; at: Date },
): Promise<string> {
  const row = one(
    await tx.sql<{ id: string }[]>`select prepare_reconciliation(${tx.operationId},
      ${sheet.account}, ${sheet.asOf}, ${sheet.at.toISOString()}) as id`,
  );
  return row.id;
}

/** A frozen sheet for deciding about its review, or undefined. */
export async function sheetState(tx: Tx, id: string) {
  return maybe(
    await tx.sql<
      { account_code: string; as_of: string; prepared_person_id: string; signed: boolean }[]
    >`select r.account_code, r.as_of::text, r.prepared_person_id,
        exists (select 1 from reconciliation_signatures s where s.reconciliation_id = r.id) as signed
      from bank_reconciliations r where r.id = ${id}`,
  );
}

/** Adds the reviewer's signature; the guard sees that nothing changed since. */
export async function insertReview(
  tx: Tx,
  row: { id: string; userId: string; personId: string; at: Date },
): Promise<void> {
  await tx.sql`insert into reconciliation_signatures (reconciliation_id, user_id, person_id, signed_at)
    values (${row.id}, ${row.userId}, ${row.personId}, ${row.at.toISOString()})`;
}

export interface SheetRow {
  id: string;
  account_code: string;
  name_zh: string;
  name_en: string;
  as_of: string;
  book_balance: Money;
  bank_in: Money;
  bank_out: Money;
  bank_balance: Money;
  book_in: Money;
  book_out: Money;
  adjusted: Money;
  prepared_by_name: string;
  prepared_person_id: string;
  prepared_at: Date;
  reviewed_by_name: string | null;
  reviewed_at: Date | null;
  outstanding: number;
  old: number;
}

function sheetColumns({ client: sql }: PublicContext) {
  return sql`select r.id, r.account_code, a.name_zh, a.name_en, r.as_of::text, r.book_balance::text,
      r.bank_in::text, r.bank_out::text, r.bank_balance::text, r.book_in::text, r.book_out::text,
      r.adjusted::text, p.name as prepared_by_name, r.prepared_person_id, r.prepared_at,
      q.name as reviewed_by_name, s.signed_at as reviewed_at, i.outstanding, i.old
    from bank_reconciliations r join accounts a on a.code = r.account_code
    join persons p on p.id = r.prepared_person_id
    left join reconciliation_signatures s on s.reconciliation_id = r.id
    left join persons q on q.id = s.person_id
    cross join lateral (select count(*)::int as outstanding, (count(*) filter (where old))::int as old
      from reconciliation_items where reconciliation_id = r.id) i`;
}

/** The newest two hundred frozen sheets, of one account or of all, latest day first. */
export async function listSheets(
  context: PublicContext,
  account: string | undefined,
): Promise<SheetRow[]> {
  return context.client<SheetRow[]>`${sheetColumns(context)}
    where ${account ?? null}::text is null or r.account_code = ${account ?? null}
    order by r.as_of desc, r.account_code, r.seq desc limit 200`;
}

/** One frozen sheet, or undefined. */
export async function sheetById(context: PublicContext, id: string) {
  return maybe(await context.client<SheetRow[]>`${sheetColumns(context)} where r.id = ${id}`);
}

/** The items of a frozen sheet, in order. */
export async function itemsOfSheet(context: PublicContext, id: string): Promise<ItemRow[]> {
  return context.client<ItemRow[]>`select kind, day::text, label, summary, amount::text, old,
      voucher_id from reconciliation_items where reconciliation_id = ${id} order by item_no`;
}

/**
 * Bank accounts (1002…) with a movement in the month or a balance at its end, without a signed
 * reconciliation of its last day or later whose book balance is still that of the books.
 */
export async function accountsWithoutSheet(tx: Tx, period: number): Promise<string[]> {
  const rows = await tx.sql<{ code: string }[]>`
    with month as (select ${period}::int as id,
      (to_date(${String(period)}, 'YYYYMM') + interval '1 month - 1 day')::date as ends_on)
    select a.code from accounts a, month m
    where a.takes_lines and a.code like '1002%'
      and (books_on(a.code, m.ends_on) <> 0 or exists (select 1 from period_balances b
        where b.account_code = a.code and b.period_id = m.id))
      and not exists (select 1 from bank_reconciliations r
        join reconciliation_signatures s on s.reconciliation_id = r.id
        where r.account_code = a.code and r.as_of >= m.ends_on
          and r.book_balance = books_on(a.code, r.as_of))
    order by a.code`;
  return rows.map(({ code }) => code);
}
