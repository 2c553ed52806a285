import { z } from 'zod';
import { monthText } from './books.ts';
import { moneySchema } from './money.ts';
import { pageOf, pageQuery } from './paging.ts';
import { quantitySchema } from './quantity.ts';

const figures = z.object({ quantity: quantitySchema, value: moneySchema });
export type GoodsFigures = z.infer<typeof figures>;

/**
 * One row of the book of an item by quantity and amount (数量金额式明细账, domain.md §1.8): what
 * came in, what went out and what is left. `opening` begins it, `line` is a paper, `month` and
 * `year` are 本月合计 and 本年累计. Red figures are below zero.
 */
export const goodsBookRow = z.object({
  kind: z.enum(['opening', 'line', 'month', 'year']),
  periodId: z.number().int(),
  date: z.string().nullable(),
  /** Its place among the movements of the item, so that no two rows are one. */
  seq: z.string().nullable(),
  voucherId: z.uuid().nullable(),
  label: z.string().nullable(),
  summary: z.string().nullable(),
  fundCode: z.string().nullable(),
  came: figures,
  went: figures,
  left: figures,
});
export type GoodsBookRow = z.infer<typeof goodsBookRow>;
export const goodsBookPage = pageOf(goodsBookRow).meta({ id: 'GoodsBookPage' });

export const goodsBookQuery = pageQuery
  .extend({
    from: monthText,
    to: monthText,
    item: z.uuid('VALUE_INVALID'),
    fund: z.uuid('VALUE_INVALID').optional(),
  })
  .refine(({ from, to }) => from <= to && to - from < 500, {
    error: 'RANGE_INVALID',
    path: ['to'],
  });
