import { z } from 'zod';
import { businessDate } from './dates.ts';
import { moneySchema } from './money.ts';
import { pageOf } from './paging.ts';

export const side = z.enum(['debit', 'credit']);
export type Side = z.infer<typeof side>;

/** An account, with the code and name that the rule book in force today shows it under. */
/** What holds money: cash, bank and platforms, agency money too. */
export const MONEY_ACCOUNT = /^(1001|1002|1009)/;

/**
 * The word (字) that the database gives a voucher (domain.md §1.7): with three words 收 when money
 * comes in, 付 when it goes out or from one till to another, 转 when none moves.
 */
export function wordOf(
  words: 'one' | 'three',
  lines: readonly { account: string; side: Side }[],
): '记' | '收' | '付' | '转' {
  if (words === 'one') return '记';
  const sides = lines.filter(({ account: code }) => MONEY_ACCOUNT.test(code)).map((l) => l.side);
  if (sides.includes('credit')) return '付';
  return sides.includes('debit') ? '收' : '转';
}

export const account = z
  .object({
    code: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    class: z.number().int(),
    side,
    parentCode: z.string().nullable(),
    takesLines: z.boolean(),
    needsFund: z.boolean(),
    needsBeneficiary: z.boolean(),
    /** Whether postings name this account, so that it is neither divided nor closed. */
    system: z.boolean(),
    closedOn: z.string().nullable(),
    bookCode: z.string(),
    bookNameZh: z.string(),
    bookNameEn: z.string(),
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof account>;

export const period = z
  .object({
    id: z.number().int(),
    startsOn: z.string(),
    endsOn: z.string(),
    status: z.enum(['open', 'closed']),
    closedAt: z.string().nullable(),
    closedByName: z.string().nullable(),
    vouchers: z.number().int(),
    unsigned: z.number().int(),
    mayClose: z.boolean(),
  })
  .meta({ id: 'Period' });
export type Period = z.infer<typeof period>;

export const voucherLine = z.object({
  lineNo: z.number().int(),
  accountCode: z.string(),
  accountNameZh: z.string(),
  accountNameEn: z.string(),
  bookCode: z.string(),
  bookNameZh: z.string(),
  bookNameEn: z.string(),
  fundCode: z.string().nullable(),
  fundName: z.string().nullable(),
  side,
  amount: moneySchema,
  driveCode: z.string().nullable(),
  caseNumber: z.string().nullable(),
});

/** A posted voucher (记账凭证). `word` and `number` are its 字号, such as 记-0007. */
export const voucherSummary = z
  .object({
    id: z.uuid(),
    periodId: z.number().int(),
    word: z.string(),
    number: z.number().int(),
    label: z.string(),
    voucherDate: z.string(),
    event: z.string(),
    summary: z.string(),
    total: moneySchema,
    sourceType: z.string(),
    sourceId: z.uuid().nullable(),
    preparedByName: z.string(),
    signedByName: z.string().nullable(),
    reversesLabel: z.string().nullable(),
    reversedByLabel: z.string().nullable(),
  })
  .meta({ id: 'VoucherSummary' });
export type VoucherSummary = z.infer<typeof voucherSummary>;
export const voucherPage = pageOf(voucherSummary).meta({ id: 'VoucherPage' });

const correctionPart = z.object({ id: z.uuid(), label: z.string(), periodId: z.number().int() });

export const voucher = z
  .object({
    ...voucherSummary.shape,
    attachmentCount: z.number().int(),
    cashierName: z.string().nullable(),
    postedAt: z.string(),
    digest: z.string(),
    lines: z.array(voucherLine),
    /** The corrections that this voucher has a part in, with all their vouchers. */
    corrections: z.array(
      z.object({
        kind: z.enum(['full', 'difference', 'prior_year']),
        reason: z.string(),
        original: correctionPart,
        red: correctionPart.nullable(),
        blue: correctionPart,
      }),
    ),
    allowedActions: z.array(z.enum(['sign', 'reverse', 'correct', 'copy'])),
  })
  .meta({ id: 'Voucher' });
export type Voucher = z.infer<typeof voucher>;

export const closePeriodBody = z.strictObject({});
export const periodClosed = z
  .object({ id: z.number().int(), status: z.enum(['open', 'closed']) })
  .meta({ id: 'PeriodClosed' });
export const signed = z.object({ id: z.uuid() }).meta({ id: 'Signed' });

export const dateSpan = z.object({ from: businessDate, to: businessDate });
