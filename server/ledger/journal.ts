import assert from 'node:assert/strict';
import { wordOf } from '../../shared/ledger.ts';
import { sumMoney } from '../../shared/money.ts';
import type { Context, Tx } from '../core/context.ts';
import { databaseFacts } from '../core/database-errors.ts';
import { AppError, fromUnknown } from '../core/errors.ts';
import { one } from '../core/rows.ts';
import type { Posting } from './postings.ts';

/** The word of our vouchers while an organisation has one word only (decision 7). */
export const WORD = '记';

/** Cash would stand below zero at the end of a day (decision 6). */
const CASH_DAY = 'LF012';

/** A posted voucher, as its command hands it on. */
export interface Posted {
  voucherId: string;
  voucherNumber: string;
}

/** 记-0007 */
export function voucherLabel(word: string, number: number): string {
  return `${word}-${String(number).padStart(4, '0')}`;
}

interface Entry {
  date: string;
  /** Where the date stands in the request, such as `/receivedOn`, for an error to point at. */
  dateField?: string;
  summary: string;
  /** A kind of document_kinds that is posted by its lines, and the document's id. */
  source: { type: string; id: string };
  posting: Posting;
  attachments?: number;
  /** Which voucher of its command this is; one document is one voucher. */
  ordinal?: number;
}

/**
 * Posts one voucher through the database's own posting function, the only writer of the journal.
 * Call it last in a command: it takes the locks that everybody wants. Fails with PERIOD_LOCKED,
 * FUND_INSUFFICIENT or CASH_INSUFFICIENT. Source: ledger.md §0.1.
 */
export async function postEntry(tx: Tx, context: Context, entry: Entry): Promise<Posted> {
  const { event, lines } = entry.posting;
  const total = (side: 'debit' | 'credit') =>
    sumMoney(lines.filter((line) => line.side === side).map((line) => line.amount));
  assert.equal(total('debit'), total('credit'), `${event} is out of balance`);
  const row = one(
    await atDate(
      entry.dateField,
      tx.sql<{ voucher_id: string; number: number; words: 'one' | 'three' }[]>`
      select voucher_id, number, (select voucher_words from organisations) as words
      from post_entry(${tx.operationId}, ${entry.ordinal ?? 1}, ${WORD}, ${entry.date}, ${event},
        ${entry.summary}, ${entry.source.type}, ${entry.source.id}, ${context.actor.userId},
        ${context.now().toISOString()}, ${entry.attachments ?? 1}, ${JSON.stringify(lines)})`,
    ),
  );
  const word = wordOf(row.words, lines);
  return { voucherId: row.voucher_id, voucherNumber: voucherLabel(word, row.number) };
}

/**
 * Says at its field that a date lies in a closed month or before the books begin, or that cash
 * would fall below zero from that day on.
 */
export async function atDate<T>(pointer: string | undefined, posting: PromiseLike<T>): Promise<T> {
  try {
    return await posting;
  } catch (error) {
    const { code, detail } = fromUnknown(error);
    const isDate = code === 'PERIOD_LOCKED' || code === 'DATE_BEFORE_BOOKS';
    if (pointer === undefined || !(isDate || databaseFacts(error)['sqlState'] === CASH_DAY)) {
      throw error;
    }
    throw new AppError(code, detail, { fields: [{ pointer, code }] });
  }
}

/**
 * Takes a voucher back with the same lines in red, dated `date`, once. Fails with ALREADY_REVERSED,
 * SOD_VIOLATION (who prepared it does not reverse it), STATE_CONFLICT (a payment or a reversal),
 * PERIOD_LOCKED.
 */
export async function reverseEntry(
  tx: Tx,
  context: Context,
  reversal: { voucherId: string; date: string; summary: string },
): Promise<Posted> {
  const row = one(
    await atDate(
      '/reversedOn',
      tx.sql<{ voucher_id: string; number: number; word: string }[]>`
      select voucher_id, number, (select word from vouchers where id = ${reversal.voucherId}) as word
      from reverse_voucher(${tx.operationId}, 1, ${reversal.voucherId},
        ${reversal.date}, ${reversal.summary}, ${context.actor.userId}, ${context.now().toISOString()})`,
    ),
  );
  return { voucherId: row.voucher_id, voucherNumber: voucherLabel(row.word, row.number) };
}

/**
 * Draws the next number of a gapless series, as late as possible: the counter stays locked to the
 * end.
 */
export async function drawNumber(tx: Tx, series: string): Promise<number> {
  const row = one(await tx.sql<{ number: string }[]>`select next_number(${series}) as number`);
  return Number(row.number);
}
