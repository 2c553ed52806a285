import { z } from 'zod';
import { moneySchema } from './money.ts';
import { textField } from './text.ts';

export const fundKind = z.enum(['restricted', 'unrestricted', 'designated'], 'VALUE_INVALID');
export type FundKind = z.infer<typeof fundKind>;

/** A fund with what it holds: available = balance − not cash − committed. */
export const fund = z
  .object({
    id: z.uuid(),
    code: z.string(),
    name: z.string(),
    kind: fundKind,
    purpose: z.string(),
    balance: moneySchema,
    notCash: moneySchema,
    committed: moneySchema,
    available: moneySchema,
    /** OVER_BUDGET: spent and reserved are above the year's budget; nothing is blocked. */
    warnings: z.array(z.enum(['OVER_BUDGET'])).default([]),
    /** Something outside took more than the fund had; it takes nothing new until made good. */
    inDeficit: z.boolean(),
  })
  .meta({ id: 'Fund' });
export type Fund = z.infer<typeof fund>;

export const openFundBody = z.strictObject({
  code: textField({ max: 10 }).regex(/^F\d{2,4}$/, 'VALUE_INVALID'),
  name: textField({ max: 60 }),
  kind: fundKind,
  purpose: textField({ max: 300, multiline: true }),
});
export type OpenFundBody = z.infer<typeof openFundBody>;

/** The rules in force: amounts in yuan, notice in calendar days, papers in working days. */
export const policy = z
  .object({
    version: z.number().int(),
    effectiveFrom: z.string(),
    secondVoteFrom: moneySchema,
    votesBelow: z.number().int(),
    votesFrom: z.number().int(),
    smallLimit: moneySchema,
    urgentFloat: moneySchema,
    caseCap: moneySchema,
    noticeDays: z.number().int(),
    papersDays: z.number().int(),
  })
  .meta({ id: 'Policy' });
export type Policy = z.infer<typeof policy>;
