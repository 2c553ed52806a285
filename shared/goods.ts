import { z } from 'zod';
import { businessDate } from './dates.ts';
import { donorBody } from './donations.ts';
import { amount, moneySchema } from './money.ts';
import { pageOf, pageQuery } from './paging.ts';
import { quantity, type Quantity, quantitySchema } from './quantity.ts';
import { textField } from './text.ts';

export type { Quantity };

/** Inventory accounts (存货): donated goods, goods bought for visits, shopping vouchers. */
export const goodsAccount = z.enum(['120101', '120102', '120103'], 'VALUE_INVALID');
export type GoodsAccount = z.infer<typeof goodsAccount>;
/** How goods are valued when they leave: first in, first out (先进先出) or weighted average. */
export const valuationMethod = z.enum(['fifo', 'average'], 'VALUE_INVALID');
export type ValuationMethod = z.infer<typeof valuationMethod>;

/**
 * The papers about goods: a gift with value (E05), stock that the books opened with, goods to be
 * bought (E20), goods handed out (E07), lost or expired (E28), or found in a count.
 */
export const goodsKind = z.enum(
  ['gift', 'opening', 'purchase', 'issue', 'loss', 'expiry', 'surplus'],
  'VALUE_INVALID',
);
export type GoodsKind = z.infer<typeof goodsKind>;
/** Whether goods of this paper come into the store. */
export const bringsGoods = (kind: GoodsKind) =>
  kind === 'gift' || kind === 'opening' || kind === 'purchase' || kind === 'surplus';
/** Whether a second person decides before anything moves. */
export const awaitsDecision = (kind: GoodsKind) =>
  kind === 'purchase' || kind === 'loss' || kind === 'expiry' || kind === 'surplus';
/** Shopping vouchers (购物券) are known by their numbers. */
export const hasSerials = (account: GoodsAccount) => account === '120103';

const id = z.uuid('VALUE_INVALID');
const MOST_LINES = 50;
const MOST_SERIALS = 500;

export const goodsItemBody = z.strictObject({
  code: textField({ max: 12 }).regex(/^[A-Z][A-Z0-9-]{1,11}$/, 'VALUE_INVALID'),
  name: textField({ max: 60 }),
  unit: textField({ max: 10 }),
  accountCode: goodsAccount,
  method: valuationMethod,
});
export type GoodsItemBody = z.input<typeof goodsItemBody>;
export const goodsItemAdded = z.object({ id: z.uuid() }).meta({ id: 'GoodsItemAdded' });

/** What lies in store of an item for one fund. */
export const goodsStock = z.object({
  fundId: z.uuid(),
  fundCode: z.string(),
  quantity: quantitySchema,
  value: moneySchema,
  /** The day on which the first of it expires. */
  expiresOn: z.string().nullable(),
});
export type GoodsStock = z.infer<typeof goodsStock>;

/** What came in at once, and what is left of it, oldest first. */
export const goodsLot = z.object({
  documentId: z.uuid(),
  fundId: z.uuid(),
  kind: goodsKind,
  arrivedOn: z.string(),
  expiresOn: z.string().nullable(),
  donorName: z.string().nullable(),
  driveCode: z.string().nullable(),
  quantity: quantitySchema,
  value: moneySchema,
  quantityLeft: quantitySchema,
  valueLeft: moneySchema.nullable(),
});
export type GoodsLot = z.infer<typeof goodsLot>;

export const goodsItem = z
  .object({
    id: z.uuid(),
    code: z.string(),
    name: z.string(),
    unit: z.string(),
    accountCode: goodsAccount,
    method: valuationMethod,
    stock: z.array(goodsStock),
  })
  .meta({ id: 'GoodsItem' });
export type GoodsItem = z.infer<typeof goodsItem>;
export const goodsItemDetail = goodsItem
  .extend({
    lots: z.array(goodsLot),
    serials: z.array(z.object({ serial: z.string(), fundId: z.uuid() })),
  })
  .meta({ id: 'GoodsItemDetail' });
export type GoodsItemDetail = z.infer<typeof goodsItemDetail>;

const serials = z
  .array(textField({ max: 30 }), 'VALUE_INVALID')
  .max(MOST_SERIALS, 'SERIALS_DIFFER')
  .default([]);
const lineOut = z.strictObject({ itemId: id, quantity, serials });
/** `value` is what the paper (invoice, agreement) says all of it is worth, in yuan. */
const lineIn = lineOut.extend({ value: amount, expiresOn: businessDate.nullable().default(null) });
const linesOf = <Line extends z.ZodType>(line: Line) =>
  z.array(line, 'VALUE_INVALID').min(1, 'REQUIRED').max(MOST_LINES, 'VALUE_INVALID');
export type GoodsLineIn = z.output<typeof lineIn>;
export type GoodsLineOut = z.output<typeof lineOut>;

const note = textField({ max: 200, min: 0 }).default('');
const paper = { paperNumber: textField({ max: 60 }), note };

/** A gift of goods whose value a paper proves (E05). Without a drive it is unrestricted. */
export const goodsGiftBody = z.strictObject({
  driveId: id.nullable(),
  donor: donorBody,
  receivedOn: businessDate,
  lines: linesOf(lineIn),
  ...paper,
});
export type GoodsGiftBody = z.input<typeof goodsGiftBody>;
export const goodsGiftRecorded = z
  .object({
    id: z.uuid(),
    donationId: z.uuid(),
    receiptNumber: z.string(),
    voucherId: z.uuid(),
    voucherNumber: z.string(),
    value: moneySchema,
  })
  .meta({ id: 'GoodsGiftRecorded' });

/** Goods that the opening balances of inventory consist of. */
export const goodsOpeningBody = z.strictObject({ fundId: id, lines: linesOf(lineIn), ...paper });
/** Goods or shopping vouchers to be bought with the money of a fund. */
export const goodsPurchaseBody = goodsOpeningBody.extend({ orderedOn: businessDate });
export type GoodsPurchaseBody = z.input<typeof goodsPurchaseBody>;

/** Goods handed out: to a family, or by a signed list (发放花名册) that is named here. */
export const goodsIssueBody = z
  .strictObject({
    fundId: id,
    householdId: id.nullable().default(null),
    roster: textField({ max: 120, min: 0 }).default(''),
    issuedOn: businessDate,
    lines: linesOf(lineOut),
    ...paper,
  })
  .refine(({ householdId, roster }) => householdId !== null || roster !== '', {
    error: 'TEXT_REQUIRED',
    path: ['roster'],
  });
export type GoodsIssueBody = z.input<typeof goodsIssueBody>;

/** Goods lost, expired or found, for another person to approve (报废单). */
export const goodsWriteOffBody = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['loss', 'expiry'], 'VALUE_INVALID'),
    fundId: id,
    countId: id.nullable().default(null),
    /** Who has to make it good; kept masked. */
    liableName: textField({ max: 40 }).nullable().default(null),
    happenedOn: businessDate,
    lines: linesOf(lineOut),
    ...paper,
  }),
  z.strictObject({
    kind: z.literal('surplus'),
    fundId: id,
    countId: id.nullable().default(null),
    happenedOn: businessDate,
    lines: linesOf(lineIn),
    ...paper,
  }),
]);
export type GoodsWriteOffBody = z.input<typeof goodsWriteOffBody>;

/** The second person's word; the bank's number where money was paid. */
export const goodsDecisionBody = z.strictObject({
  agrees: z.boolean('VALUE_INVALID'),
  decidedOn: businessDate,
  reason: note,
  bankReference: textField({ max: 64, min: 0 }).default(''),
});
export type GoodsDecisionBody = z.input<typeof goodsDecisionBody>;

/** What an act on goods answers; the voucher is null while it waits for another person. */
export const goodsRecorded = z
  .object({
    id: z.uuid(),
    voucherId: z.uuid().nullable(),
    voucherNumber: z.string().nullable(),
    value: moneySchema.nullable(),
  })
  .meta({ id: 'GoodsRecorded' });
export type GoodsRecorded = z.infer<typeof goodsRecorded>;

/** A paper about goods. `value` is known once the goods moved. */
export const goodsDocument = z
  .object({
    id: z.uuid(),
    kind: goodsKind,
    fundCode: z.string(),
    happenedOn: z.string(),
    paperNumber: z.string(),
    note: z.string(),
    /** The code of the family, only for who may see its file. */
    householdCode: z.string().nullable(),
    roster: z.string(),
    liableMasked: z.string().nullable(),
    countId: z.uuid().nullable(),
    donationId: z.uuid().nullable(),
    donorName: z.string().nullable(),
    lines: z.array(
      z.object({
        itemCode: z.string(),
        itemName: z.string(),
        unit: z.string(),
        quantity: quantitySchema,
        value: moneySchema.nullable(),
        serials: z.array(z.string()),
      }),
    ),
    value: moneySchema.nullable(),
    preparedByName: z.string(),
    status: z.enum(['waiting', 'posted', 'refused', 'reversed']),
    decidedByName: z.string().nullable(),
    voucherId: z.uuid().nullable(),
    voucherNumber: z.string().nullable(),
    mayDecide: z.boolean(),
    mayReverse: z.boolean(),
  })
  .meta({ id: 'GoodsDocument' });
export type GoodsDocument = z.infer<typeof goodsDocument>;
export const goodsDocumentPage = pageOf(goodsDocument).meta({ id: 'GoodsDocumentPage' });
export const goodsDocumentQuery = pageQuery.extend({ waiting: z.literal('yes').optional() });
