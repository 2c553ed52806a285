import type { Money } from '../../shared/money.ts';
import type {
  ItemKind,
  LedgerLineKey,
  MatchSides,
  OpenLedgerLine,
  OpenStatementLine,
  StatementRow,
} from '../../shared/reconciliation.ts';
import { bankStatements, statementLines } from '../../drizzle/schema/index.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';

/** The accounts that hold money, with what their statements and reconciliations say. */
export async function listStatementAccounts(context: PublicContext, day: string) {
  return context.client<
    {
      code: string;
      name_zh: string;
      name_en: string;
      book_balance: Money;
      ends_on: string | null;
      closing: Money | null;
      unmatched_bank: number;
      unmatched_books: number;
      reconciled_on: string | null;
    }[]
  >`
    select a.code, a.name_zh, a.name_en, books_on(a.code, ${day})::numeric(18,2)::text as book_balance,
      s.ends_on::text, s.closing::text,
      (select count(*)::int from statement_lines l where l.account_code = a.code
        and not exists (select 1 from matched_lines c where c.statement_line_id = l.id)) as unmatched_bank,
      (select count(*)::int from voucher_lines l where l.account_code = a.code and not exists (
        select 1 from matched_lines c where c.voucher_id = l.voucher_id and c.line_no = l.line_no))
        as unmatched_books,
      (select max(r.as_of)::text from bank_reconciliations r
        join reconciliation_signatures g on g.reconciliation_id = r.id
        where r.account_code = a.code) as reconciled_on
    from accounts a left join lateral (select ends_on, closing from bank_statements
      where account_code = a.code order by ends_on desc, seq desc limit 1) s on true
    where a.takes_lines and a.code ~ '^(1002|1009)' order by a.code`;
}

/** Adds a statement and its lines. Its deferred guard sees that it foots. */
export async function insertStatement(
  tx: Tx,
  statement: typeof bankStatements.$inferInsert & { id: string },
  rows: readonly StatementRow[],
): Promise<void> {
  await tx.db.insert(bankStatements).values(statement);
  if (rows.length === 0) return;
  await tx.db.insert(statementLines).values(
    rows.map(({ date, ...row }, index) => ({
      ...row,
      statementId: statement.id,
      accountCode: statement.accountCode,
      lineNo: index + 1,
      lineDate: date,
      // counted anew by the database
      occurrence: 1,
    })),
  );
}

export interface StatementFacts {
  id: string;
  accountCode: string;
  startsOn: string;
  endsOn: string;
  opening: Money;
  closing: Money;
  lineCount: number;
  enteredByName: string;
}

/** The newest hundred statements, of one account or of all. */
export async function listStatements(
  context: PublicContext,
  account: string | undefined,
): Promise<StatementFacts[]> {
  return context.client<StatementFacts[]>`${statementColumns(context)}
    where ${account ?? null}::text is null or b.account_code = ${account ?? null}
    order by b.seq desc limit 100`;
}

/** One statement, or undefined. */
export async function statementById(context: PublicContext, id: string) {
  return maybe(
    await context.client<StatementFacts[]>`${statementColumns(context)} where b.id = ${id}`,
  );
}

function statementColumns({ client: sql }: PublicContext) {
  return sql`select b.id, b.account_code as "accountCode", b.starts_on::text as "startsOn",
      b.ends_on::text as "endsOn", b.opening::text, b.closing::text, b.line_count as "lineCount",
      p.name as "enteredByName"
    from bank_statements b join users u on u.id = b.entered_by join persons p on p.id = u.person_id`;
}

/** The lines of a statement, in order. */
export async function linesOfStatement(context: PublicContext, id: string) {
  return context.client<
    {
      id: string;
      lineNo: number;
      date: string;
      moneyIn: Money;
      moneyOut: Money;
      balance: Money | null;
      counterparty: string;
      reference: string;
      memo: string;
      matched: boolean;
    }[]
  >`select l.id, l.line_no as "lineNo", l.line_date::text as date, l.money_in::text as "moneyIn",
      l.money_out::text as "moneyOut", l.balance::text, l.counterparty, l.reference, l.memo,
      c.match_id is not null as matched
    from statement_lines l left join matched_lines c on c.statement_line_id = l.id
    where l.statement_id = ${id} order by l.line_no`;
}

/** Statement lines of an account that are in no live match: the oldest five hundred. */
export async function openStatementLines(
  context: PublicContext,
  account: string,
): Promise<OpenStatementLine[]> {
  return context.client<OpenStatementLine[]>`
    select l.id, l.line_date::text as date, (l.money_in - l.money_out)::text as amount,
      l.counterparty, l.reference, l.memo
    from statement_lines l where l.account_code = ${account}
      and not exists (select 1 from matched_lines c where c.statement_line_id = l.id)
    order by l.line_date, l.seq limit 500`;
}

/** Lines of an account in the books that are in no live match: the oldest five hundred. */
export async function openLedgerLines(
  context: PublicContext,
  account: string,
): Promise<OpenLedgerLine[]> {
  return context.client<OpenLedgerLine[]>`
    select l.voucher_id as "voucherId", l.line_no as "lineNo", l.voucher_date::text as date,
      (case l.side when 'debit' then l.amount else -l.amount end)::text as amount,
      v.word || '-' || to_char(v.number, 'FM999990000') as label, v.summary,
      coalesce(g.transaction_reference, d.slip_reference, w.slip_reference, y.bank_reference)
        as reference, v.reverses_id as "reversesId"
    from voucher_lines l join vouchers v on v.id = l.voucher_id
    left join donations g on v.source_type = 'donation' and g.id = v.source_id
    left join deposits d on v.source_type = 'deposit' and d.id = v.source_id
    left join withdrawals w on v.source_type = 'withdrawal' and w.id = v.source_id
    left join payments y on y.voucher_id = v.id
    where l.account_code = ${account} and not exists (
      select 1 from matched_lines c where c.voucher_id = l.voucher_id and c.line_no = l.line_no)
    order by l.voucher_date, v.seq, l.line_no limit 500`;
}

export interface MatchRow {
  id: string;
  matched_by_name: string;
  matched_at: Date;
  of_bank: boolean;
  date: string;
  label: string;
  amount: Money;
  frozen: boolean;
}

/** The lines of the newest hundred live matches of an account. */
export async function liveMatches(context: PublicContext, account: string): Promise<MatchRow[]> {
  return context.client<MatchRow[]>`
    with recent as (select * from bank_matches m where m.account_code = ${account}
      and not exists (select 1 from bank_unmatches x where x.match_id = m.id)
      order by m.seq desc limit 100)
    select m.id, p.name as matched_by_name, m.matched_at, s.id is not null as of_bank,
      coalesce(s.line_date, l.voucher_date)::text as date,
      coalesce(nullif(s.reference, ''), s.memo, v.word || '-' || to_char(v.number, 'FM999990000'))
        as label,
      coalesce(s.money_in - s.money_out, case l.side when 'debit' then l.amount else -l.amount end)
        ::text as amount,
      exists (select 1 from bank_reconciliations r
        join reconciliation_signatures g on g.reconciliation_id = r.id
        where r.account_code = m.account_code and g.signed_at >= m.matched_at
          and r.as_of >= (select max(day) from match_amounts a where a.match_id = m.id)) as frozen
    from recent m join users u on u.id = m.matched_by join persons p on p.id = u.person_id
    join bank_match_parts t on t.match_id = m.id
    left join statement_lines s on s.id = t.statement_line_id
    left join voucher_lines l on l.voucher_id = t.voucher_id and l.line_no = t.line_no
    left join vouchers v on v.id = l.voucher_id
    order by m.seq desc, t.part_no`;
}

/** Holds back every other act on the statements, matches and reconciliations of an account. */
export async function lockAccount(tx: Tx, account: string): Promise<void> {
  await tx.sql`select lock_reconciling(${account})`;
}

/** Whether lines can be posted to this account. */
export async function accountExists(tx: Tx, account: string): Promise<boolean> {
  const rows = await tx.sql`select 1 from accounts where code = ${account} and takes_lines`;
  return rows.length === 1;
}

interface Amount {
  amount: Money;
  taken: boolean;
}

/** What statement lines of an account move, and whether a live match has them. */
export async function statementAmounts(tx: Tx, account: string, ids: readonly string[]) {
  return tx.sql<(Amount & { id: string })[]>`
    select l.id, (l.money_in - l.money_out)::text as amount, c.match_id is not null as taken
    from statement_lines l left join matched_lines c on c.statement_line_id = l.id
    where l.account_code = ${account} and l.id = any(${ids as string[]}::uuid[])`;
}

/** What voucher lines of an account move, and whether a live match has them. */
export async function ledgerAmounts(tx: Tx, account: string, keys: readonly LedgerLineKey[]) {
  return tx.sql<(Amount & LedgerLineKey)[]>`
    select l.voucher_id as "voucherId", l.line_no as "lineNo",
      (case l.side when 'debit' then l.amount else -l.amount end)::text as amount,
      c.match_id is not null as taken
    from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as k("voucherId" uuid, "lineNo" int)
    join voucher_lines l on l.voucher_id = k."voucherId" and l.line_no = k."lineNo"
      and l.account_code = ${account}
    left join matched_lines c on c.voucher_id = l.voucher_id and c.line_no = l.line_no`;
}

/** Adds a match with its parts; their triggers claim the lines. */
export async function insertMatch(
  tx: Tx,
  match: { accountCode: string; sides: MatchSides; userId: string; at: Date },
): Promise<string> {
  const { statementLineIds, ledgerLines } = match.sides;
  const parts = [
    ...statementLineIds.map((id) => ({ statement: id, voucher: null, line: null })),
    ...ledgerLines.map(({ voucherId, lineNo }) => ({
      statement: null,
      voucher: voucherId,
      line: lineNo,
    })),
  ];
  const { id } = one(
    await tx.sql<{ id: string }[]>`
      insert into bank_matches (account_code, part_count, matched_by, matched_at)
      values (${match.accountCode}, ${parts.length}, ${match.userId}, ${match.at.toISOString()})
      returning id`,
  );
  await tx.sql`
    insert into bank_match_parts (match_id, part_no, statement_line_id, voucher_id, line_no)
    select ${id}, p.n, p.statement, p.voucher, p.line
    from rows from (jsonb_to_recordset(${JSON.stringify(parts)}::jsonb)
      as (statement uuid, voucher uuid, line smallint)) with ordinality
      as p(statement, voucher, line, n) order by p.n`;
  return id;
}

/** A match with its account, and whether it was undone. */
export async function matchState(tx: Tx, id: string) {
  return maybe(
    await tx.sql<{ account_code: string; undone: boolean }[]>`
      select m.account_code, exists (select 1 from bank_unmatches u where u.match_id = m.id) as undone
      from bank_matches m where m.id = ${id}`,
  );
}

/** Undoes a match; the guard refuses when a signed reconciliation rests on it. */
export async function insertUnmatch(
  tx: Tx,
  row: { matchId: string; reason: string; userId: string; at: Date },
): Promise<void> {
  await tx.sql`insert into bank_unmatches (match_id, reason, unmatched_by, unmatched_at)
    values (${row.matchId}, ${row.reason}, ${row.userId}, ${row.at.toISOString()})`;
}

export interface ItemRow {
  kind: ItemKind;
  day: string;
  label: string;
  summary: string;
  amount: Money;
  old: boolean;
  voucher_id: string | null;
}
