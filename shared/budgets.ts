import { z } from 'zod';
import { amountOrZero, moneySchema } from './money.ts';
import { textField } from './text.ts';

/** What a budget is divided into: aid, running the office, raising money. */
export const budgetParts = ['programme', 'administration', 'fundraising'] as const;
export type BudgetPart = (typeof budgetParts)[number];

/** A calendar year of the books, as a number. */
export const bookYear = z
  .number('VALUE_INVALID')
  .int('VALUE_INVALID')
  .min(2000, 'DATE_RANGE')
  .max(2099, 'DATE_RANGE');
/** The same as text in a query. */
export const yearQuery = z.strictObject({
  year: z
    .string('PAGE_INVALID')
    .regex(/^20\d{2}$/, 'DATE_INVALID')
    .transform(Number),
});

export const prepareBudgetBody = z.strictObject({
  fundId: z.uuid('VALUE_INVALID'),
  year: bookYear,
  programme: amountOrZero,
  administration: amountOrZero,
  fundraising: amountOrZero,
  note: textField({ max: 200, min: 0 }).default(''),
});
export type PrepareBudgetBody = z.output<typeof prepareBudgetBody>;

const parts = z.object({
  programme: moneySchema,
  administration: moneySchema,
  fundraising: moneySchema,
});
export type BudgetAmounts = z.infer<typeof parts>;

/** A fund's year: the budget in force, what was spent, what is reserved, and what is left. */
export const budgetRow = z
  .object({
    fundId: z.uuid(),
    fundCode: z.string(),
    fundName: z.string(),
    /** Null while nothing is approved. */
    budget: parts.extend({ version: z.number().int(), total: moneySchema }).nullable(),
    actual: parts.extend({ other: moneySchema, total: moneySchema }),
    /** Reserved for decided cases; counts against the programme. */
    committed: moneySchema,
    /** Budget − actual − committed; null without a budget. Below zero it is exceeded. */
    left: parts.extend({ total: moneySchema }).nullable(),
    exceeded: z.boolean(),
    /** A newer version that waits for the chair. */
    proposed: parts
      .extend({
        id: z.uuid(),
        version: z.number().int(),
        note: z.string(),
        preparedByName: z.string(),
        mayApprove: z.boolean(),
      })
      .nullable(),
  })
  .meta({ id: 'BudgetRow' });
export type BudgetRow = z.infer<typeof budgetRow>;
export const budgetYear = z
  .object({ year: z.number().int(), items: z.array(budgetRow) })
  .meta({ id: 'BudgetYear' });
export type BudgetYear = z.infer<typeof budgetYear>;
export const budgetPrepared = z
  .object({ id: z.uuid(), version: z.number().int() })
  .meta({ id: 'BudgetPrepared' });
