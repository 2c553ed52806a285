import { z } from 'zod';
import { businessDate } from './dates.ts';
import { pageOf } from './paging.ts';
import { quantity, quantityOrZero, quantitySchema } from './quantity.ts';
import { textField } from './text.ts';

const id = z.uuid('VALUE_INVALID');
const note = textField({ max: 200, min: 0 }).default('');

/** A count of what lies in store (盘点表): for each item and fund what was found. */
export const goodsCountBody = z.strictObject({
  countedOn: businessDate,
  note,
  lines: z
    .array(z.strictObject({ itemId: id, fundId: id, counted: quantityOrZero }), 'VALUE_INVALID')
    .min(1, 'REQUIRED')
    .max(200, 'VALUE_INVALID'),
});
export type GoodsCountBody = z.input<typeof goodsCountBody>;
export const goodsCounted = z.object({ id: z.uuid() }).meta({ id: 'GoodsCounted' });

export const goodsCount = z
  .object({
    id: z.uuid(),
    countedOn: z.string(),
    note: z.string(),
    countedByName: z.string(),
    signedByName: z.string().nullable(),
    lines: z.array(
      z.object({
        itemId: z.uuid(),
        itemCode: z.string(),
        itemName: z.string(),
        unit: z.string(),
        fundId: z.uuid(),
        fundCode: z.string(),
        book: quantitySchema,
        counted: quantitySchema,
        /** Counted less book: below zero something is missing. */
        difference: quantitySchema,
      }),
    ),
    /** Whether this reader may sign as the second counter. */
    maySign: z.boolean(),
  })
  .meta({ id: 'GoodsCount' });
export type GoodsCount = z.infer<typeof goodsCount>;
export const goodsCountPage = pageOf(goodsCount).meta({ id: 'GoodsCountPage' });

/** Goods without a reliable value that came in (E06): quantity only. */
export const goodsMemoBody = z.strictObject({
  description: textField({ max: 120 }),
  unit: textField({ max: 10 }),
  quantity,
  /** Who gave them; kept masked. */
  giverName: textField({ max: 60, min: 0 }).default(''),
  receivedOn: businessDate,
  note,
});
export type GoodsMemoBody = z.input<typeof goodsMemoBody>;
/** Some of it was handed out: to whom, or where it went. */
export const goodsMemoOutBody = z.strictObject({
  quantity,
  handedOutOn: businessDate,
  note: textField({ max: 200 }),
});
export type GoodsMemoOutBody = z.input<typeof goodsMemoOutBody>;
export const goodsMemoRecorded = z.object({ id: z.uuid() }).meta({ id: 'GoodsMemoRecorded' });

export const goodsMemo = z
  .object({
    id: z.uuid(),
    description: z.string(),
    unit: z.string(),
    quantity: quantitySchema,
    left: quantitySchema,
    giverMasked: z.string(),
    receivedOn: z.string(),
    note: z.string(),
    outs: z.array(
      z.object({ handedOutOn: z.string(), quantity: quantitySchema, note: z.string() }),
    ),
  })
  .meta({ id: 'GoodsMemo' });
export type GoodsMemo = z.infer<typeof goodsMemo>;
export const goodsMemoPage = pageOf(goodsMemo).meta({ id: 'GoodsMemoPage' });
