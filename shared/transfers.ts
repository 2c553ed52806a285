import { z } from 'zod';
import { businessDate } from './dates.ts';
import { amount, moneySchema } from './money.ts';
import { pageOf } from './paging.ts';
import { textField } from './text.ts';

/**
 * Between restricted funds (transfer, E13), a restriction lifted (release, E14), what a finished
 * drive left over (surplus, E34), or unrestricted money set aside by the office (set_aside).
 */
export const transferKind = z.enum(
  ['transfer', 'release', 'surplus', 'set_aside'],
  'VALUE_INVALID',
);
export type TransferKind = z.infer<typeof transferKind>;

export const transferBasis = z.enum(
  ['donor_consent', 'plan_clause', 'law', 'published_decision', 'office_decision'],
  'VALUE_INVALID',
);
export type TransferBasis = z.infer<typeof transferBasis>;

/** Which documents allow which movement (domain.md §1.6 E13, E14, E34; 慈善法 on surplus). */
export const basesOf: Readonly<Record<TransferKind, readonly TransferBasis[]>> = {
  transfer: ['donor_consent', 'plan_clause'],
  release: ['donor_consent', 'plan_clause', 'law'],
  surplus: ['plan_clause', 'published_decision'],
  set_aside: ['office_decision'],
};

export const transferBody = z
  .strictObject({
    kind: transferKind,
    fromFundId: z.uuid('VALUE_INVALID'),
    toFundId: z.uuid('VALUE_INVALID'),
    amount,
    transferredOn: businessDate,
    basis: transferBasis,
    documentName: textField({ max: 80 }),
    documentNumber: textField({ max: 60 }),
    /** The day the decision was published; only for `published_decision`. */
    publishedOn: businessDate.nullable().default(null),
    /** The finished drive; only for a surplus. */
    driveId: z.uuid('VALUE_INVALID').nullable().default(null),
    reason: textField({ max: 300 }),
  })
  .refine(({ kind, basis }) => basesOf[kind].includes(basis), {
    error: 'VALUE_INVALID',
    path: ['basis'],
  })
  .refine(({ fromFundId, toFundId }) => fromFundId !== toFundId, {
    error: 'VALUE_INVALID',
    path: ['toFundId'],
  })
  .refine(({ basis, publishedOn }) => (basis === 'published_decision') === (publishedOn !== null), {
    error: 'REQUIRED',
    path: ['publishedOn'],
  })
  .refine(({ kind, driveId }) => (kind === 'surplus') === (driveId !== null), {
    error: 'REQUIRED',
    path: ['driveId'],
  });
export type TransferBody = z.input<typeof transferBody>;

export const transferPrepared = z.object({ id: z.uuid() }).meta({ id: 'TransferPrepared' });

/** The second person's word on something prepared. */
export const decisionBody = z.strictObject({
  agrees: z.boolean('VALUE_INVALID'),
  reason: textField({ max: 300, min: 0 }).default(''),
});
export type DecisionBody = z.input<typeof decisionBody>;
export const decided = z
  .object({
    id: z.uuid(),
    agrees: z.boolean(),
    voucherId: z.uuid().nullable(),
    voucherNumber: z.string().nullable(),
  })
  .meta({ id: 'Decided' });

export const transferStatus = z.enum(['waiting', 'posted', 'refused']);
export const transfer = z
  .object({
    id: z.uuid(),
    kind: transferKind,
    fromFundCode: z.string(),
    toFundCode: z.string(),
    amount: moneySchema,
    transferredOn: z.string(),
    basis: transferBasis,
    documentName: z.string(),
    documentNumber: z.string(),
    publishedOn: z.string().nullable(),
    driveCode: z.string().nullable(),
    reason: z.string(),
    preparedByName: z.string(),
    status: transferStatus,
    decidedByName: z.string().nullable(),
    decisionReason: z.string().nullable(),
    voucherId: z.uuid().nullable(),
    voucherNumber: z.string().nullable(),
    mayDecide: z.boolean(),
  })
  .meta({ id: 'Transfer' });
export type Transfer = z.infer<typeof transfer>;
export const transferPage = pageOf(transfer).meta({ id: 'TransferPage' });
