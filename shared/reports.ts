import { z } from 'zod';
import { accountLevel, monthText } from './books.ts';
import { moneySchema } from './money.ts';
import { pageOf } from './paging.ts';

/**
 * One row of the trial balance (科目余额表) of a month; parents carry the sum of their children.
 */
export const trialBalanceRow = z.object({
  accountCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  level: z.number().int(),
  openingDebit: moneySchema,
  openingCredit: moneySchema,
  debit: moneySchema,
  credit: moneySchema,
  yearDebit: moneySchema,
  yearCredit: moneySchema,
  closingDebit: moneySchema,
  closingCredit: moneySchema,
});
export type TrialBalanceRow = z.infer<typeof trialBalanceRow>;

export const trialBalance = z
  .object({
    periodId: z.number().int(),
    rows: z.array(trialBalanceRow),
    totals: trialBalanceRow.omit({
      accountCode: true,
      nameZh: true,
      nameEn: true,
      level: true,
    }),
  })
  .meta({ id: 'TrialBalance' });
export type TrialBalance = z.infer<typeof trialBalance>;

/** One row of the fund statement (基金收支结存表); it foots: opening + in − out = closing. */
export const fundStatementRow = z.object({
  fundId: z.uuid().nullable(),
  fundCode: z.string(),
  fundName: z.string(),
  opening: moneySchema,
  donations: moneySchema,
  grants: moneySchema,
  interest: moneySchema,
  transfersIn: moneySchema,
  aid: moneySchema,
  expenses: moneySchema,
  transfersOut: moneySchema,
  closing: moneySchema,
  notCash: moneySchema,
  committed: moneySchema,
  available: moneySchema,
});
export type FundStatementRow = z.infer<typeof fundStatementRow>;

export const fundStatement = z
  .object({
    fromPeriod: z.number().int(),
    toPeriod: z.number().int(),
    rows: z.array(fundStatementRow),
    totals: fundStatementRow,
  })
  .meta({ id: 'FundStatement' });
export type FundStatement = z.infer<typeof fundStatement>;

/** One line of the chronological journal (序时账). */
export const journalRow = z.object({
  voucherId: z.uuid(),
  voucherDate: z.string(),
  label: z.string(),
  lineNo: z.number().int(),
  summary: z.string(),
  accountCode: z.string(),
  accountNameZh: z.string(),
  accountNameEn: z.string(),
  fundCode: z.string().nullable(),
  driveCode: z.string().nullable(),
  caseNumber: z.string().nullable(),
  debit: moneySchema,
  credit: moneySchema,
  preparedByName: z.string(),
  signedByName: z.string().nullable(),
});
export type JournalRow = z.infer<typeof journalRow>;
export const journalPage = pageOf(journalRow).meta({ id: 'JournalPage' });

export const trialBalanceQuery = z.strictObject({
  period: monthText,
  level: accountLevel.default('all'),
});
export const periodSpanQuery = z
  .strictObject({ from: monthText, to: monthText })
  .refine(({ from, to }) => from <= to && to - from < 500, {
    error: 'RANGE_INVALID',
    path: ['to'],
  });

/**
 * A workbook, the plain-text journal of hledger or beancount, or the accounting-interface file of
 * GB/T 24589.1 for months of one year.
 */
export const exportFormat = z.enum(['xlsx', 'hledger', 'beancount', 'gbt24589'], 'VALUE_INVALID');
export type ExportFormat = z.infer<typeof exportFormat>;

/** The sheets that a workbook can hold, in their order. */
export const sheetKeys = [
  'journal',
  'trialBalance',
  'fundStatement',
  'donations',
  'payments',
  'generalLedger',
  'ledgers',
  'cashJournal',
  'bankJournal',
  'columnarLedger',
  'goodsLedger',
  'roster',
  'balanceSheet',
  'activities',
  'cashFlow',
] as const;
export type SheetKey = (typeof sheetKeys)[number];

/** Ask for the books of the months from–to (yyyymm) as a file. */
export const exportBody = z
  .strictObject({
    format: exportFormat.default('xlsx'),
    /** Which sheets of the workbook; all when it is left out. */
    include: z
      .array(z.enum(sheetKeys, 'VALUE_INVALID'), 'VALUE_INVALID')
      .min(1, 'REQUIRED')
      .max(sheetKeys.length, 'VALUE_INVALID')
      .optional(),
    fromPeriod: z
      .number('VALUE_INVALID')
      .int('VALUE_INVALID')
      .min(200001, 'DATE_RANGE')
      .max(209912, 'DATE_RANGE'),
    toPeriod: z
      .number('VALUE_INVALID')
      .int('VALUE_INVALID')
      .min(200001, 'DATE_RANGE')
      .max(209912, 'DATE_RANGE'),
  })
  .refine(({ fromPeriod, toPeriod }) => fromPeriod <= toPeriod && toPeriod - fromPeriod < 500, {
    error: 'RANGE_INVALID',
    path: ['toPeriod'],
  })
  .refine(
    ({ format, fromPeriod, toPeriod }) =>
      format !== 'gbt24589' || Math.floor(fromPeriod / 100) === Math.floor(toPeriod / 100),
    { error: 'ONE_YEAR_ONLY', path: ['toPeriod'] },
  );
export type ExportBody = z.output<typeof exportBody>;
export const exportMade = z
  .object({ id: z.uuid(), fileName: z.string() })
  .meta({ id: 'ExportMade' });
