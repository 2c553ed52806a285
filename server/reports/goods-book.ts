import { z } from 'zod';
import type { GoodsBookRow, GoodsFigures } from '../../shared/goods-book.ts';
import { addMoney, moneySchema, subtractMoney, ZERO } from '../../shared/money.ts';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import { NONE, quantitySchema, subtractQuantity, sumQuantity } from '../../shared/quantity.ts';
import type { Context } from '../core/context.ts';
import {
  type GoodsLine,
  type GoodsMonth,
  type GoodsScope,
  readGoodsKept,
  readGoodsLines,
} from './goods-book-queries.ts';

const NOTHING: GoodsFigures = { quantity: NONE, value: ZERO };
const bare = {
  date: null,
  seq: null,
  voucherId: null,
  label: null,
  summary: null,
  fundCode: null,
};

/** Walks through the papers of an item: what is left after each, and totals after each month. */
export class GoodsWalk {
  private readonly months: ReadonlyMap<number, GoodsMonth>;
  left: GoodsFigures;
  periodId: number | null;

  constructor(
    months: ReadonlyMap<number, GoodsMonth>,
    from: { left: GoodsFigures; periodId: number | null },
  ) {
    this.months = months;
    this.left = from.left;
    this.periodId = from.periodId;
  }

  /** The row that the book begins with. */
  opening(periodId: number): GoodsBookRow {
    return { ...bare, kind: 'opening', periodId, came: NOTHING, went: NOTHING, left: this.left };
  }

  /** The rows of the next paper, with the totals of the month that ended before it. */
  take({ side, quantity, value, ...line }: GoodsLine): GoodsBookRow[] {
    const ended = this.periodId === line.periodId ? [] : this.end();
    const { left } = this;
    const moved = { quantity, value };
    this.left =
      side === 'in'
        ? {
            quantity: sumQuantity([left.quantity, quantity]),
            value: addMoney(left.value, value),
          }
        : {
            quantity: subtractQuantity(left.quantity, quantity),
            value: subtractMoney(left.value, value),
          };
    this.periodId = line.periodId;
    const came = side === 'in' ? moved : NOTHING;
    const went = side === 'out' ? moved : NOTHING;
    return [...ended, { ...bare, ...line, kind: 'line', came, went, left: this.left }];
  }

  /** The totals of the month that stands open. */
  end(): GoodsBookRow[] {
    const month = this.periodId === null ? undefined : this.months.get(this.periodId);
    if (!month) return [];
    const { periodId, came, went, cameThisYear, wentThisYear } = month;
    const total = { ...bare, periodId, left: this.left };
    return [
      { ...total, kind: 'month', came, went },
      { ...total, kind: 'year', came: cameThisYear, went: wentThisYear },
    ];
  }
}

/** Where a page ended, and what was left there (承前页). */
const pageEnd = z.strictObject({
  date: z.iso.date(),
  seq: z.string().regex(/^\d{1,18}$/),
  periodId: z.number().int(),
  left: z.strictObject({ quantity: quantitySchema, value: moneySchema }),
});

/** A page of the book of an item by quantity and amount (数量金额式). */
export async function goodsBookFor(
  { client: sql }: Context,
  { cursor, limit, ...scope }: GoodsScope & { cursor?: string | undefined; limit: number },
): Promise<{ items: GoodsBookRow[]; nextCursor: string | null }> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, pageEnd);
  const { opening, months } = await readGoodsKept(sql, scope);
  const lines = await readGoodsLines(sql, scope, { after, limit: limit + 1 });
  const walk = new GoodsWalk(months, after ?? { left: opening, periodId: null });
  const page = lines.slice(0, limit);
  const items = [
    ...(after ? [] : [walk.opening(scope.from)]),
    ...page.flatMap((line) => walk.take(line)),
  ];
  const last = page.at(-1);
  if (lines.length <= limit || !last) {
    return { items: [...items, ...walk.end()], nextCursor: null };
  }
  const { date, seq, periodId } = last;
  return { items, nextCursor: encodeCursor({ date, seq, periodId, left: walk.left }) };
}
