import { z } from 'zod';
import { businessDate } from './dates.ts';
import { side } from './ledger.ts';
import { moneySchema } from './money.ts';
import { textField } from './text.ts';

/** How the books close: by the accounting system of 2004 or by that of 2026 (domain.md §1.3). */
export const closingRegime = z.enum(['2004', '2026'], 'VALUE_INVALID');

/** Everything that is looked at before a month closes, by name. */
export const closeCheckName = z.enum([
  'month_not_over',
  'earlier_month_open',
  'vouchers_unsigned',
  'drafts_open',
  'bank_unreconciled',
  'cash_count_open',
  'cash_below_zero',
  'bank_below_zero',
  'fund_below_zero',
  'deficit_unsigned',
  'agency_differs',
  'numbers_missing',
  'trial_balance_differs',
  'earlier_closing_unsigned',
  'unidentified_receipts_old',
  'advances_old',
]);
export type CloseCheckName = z.infer<typeof closeCheckName>;

/** One point of the checklist. It holds when `count` is 0; a blocker keeps the month open. */
export const closePoint = z.object({
  name: closeCheckName,
  level: z.enum(['blocker', 'warning']),
  count: z.number().int(),
  /** Where to look and act, in the client. */
  path: z.string(),
});
export type ClosePoint = z.infer<typeof closePoint>;

export const closingLine = z.object({
  accountCode: z.string(),
  accountNameZh: z.string(),
  accountNameEn: z.string(),
  fundCode: z.string(),
  side,
  amount: moneySchema,
});

export const deficit = z.object({
  fundCode: z.string(),
  fundName: z.string(),
  amount: moneySchema,
  /** Whether the chair may sign it off: fees of the unrestricted fund, or what happened outside. */
  signable: z.boolean(),
  signed: z.boolean(),
});

export const reopenRequest = z.object({
  reason: z.string(),
  askedByName: z.string(),
  askedAt: z.string(),
});

/** What a month still lacks, what its closing will post, and what this reader may do about it. */
export const closeChecklist = z
  .object({
    id: z.number().int(),
    status: z.enum(['open', 'closed']),
    endsOn: z.string(),
    closedAt: z.string().nullable(),
    regime: closingRegime,
    points: z.array(closePoint),
    deficits: z.array(deficit),
    posts: z.array(z.object({ event: z.enum(['E32', 'E33']), lines: z.array(closingLine) })),
    reopening: reopenRequest.nullable(),
    allowedActions: z.array(
      z.enum(['close', 'sign_deficits', 'ask_reopening', 'decide_reopening']),
    ),
  })
  .meta({ id: 'CloseChecklist' });
export type CloseChecklist = z.infer<typeof closeChecklist>;

const reason = textField({ max: 300, multiline: true });
export const signDeficitBody = z.strictObject({ reason });
export type SignDeficitBody = z.infer<typeof signDeficitBody>;
export const askReopeningBody = z.strictObject({ reason });
export type AskReopeningBody = z.infer<typeof askReopeningBody>;
export const decideReopeningBody = z.strictObject({ approves: z.boolean('VALUE_INVALID') });
export type DecideReopeningBody = z.infer<typeof decideReopeningBody>;

export const deficitsSigned = z
  .object({ id: z.number().int(), funds: z.number().int() })
  .meta({ id: 'DeficitsSigned' });
export const reopeningAsked = z
  .object({ id: z.number().int(), requestId: z.uuid() })
  .meta({ id: 'ReopeningAsked' });

/** A year of the books, and the audit that locked it. */
export const bookYear = z
  .object({
    year: z.number().int(),
    months: z.number().int(),
    closedMonths: z.number().int(),
    unsigned: z.number().int(),
    /** Net assets at the end of its last closed month. */
    netAssets: moneySchema.nullable(),
    auditedOn: z.string().nullable(),
    reference: z.string().nullable(),
    lockedAt: z.string().nullable(),
    lockedByName: z.string().nullable(),
    mayLock: z.boolean(),
  })
  .meta({ id: 'BookYear' });
export type BookYear = z.infer<typeof bookYear>;

export const lockYearBody = z.strictObject({
  auditedOn: businessDate,
  reference: textField({ max: 60 }),
});
export type LockYearBody = z.infer<typeof lockYearBody>;
export const yearLocked = z.object({ year: z.number().int() }).meta({ id: 'YearLocked' });
