import { z } from 'zod';
import { businessDate } from './dates.ts';
import { amount, moneySchema } from './money.ts';
import { pageOf } from './paging.ts';
import { textField } from './text.ts';

/**
 * Given back at once (refund, E09 or E10b by the year of the gift), or owed first because the
 * condition of the gift failed (obligation, E10) and paid later.
 */
export const refundKind = z.enum(['refund', 'obligation'], 'VALUE_INVALID');
export type RefundKind = z.infer<typeof refundKind>;

/** Where the money of a refund leaves. */
export const refundTill = z.enum(['bank', 'wechat', 'alipay'], 'VALUE_INVALID');
export type RefundTill = z.infer<typeof refundTill>;

export const refundBody = z
  .strictObject({
    donationId: z.uuid('VALUE_INVALID'),
    kind: refundKind,
    /** Only of a refund; an obligation is paid from the bank later. */
    till: refundTill.nullable().default(null),
    amount,
    refundedOn: businessDate,
    /** The donor's application, with the receipt that came back. */
    documentNumber: textField({ max: 60 }),
    reason: textField({ max: 300 }),
  })
  .refine(({ kind, till }) => (kind === 'refund') === (till !== null), {
    error: 'REQUIRED',
    path: ['till'],
  });
export type RefundBody = z.input<typeof refundBody>;
export const refundPrepared = z.object({ id: z.uuid() }).meta({ id: 'RefundPrepared' });

export const payRefundBody = z.strictObject({
  paidOn: businessDate,
  bankReference: textField({ max: 64 }),
});
export type PayRefundBody = z.input<typeof payRefundBody>;
export const refundPaid = z
  .object({ id: z.uuid(), voucherId: z.uuid(), voucherNumber: z.string() })
  .meta({ id: 'RefundPaid' });

/** `owed` is an obligation that nobody paid yet. */
export const refundStatus = z.enum(['waiting', 'refused', 'posted', 'owed', 'paid']);
export const refund = z
  .object({
    id: z.uuid(),
    kind: refundKind,
    donationId: z.uuid(),
    receiptNumber: z.string(),
    fundCode: z.string(),
    till: refundTill.nullable(),
    amount: moneySchema,
    /** Whether the gift was of an earlier year, so that net assets are adjusted. */
    priorYear: z.boolean(),
    restricted: z.boolean(),
    refundedOn: z.string(),
    documentNumber: z.string(),
    reason: z.string(),
    preparedByName: z.string(),
    status: refundStatus,
    decidedByName: z.string().nullable(),
    voucherId: z.uuid().nullable(),
    voucherNumber: z.string().nullable(),
    mayDecide: z.boolean(),
    mayPay: z.boolean(),
  })
  .meta({ id: 'Refund' });
export type Refund = z.infer<typeof refund>;
export const refundPage = pageOf(refund).meta({ id: 'RefundPage' });
