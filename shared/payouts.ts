import { z } from 'zod';
import { businessDate } from './dates.ts';
import { amount, moneySchema } from './money.ts';
import { accountNumber } from './identity.ts';
import { accountOf, bankReference, payeeKind, paymentState } from './payments.ts';
import { textField } from './text.ts';

/** What becomes of money that the bank returned: it is paid again, or goes back to its fund. */
export const returnWay = z.enum(['repay', 'cancel'], 'VALUE_INVALID');
export type ReturnWay = z.infer<typeof returnWay>;

/** The bank's notice that a transfer came back; it comes back whole, so it names no sum. */
export const returnBody = z.strictObject({
  returnedOn: businessDate,
  bankReference,
  reason: textField({ max: 200 }),
});
export type ReturnBody = z.infer<typeof returnBody>;
export const returned = z
  .object({ id: z.uuid(), voucherId: z.uuid(), voucherNumber: z.string(), amount: moneySchema })
  .meta({ id: 'Returned' });

/** Whom to pay this time. The payee may be another: the hospital instead of a closed account. */
const repayPlan = z
  .strictObject({
    way: z.literal('repay'),
    reason: textField({ max: 200 }),
    payeeKind,
    payeeName: textField({ max: 60 }),
    payeeAccount: accountNumber,
    payeeBank: textField({ max: 60 }).nullable().default(null),
  })
  .check(({ value, issues }) => {
    const { payeeAccount: input } = value;
    if (accountOf(value.payeeKind).safeParse(input).success) return;
    issues.push({ code: 'custom', message: 'CARD_INVALID', path: ['payeeAccount'], input });
  });
const cancelPlan = z.strictObject({
  way: z.literal('cancel'),
  reason: textField({ max: 200 }),
  cancelledOn: businessDate,
});
export const returnPlanBody = z.discriminatedUnion('way', [repayPlan, cancelPlan], 'VALUE_INVALID');
export type ReturnPlanBody = z.input<typeof returnPlanBody>;
export const planned = z.object({ id: z.uuid(), way: returnWay }).meta({ id: 'ReturnPlanned' });

export const repayBody = z.strictObject({
  paidOn: businessDate,
  bankReference: bankReference.nullable().default(null),
});
export type RepayBody = z.input<typeof repayBody>;
/** What a posting on a payment answers. */
export const settled = z
  .object({ id: z.uuid(), voucherId: z.uuid(), voucherNumber: z.string() })
  .meta({ id: 'PayoutSettled' });

/** Why aid comes back: given back freely, obtained by fraud, or found not to be due. */
export const recoveryCause = z.enum(['repaid', 'fraud', 'not_due'], 'VALUE_INVALID');
export type RecoveryCause = z.infer<typeof recoveryCause>;
export const recoveryTill = z.enum(['bank', 'cash'], 'VALUE_INVALID');
export type RecoveryTill = z.infer<typeof recoveryTill>;

/** Money that came into the bank has the bank's number; nothing else has. */
const referenceOfBank = {
  error: 'REQUIRED',
  path: ['bankReference'],
};

/** Without a till it is a claim first, and money comes against it later. */
export const recoveryBody = z
  .strictObject({
    cause: recoveryCause,
    till: recoveryTill.nullable(),
    amount,
    recoveredOn: businessDate,
    bankReference: bankReference.nullable().default(null),
    /** The written agreement, or the decision by which it is claimed. */
    documentNumber: textField({ max: 60 }),
    reason: textField({ max: 300 }),
  })
  .refine((body) => (body.till === 'bank') === (body.bankReference !== null), referenceOfBank);
export type RecoveryBody = z.input<typeof recoveryBody>;
export const recoveryPrepared = z.object({ id: z.uuid() }).meta({ id: 'RecoveryPrepared' });

export const settlementWay = z.enum(['received', 'written_off'], 'VALUE_INVALID');
export type SettlementWay = z.infer<typeof settlementWay>;
/** Money against a claim; or a claim that cannot be had, which waits for the chair. */
export const settlementBody = z
  .strictObject({
    way: settlementWay,
    till: recoveryTill.nullable().default(null),
    amount,
    settledOn: businessDate,
    bankReference: bankReference.nullable().default(null),
    reason: textField({ max: 300, min: 0 }).default(''),
  })
  .refine(({ way, till }) => (way === 'received') === (till !== null), {
    error: 'REQUIRED',
    path: ['till'],
  })
  .refine((body) => (body.till === 'bank') === (body.bankReference !== null), referenceOfBank)
  .refine(({ way, reason }) => way === 'received' || reason !== '', {
    error: 'REQUIRED',
    path: ['reason'],
  });
export type SettlementBody = z.input<typeof settlementBody>;
export const settlementRecorded = z
  .object({
    id: z.uuid(),
    voucherId: z.uuid().nullable(),
    voucherNumber: z.string().nullable(),
  })
  .meta({ id: 'SettlementRecorded' });

const posted = { voucherId: z.uuid().nullable(), voucherNumber: z.string().nullable() };

/** A transfer that came back, what is planned for its money, and what became of it. */
export const paymentReturn = z.object({
  id: z.uuid(),
  amount: moneySchema,
  returnedOn: z.string(),
  bankReference: z.string(),
  reason: z.string(),
  recordedByName: z.string(),
  ...posted,
  status: z.enum(['waiting', 'planned', 'repaid', 'cancelled']),
  plan: z
    .object({
      id: z.uuid(),
      way: returnWay,
      reason: z.string(),
      cancelledOn: z.string().nullable(),
      priorYear: z.boolean(),
      payeeKind: payeeKind.nullable(),
      /** Masked but for the cashier who may pay it now. */
      payeeName: z.string().nullable(),
      payeeAccount: z.string().nullable(),
      payeeBank: z.string().nullable(),
      plannedByName: z.string(),
      ...posted,
    })
    .nullable(),
  mayPlan: z.boolean(),
  mayRepay: z.boolean(),
  mayDecide: z.boolean(),
});
export type PaymentReturn = z.infer<typeof paymentReturn>;

export const recoverySettlement = z.object({
  id: z.uuid(),
  way: settlementWay,
  till: recoveryTill.nullable(),
  amount: moneySchema,
  settledOn: z.string(),
  reason: z.string(),
  recordedByName: z.string(),
  status: z.enum(['waiting', 'posted', 'refused']),
  ...posted,
  mayDecide: z.boolean(),
});

export const recovery = z.object({
  id: z.uuid(),
  cause: recoveryCause,
  till: recoveryTill.nullable(),
  amount: moneySchema,
  recoveredOn: z.string(),
  documentNumber: z.string(),
  reason: z.string(),
  preparedByName: z.string(),
  priorYear: z.boolean(),
  status: z.enum(['waiting', 'posted', 'refused']),
  /** What of a claim is still to be had; null of money. */
  left: moneySchema.nullable(),
  ...posted,
  settlements: z.array(recoverySettlement),
  mayDecide: z.boolean(),
  maySettle: z.boolean(),
});
export type Recovery = z.infer<typeof recovery>;

/** A payment and what happened to it since. */
export const payout = z
  .object({
    id: z.uuid(),
    orderId: z.uuid(),
    requestId: z.uuid(),
    caseNumber: z.string(),
    fundCode: z.string(),
    restricted: z.boolean(),
    amount: moneySchema,
    paidOn: z.string(),
    state: paymentState,
    /** What the family has of it: paid less returned and recovered. */
    net: moneySchema,
    /** What the family has of all payments of that year. */
    familyAid: z.object({ year: z.number().int(), amount: moneySchema }),
    returns: z.array(paymentReturn),
    recoveries: z.array(recovery),
    mayReturn: z.boolean(),
    mayRecover: z.boolean(),
  })
  .meta({ id: 'Payout' });
export type Payout = z.infer<typeof payout>;
