import { z } from 'zod';
import { businessDate } from './dates.ts';
import { idNumber } from './identity.ts';
import { amount, moneySchema } from './money.ts';
import { pageOf } from './paging.ts';
import { textField } from './text.ts';

/** The need of every line of a condolence roster: 节日慰问 (domain.md §2.1). */
export const CONDOLENCE_NEED = '13';

const rosterLine = z.strictObject({
  householdId: z.uuid('VALUE_INVALID'),
  /** Cash for this family. */
  amount,
  /** Gift packs that go with it; they are goods and stand in no amount here. */
  packs: z.int('VALUE_INVALID').min(0, 'VALUE_INVALID').max(99, 'VALUE_INVALID').default(0),
});

/** A batch of condolence visits (慰问): who is to get how much, and what the fund reserves. */
export const condolenceBody = z
  .strictObject({
    fundId: z.uuid('VALUE_INVALID'),
    name: textField({ max: 60 }),
    plannedOn: businessDate,
    /** What the fund reserves: the roster's total or more, for families found on the way. */
    budget: amount,
    reason: textField({ max: 300 }),
    lines: z.array(rosterLine).min(1, 'REQUIRED').max(200, 'VALUE_INVALID'),
  })
  .refine(({ lines }) => new Set(lines.map((line) => line.householdId)).size === lines.length, {
    error: 'DUPLICATE',
    path: ['lines'],
  });
export type CondolenceBody = z.input<typeof condolenceBody>;
export const condolencePrepared = z
  .object({ id: z.uuid(), cashTotal: moneySchema, votesNeeded: z.int() })
  .meta({ id: 'CondolencePrepared' });

/** A member's vote on a batch, with its reason. */
export const condolenceVoteBody = z.strictObject({
  agrees: z.boolean('VALUE_INVALID'),
  reason: textField({ max: 300 }),
});
export type CondolenceVoteBody = z.input<typeof condolenceVoteBody>;

export const condolenceStatus = z.enum(['voting', 'approved', 'rejected', 'closed']);
export type CondolenceStatus = z.infer<typeof condolenceStatus>;
export const condolenceMoved = z
  .object({ id: z.uuid(), status: condolenceStatus })
  .meta({ id: 'CondolenceMoved' });

/** How a family signs for its money (签字, 手印, 代领). */
export const signatureWay = z.enum(['signature', 'thumbprint', 'proxy'], 'VALUE_INVALID');
export type SignatureWay = z.infer<typeof signatureWay>;

/** A proxy's relation to the family. */
export const proxyRelation = z.enum(
  ['spouse', 'child', 'parent', 'relative', 'guardian', 'neighbour', 'community_worker'],
  'VALUE_INVALID',
);

/** One line handed out: how it was signed for, before whom, and by whom in the family's place. */
export const lineSignature = z
  .strictObject({
    lineId: z.uuid('VALUE_INVALID'),
    handedOn: businessDate,
    way: signatureWay,
    proxyRelation: proxyRelation.nullable().default(null),
    /** Kept as a keyed index only: one person signs for one line of a roster. */
    proxyIdNumber: idNumber.nullable().default(null),
    /** The second person of the office who stood by. */
    witnessPersonId: z.uuid('VALUE_INVALID'),
  })
  .refine(({ way, proxyRelation: relation }) => (way === 'proxy') === (relation !== null), {
    error: 'REQUIRED',
    path: ['proxyRelation'],
  })
  .refine(({ way, proxyIdNumber }) => (way === 'proxy') === (proxyIdNumber !== null), {
    error: 'REQUIRED',
    path: ['proxyIdNumber'],
  });
export type LineSignature = z.output<typeof lineSignature>;
export type LineSignatureBody = z.input<typeof lineSignature>;
/** The signatures of one handing-out, each line once. */
export const lineSignatures = z
  .array(lineSignature)
  .max(200, 'VALUE_INVALID')
  .refine((lines) => new Set(lines.map((line) => line.lineId)).size === lines.length, 'DUPLICATE');

/** A treasurer has lines paid from the cash box. */
export const boxPaymentBody = z
  .strictObject({
    lineIds: z.array(z.uuid('VALUE_INVALID')).min(1, 'REQUIRED').max(200, 'VALUE_INVALID'),
    note: textField({ max: 300, min: 0 }).default(''),
  })
  .refine(({ lineIds }) => new Set(lineIds).size === lineIds.length, {
    error: 'DUPLICATE',
    path: ['lineIds'],
  });
export type BoxPaymentBody = z.input<typeof boxPaymentBody>;
export const boxPaymentPrepared = z
  .object({ id: z.uuid(), amount: moneySchema })
  .meta({ id: 'BoxPaymentPrepared' });

/** Packs of these lines leave the store together (E07); each line names how many on the roster. */
export const packsBody = z
  .strictObject({
    lineIds: z.array(z.uuid('VALUE_INVALID')).min(1, 'REQUIRED').max(200, 'VALUE_INVALID'),
    itemId: z.uuid('VALUE_INVALID'),
    issuedOn: businessDate,
    paperNumber: textField({ max: 60 }),
  })
  .refine(({ lineIds }) => new Set(lineIds).size === lineIds.length, {
    error: 'DUPLICATE',
    path: ['lineIds'],
  });
export type PacksBody = z.input<typeof packsBody>;
export const packsHandedOut = z
  .object({
    id: z.uuid(),
    packs: z.int(),
    value: moneySchema,
    voucherId: z.uuid(),
    voucherNumber: z.string(),
  })
  .meta({ id: 'PacksHandedOut' });

/** The cashier hands the money out: each line with its signature. */
export const payBoxBody = z.strictObject({
  paidOn: businessDate,
  lines: lineSignatures.min(1, 'REQUIRED'),
});
export type PayBoxBody = z.input<typeof payBoxBody>;
export const condolencePaid = z
  .object({ id: z.uuid(), voucherId: z.uuid().nullable(), voucherNumber: z.string().nullable() })
  .meta({ id: 'CondolencePaid' });

/** A treasurer or cashier sends a handing-out back; its lines are free again. */
export const sendBackBody = z.strictObject({ reason: textField({ max: 300 }) });
export type SendBackBody = z.input<typeof sendBackBody>;

export const closeCondolenceBody = z.strictObject({
  reason: textField({ max: 300, min: 0 }).default(''),
});
export type CloseCondolenceBody = z.input<typeof closeCondolenceBody>;

/** A batch in the list. */
export const condolence = z
  .object({
    id: z.uuid(),
    name: z.string(),
    fundCode: z.string(),
    restricted: z.boolean(),
    plannedOn: z.string(),
    lineCount: z.int(),
    cashTotal: moneySchema,
    budget: moneySchema,
    /** Handed out and posted. */
    paid: moneySchema,
    paidLines: z.int(),
    /** Still reserved. */
    committed: moneySchema,
    status: condolenceStatus,
    preparedByName: z.string(),
  })
  .meta({ id: 'Condolence' });
export type Condolence = z.infer<typeof condolence>;
export const condolencePage = pageOf(condolence).meta({ id: 'CondolencePage' });

const rosterRow = z.object({
  id: z.uuid(),
  position: z.int(),
  householdCode: z.string(),
  /** Masked, or the file's code, by role and age. */
  name: z.string(),
  communityName: z.string(),
  category: z.string(),
  amount: moneySchema,
  packs: z.int(),
  /** What its packs are worth, once they left the store. */
  packsValue: moneySchema.nullable(),
  state: z.enum(['open', 'waiting', 'paid']),
  /** 现金 out of an advance or out of the box; null while it is open. */
  from: z.enum(['advance', 'box']).nullable(),
  way: signatureWay.nullable(),
  proxyRelation: z.string().nullable(),
  handedOn: z.string().nullable(),
  handedByName: z.string().nullable(),
  witnessName: z.string().nullable(),
  voucherId: z.uuid().nullable(),
  voucherNumber: z.string().nullable(),
});
export type CondolenceRow = z.infer<typeof rosterRow>;

/** A handing-out of a batch, as its page shows it. */
export const condolencePayment = z.object({
  id: z.uuid(),
  from: z.enum(['advance', 'box']),
  advanceId: z.uuid().nullable(),
  spent: moneySchema,
  returned: moneySchema,
  toppedUp: moneySchema,
  note: z.string(),
  status: z.enum(['waiting', 'reviewed', 'refused', 'posted']),
  handedInByName: z.string(),
  lineIds: z.array(z.uuid()),
  voucherId: z.uuid().nullable(),
  voucherNumber: z.string().nullable(),
  mayReview: z.boolean(),
  mayPay: z.boolean(),
  maySendBack: z.boolean(),
});
export type CondolencePayment = z.infer<typeof condolencePayment>;

/** A batch with its roster, its votes and what this person may do with it. */
export const condolenceDetail = condolence
  .extend({
    reason: z.string(),
    votesNeeded: z.int(),
    votes: z.array(z.object({ name: z.string(), agrees: z.boolean(), reason: z.string() })),
    rows: z.array(rosterRow),
    /** Cash and packs of the rows shown. */
    total: moneySchema,
    /** Items in the store of its fund, for who hands packs out. */
    packItems: z.array(z.object({ id: z.uuid(), name: z.string(), quantity: z.string() })),
    payments: z.array(condolencePayment),
    /** Whom one may name as the second person; empty for who hands nothing out. */
    witnesses: z.array(z.object({ personId: z.uuid(), name: z.string() })),
    mayVote: z.boolean(),
    mayClose: z.boolean(),
    mayTakeAdvance: z.boolean(),
    mayPrepareBox: z.boolean(),
    mayHandPacks: z.boolean(),
  })
  .meta({ id: 'CondolenceDetail' });
export type CondolenceDetail = z.infer<typeof condolenceDetail>;

/** What a family got year by year: grants use up its yearly limit, condolences do not. */
export const yearlyAid = z
  .object({
    years: z.array(
      z.object({
        year: z.int(),
        grants: z.int(),
        granted: moneySchema,
        condolences: z.int(),
        condoled: moneySchema,
      }),
    ),
  })
  .meta({ id: 'YearlyAid' });
export type YearlyAid = z.infer<typeof yearlyAid>;
