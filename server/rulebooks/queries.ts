import type postgres from 'postgres';
import type { ChooseRuleBookBody, RuleBook, RuleBookAccount } from '../../shared/rulebooks.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';

/** Every rule book and version; the one in force on `today` says so. */
export async function listRuleBooks(context: PublicContext, today: string): Promise<RuleBook[]> {
  return context.client<RuleBook[]>`
    select b.id, b.version, b.name_zh as "nameZh", b.name_en as "nameEn",
      b.effective_from::text as "effectiveFrom", b.effective_to::text as "effectiveTo",
      b.closing_regime as "closingRegime", b.source, c.rule_book is not null as current
    from rule_books b left join rule_book_on(${today}) c
      on c.rule_book = b.id and c.version = b.version
    order by b.effective_from desc, b.id, b.version`;
}

export interface ChoiceRow {
  id: string;
  rule_book: string;
  version: number;
  effective_from: string;
  chosen_by_name: string;
  chosen_person: string;
  approved_by_name: string | null;
}

const choiceColumns = (sql: postgres.Sql | postgres.TransactionSql) => sql`
  c.id, c.rule_book, c.version, c.effective_from::text, p.name as chosen_by_name,
  p.id as chosen_person, q.name as approved_by_name
  from organisation_rule_books c
  join users u on u.id = c.chosen_by join persons p on p.id = u.person_id
  left join rule_book_approvals a on a.choice_id = c.id left join users v on v.id = a.approved_by
  left join persons q on q.id = v.person_id`;

/** What this organisation chose, newest first. */
export async function listChoices({ client: sql }: PublicContext): Promise<ChoiceRow[]> {
  return sql<ChoiceRow[]>`select ${choiceColumns(sql)} order by c.seq desc`;
}

/** One choice inside a command, or undefined. */
export async function choiceById({ sql }: Tx, id: string): Promise<ChoiceRow | undefined> {
  return maybe(await sql<ChoiceRow[]>`select ${choiceColumns(sql)} where c.id = ${id}`);
}

/** How a rule book sees every account of the ledger, by our code; empty for an unknown book. */
export async function mapOf(
  context: PublicContext,
  { ruleBook, version }: { ruleBook: string; version: number },
): Promise<RuleBookAccount[]> {
  return context.client<RuleBookAccount[]>`
    select m.account_code as "accountCode", a.name_zh as "nameZh", a.name_en as "nameEn",
      m.book_code as "bookCode", m.book_name_zh as "bookNameZh", m.book_name_en as "bookNameEn",
      m.trap_zh as "trapZh", m.trap_en as "trapEn"
    from rule_book_accounts m join accounts a on a.code = m.account_code
    where m.rule_book = ${ruleBook} and m.version = ${version} order by m.account_code`;
}

/** A rule book's first day, or undefined for an unknown book or version. */
export async function firstDayOf({ sql }: Tx, book: { ruleBook: string; version: number }) {
  const row = maybe(
    await sql<{ day: string }[]>`select effective_from::text as day from rule_books
      where id = ${book.ruleBook} and version = ${book.version}`,
  );
  return row?.day;
}

/** The first closed month from this day on, or undefined. */
export async function closedMonthSince({ sql }: Tx, day: string): Promise<number | undefined> {
  const row = maybe(
    await sql<{ id: number }[]>`select id from periods
      where status = 'closed' and ends_on >= ${day}::date order by id limit 1`,
  );
  return row?.id;
}

/** Adds a choice; it waits for the chair. */
export async function insertChoice(
  { sql }: Tx,
  body: ChooseRuleBookBody,
  by: { userId: string; at: Date },
): Promise<string> {
  const rows = await sql<{ id: string }[]>`
    insert into organisation_rule_books (rule_book, version, effective_from, chosen_by, chosen_at)
    values (${body.ruleBook}, ${body.version}, ${body.effectiveFrom}, ${by.userId},
      ${by.at.toISOString()}) returning id`;
  return one(rows).id;
}

/** Adds the chair's approval, by which the choice comes into force. */
export async function insertApproval({ sql }: Tx, id: string, by: { userId: string; at: Date }) {
  await sql`insert into rule_book_approvals (choice_id, approved_by, approved_at)
    values (${id}, ${by.userId}, ${by.at.toISOString()})`;
}
