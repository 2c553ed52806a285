import { z } from 'zod';
import { amount, amountOrZero, moneySchema } from './money.ts';
import { textField } from './text.ts';

const accountCode = z
  .string('VALUE_INVALID')
  .regex(/^(?:[12]\d{3}(?:\d{2}){0,4}|310[12])$/, 'VALUE_INVALID');
const fundCode = z.string('VALUE_INVALID').regex(/^F\d{2,4}$/, 'VALUE_INVALID');
const beneficiary = z.string('VALUE_INVALID').regex(/^[A-Z]\d{2,6}$/, 'VALUE_INVALID');

/** One balance of the old books. Exactly one of debit and credit is above zero. */
export const openingRow = z
  .strictObject({
    accountCode,
    fundCode: fundCode.nullable().default(null),
    beneficiary: beneficiary.nullable().default(null),
    debit: amountOrZero,
    credit: amountOrZero,
  })
  .refine(({ debit, credit }) => (debit === '0.00') !== (credit === '0.00'), {
    error: 'OPENING_ONE_SIDE',
    path: ['debit'],
  });
export type OpeningRow = z.infer<typeof openingRow>;

/** A fund's balance by the fund table of the old books; the unrestricted one may be below zero. */
export const openingFund = z.strictObject({ fundCode, balance: moneySchema });
export type OpeningFund = z.infer<typeof openingFund>;

/** Aid promised by the old books, kept as a memo. `caseText` is a case number, never a name. */
export const openingCommitment = z.strictObject({
  fundCode,
  caseText: textField({ max: 60 }),
  amount,
});

const MOST_ROWS = 600;

/** The balances with which these books begin: those at the end of the month before the first. */
export const openingSheetBody = z.strictObject({
  /** The first month that is kept here, as yyyymm. */
  firstMonth: z
    .number('VALUE_INVALID')
    .int('VALUE_INVALID')
    .min(200001, 'DATE_RANGE')
    .max(209912, 'DATE_RANGE')
    .refine((month) => month % 100 >= 1 && month % 100 <= 12, 'DATE_INVALID'),
  rows: z.array(openingRow, 'VALUE_INVALID').min(2, 'REQUIRED').max(MOST_ROWS, 'VALUE_INVALID'),
  funds: z.array(openingFund, 'VALUE_INVALID').max(200, 'VALUE_INVALID'),
  commitments: z.array(openingCommitment, 'VALUE_INVALID').max(200, 'VALUE_INVALID').default([]),
});
export type OpeningSheetBody = z.output<typeof openingSheetBody>;

export const openingSheet = z
  .object({
    id: z.uuid(),
    opensOn: z.string(),
    status: z.enum(['prepared', 'reviewed', 'posted', 'taken_back']),
    total: moneySchema,
    preparedByName: z.string(),
    reviewedByName: z.string().nullable(),
    rows: z.array(
      z.object({
        accountCode: z.string(),
        nameZh: z.string(),
        nameEn: z.string(),
        fundCode: z.string().nullable(),
        beneficiary: z.string().nullable(),
        debit: moneySchema,
        credit: moneySchema,
      }),
    ),
    funds: z.array(z.object({ fundCode: z.string(), fundName: z.string(), balance: moneySchema })),
    commitments: z.array(
      z.object({ fundCode: z.string(), caseText: z.string(), amount: moneySchema }),
    ),
    vouchers: z.array(z.object({ id: z.uuid(), label: z.string() })),
    allowedActions: z.array(z.enum(['review', 'post'])),
  })
  .meta({ id: 'OpeningSheet' });
export type OpeningSheet = z.infer<typeof openingSheet>;

/** The sheet that counts: the posted one, else the newest. */
export const currentOpening = z
  .object({ sheet: openingSheet.nullable(), mayPrepare: z.boolean() })
  .meta({ id: 'CurrentOpening' });

export const openingPosted = z
  .object({ id: z.uuid(), voucherNumbers: z.array(z.string()) })
  .meta({ id: 'OpeningPosted' });
