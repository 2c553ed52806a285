import { z } from 'zod';
import { businessDate } from './dates.ts';
import { donorBody } from './donations.ts';
import { amount, moneySchema } from './money.ts';
import { pageOf } from './paging.ts';
import { textField } from './text.ts';

/** After so many days the giver of a receipt should be known. */
export const IDENTIFY_WITHIN_DAYS = 30;

/** Money in the bank whose giver is not known (E12). What the slip says of the payer is masked. */
export const unidentifiedBody = z.strictObject({
  amount,
  receivedOn: businessDate,
  bankReference: textField({ max: 64 }),
  payer: textField({ max: 60 }),
});
export type UnidentifiedBody = z.input<typeof unidentifiedBody>;
export const unidentifiedRecorded = z
  .object({ id: z.uuid(), voucherId: z.uuid(), voucherNumber: z.string() })
  .meta({ id: 'UnidentifiedRecorded' });

/** The giver is known now: the receipt becomes a gift, dated when it was found out. */
export const identifyBody = z
  .strictObject({
    driveId: z.uuid('VALUE_INVALID').nullable(),
    donor: donorBody,
    identifiedOn: businessDate,
    note: textField({ max: 200, min: 0 }).default(''),
  })
  .refine(({ donor }) => donor.kind !== 'anonymous', {
    error: 'VALUE_INVALID',
    path: ['donor', 'kind'],
  })
  .refine(({ donor }) => donor.name !== null, { error: 'REQUIRED', path: ['donor', 'name'] });
export type IdentifyBody = z.input<typeof identifyBody>;
export const identified = z
  .object({
    id: z.uuid(),
    donationId: z.uuid(),
    receiptNumber: z.string(),
    voucherId: z.uuid(),
    voucherNumber: z.string(),
  })
  .meta({ id: 'Identified' });

export const sendBackBody = z.strictObject({
  returnedOn: businessDate,
  reason: textField({ max: 300 }),
});
export type SendBackBody = z.infer<typeof sendBackBody>;
export const sentBack = z
  .object({ id: z.uuid(), voucherId: z.uuid(), voucherNumber: z.string() })
  .meta({ id: 'SentBack' });

export const unidentified = z
  .object({
    id: z.uuid(),
    amount: moneySchema,
    receivedOn: z.string(),
    bankReference: z.string(),
    payerMasked: z.string(),
    recordedByName: z.string(),
    /** How many days the giver has been unknown; null once it is settled. */
    ageDays: z.number().int().nullable(),
    status: z.enum(['open', 'named', 'returned']),
    donationId: z.uuid().nullable(),
    voucherId: z.uuid(),
    voucherNumber: z.string(),
    mayIdentify: z.boolean(),
    mayReturn: z.boolean(),
  })
  .meta({ id: 'UnidentifiedReceipt' });
export type Unidentified = z.infer<typeof unidentified>;
export const unidentifiedPage = pageOf(unidentified).meta({ id: 'UnidentifiedReceiptPage' });
