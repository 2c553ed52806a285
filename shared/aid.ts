import { z } from 'zod';
import { businessDate } from './dates.ts';
import { householdCategory } from './households.ts';
import { amount, moneySchema } from './money.ts';
import { pageOf } from './paging.ts';
import { textField } from './text.ts';

/** What the family needs help with (domain.md §2.1). */
export const needCode = z.enum(
  ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '99'],
  'VALUE_INVALID',
);
export type NeedCode = z.infer<typeof needCode>;

/**
 * small: one approver, notice after payment · ordinary: notice before payment · urgent: aid first.
 */
export const aidLane = z.enum(['small', 'ordinary', 'urgent']);
export type AidLane = z.infer<typeof aidLane>;

/**
 * - ordinary: draft → submitted → visited → approved | rejected → in_notice → paid
 * - small: the same without the notice
 * - urgent: submitted → emergency_ordered → emergency_paid → ratified | to_recover
 * - beside them: withdrawn
 */
export const aidStatus = z.enum([
  'draft',
  'submitted',
  'visited',
  'approved',
  'rejected',
  'in_notice',
  'payable',
  'paid',
  'withdrawn',
  'emergency_ordered',
  'emergency_payable',
  'emergency_paid',
  'ratified',
  'to_recover',
]);
export type AidStatus = z.infer<typeof aidStatus>;

/** Everything that can happen to a request; the history keeps who did it. */
export const aidStep = z.enum([
  'filed',
  'submitted',
  'withdrawn',
  'visit_recorded',
  'visit_signed',
  'recused',
  'voted_for',
  'voted_against',
  'approved',
  'rejected',
  'urgent_ordered',
  'urgent_confirmed',
  'notice_posted',
  'order_prepared',
  'paid',
  'proof_recorded',
  'ratified',
  'recovery_opened',
  'void_asked',
  'void_refused',
  'order_voided',
  'payment_returned',
  'return_planned',
  'repaid',
  'return_cancelled',
  'recovery_asked',
  'recovered',
  'recovery_settled',
]);
export type AidStep = z.infer<typeof aidStep>;

/** What the person asking may do next; the client shows just these. */
export const aidAction = z.enum([
  'submit',
  'withdraw',
  'record_visit',
  'sign_visit',
  'vote',
  'recuse',
  'order_urgent',
  'confirm_urgent',
  'post_notice',
  'prepare_order',
  'pay',
  'record_proof',
  'void_order',
  'decide_void',
  'unmask',
]);
export type AidAction = z.infer<typeof aidAction>;

/**
 * `story` is the family's own account (names and diagnoses allowed; only the community and the
 * chair read it). `summary` is what the committee reads: no names, no numbers, no addresses.
 */
export const fileRequestBody = z.strictObject({
  householdId: z.uuid('VALUE_INVALID'),
  needCode,
  fundId: z.uuid('VALUE_INVALID'),
  requested: amount,
  urgent: z.boolean('VALUE_INVALID').default(false),
  story: textField({ max: 1000, multiline: true }),
  summary: textField({ max: 200, multiline: true }),
});
export type FileRequestBody = z.input<typeof fileRequestBody>;

export const requestFiled = z
  .object({ id: z.uuid(), caseNumber: z.string(), status: aidStatus })
  .meta({ id: 'RequestFiled' });

/** What every step of a request answers. */
export const requestMoved = z
  .object({ id: z.uuid(), caseNumber: z.string(), status: aidStatus })
  .meta({ id: 'RequestMoved' });
export type RequestMoved = z.infer<typeof requestMoved>;

export const recordVisitBody = z.strictObject({
  visitedOn: businessDate,
  secondPersonId: z.uuid('VALUE_INVALID'),
  findings: textField({ max: 2000, multiline: true }),
  suggested: amount,
});
export type RecordVisitBody = z.infer<typeof recordVisitBody>;

export const voteBody = z.strictObject({
  approves: z.boolean('VALUE_INVALID'),
  /** The amount as the member saw it: a changed proposal is not voted on by mistake. */
  amount,
  reason: textField({ max: 300, min: 0, multiline: true }).default(''),
});
export type VoteBody = z.input<typeof voteBody>;
export const recuseBody = z.strictObject({ reason: textField({ max: 200 }) });
export const urgentOrderBody = z.strictObject({ amount });

export const aidTimelineEntry = z.object({
  step: aidStep,
  at: z.string(),
  personName: z.string(),
  amount: moneySchema.nullable(),
});

/** A request in lists. The applicant is a pseudonym (case number) for the committee. */
export const aidRequestSummary = z
  .object({
    id: z.uuid(),
    caseNumber: z.string(),
    communityName: z.string(),
    category: householdCategory,
    needCode,
    lane: aidLane,
    status: aidStatus,
    fundCode: z.string(),
    requested: moneySchema,
    proposed: moneySchema.nullable(),
    granted: moneySchema.nullable(),
    filedOn: z.string(),
    daysWaiting: z.number().int(),
    papersDueOn: z.string().nullable(),
    papersOverdue: z.boolean(),
    votesFor: z.number().int(),
    votesNeeded: z.number().int().nullable(),
  })
  .meta({ id: 'AidRequestSummary' });
export type AidRequestSummary = z.infer<typeof aidRequestSummary>;
export const aidRequestPage = pageOf(aidRequestSummary).meta({ id: 'AidRequestPage' });

/** A request as its page shows it; what this reader may not see is null. */
export const aidRequest = z
  .object({
    ...aidRequestSummary.shape,
    householdId: z.uuid().nullable(),
    applicant: z.string(),
    fundId: z.uuid(),
    fundName: z.string(),
    fundAvailable: moneySchema.nullable(),
    summary: z.string().nullable(),
    story: z.string().nullable(),
    findings: z.string().nullable(),
    policyVersion: z.number().int(),
    visit: z
      .object({
        id: z.uuid(),
        visitedOn: z.string(),
        firstVisitor: z.string(),
        secondVisitor: z.string(),
        suggested: moneySchema,
        signatures: z.array(z.string()),
      })
      .nullable(),
    votes: z.array(
      z.object({
        personName: z.string(),
        approves: z.boolean(),
        reason: z.string(),
        at: z.string(),
      }),
    ),
    recusals: z.array(z.object({ personName: z.string(), reason: z.string() })),
    urgentOrders: z.array(
      z.object({ personName: z.string(), amount: moneySchema, at: z.string() }),
    ),
    notice: z
      .object({
        id: z.uuid(),
        number: z.number().int(),
        postedOn: z.string(),
        endsOn: z.string(),
        running: z.boolean(),
      })
      .nullable(),
    order: z
      .object({
        id: z.uuid(),
        amount: moneySchema,
        method: z.enum(['bank', 'cash']),
        payeeKind: z.string(),
        payeeName: z.string(),
        payeeAccount: z.string().nullable(),
        payeeBank: z.string().nullable(),
        /** A void that waits for another person's word. */
        voiding: z
          .object({
            outcome: z.enum(['again', 'withdraw']),
            reason: z.string(),
            askedByName: z.string(),
          })
          .nullable(),
      })
      .nullable(),
    payment: z
      .object({
        id: z.uuid(),
        paidOn: z.string(),
        amount: moneySchema,
        voucherId: z.uuid(),
        voucherNumber: z.string(),
        proof: z
          .object({ kind: z.string(), reference: z.string(), receivedOn: z.string() })
          .nullable(),
      })
      .nullable(),
    timeline: z.array(aidTimelineEntry),
    allowedActions: z.array(aidAction),
    /** For an action that others may take but not this person: the error code that says why. */
    refusedActions: z.array(z.object({ action: aidAction, code: z.string() })),
  })
  .meta({ id: 'AidRequest' });
export type AidRequest = z.infer<typeof aidRequest>;

/** A masked public notice (公示): what may be shown depends on the applicant (domain.md §2.6). */
export const notice = z
  .object({
    number: z.number().int(),
    caseNumber: z.string(),
    maskedName: z.string().nullable(),
    communityName: z.string().nullable(),
    needCode: needCode.nullable(),
    fundName: z.string(),
    amount: moneySchema,
    postedOn: z.string(),
    endsOn: z.string(),
  })
  .meta({ id: 'Notice' });
export type Notice = z.infer<typeof notice>;
