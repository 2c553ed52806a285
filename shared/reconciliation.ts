import { z } from 'zod';
import { businessDate } from './dates.ts';
import { amountOrZero, isZero, moneySchema, ZERO } from './money.ts';
import { textField } from './text.ts';

/** Most rows of one statement in one request. */
export const MOST_ROWS = 500;
/** Most characters of a pasted statement; the whole request is bounded to 100 kB anyway. */
const LONGEST_CSV = 100_000;

/** An account that holds money at a bank (1002…) or a platform (1009…). */
export const moneyAccountCode = z
  .string({ error: 'VALUE_INVALID' })
  .regex(/^(1002|1009)\d{2,6}$/, 'VALUE_INVALID')
  .meta({ example: '100201' });

/** One line of a bank's statement as it is entered: money came in or went out, never both. */
export const statementRow = z
  .strictObject({
    date: businessDate,
    moneyIn: amountOrZero.default(ZERO),
    moneyOut: amountOrZero.default(ZERO),
    balance: amountOrZero.nullable().default(null),
    counterparty: textField({ max: 100, min: 0 }).default(''),
    reference: textField({ max: 64, min: 0 }).default(''),
    memo: textField({ max: 200, min: 0 }).default(''),
  })
  .check((context) => {
    const { moneyIn, moneyOut } = context.value;
    const refuse = (field: string, message: string) =>
      context.issues.push({ code: 'custom', message, input: context.value, path: [field] });
    if (isZero(moneyIn) && isZero(moneyOut)) refuse('moneyIn', 'AMOUNT_NOT_POSITIVE');
    if (!isZero(moneyIn) && !isZero(moneyOut)) refuse('moneyOut', 'VALUE_INVALID');
  });
export type StatementRow = z.output<typeof statementRow>;

/** A statement by rows, or as the text of a CSV file (or of cells pasted from a workbook). */
export const statementBody = z
  .strictObject({
    accountCode: moneyAccountCode,
    startsOn: businessDate,
    endsOn: businessDate,
    opening: amountOrZero,
    closing: amountOrZero,
    rows: z.array(statementRow).max(MOST_ROWS, 'FILE_SIZE').optional(),
    csv: textField({ max: LONGEST_CSV, multiline: true }).optional(),
  })
  .check((context) => {
    const { startsOn, endsOn, rows, csv } = context.value;
    const refuse = (field: string, message: string) =>
      context.issues.push({ code: 'custom', message, input: context.value, path: [field] });
    if (endsOn < startsOn) refuse('endsOn', 'RANGE_INVALID');
    if ((rows === undefined) === (csv === undefined)) refuse('rows', 'REQUIRED');
  });
export type StatementBody = z.input<typeof statementBody>;
export const statementTaken = z
  .object({ id: z.uuid(), lineCount: z.number().int() })
  .meta({ id: 'StatementTaken' });

/** An account with what its statements and its reconciliation say. */
export const statementAccount = z
  .object({
    code: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    bookBalance: moneySchema,
    statementEndsOn: z.string().nullable(),
    statementClosing: moneySchema.nullable(),
    unmatchedBank: z.number().int(),
    unmatchedBooks: z.number().int(),
    reconciledOn: z.string().nullable(),
  })
  .meta({ id: 'StatementAccount' });
export type StatementAccount = z.infer<typeof statementAccount>;

const statementFacts = z.object({
  id: z.uuid(),
  accountCode: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  opening: moneySchema,
  closing: moneySchema,
  lineCount: z.number().int(),
  enteredByName: z.string(),
});
export const bankStatementSummary = statementFacts.meta({ id: 'BankStatementSummary' });
export type BankStatementSummary = z.infer<typeof bankStatementSummary>;

export const bankStatement = statementFacts
  .extend({
    lines: z.array(
      z.object({
        id: z.uuid(),
        lineNo: z.number().int(),
        date: z.string(),
        moneyIn: moneySchema,
        moneyOut: moneySchema,
        balance: moneySchema.nullable(),
        counterparty: z.string(),
        reference: z.string(),
        memo: z.string(),
        matched: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'BankStatement' });
export type BankStatement = z.infer<typeof bankStatement>;

/** A line of a voucher, by the voucher and its place in it. */
export const ledgerLineKey = z.strictObject({
  voucherId: z.uuid('VALUE_INVALID'),
  lineNo: z.number('VALUE_INVALID').int('VALUE_INVALID').min(1, 'VALUE_INVALID').max(200),
});
export type LedgerLineKey = z.infer<typeof ledgerLineKey>;

const matchSides = z.strictObject({
  statementLineIds: z.array(z.uuid('VALUE_INVALID')).max(200, 'VALUE_INVALID'),
  ledgerLines: z.array(ledgerLineKey).max(200, 'VALUE_INVALID'),
});
export type MatchSides = z.infer<typeof matchSides>;

/** One or many matches that a person confirms at once. */
export const matchBody = z.strictObject({
  accountCode: moneyAccountCode,
  matches: z.array(matchSides).min(1, 'REQUIRED').max(200, 'VALUE_INVALID'),
});
export type MatchBody = z.input<typeof matchBody>;
export const matched = z.object({ ids: z.array(z.uuid()) }).meta({ id: 'Matched' });
export const unmatchBody = z.strictObject({ reason: textField({ max: 200 }) });
export const unmatched = z.object({ id: z.uuid() }).meta({ id: 'Unmatched' });

/** A line that waits for its counterpart; `amount` is positive for money in. */
export const openStatementLine = z.object({
  id: z.uuid(),
  date: z.string(),
  amount: moneySchema,
  counterparty: z.string(),
  reference: z.string(),
  memo: z.string(),
});
export type OpenStatementLine = z.infer<typeof openStatementLine>;
export const openLedgerLine = z.object({
  voucherId: z.uuid(),
  lineNo: z.number().int(),
  date: z.string(),
  amount: moneySchema,
  label: z.string(),
  summary: z.string(),
  reference: z.string().nullable(),
  /** The voucher that this one takes back. */
  reversesId: z.uuid().nullable(),
});
export type OpenLedgerLine = z.infer<typeof openLedgerLine>;

/** Why two lines are proposed as the same money. */
export const proposalGround = z.enum(['reference', 'amount', 'reversal']);
export const matching = z
  .object({
    statementLines: z.array(openStatementLine),
    ledgerLines: z.array(openLedgerLine),
    proposals: z.array(matchSides.extend({ by: proposalGround })),
    matches: z.array(
      z.object({
        id: z.uuid(),
        matchedByName: z.string(),
        matchedAt: z.string(),
        lines: z.array(
          z.object({
            ofBank: z.boolean(),
            date: z.string(),
            label: z.string(),
            amount: moneySchema,
          }),
        ),
        mayUndo: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Matching' });
export type Matching = z.infer<typeof matching>;
export type Proposal = Matching['proposals'][number];

/**
 * What only one side knows (未达账项): bank_in 银行已收企业未收, bank_out 银行已付企业未付, book_in
 * 企业已收银行未收, book_out 企业已付银行未付.
 */
export const itemKinds = ['bank_in', 'bank_out', 'book_in', 'book_out'] as const;
export type ItemKind = (typeof itemKinds)[number];

const sheetFacts = z.object({
  accountCode: z.string(),
  accountNameZh: z.string(),
  accountNameEn: z.string(),
  asOf: z.string(),
  bookBalance: moneySchema,
  bankIn: moneySchema,
  bankOut: moneySchema,
  adjustedBooks: moneySchema,
  bankBalance: moneySchema,
  bookIn: moneySchema,
  bookOut: moneySchema,
  adjustedBank: moneySchema,
  items: z.array(
    z.object({
      kind: z.enum(itemKinds),
      date: z.string(),
      label: z.string(),
      summary: z.string(),
      amount: moneySchema,
      /** Open for more than 30 days. */
      old: z.boolean(),
      voucherId: z.uuid().nullable(),
    }),
  ),
});
export type ReconciliationSheet = z.infer<typeof sheetFacts>;

/** The sheet as it would be frozen now. */
export const reconciliationDraft = sheetFacts
  .extend({ difference: moneySchema, mayPrepare: z.boolean(), handledMoney: z.boolean() })
  .meta({ id: 'ReconciliationDraft' });
export type ReconciliationDraft = z.infer<typeof reconciliationDraft>;

export const reconciliationBody = z.strictObject({
  accountCode: moneyAccountCode,
  asOf: businessDate,
});
export type ReconciliationBody = z.infer<typeof reconciliationBody>;
export const reconciliationPrepared = z
  .object({ id: z.uuid() })
  .meta({ id: 'ReconciliationPrepared' });

const signatures = {
  id: z.uuid(),
  preparedByName: z.string(),
  preparedAt: z.string(),
  reviewedByName: z.string().nullable(),
  reviewedAt: z.string().nullable(),
};
export const bankReconciliation = sheetFacts
  .extend({ ...signatures, mayReview: z.boolean() })
  .meta({ id: 'BankReconciliation' });
export type BankReconciliation = z.infer<typeof bankReconciliation>;

export const reconciliationSummary = z
  .object({
    ...signatures,
    accountCode: z.string(),
    accountNameZh: z.string(),
    accountNameEn: z.string(),
    asOf: z.string(),
    adjusted: moneySchema,
    outstanding: z.number().int(),
    old: z.number().int(),
  })
  .meta({ id: 'ReconciliationSummary' });
export type ReconciliationSummary = z.infer<typeof reconciliationSummary>;
