import { z } from 'zod';
import type { NeedCode } from './aid.ts';
import { moneySchema } from './money.ts';
import { pageOf, pageQuery } from './paging.ts';

/** The columns of the columnar ledger of programme expense (多栏账 5101, domain.md §1.8). */
export const expenseColumns = [
  'medical',
  'living',
  'schooling',
  'condolenceMoney',
  'condolenceGoods',
  'housing',
  'emergency',
  'other',
] as const;
export type ExpenseColumn = (typeof expenseColumns)[number];

/** Into which column aid for a need goes. What needs are there: domain.md §2.1. */
export const columnOfNeed: Record<NeedCode, ExpenseColumn> = {
  '01': 'medical',
  '02': 'medical',
  '03': 'emergency',
  '04': 'living',
  '05': 'living',
  '06': 'schooling',
  '07': 'housing',
  '08': 'emergency',
  '09': 'living',
  '10': 'medical',
  '11': 'housing',
  '12': 'living',
  '13': 'condolenceMoney',
  '99': 'other',
};

/**
 * The column of one line: goods given without a case, or on a visit, are condolence goods
 * (慰问品); without a case and without goods it is "other".
 */
export function expenseColumnOf(need: NeedCode | null, isOfGoods: boolean): ExpenseColumn {
  if (isOfGoods && (need === null || need === '13')) return 'condolenceGoods';
  return need === null ? 'other' : columnOfNeed[need];
}

/** On which side a balance stands (借或贷); nothing prints 平. */
export const balanceSide = z.enum(['debit', 'credit', 'flat']);
export type BalanceSide = z.infer<typeof balanceSide>;

/**
 * One row of a book. `opening` begins it (期初余额 or 上年结转); `line` is a posted line; `day`,
 * `month` and `year` are 本日合计, 本月合计 and 本年累计. `balance` is what stands after it, without
 * a sign; `columns` are the columns of the columnar ledger in the order of `expenseColumns`.
 */
export const bookRow = z.object({
  kind: z.enum(['opening', 'line', 'day', 'month', 'year']),
  periodId: z.number().int(),
  date: z.string().nullable(),
  voucherId: z.uuid().nullable(),
  label: z.string().nullable(),
  lineNo: z.number().int().nullable(),
  summary: z.string().nullable(),
  counterAccounts: z.array(z.string()),
  fundCode: z.string().nullable(),
  caseNumber: z.string().nullable(),
  method: z.string().nullable(),
  reference: z.string().nullable(),
  debit: moneySchema,
  credit: moneySchema,
  columns: z.array(moneySchema),
  side: balanceSide,
  balance: moneySchema,
});
export type BookRow = z.infer<typeof bookRow>;
export const bookPage = pageOf(bookRow).meta({ id: 'BookPage' });

/** One account of the general ledger (总账), month by month. */
export const generalLedgerAccount = z.object({
  accountCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  side: balanceSide,
  opening: moneySchema,
  months: z.array(
    z.object({
      periodId: z.number().int(),
      debit: moneySchema,
      credit: moneySchema,
      yearDebit: moneySchema,
      yearCredit: moneySchema,
      side: balanceSide,
      balance: moneySchema,
    }),
  ),
});
export type GeneralLedgerAccount = z.infer<typeof generalLedgerAccount>;
export const generalLedgerPage = pageOf(generalLedgerAccount).meta({ id: 'GeneralLedgerPage' });

/** One row of the recipient list (发放花名册): who got what, through whose hands. */
export const rosterRow = z.object({
  no: z.number().int(),
  paymentId: z.uuid(),
  voucherId: z.uuid(),
  caseNumber: z.string(),
  name: z.string(),
  idNumber: z.string(),
  communityName: z.string(),
  category: z.string(),
  needCode: z.string(),
  amount: moneySchema,
  method: z.string(),
  payeeKind: z.string(),
  payeeName: z.string(),
  paidOn: z.string(),
  preparedByName: z.string(),
  paidByName: z.string(),
});
export type RosterRow = z.infer<typeof rosterRow>;
export const rosterPage = pageOf(rosterRow).meta({ id: 'RosterPage' });

/** A month (yyyymm) as text in a query. */
export const monthText = z
  .string('PAGE_INVALID')
  .regex(/^20\d{2}(0[1-9]|1[0-2])$/, 'DATE_INVALID')
  .transform(Number);
const accountCode = z.string('VALUE_INVALID').regex(/^\d{4,12}$/, 'VALUE_INVALID');
const isSpan = ({ from, to }: { from: number; to: number }) => from <= to && to - from < 500;
const badSpan = { error: 'RANGE_INVALID', path: ['to'] };
const spanOfPages = pageQuery.extend({ from: monthText, to: monthText });

/** How deep the chart is shown: down to the first or second level, the last accounts, or all. */
export const accountLevel = z.enum(['1', '2', 'leaf', 'all'], 'VALUE_INVALID');
export type AccountLevel = z.infer<typeof accountLevel>;

export const rosterQuery = spanOfPages.refine(isSpan, badSpan);
export const generalLedgerQuery = spanOfPages
  .extend({ level: accountLevel.default('1'), account: accountCode.optional() })
  .refine(isSpan, badSpan);
export const accountLedgerQuery = spanOfPages
  .extend({ account: accountCode, fund: z.uuid('VALUE_INVALID').optional() })
  .refine(isSpan, badSpan);
export const moneyJournalQuery = spanOfPages
  .extend({ account: accountCode.regex(/^(1001|1002|1009)/, 'VALUE_INVALID') })
  .refine(isSpan, badSpan);
export const columnarLedgerQuery = spanOfPages
  .extend({ fund: z.uuid('VALUE_INVALID').optional() })
  .refine(isSpan, badSpan);
