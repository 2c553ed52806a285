import { z } from 'zod';
import { lineSignatures } from './condolences.ts';
import { businessDate } from './dates.ts';
import { amount, amountOrZero, isZero, moneySchema } from './money.ts';
import { pageOf } from './paging.ts';
import { textField } from './text.ts';

export const advanceTill = z.enum(['cash', 'bank'], 'VALUE_INVALID');
export type AdvanceTill = z.infer<typeof advanceTill>;

/** A worker asks for an advance (备用金) to carry out an approved batch. */
export const advanceBody = z.strictObject({
  batchId: z.uuid('VALUE_INVALID'),
  amount,
  till: advanceTill,
  purpose: textField({ max: 200 }),
});
export type AdvanceBody = z.input<typeof advanceBody>;
export const advanceTaken = z.object({ id: z.uuid() }).meta({ id: 'AdvanceTaken' });

export const advanceDecisionBody = z.strictObject({
  agrees: z.boolean('VALUE_INVALID'),
  reason: textField({ max: 300, min: 0 }).default(''),
});
export type AdvanceDecisionBody = z.input<typeof advanceDecisionBody>;

export const advanceStatus = z.enum(['waiting', 'refused', 'approved', 'paid', 'settled']);
export type AdvanceStatus = z.infer<typeof advanceStatus>;
export const advanceMoved = z
  .object({ id: z.uuid(), status: advanceStatus })
  .meta({ id: 'AdvanceMoved' });

export const payAdvanceBody = z.strictObject({
  paidOn: businessDate,
  /** The bank's reference; empty when paid in cash. */
  reference: textField({ max: 64, min: 0 }).default(''),
});
export type PayAdvanceBody = z.input<typeof payAdvanceBody>;
export const advancePaid = z
  .object({ id: z.uuid(), voucherId: z.uuid(), voucherNumber: z.string() })
  .meta({ id: 'AdvancePaid' });

/**
 * The holder accounts for an advance, in whole or in part: the lines handed out and the cash given
 * back. What was spent beyond the advance is paid to the holder from the box.
 */
export const settleAdvanceBody = z
  .strictObject({
    returned: amountOrZero,
    lines: lineSignatures.default([]),
    note: textField({ max: 300, min: 0 }).default(''),
  })
  .refine(({ returned, lines }) => lines.length > 0 || !isZero(returned), {
    error: 'REQUIRED',
    path: ['lines'],
  });
export type SettleAdvanceBody = z.input<typeof settleAdvanceBody>;
export const settlementHandedIn = z
  .object({
    id: z.uuid(),
    spent: moneySchema,
    returned: moneySchema,
    toppedUp: moneySchema,
    open: moneySchema,
  })
  .meta({ id: 'SettlementHandedIn' });

export const reviewSettlementBody = z.strictObject({ postedOn: businessDate });
export type ReviewSettlementBody = z.input<typeof reviewSettlementBody>;
export const settlementCashBody = z.strictObject({ paidOn: businessDate });
export type SettlementCashBody = z.input<typeof settlementCashBody>;

export const advance = z
  .object({
    id: z.uuid(),
    batchId: z.uuid(),
    batchName: z.string(),
    fundCode: z.string(),
    holderName: z.string(),
    amount: moneySchema,
    till: advanceTill,
    purpose: z.string(),
    status: advanceStatus,
    /** What the holder still has to account for; the whole amount before it is paid. */
    open: moneySchema,
    paidOn: z.string().nullable(),
    dueOn: z.string().nullable(),
    /** Days since it was paid, while something is open. */
    ageDays: z.int().nullable(),
    overdue: z.boolean(),
    /** A settlement waits for its review or its cash. */
    settlementWaits: z.boolean(),
    approvedByName: z.string().nullable(),
    voucherId: z.uuid().nullable(),
    voucherNumber: z.string().nullable(),
    mayDecide: z.boolean(),
    mayPay: z.boolean(),
    maySettle: z.boolean(),
  })
  .meta({ id: 'Advance' });
export type Advance = z.infer<typeof advance>;
export const advancePage = pageOf(advance).meta({ id: 'AdvancePage' });

/** What each person holds now. */
export const advanceHolders = z
  .object({
    items: z.array(
      z.object({ name: z.string(), open: moneySchema, advances: z.int(), overdue: z.int() }),
    ),
  })
  .meta({ id: 'AdvanceHolders' });
