import { z } from 'zod';
import { businessDate } from './dates.ts';
import { amount, amountOrZero, moneySchema } from './money.ts';
import { textField } from './text.ts';

/** From where money goes to the bank: the cash box, or a platform that pays out. */
export const depositKind = z.enum(['cash', 'wechat', 'alipay'], 'VALUE_INVALID');
export type DepositKind = z.infer<typeof depositKind>;

/** What is in the cash box, on the platforms and in the bank, in yuan. */
export const cashState = z
  .object({
    cash: moneySchema,
    wechat: moneySchema,
    alipay: moneySchema,
    bank: moneySchema,
    openCount: z
      .object({
        id: z.uuid(),
        countedOn: z.string(),
        bookAmount: moneySchema,
        countedAmount: moneySchema,
        difference: moneySchema,
        countedByName: z.string(),
        mayConfirm: z.boolean(),
        mayCancel: z.boolean(),
      })
      .nullable(),
  })
  .meta({ id: 'CashState' });
export type CashState = z.infer<typeof cashState>;

export const depositBody = z.strictObject({
  kind: depositKind,
  amount,
  /** What the platform keeps for the payout. */
  fee: amountOrZero.default('0.00' as never),
  depositedOn: businessDate,
  slipReference: textField({ max: 64 }),
});
export type DepositBody = z.input<typeof depositBody>;

export const deposit = z
  .object({
    id: z.uuid(),
    kind: depositKind,
    amount: moneySchema,
    fee: moneySchema,
    depositedOn: z.string(),
    slipReference: z.string(),
    voucherId: z.uuid(),
    voucherNumber: z.string(),
    /** Taken back by a red voucher. */
    reversed: z.boolean(),
  })
  .meta({ id: 'Deposit' });
export type Deposit = z.infer<typeof deposit>;

/** Two people count the box. A difference is booked when the second signs (E30). */
export const cashCountBody = z.strictObject({
  countedOn: businessDate,
  countedAmount: amountOrZero,
  explanation: textField({ max: 200, min: 0 }).default(''),
});
export type CashCountBody = z.input<typeof cashCountBody>;
export const cashCounted = z
  .object({ id: z.uuid(), difference: moneySchema, needsConfirmation: z.boolean() })
  .meta({ id: 'CashCounted' });
export const cashCountConfirmed = z
  .object({ id: z.uuid(), voucherId: z.uuid().nullable(), voucherNumber: z.string().nullable() })
  .meta({ id: 'CashCountConfirmed' });

/** Why a count that nobody confirmed is taken back. */
export const cancelCountBody = z.strictObject({ reason: textField({ max: 200 }) });
export type CancelCountBody = z.infer<typeof cancelCountBody>;
