import { z } from 'zod';
import { businessDate } from './dates.ts';
import { errorCodes } from './errors.ts';
import { side } from './ledger.ts';
import { amountOrZero, moneySchema } from './money.ts';
import { pageOf, pageQuery } from './paging.ts';
import { textField } from './text.ts';

/** The life of a voucher by hand. It has no number until it is posted. */
export const draftStatus = z.enum(
  ['draft', 'submitted', 'reviewed', 'posted', 'discarded'],
  'VALUE_INVALID',
);
export type DraftStatus = z.infer<typeof draftStatus>;

/**
 * How a posted voucher is corrected: in full (red and blue), by the difference alone, or, when it
 * is of an earlier year, through prior-year adjustments.
 */
export const correctionKind = z.enum(['full', 'difference', 'prior_year'], 'VALUE_INVALID');
export type CorrectionKind = z.infer<typeof correctionKind>;

/** What a voucher by hand may be about: events of domain.md §1.6, or general ones of ours. */
export const manualEvent = z.enum(
  ['M00', 'M01', 'M02', 'E10', 'E25', 'E26', 'E29', 'E35', 'E37'],
  'VALUE_INVALID',
);
export type ManualEvent = z.infer<typeof manualEvent>;

const reference = z.uuid('VALUE_INVALID').nullable().default(null);

/** One line as typed: it may still be unfinished, so an account may be empty and an amount zero. */
export const draftLineBody = z.strictObject({
  account: z.string('TEXT_TYPE').regex(/^\d{0,10}$/, 'VALUE_INVALID'),
  fundId: reference,
  side,
  amount: amountOrZero,
  driveId: reference,
  requestId: reference,
  beneficiary: textField({ max: 20 }).nullable().default(null),
});
export type DraftLineBody = z.output<typeof draftLineBody>;

/** A source document (原始凭证): what it is, its number and its day. */
export const paper = z.strictObject({
  name: textField({ max: 60 }),
  number: textField({ max: 60, min: 0 }).default(''),
  datedOn: businessDate.nullable().default(null),
});
export type Paper = z.output<typeof paper>;

const MOST_LINES = 200;
const MOST_PAPERS = 50;
const lines = z.array(draftLineBody, 'VALUE_INVALID').max(MOST_LINES, 'JOURNAL_LINES');
const papers = z.array(paper, 'VALUE_INVALID').max(MOST_PAPERS, 'VALUE_INVALID');

/** A draft as it is saved; `lines` and `papers` replace what was there. */
export const draftBody = z.strictObject({
  voucherDate: businessDate,
  summary: textField({ max: 100, min: 0 }).default(''),
  event: manualEvent.default('M00'),
  lines,
  papers: papers.default([]),
});
export type DraftBody = z.input<typeof draftBody>;
export const editDraftBody = draftBody.extend({ version: z.int('VALUE_INVALID') });
export const draftStepBody = z.strictObject({ version: z.int('VALUE_INVALID') });
export const sendBackBody = draftStepBody.extend({ note: textField({ max: 200 }) });
export type SendBackBody = z.input<typeof sendBackBody>;

/** What a preview looks at: a draft that is not saved, or the correction of a voucher. */
export const previewBody = draftBody.extend({
  correctsId: reference,
  correction: correctionKind.nullable().default(null),
});
export type PreviewBody = z.input<typeof previewBody>;

/**
 * A correction: the right lines for `full` and `prior_year`; for `difference` the right amount of
 * each line of the original, in its order.
 */
export const correctBody = z.strictObject({
  kind: correctionKind,
  reason: textField({ max: 200 }),
  lines: lines.default([]),
  amounts: z.array(amountOrZero, 'VALUE_INVALID').max(MOST_LINES, 'JOURNAL_LINES').default([]),
  papers: papers.default([]),
});
export type CorrectBody = z.input<typeof correctBody>;

/** What stands in the way of posting, at its place, such as /lines/0/fundId. */
export const draftProblem = z.object({ pointer: z.string(), code: z.enum(errorCodes) });
export type DraftProblem = z.infer<typeof draftProblem>;

const named = z.object({ nameZh: z.string(), nameEn: z.string() });

/** What posting will do: to each fund, to each money account, under which word. */
export const draftCheck = z
  .object({
    /** Null while there are no lines. */
    word: z.string().nullable(),
    needsApproval: z.boolean(),
    problems: z.array(draftProblem),
    funds: z.array(
      z.object({
        fundId: z.uuid(),
        code: z.string(),
        name: z.string(),
        balanceBefore: moneySchema,
        balanceAfter: moneySchema,
        availableBefore: moneySchema,
        availableAfter: moneySchema,
      }),
    ),
    accounts: z.array(
      named.extend({ account: z.string(), before: moneySchema, after: moneySchema }),
    ),
  })
  .meta({ id: 'DraftCheck' });
export type DraftCheck = z.infer<typeof draftCheck>;

export const draftAction = z.enum([
  'edit',
  'submit',
  'discard',
  'send_back',
  'review',
  'approve',
  'post',
]);
export type DraftAction = z.infer<typeof draftAction>;

export const draftSummary = z
  .object({
    id: z.uuid(),
    status: draftStatus,
    version: z.int(),
    voucherDate: z.string(),
    summary: z.string(),
    event: z.string(),
    total: moneySchema,
    correction: correctionKind.nullable(),
    correctsId: z.uuid().nullable(),
    correctsLabel: z.string().nullable(),
    preparedByName: z.string(),
    reviewedByName: z.string().nullable(),
    approvedByName: z.string().nullable(),
    note: z.string(),
    voucherId: z.uuid().nullable(),
    voucherLabel: z.string().nullable(),
  })
  .meta({ id: 'DraftSummary' });
export type DraftSummary = z.infer<typeof draftSummary>;
export const draftPage = pageOf(draftSummary).meta({ id: 'DraftPage' });
export const draftQuery = pageQuery.extend({ status: draftStatus.optional() });

const draftLine = z.object({
  account: z.string(),
  nameZh: z.string().nullable(),
  nameEn: z.string().nullable(),
  fundId: z.uuid().nullable(),
  fundCode: z.string().nullable(),
  side,
  amount: moneySchema,
  driveId: z.uuid().nullable(),
  requestId: z.uuid().nullable(),
  caseNumber: z.string().nullable(),
  beneficiary: z.string().nullable(),
});
export type DraftLine = z.infer<typeof draftLine>;

export const draft = z
  .object({
    ...draftSummary.shape,
    reason: z.string(),
    lines: z.array(draftLine),
    papers: z.array(
      z.object({ ...paper.shape, number: z.string(), datedOn: z.string().nullable() }),
    ),
    /** Null once it is posted or discarded. */
    check: draftCheck.nullable(),
    allowedActions: z.array(draftAction),
  })
  .meta({ id: 'Draft' });
export type Draft = z.infer<typeof draft>;

export const draftSaved = z
  .object({ id: z.uuid(), version: z.int(), status: draftStatus })
  .meta({ id: 'DraftSaved' });
export type DraftSaved = z.infer<typeof draftSaved>;
export const draftPosted = z
  .object({
    id: z.uuid(),
    voucherId: z.uuid(),
    voucherNumber: z.string(),
    /** The red voucher of a full correction. */
    redVoucherId: z.uuid().nullable(),
  })
  .meta({ id: 'DraftPosted' });
export type DraftPosted = z.infer<typeof draftPosted>;

/** How a voucher may be corrected, and with what the wizard begins. */
export const correctionOffer = z
  .object({
    voucherId: z.uuid(),
    voucherLabel: z.string(),
    voucherDate: z.string(),
    /** The ways that are open; empty when none is. */
    kinds: z.array(correctionKind),
    /** Why none is open. */
    refusal: z.enum(errorCodes).nullable(),
    /** The day of the correcting vouchers: in the original's month, else in the first open one. */
    correctedOn: z.string(),
    redSummary: z.string(),
    blueSummary: z.string(),
    lines: z.array(draftLine),
    /** A correction of this voucher that is under way. */
    openDraftId: z.uuid().nullable(),
  })
  .meta({ id: 'CorrectionOffer' });
export type CorrectionOffer = z.infer<typeof correctionOffer>;

export const templateBody = z.strictObject({
  name: textField({ max: 60 }),
  summary: textField({ max: 100, min: 0 }).default(''),
  event: manualEvent.default('M00'),
  lines,
});
export type TemplateBody = z.input<typeof templateBody>;
export const template = z
  .object({
    id: z.uuid(),
    name: z.string(),
    summary: z.string(),
    event: manualEvent,
    lines: z.array(draftLineBody),
  })
  .meta({ id: 'VoucherTemplate' });
export type Template = z.infer<typeof template>;

/** One word for all vouchers (记), or three: money in 收, money out 付, none 转 (decision 7). */
export const voucherWords = z.enum(['one', 'three'], 'VALUE_INVALID');
export type VoucherWords = z.infer<typeof voucherWords>;
export const voucherWordsBody = z.strictObject({ words: voucherWords });
export const voucherWordsNow = z
  .object({ words: voucherWords, mayChange: z.boolean() })
  .meta({ id: 'VoucherWords' });
