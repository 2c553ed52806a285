import { z } from 'zod';
import type { BookRow, GeneralLedgerAccount } from '../../shared/books.ts';
import { moneySchema } from '../../shared/money.ts';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { type BookScope, leavesOf, readBookLines, readKept } from './book-queries.ts';
import { readGeneralLedger } from './balance-queries.ts';
import { type BookShape, standingAt, Walk } from './walk.ts';

/**
 * Where a page of a book ended: the place of its last line and what the book stood at, so that the
 * next page goes on without reading this one again (承前页).
 */
const pageEnd = z.strictObject({
  date: z.iso.date(),
  voucherSeq: z.string().regex(/^\d{1,18}$/),
  lineNo: z.number().int().min(1).max(200),
  seq: z.string().regex(/^\d{1,18}$/),
  periodId: z.number().int(),
  balance: moneySchema,
  day: z.tuple([moneySchema, moneySchema]),
  columns: z.array(moneySchema).max(8),
});

interface Asked {
  from: number;
  to: number;
  fund?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/**
 * A page of the book of an account and all below it: `limit` lines with the totals between them.
 * Fails with NOT_FOUND when there is no such account.
 */
export async function bookPageFor(
  { client: sql }: Context,
  account: string,
  { from, to, fund, cursor, limit }: Asked,
  shape: BookShape,
): Promise<{ items: BookRow[]; nextCursor: string | null }> {
  const accounts = await leavesOf(sql, account);
  if (accounts.length === 0) throw new AppError('NOT_FOUND', 'There is no such account.');
  const scope: BookScope = { accounts, fund, from, to };
  const after = cursor === undefined ? undefined : decodeCursor(cursor, pageEnd);
  const { opening, months } = await readKept(sql, scope);
  const lines = await readBookLines(sql, scope, { after, limit: limit + 1 });
  const walk = new Walk(shape, months, after ?? standingAt(opening, shape));
  const page = lines.slice(0, limit);
  const items = [
    ...(after ? [] : [walk.opening(from)]),
    ...page.flatMap((line) => walk.take(line)),
  ];
  const last = page.at(-1);
  if (lines.length <= limit || !last) {
    return { items: [...items, ...walk.end()], nextCursor: null };
  }
  const { date, voucherSeq, lineNo, seq, periodId } = last;
  const { balance, day, columns } = walk.standing;
  const end = { date, voucherSeq, lineNo, seq, periodId, balance, day, columns };
  return { items, nextCursor: encodeCursor(end) };
}

/** A page of the general ledger: `limit` accounts with all their months. */
export async function generalLedgerPageFor(
  { client: sql }: Context,
  query: Omit<Parameters<typeof readGeneralLedger>[1], 'after'> & { cursor?: string | undefined },
): Promise<{ items: GeneralLedgerAccount[]; nextCursor: string | null }> {
  const { cursor, limit } = query;
  const after = cursor === undefined ? '' : decodeCursor(cursor, z.string().max(12));
  const accounts = await readGeneralLedger(sql, { ...query, after, limit: limit + 1 });
  const items = accounts.slice(0, limit);
  const last = accounts.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor(last.accountCode) : null };
}
