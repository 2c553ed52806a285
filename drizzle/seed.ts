import type postgres from 'postgres';
import { accountRows } from './charts/chart2026.ts';
import { ruleBookAccountRows, ruleBookRows } from './charts/rule-books.ts';

/** The policy a fund begins with (decisions 16 and 17; domain.md §2.2). Amounts in yuan. */
const firstPolicy = {
  version: 1,
  effective_from: '2026-01-01',
  second_vote_from: '5000.00',
  votes_below: 1,
  votes_from: 2,
  small_limit: '1464.00',
  urgent_float: '3000.00',
  case_cap: '7320.00',
  notice_days: 7,
  papers_days: 10,
};

/**
 * Fills in what every fund has: the chart of accounts, the rule books with their maps and the first
 * policy. Runs as the owner; may run again.
 */
export async function seedDatabase(client: postgres.Sql): Promise<void> {
  const rows = accountRows.map((row) => ({
    code: row.code,
    name_zh: row.nameZh,
    name_en: row.nameEn,
    class: row.class,
    side: row.side,
    parent_code: row.parentCode,
    takes_lines: row.takesLines,
    needs_fund: row.needsFund,
    needs_beneficiary: row.needsBeneficiary,
    never_negative: row.neverNegative,
  }));
  await client`insert into accounts ${client(rows)} on conflict (code) do nothing`;
  await client`insert into rule_books ${client(ruleBookRows)} on conflict do nothing`;
  await client`insert into rule_book_accounts ${client(ruleBookAccountRows)} on conflict do nothing`;
  await client`insert into policies ${client([firstPolicy])} on conflict (version) do nothing`;
  await client`analyze accounts`;
}

/** The same for a fund of tests or of the demo, whose time is not the database's. */
export async function freeClock(client: postgres.Sql): Promise<void> {
  await seedDatabase(client);
  await client`insert into clock_rules (free) values (true) on conflict (id) do nothing`;
}
