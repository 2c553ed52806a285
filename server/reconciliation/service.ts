import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { isZero, type Money, subtractMoney, sumMoney } from '../../shared/money.ts';
import type {
  MatchSides,
  matchBody,
  ReconciliationBody,
  StatementRow,
  statementBody,
} from '../../shared/reconciliation.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import { readStatementCsv } from './csv.ts';
import { agree, maskCounterparty, maskDigits, namesLineTwice } from './policy.ts';
import {
  accountExists,
  insertMatch,
  insertStatement,
  insertUnmatch,
  ledgerAmounts,
  lockAccount,
  matchState,
  statementAmounts,
} from './queries.ts';
import {
  accountsWithoutSheet,
  balancesOn,
  freezeSheet,
  insertReview,
  itemsOn,
  personHandledMoney,
  sheetState,
} from './sheet-queries.ts';
import { sheetFigures } from './sheet.ts';

/**
 * Takes in a statement, by rows or as CSV text, whole or not at all. Counterparties are kept
 * masked. Fails with one entry for each damaged row, DATE_RANGE (a row outside the period),
 * STATEMENT_DIFFERS (opening + rows ≠ closing, with the difference), DUPLICATE (a reference twice
 * in it), IMPORT_DUPLICATE (the statement or a line of it is there already).
 */
export async function takeStatement(context: Context, body: z.output<typeof statementBody>) {
  refuseFuture(context, body.endsOn, '/endsOn');
  const { accountCode, startsOn, endsOn, opening, closing, csv } = body;
  const rows = csv === undefined ? (body.rows ?? []) : readStatementCsv(csv);
  refuseRows(rows, body);
  refuseFooting(rows, body);
  const kept = rows.map((row) => ({
    ...row,
    counterparty: maskCounterparty(row.counterparty),
    memo: maskDigits(row.memo),
  }));
  const source = JSON.stringify([startsOn, endsOn, opening, closing, rows]);
  return runCommand(context, 'statement.taken', body, async (tx) => {
    if (!(await accountExists(tx, accountCode))) {
      throw fieldError('VALUE_INVALID', '/accountCode', 'There is no such account.');
    }
    const id = randomUUID();
    await insertStatement(
      tx,
      {
        id,
        accountCode,
        startsOn,
        endsOn,
        opening,
        closing,
        lineCount: rows.length,
        sourceHash: createHash('sha256').update(source).digest('hex'),
        enteredBy: context.actor.userId,
        createdAt: context.now(),
      },
      kept,
    );
    return {
      result: { id, lineCount: rows.length },
      subject: `bank-statement:${id}`,
      facts: { accountCode, startsOn, endsOn, opening, closing, lines: rows.length },
    };
  });
}

/** Refuses rows outside the period and a reference, day and amount that stands there twice. */
function refuseRows(rows: readonly StatementRow[], body: z.output<typeof statementBody>): void {
  const place = (index: number, field: string) => `/rows/${index}/${field}`;
  const seen = new Set<string>();
  const fields = rows.flatMap((row, index) => {
    const name = [row.date, row.moneyIn, row.moneyOut, row.reference].join(' ');
    const twice = row.reference !== '' && seen.has(name);
    seen.add(name);
    const outside = row.date < body.startsOn || row.date > body.endsOn;
    return [
      ...(outside ? [{ pointer: place(index, 'date'), code: 'DATE_RANGE' as const }] : []),
      ...(twice ? [{ pointer: place(index, 'reference'), code: 'DUPLICATE' as const }] : []),
    ];
  });
  const [first] = fields;
  if (first) throw new AppError(first.code, 'Rows are outside the period or twice.', { fields });
}

function refuseFooting(
  rows: readonly StatementRow[],
  { opening, closing }: { opening: Money; closing: Money },
): void {
  const moved = rows.map((row) => subtractMoney(row.moneyIn, row.moneyOut));
  const difference = subtractMoney(closing, sumMoney([opening, ...moved]));
  if (isZero(difference)) return;
  throw new AppError('STATEMENT_DIFFERS', `Opening and rows miss the closing by ${difference}.`, {
    fields: [{ pointer: '/closing', code: 'STATEMENT_DIFFERS' }],
    params: { difference },
  });
}

/**
 * Confirms that lines of a statement and of the books are the same money, all of the request or
 * none. Fails with NOT_FOUND (a line that this account does not have), DUPLICATE (a line named
 * twice), ALREADY_MATCHED, MATCH_DIFFERS (the sums do not agree, or many stand against many).
 */
export async function matchLines(context: Context, body: z.output<typeof matchBody>) {
  if (namesLineTwice(body.matches)) {
    throw fieldError('DUPLICATE', '/matches', 'A line is named twice.');
  }
  return runCommand(context, 'bank.matched', body, async (tx) => {
    await lockAccount(tx, body.accountCode);
    const ids: string[] = [];
    for (const [index, sides] of body.matches.entries()) {
      await requireAgreement(tx, body.accountCode, sides, index);
      const { userId } = context.actor;
      const match = { accountCode: body.accountCode, sides, userId, at: context.now() };
      ids.push(await insertMatch(tx, match));
    }
    return {
      result: { ids },
      subject: `account:${body.accountCode}`,
      facts: { matches: ids },
    };
  });
}

async function requireAgreement(
  tx: Tx,
  accountCode: string,
  { statementLineIds, ledgerLines }: MatchSides,
  index: number,
): Promise<void> {
  const bank = await statementAmounts(tx, accountCode, statementLineIds);
  const books = await ledgerAmounts(tx, accountCode, ledgerLines);
  if (bank.length !== statementLineIds.length || books.length !== ledgerLines.length) {
    throw new AppError('NOT_FOUND', 'This account has no such line.');
  }
  if ([...bank, ...books].some(({ taken }) => taken)) {
    throw new AppError('ALREADY_MATCHED', 'A line is matched already.');
  }
  const amounts = (rows: readonly { amount: Money }[]) => rows.map(({ amount }) => amount);
  if (!agree(amounts(bank), amounts(books))) {
    throw fieldError('MATCH_DIFFERS', `/matches/${index}`, 'The two sides do not agree.');
  }
}

/**
 * Undoes a match, by adding why. Fails with NOT_FOUND, STATE_CONFLICT (undone already, or a signed
 * reconciliation rests on it).
 */
export async function undoMatch(context: Context, id: string, reason: string) {
  return runCommand(context, 'bank.unmatched', { id, reason }, async (tx) => {
    const match = await matchState(tx, id);
    if (!match) throw new AppError('NOT_FOUND', 'There is no such match.');
    if (match.undone) throw new AppError('STATE_CONFLICT', 'This match is undone already.');
    await insertUnmatch(tx, {
      matchId: id,
      reason,
      userId: context.actor.userId,
      at: context.now(),
    });
    return { result: { id }, subject: `bank-match:${id}`, facts: { account: match.account_code } };
  });
}

/**
 * Freezes the 余额调节表 of an account and day, signed by its preparer. It posts nothing. Fails with
 * SOD_VIOLATION (a cashier, or whoever paid or banked since the last one), STATEMENT_MISSING,
 * RECONCILIATION_DIFFERS (with the difference). Source: domain.md §4, decision 18.
 */
export async function prepareReconciliation(context: Context, body: ReconciliationBody) {
  const { accountCode: account, asOf } = body;
  refuseFuture(context, asOf, '/asOf');
  return runCommand(context, 'reconciliation.prepared', body, async (tx) => {
    await lockAccount(tx, account);
    await refuseHands(tx, context, { account, asOf });
    const { books, bank } = await balancesOn(tx.sql, account, asOf);
    if (bank === null) {
      throw new AppError('STATEMENT_MISSING', 'No statement of this account covers the day.', {
        fields: [{ pointer: '/asOf', code: 'STATEMENT_MISSING' }],
      });
    }
    const figures = sheetFigures(books, bank, await itemsOn(tx.sql, account, asOf));
    if (!isZero(figures.difference)) {
      throw new AppError('RECONCILIATION_DIFFERS', 'The adjusted balances are not equal.', {
        params: { difference: figures.difference },
      });
    }
    const id = await freezeSheet(tx, { account, asOf, at: context.now() });
    const facts = { account, asOf, books, bank, adjusted: figures.adjustedBooks };
    return { result: { id }, subject: `bank-reconciliation:${id}`, facts };
  });
}

/**
 * Signs a frozen sheet as its reviewer. Fails with NOT_FOUND, ALREADY_SIGNED, SOD_VIOLATION (the
 * preparer, a cashier, a payer), STATE_CONFLICT (books, statement or matches changed since).
 */
export async function reviewReconciliation(context: Context, id: string) {
  return runCommand(context, 'reconciliation.reviewed', { id }, async (tx) => {
    const sheet = await sheetState(tx, id);
    if (!sheet) throw new AppError('NOT_FOUND', 'There is no such reconciliation.');
    if (sheet.signed) throw new AppError('ALREADY_SIGNED', 'It is signed already.');
    const { userId, personId } = context.actor;
    if (sheet.prepared_person_id === personId) {
      throw new AppError('SOD_VIOLATION', 'Who prepared it does not review it.');
    }
    await refuseHands(tx, context, { account: sheet.account_code, asOf: sheet.as_of });
    await insertReview(tx, { id, userId, personId, at: context.now() });
    const facts = { account: sheet.account_code, asOf: sheet.as_of };
    return { result: { id }, subject: `bank-reconciliation:${id}`, facts };
  });
}

async function refuseHands(
  tx: Tx,
  context: Context,
  of: { account: string; asOf: string },
): Promise<void> {
  if (!(await personHandledMoney(tx.sql, context.actor.personId, of))) return;
  throw new AppError('SOD_VIOLATION', 'Who pays or banks does not reconcile.');
}

/**
 * The bank accounts (1002…) that a month's close waits for: with a movement in the month or a
 * balance at its end, and without a signed reconciliation dated at or after its last day that still
 * agrees with the books. `period` is yyyymm; the answer is account codes in order.
 */
export async function unreconciledAccounts(tx: Tx, period: number): Promise<string[]> {
  return accountsWithoutSheet(tx, period);
}
