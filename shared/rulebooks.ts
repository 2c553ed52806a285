import { z } from 'zod';
import { businessDate } from './dates.ts';

/** A rule book (会计制度) in one version; `current` is the one in force today. */
export const ruleBook = z
  .object({
    id: z.string(),
    version: z.number().int(),
    nameZh: z.string(),
    nameEn: z.string(),
    effectiveFrom: z.string(),
    effectiveTo: z.string().nullable(),
    closingRegime: z.enum(['2004', '2026']),
    source: z.string(),
    current: z.boolean(),
  })
  .meta({ id: 'RuleBook' });
export type RuleBook = z.infer<typeof ruleBook>;

/** What a treasurer chose and the chair approved, or has yet to approve. */
export const ruleBookChoice = z
  .object({
    id: z.uuid(),
    ruleBook: z.string(),
    version: z.number().int(),
    effectiveFrom: z.string(),
    chosenByName: z.string(),
    approvedByName: z.string().nullable(),
    allowedActions: z.array(z.enum(['approve'])),
  })
  .meta({ id: 'RuleBookChoice' });
export type RuleBookChoice = z.infer<typeof ruleBookChoice>;

/** The rule books, and what this organisation chose, newest first. */
export const ruleBooks = z
  .object({ items: z.array(ruleBook), choices: z.array(ruleBookChoice) })
  .meta({ id: 'RuleBooks' });

const bookName = z.string('VALUE_INVALID').regex(/^[a-z0-9]{1,20}$/, 'VALUE_INVALID');
const bookVersion = z.number('VALUE_INVALID').int('VALUE_INVALID').min(1, 'VALUE_INVALID');

/** Choose a rule book from the first day of a year (1 January). */
export const chooseRuleBookBody = z.strictObject({
  ruleBook: bookName,
  version: bookVersion.max(99, 'VALUE_INVALID'),
  effectiveFrom: businessDate.refine((day) => day.endsWith('-01-01'), 'DATE_RANGE'),
});
export type ChooseRuleBookBody = z.infer<typeof chooseRuleBookBody>;

/** One account of the ledger (科目对照表): its code here, its code there, and the trap if any. */
export const ruleBookAccount = z
  .object({
    accountCode: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    bookCode: z.string(),
    bookNameZh: z.string(),
    bookNameEn: z.string(),
    trapZh: z.string().nullable(),
    trapEn: z.string().nullable(),
  })
  .meta({ id: 'RuleBookAccount' });
export type RuleBookAccount = z.infer<typeof ruleBookAccount>;

export const ruleBookMapQuery = z.strictObject({
  ruleBook: bookName,
  version: z
    .string('VALUE_INVALID')
    .regex(/^[1-9]\d?$/, 'VALUE_INVALID')
    .transform(Number),
});
