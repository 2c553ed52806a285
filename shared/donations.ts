import { z } from 'zod';
import { businessDate } from './dates.ts';
import { phone } from './identity.ts';
import { amount, amountOrZero, moneySchema } from './money.ts';
import { pageOf } from './paging.ts';
import { quantitySchema } from './quantity.ts';
import { textField } from './text.ts';

export const donationChannel = z.enum(['cash', 'bank', 'wechat', 'alipay'], 'VALUE_INVALID');
export type DonationChannel = z.infer<typeof donationChannel>;
/**
 * How a recorded gift came: `identified` was money of an unknown giver at first (E12), `goods` came
 * in kind (E05).
 */
export const giftChannel = z.enum([...donationChannel.options, 'identified', 'goods']);
export type GiftChannel = z.infer<typeof giftChannel>;
export const donorKind = z.enum(['person', 'organisation', 'anonymous'], 'VALUE_INVALID');
export type DonorKind = z.infer<typeof donorKind>;

/** Who gave. An anonymous donor (爱心人士) has no name and no phone. */
export const donorBody = z.strictObject({
  kind: donorKind,
  name: textField({ max: 60 }).nullable().default(null),
  phone: phone.nullable().default(null),
  mayBeNamed: z.boolean('VALUE_INVALID').default(false),
});

/**
 * What the treasurer enters when a gift arrived. `gross` is what the donor gave; `fee` is what the
 * platform kept (WeChat, Alipay only). Without a drive the gift is unrestricted and goes to fund
 * F00.
 */
export const recordDonationBody = z.strictObject({
  driveId: z.uuid('VALUE_INVALID').nullable(),
  donor: donorBody,
  channel: donationChannel,
  gross: amount,
  fee: amountOrZero.default('0.00' as never),
  receivedOn: businessDate,
  transactionReference: textField({ max: 64 }).nullable().default(null),
  note: textField({ max: 200, min: 0 }).default(''),
});
export type RecordDonationBody = z.input<typeof recordDonationBody>;

/** What a recorded gift answers: ids and numbers only. */
export const donationRecorded = z
  .object({
    id: z.uuid(),
    receiptNumber: z.string(),
    voucherId: z.uuid(),
    voucherNumber: z.string(),
    net: moneySchema,
  })
  .meta({ id: 'DonationRecorded' });
export type DonationRecorded = z.infer<typeof donationRecorded>;

/** What of an item was given in kind, and its value by the donor's paper. */
const giftGoods = z.object({
  name: z.string(),
  quantity: quantitySchema,
  unit: z.string(),
  value: moneySchema,
});
export type GiftGoods = z.infer<typeof giftGoods>;

/** A recorded gift. `donorName` is masked for everyone but the treasurer. */
export const donation = z
  .object({
    id: z.uuid(),
    driveId: z.uuid().nullable(),
    driveCode: z.string().nullable(),
    driveName: z.string().nullable(),
    fundId: z.uuid(),
    fundCode: z.string(),
    fundName: z.string(),
    donorKind,
    donorName: z.string(),
    channel: giftChannel,
    gross: moneySchema,
    fee: moneySchema,
    net: moneySchema,
    receivedOn: z.string(),
    transactionReference: z.string().nullable(),
    note: z.string(),
    receiptNumber: z.string(),
    receiptValid: z.boolean(),
    voucherId: z.uuid(),
    voucherNumber: z.string(),
    recordedByName: z.string(),
    reversed: z.boolean(),
    /** The bank's number for taking it back, when it was the bank that did. */
    bounceReference: z.string().nullable(),
    /** What the chair agreed to give back of it. */
    refunded: moneySchema,
    /** What came in kind; nothing for a gift of money. */
    goods: z.array(giftGoods).default([]),
    allowedActions: z.array(z.enum(['reverse', 'bounce', 'refund'])),
  })
  .meta({ id: 'Donation' });
export type Donation = z.infer<typeof donation>;
export const donationPage = pageOf(donation).meta({ id: 'DonationPage' });

export const reverseBody = z.strictObject({
  reason: textField({ max: 200 }),
  reversedOn: businessDate,
});
export type ReverseBody = z.infer<typeof reverseBody>;
/** What the bank or the platform says when it takes a gift back. */
export const bounceBody = z.strictObject({
  reason: textField({ max: 200 }),
  bouncedOn: businessDate,
  bankReference: textField({ max: 64 }),
});
export type BounceBody = z.infer<typeof bounceBody>;
export const reversed = z
  .object({ voucherId: z.uuid(), voucherNumber: z.string() })
  .meta({ id: 'Reversed' });
