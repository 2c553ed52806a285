import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { goodsCountBody, goodsMemoBody, goodsMemoOutBody } from '../../shared/goods-counts.ts';
import { maskName } from '../../shared/identity.ts';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import { compareQuantity } from '../../shared/quantity.ts';
import { runCommand } from '../core/command.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import {
  countsPage,
  countState,
  insertCount,
  insertCountLine,
  insertMemo,
  insertSignature,
  memosPage,
  memoState,
} from './counts-queries.ts';

interface PageAsked {
  cursor?: string | undefined;
  limit: number;
}

const beforeOf = ({ cursor }: PageAsked) =>
  cursor === undefined ? undefined : decodeCursor(cursor, z.int());

function pageOf<Row extends { seq: string }>(rows: Row[], limit: number) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last ? encodeCursor(Number(last.seq)) : null,
  };
}

/**
 * Writes down what was counted in the store; the book's quantity is taken at this moment. A second
 * person signs it. Fails with VALUE_INVALID (an unknown item or fund), DUPLICATE (an item twice),
 * DATE_FUTURE. Source: domain.md §1.5, year-end count.
 */
export async function countGoods(context: Context, body: z.output<typeof goodsCountBody>) {
  refuseFuture(context, body.countedOn, '/countedOn');
  return runCommand(context, 'goods.counted', body, async (tx) => {
    const id = randomUUID();
    const { userId, personId } = context.actor;
    const { countedOn, note, lines } = body;
    const by = { countedBy: userId, countedPersonId: personId, countedAt: context.now() };
    await insertCount(tx, { id, countedOn, note, ...by });
    for (const line of lines) await insertCountLine(tx, id, line);
    return { result: { id }, subject: `goods-count:${id}`, facts: { lines: lines.length } };
  });
}

/** The second counter signs. Fails with NOT_FOUND, ALREADY_SIGNED, SOD_VIOLATION. */
export async function signCount(context: Context, id: string) {
  return runCommand(context, 'goods.count_signed', { id }, async (tx) => {
    const count = await countState(tx, id);
    if (!count) throw new AppError('NOT_FOUND', 'There is no such count.');
    if (count.signed) throw new AppError('ALREADY_SIGNED', 'This count is already signed.');
    const { userId, personId } = context.actor;
    if (count.countedPersonId === personId) {
      throw new AppError('SOD_VIOLATION', 'The second counter is another person.');
    }
    await insertSignature(tx, { countId: id, userId, personId, at: context.now() });
    return { result: { id }, subject: `goods-count:${id}`, facts: {} };
  });
}

/** A page of counts with their differences, newest first. */
export async function listCounts(context: Context, query: PageAsked) {
  const page = { before: beforeOf(query), limit: query.limit + 1 };
  const { items, nextCursor } = pageOf(await countsPage(context, page), query.limit);
  const counters = ['treasurer', 'cashier', 'caseworker', 'chair', 'committee'] as const;
  const { roles, personId } = context.actor;
  const counts = counters.some((role) => roles.includes(role));
  return {
    items: items.map(({ countedPersonId, ...count }) => ({
      ...count,
      maySign: counts && count.signedByName === null && countedPersonId !== personId,
    })),
    nextCursor,
  };
}

/**
 * Notes goods without a reliable value (E06): quantity only, no voucher. The giver is kept masked.
 * Fails with DATE_FUTURE.
 */
export async function noteMemo(context: Context, body: z.output<typeof goodsMemoBody>) {
  refuseFuture(context, body.receivedOn, '/receivedOn');
  return runCommand(context, 'goods.memo_noted', body, async (tx) => {
    const id = randomUUID();
    const { giverName, receivedOn, ...rest } = body;
    const giverMasked = giverName === '' ? '' : maskName(giverName);
    const by = { recordedBy: context.actor.userId, recordedAt: context.now() };
    await insertMemo(tx, { id, ...rest, giverMasked, happenedOn: receivedOn, ...by });
    return { result: { id }, subject: `goods-memo:${id}`, facts: { quantity: body.quantity } };
  });
}

/**
 * Notes that some of it was handed out. Fails with NOT_FOUND, EXCEEDS_STOCK at /quantity,
 * RANGE_INVALID (before it came), DATE_FUTURE.
 */
export async function noteMemoOut(
  context: Context,
  id: string,
  body: z.output<typeof goodsMemoOutBody>,
) {
  refuseFuture(context, body.handedOutOn, '/handedOutOn');
  return runCommand(context, 'goods.memo_handed_out', { id, ...body }, async (tx) => {
    const entry = await memoState(tx, id);
    if (!entry) throw new AppError('NOT_FOUND', 'There is no such entry.');
    if (body.handedOutOn < entry.receivedOn) throw fieldError('RANGE_INVALID', '/handedOutOn');
    if (compareQuantity(body.quantity, entry.left) > 0) {
      throw new AppError('EXCEEDS_STOCK', 'Less is left.', {
        fields: [{ pointer: '/quantity', code: 'EXCEEDS_STOCK' }],
        params: { left: entry.left },
      });
    }
    const out = randomUUID();
    const { description, unit } = entry;
    await insertMemo(tx, {
      id: out,
      ofId: id,
      description,
      unit,
      quantity: body.quantity,
      giverMasked: '',
      happenedOn: body.handedOutOn,
      note: body.note,
      recordedBy: context.actor.userId,
      recordedAt: context.now(),
    });
    return { result: { id: out }, subject: `goods-memo:${id}`, facts: { quantity: body.quantity } };
  });
}

/** A page of the register of goods without value, newest first. */
export async function listMemos(context: Context, query: PageAsked) {
  const page = { before: beforeOf(query), limit: query.limit + 1 };
  return pageOf(await memosPage(context, page), query.limit);
}
