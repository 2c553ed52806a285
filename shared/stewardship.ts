import { z } from 'zod';
import { businessDate } from './dates.ts';
import { amountOrZero, moneySchema } from './money.ts';

/** How much cash may lie in the box (库存现金限额), and in how many days gifts are banked. */
export const cashLimit = z.object({
  effectiveFrom: z.string(),
  amount: moneySchema,
  bankingDays: z.number().int(),
  setByName: z.string().nullable(),
});
export type CashLimit = z.infer<typeof cashLimit>;

export const cashLimits = z
  .object({
    current: cashLimit,
    /** Every limit that was ever set, the newest first. */
    history: z.array(cashLimit),
    cash: moneySchema,
    /** What lies in the box above the limit, or null. */
    above: moneySchema.nullable(),
    /** Cash of gifts that no deposit took to the bank since, with its oldest day. */
    unbanked: z
      .object({
        amount: moneySchema,
        since: z.string(),
        dueOn: z.string(),
        overdue: z.boolean(),
      })
      .nullable(),
  })
  .meta({ id: 'CashLimits' });
export type CashLimits = z.infer<typeof cashLimits>;

export const setCashLimitBody = z.strictObject({
  effectiveFrom: businessDate,
  amount: amountOrZero,
  bankingDays: z
    .number('VALUE_INVALID')
    .int('VALUE_INVALID')
    .min(0, 'VALUE_INVALID')
    .max(30, 'VALUE_INVALID'),
});
export type SetCashLimitBody = z.infer<typeof setCashLimitBody>;

/** One ratio of the year with its threshold: at least it, or at most it. Percent, two decimals. */
const ratio = z.object({
  code: z.enum(['spending_of_income', 'spending_of_assets', 'administration']),
  part: moneySchema,
  whole: moneySchema,
  /** Null when there is nothing to measure by. */
  percent: z.string().nullable(),
  threshold: z.string(),
  bound: z.enum(['least', 'most']),
  /** Null when it cannot be measured. */
  kept: z.boolean().nullable(),
  /** Administration below the exempt amount keeps the rule whatever its share. */
  exempt: z.boolean(),
});
export type AnnualRatio = z.infer<typeof ratio>;

const checklistItem = z.object({
  code: z.enum([
    'months_closed',
    'vouchers_signed',
    'handovers_complete',
    'budgets_approved',
    'cash_counted',
    'audit',
    'disclosure',
  ]),
  /** Null: no program can know; a person ticks it on paper. */
  done: z.boolean().nullable(),
  /** How many things are still open. */
  open: z.number().int(),
});

/** The figures of the annual report of a year (年报数据), without closing vouchers. */
export const annualFigures = z
  .object({
    year: z.number().int(),
    income: moneySchema,
    incomeBefore: moneySchema,
    programme: moneySchema,
    administration: moneySchema,
    fundraising: moneySchema,
    other: moneySchema,
    spending: moneySchema,
    netAssetsBefore: moneySchema,
    netAssets: moneySchema,
    rules: z.array(
      z.object({
        code: z.enum(['small', 'public_foundation']),
        effectiveFrom: z.string(),
        source: z.string(),
        assetsBelow: moneySchema.nullable(),
        adminExemptBelow: moneySchema.nullable(),
        ratios: z.array(ratio),
      }),
    ),
    dueOn: z.string(),
    checklist: z.array(checklistItem),
  })
  .meta({ id: 'AnnualFigures' });
export type AnnualFigures = z.infer<typeof annualFigures>;
