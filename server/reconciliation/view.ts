import type { z } from 'zod';
import type {
  BankReconciliation,
  BankStatement,
  Matching,
  ReconciliationDraft,
  reconciliationSummary,
  StatementAccount,
} from '../../shared/reconciliation.ts';
import { isZero } from '../../shared/money.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { groupBy, proposeMatches } from './policy.ts';
import {
  type ItemRow,
  linesOfStatement,
  listStatementAccounts,
  liveMatches,
  type MatchRow,
  openLedgerLines,
  openStatementLines,
  statementById,
} from './queries.ts';
import { sheetFigures } from './sheet.ts';
import {
  accountNames,
  balancesOn,
  itemsOfSheet,
  itemsOn,
  listSheets,
  personHandledMoney,
  sheetById,
  type SheetRow,
} from './sheet-queries.ts';

/** The accounts that hold money, with how far each is reconciled today. */
export async function readStatementAccounts(context: Context): Promise<StatementAccount[]> {
  const rows = await listStatementAccounts(context, context.today());
  return rows.map((row) => ({
    code: row.code,
    nameZh: row.name_zh,
    nameEn: row.name_en,
    bookBalance: row.book_balance,
    statementEndsOn: row.ends_on,
    statementClosing: row.closing,
    unmatchedBank: row.unmatched_bank,
    unmatchedBooks: row.unmatched_books,
    reconciledOn: row.reconciled_on,
  }));
}

/** One statement with its lines. Fails with NOT_FOUND. */
export async function readStatement(context: Context, id: string): Promise<BankStatement> {
  const statement = await statementById(context, id);
  if (!statement) throw new AppError('NOT_FOUND', 'There is no such statement.');
  return { ...statement, lines: await linesOfStatement(context, id) };
}

/** What waits on both sides of an account, what is proposed, and what was matched last. */
export async function readMatching(context: Context, account: string): Promise<Matching> {
  const statementLines = await openStatementLines(context, account);
  const ledgerLines = await openLedgerLines(context, account);
  const rows = await liveMatches(context, account);
  return {
    statementLines,
    ledgerLines,
    proposals: proposeMatches(statementLines, ledgerLines),
    matches: [...groupBy(rows, ({ id }) => id).values()].map((lines) =>
      matchOf(lines, context.actor.roles.includes('treasurer')),
    ),
  };
}

function matchOf(lines: readonly MatchRow[], isTreasurer: boolean): Matching['matches'][number] {
  const first = lines[0]!;
  return {
    id: first.id,
    matchedByName: first.matched_by_name,
    matchedAt: new Date(first.matched_at).toISOString(),
    lines: lines.map(({ of_bank: ofBank, date, label, amount }) => ({
      ofBank,
      date,
      label,
      amount,
    })),
    mayUndo: isTreasurer && !first.frozen,
  };
}

const itemOf = ({ day, voucher_id, ...item }: ItemRow) => ({
  ...item,
  date: day,
  voucherId: voucher_id,
});

/**
 * The sheet of an account and day as it stands now. Fails with NOT_FOUND (no such account),
 * STATEMENT_MISSING.
 */
export async function readDraft(
  context: Context,
  { accountCode, asOf }: { accountCode: string; asOf: string },
): Promise<ReconciliationDraft> {
  const names = await accountNames(context, accountCode);
  if (!names) throw new AppError('NOT_FOUND', 'There is no such account.');
  const { books, bank } = await balancesOn(context.client, accountCode, asOf);
  if (bank === null) {
    throw new AppError('STATEMENT_MISSING', 'No statement of this account covers the day.');
  }
  const items = await itemsOn(context.client, accountCode, asOf);
  const figures = sheetFigures(books, bank, items);
  const { personId, roles } = context.actor;
  const of = { account: accountCode, asOf };
  const handledMoney = await personHandledMoney(context.client, personId, of);
  const isTreasurer = roles.includes('treasurer');
  const past = asOf <= context.today();
  return {
    accountCode,
    accountNameZh: names.name_zh,
    accountNameEn: names.name_en,
    asOf,
    ...figures,
    items: items.map(itemOf),
    handledMoney,
    mayPrepare: isTreasurer && past && !handledMoney && isZero(figures.difference),
  };
}

/** The frozen sheets, latest day first. */
export async function readSheets(
  context: Context,
  account: string | undefined,
): Promise<z.input<typeof reconciliationSummary>[]> {
  const rows = await listSheets(context, account);
  return rows.map((row) => ({
    ...signaturesOf(row),
    accountCode: row.account_code,
    accountNameZh: row.name_zh,
    accountNameEn: row.name_en,
    asOf: row.as_of,
    adjusted: row.adjusted,
    outstanding: row.outstanding,
    old: row.old,
  }));
}

const signaturesOf = (row: SheetRow) => ({
  id: row.id,
  preparedByName: row.prepared_by_name,
  preparedAt: new Date(row.prepared_at).toISOString(),
  reviewedByName: row.reviewed_by_name,
  reviewedAt: row.reviewed_at && new Date(row.reviewed_at).toISOString(),
});

/** One frozen sheet with its items. Fails with NOT_FOUND. */
export async function readSheet(context: Context, id: string): Promise<BankReconciliation> {
  const row = await sheetById(context, id);
  if (!row) throw new AppError('NOT_FOUND', 'There is no such reconciliation.');
  const items = await itemsOfSheet(context, id);
  const { personId, roles } = context.actor;
  const of = { account: row.account_code, asOf: row.as_of };
  const reviews = roles.includes('treasurer') || roles.includes('chair');
  return {
    ...signaturesOf(row),
    accountCode: row.account_code,
    accountNameZh: row.name_zh,
    accountNameEn: row.name_en,
    asOf: row.as_of,
    ...sheetFigures(row.book_balance, row.bank_balance, items),
    items: items.map(itemOf),
    mayReview:
      reviews &&
      row.reviewed_at === null &&
      row.prepared_person_id !== personId &&
      !(await personHandledMoney(context.client, personId, of)),
  };
}
