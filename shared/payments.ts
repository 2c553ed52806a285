import { z } from 'zod';
import { businessDate } from './dates.ts';
import { accountNumber, bankCard } from './identity.ts';
import { moneySchema } from './money.ts';
import { pageOf } from './paging.ts';
import { referenceField, textField } from './text.ts';

export const paymentMethod = z.enum(['bank', 'cash'], 'VALUE_INVALID');
export type PaymentMethod = z.infer<typeof paymentMethod>;
export const payeeKind = z.enum(
  ['applicant', 'guardian', 'hospital', 'school', 'landlord'],
  'VALUE_INVALID',
);
export type PayeeKind = z.infer<typeof payeeKind>;

/** The number that this kind of payee is paid to: people's cards end in a check digit. */
export function accountOf(kind: PayeeKind) {
  return kind === 'applicant' || kind === 'guardian' ? bankCard : accountNumber;
}

/** The treasurer fixes who is paid and how; the amount is the one that was decided. */
export const prepareOrderBody = z
  .strictObject({
    requestId: z.uuid('VALUE_INVALID'),
    method: paymentMethod,
    payeeKind,
    payeeName: textField({ max: 60 }),
    payeeAccount: accountNumber.nullable().default(null),
    payeeBank: textField({ max: 60 }).nullable().default(null),
  })
  .check(({ value, issues }) => {
    const { payeeAccount: input } = value;
    if (input === null || accountOf(value.payeeKind).safeParse(input).success) return;
    issues.push({ code: 'custom', message: 'CARD_INVALID', path: ['payeeAccount'], input });
  });
export type PrepareOrderBody = z.input<typeof prepareOrderBody>;
export const orderPrepared = z
  .object({ id: z.uuid(), requestId: z.uuid(), amount: moneySchema })
  .meta({ id: 'OrderPrepared' });

/** The bank's number of a transfer: no two entries of the books name the same one. */
export const bankReference = referenceField({ max: 64 });

export const payBody = z.strictObject({
  paidOn: businessDate,
  bankReference: bankReference.nullable().default(null),
});
export type PayBody = z.input<typeof payBody>;
export const paid = z
  .object({
    id: z.uuid(),
    voucherId: z.uuid(),
    voucherNumber: z.string(),
    amount: moneySchema,
    /** Such as CASH_NOT_BANKED (坐支). */
    warnings: z.array(z.string()),
  })
  .meta({ id: 'Paid' });

/** After a void another order is prepared, or the family has taken its request back. */
export const voidOutcome = z.enum(['again', 'withdraw'], 'VALUE_INVALID');
export type VoidOutcome = z.infer<typeof voidOutcome>;
export const voidBody = z.strictObject({
  outcome: voidOutcome,
  reason: textField({ max: 200 }),
});
export type VoidBody = z.infer<typeof voidBody>;
export const voidAsked = z.object({ id: z.uuid(), orderId: z.uuid() }).meta({ id: 'VoidAsked' });
export const voidDecided = z
  .object({ orderId: z.uuid(), agrees: z.boolean(), status: z.string() })
  .meta({ id: 'VoidDecided' });

/** What became of a payment: the bank returned it, or aid was recovered in part or whole. */
export const paymentState = z.enum([
  'paid',
  'returned',
  'cancelled',
  'partly_recovered',
  'recovered',
]);
export type PaymentState = z.infer<typeof paymentState>;

/**
 * An order waiting for the cashier, paid, or voided. Names are masked in lists; read alone, the
 * cashier sees whom to pay while it is to be paid, and the trail says so.
 */
export const paymentOrder = z
  .object({
    id: z.uuid(),
    requestId: z.uuid(),
    caseNumber: z.string(),
    communityName: z.string(),
    needCode: z.string(),
    lane: z.string(),
    fundCode: z.string(),
    amount: moneySchema,
    method: paymentMethod,
    payeeKind,
    payeeName: z.string(),
    payeeAccount: z.string().nullable(),
    payeeBank: z.string().nullable(),
    preparedByName: z.string(),
    preparedAt: z.string(),
    payment: z
      .object({
        id: z.uuid(),
        paidOn: z.string(),
        voucherId: z.uuid(),
        voucherNumber: z.string(),
        paidByName: z.string(),
        bankReference: z.string().nullable(),
        proofKind: z.string().nullable(),
        state: paymentState,
      })
      .nullable(),
    voided: z.boolean(),
    /** A void that waits for another person's word. */
    voiding: z
      .object({ outcome: voidOutcome, reason: z.string(), askedByName: z.string() })
      .nullable(),
    mayVoid: z.boolean(),
    mayDecideVoid: z.boolean(),
    mayPay: z.boolean(),
    /** Why this person may not pay it, as an error code. */
    refusal: z.string().nullable(),
  })
  .meta({ id: 'PaymentOrder' });
export type PaymentOrder = z.infer<typeof paymentOrder>;
export const paymentOrderPage = pageOf(paymentOrder).meta({ id: 'PaymentOrderPage' });

export const proofKind = z.enum(
  ['signature', 'institution_receipt', 'bank_confirmation'],
  'VALUE_INVALID',
);
export const proofBody = z.strictObject({
  kind: proofKind,
  reference: textField({ max: 100 }),
  receivedOn: businessDate,
});
export type ProofBody = z.infer<typeof proofBody>;
