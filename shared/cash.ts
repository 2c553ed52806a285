import { z } from 'zod';
import { businessDate } from './dates.ts';
import {
  amount,
  amountOrZero,
  type Money,
  moneySchema,
  multiplyMoney,
  sumMoney,
  ZERO,
} from './money.ts';
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
  fee: amountOrZero.default(ZERO),
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

/** The faces of notes and coins that a box may hold (券别), in yuan. */
export const faces = ['100', '50', '20', '10', '5', '1', '0.5', '0.1'] as const;
export type Face = (typeof faces)[number];
const denomination = z.object({ face: z.enum(faces, 'VALUE_INVALID'), sheets: z.int() });
export type Denomination = z.infer<typeof denomination>;

/** What so many notes and coins come to, in yuan. */
export function totalOfNotes(notes: readonly Denomination[]): Money {
  const worth = ({ face, sheets }: Denomination) =>
    multiplyMoney(moneySchema.parse(face.includes('.') ? `${face}0` : `${face}.00`), sheets);
  return sumMoney(notes.map(worth));
}

/**
 * Two people count the box. A difference is booked when the second signs (E30). The notes and coins
 * by face, if given, add up to the counted amount.
 */
export const cashCountBody = z
  .strictObject({
    countedOn: businessDate,
    countedAmount: amountOrZero,
    explanation: textField({ max: 200, min: 0 }).default(''),
    denominations: z
      .array(
        z.strictObject({
          face: z.enum(faces, 'VALUE_INVALID'),
          sheets: z
            .int({ error: 'VALUE_INVALID' })
            .min(1, 'VALUE_INVALID')
            .max(1_000_000, 'VALUE_INVALID'),
        }),
      )
      .max(faces.length, 'VALUE_INVALID')
      .optional(),
  })
  .check((context) => {
    const { countedAmount, denominations } = context.value;
    const distinct = new Set(denominations?.map(({ face }) => face));
    const refuse = (message: string) =>
      context.issues.push({
        code: 'custom',
        message,
        input: denominations,
        path: ['denominations'],
      });
    if (!denominations) return;
    if (distinct.size !== denominations.length) refuse('DUPLICATE');
    else if (totalOfNotes(denominations) !== countedAmount) refuse('COUNT_DIFFERS');
  });
export type CashCountBody = z.input<typeof cashCountBody>;
export const cashCounted = z
  .object({ id: z.uuid(), difference: moneySchema, needsConfirmation: z.boolean() })
  .meta({ id: 'CashCounted' });
export const cashCountConfirmed = z
  .object({ id: z.uuid(), voucherId: z.uuid().nullable(), voucherNumber: z.string().nullable() })
  .meta({ id: 'CashCountConfirmed' });

/** Who is liable for a shortage, by role. */
export const liableRoles = ['cashier', 'counter', 'caseworker', 'unknown'] as const;
export type LiableRole = (typeof liableRoles)[number];

/** With the second signature: who is liable for a shortage, and why; of no matter otherwise. */
export const confirmCountBody = z.strictObject({
  liableRole: z.enum(liableRoles, 'VALUE_INVALID').default('cashier'),
  liableReason: textField({ max: 200, min: 0 }).default(''),
});
export type ConfirmCountBody = z.input<typeof confirmCountBody>;

/** A shortage is paid in or written off; a surplus is recognised after the search for its owner. */
export const settlementWays = ['paid_in', 'written_off', 'recognised'] as const;
export type SettlementWay = (typeof settlementWays)[number];

export const settlementBody = z.strictObject({
  way: z.enum(settlementWays, 'VALUE_INVALID'),
  amount,
  settledOn: businessDate,
  reason: textField({ max: 200 }),
});
export type SettlementBody = z.input<typeof settlementBody>;
export const settlementProposed = z.object({ id: z.uuid() }).meta({ id: 'SettlementProposed' });
export const settlementApproved = z
  .object({ id: z.uuid(), voucherId: z.uuid(), voucherNumber: z.string() })
  .meta({ id: 'SettlementApproved' });

const countFacts = z.object({
  id: z.uuid(),
  countedOn: z.string(),
  bookAmount: moneySchema,
  countedAmount: moneySchema,
  difference: moneySchema,
  /** What of the difference is neither paid in, written off nor recognised. */
  unsettled: moneySchema,
  countedByName: z.string(),
  confirmedByName: z.string().nullable(),
});
export const cashCountSummary = countFacts.meta({ id: 'CashCountSummary' });
export type CashCountSummary = z.infer<typeof cashCountSummary>;

const settlement = z.object({
  id: z.uuid(),
  way: z.enum(settlementWays),
  amount: moneySchema,
  settledOn: z.string(),
  reason: z.string(),
  proposedByName: z.string(),
  approvedByName: z.string().nullable(),
  voucherId: z.uuid().nullable(),
  voucherNumber: z.string().nullable(),
  reversed: z.boolean(),
  mayApprove: z.boolean(),
});
export type Settlement = z.infer<typeof settlement>;

/** One count as its sheet (现金盘点表) shows it. */
export const cashCount = countFacts
  .extend({
    explanation: z.string(),
    denominations: z.array(denomination),
    liableRole: z.enum(liableRoles).nullable(),
    liableReason: z.string().nullable(),
    voucherId: z.uuid().nullable(),
    voucherNumber: z.string().nullable(),
    settlements: z.array(settlement),
    /** The ways that this reader may propose now. */
    mayPropose: z.array(z.enum(settlementWays)),
  })
  .meta({ id: 'CashCount' });
export type CashCount = z.infer<typeof cashCount>;

/** Cash drawn from the bank for the float (E37), with the bank's slip. */
export const withdrawalBody = z.strictObject({
  amount,
  withdrawnOn: businessDate,
  slipReference: textField({ max: 64 }),
});
export type WithdrawalBody = z.input<typeof withdrawalBody>;
export const withdrawal = z
  .object({
    id: z.uuid(),
    amount: moneySchema,
    withdrawnOn: z.string(),
    slipReference: z.string(),
    voucherId: z.uuid(),
    voucherNumber: z.string(),
    reversed: z.boolean(),
  })
  .meta({ id: 'Withdrawal' });
export type Withdrawal = z.infer<typeof withdrawal>;
export const withdrawalList = z
  .object({
    items: z.array(withdrawal),
    /** How much may be drawn before the box is above its float. */
    available: moneySchema,
  })
  .meta({ id: 'WithdrawalList' });
/** Why a count that nobody confirmed is taken back. */
export const cancelCountBody = z.strictObject({ reason: textField({ max: 200 }) });
export type CancelCountBody = z.infer<typeof cancelCountBody>;
