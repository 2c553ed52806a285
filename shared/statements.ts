import { z } from 'zod';
import { moneySchema } from './money.ts';
import { monthText } from './books.ts';

/** Which rule book a statement follows: 财会〔2024〕25号, or 财会〔2004〕7号 before it. */
export const ruleBook = z.enum(['2026', '2004'], 'VALUE_INVALID');
export type RuleBook = z.infer<typeof ruleBook>;

const named = { nameZh: z.string(), nameEn: z.string() };
/**
 * A row of a statement as printed. `line` is its 行次, null where the form has none or we have not
 * read it; an `item` is added up in a later `total`, a `part` (其中) and a `caption` are not.
 */
const row = {
  key: z.string(),
  line: z.number().int().nullable(),
  kind: z.enum(['caption', 'item', 'part', 'total', 'net']),
  ...named,
};
/** An account that no row is for. Its amount stands in a row of its own, so no fen is lost. */
const unmapped = z.array(z.object({ accountCode: z.string(), ...named }));

const balanceRow = z.object({ ...row, opening: moneySchema, closing: moneySchema });
export type BalanceRow = z.infer<typeof balanceRow>;

/** The balance sheet (资产负债表 会民非01表): 年初数 and 期末数 of both halves. */
export const balanceSheet = z
  .object({
    periodId: z.number().int(),
    ruleBook,
    assets: z.array(balanceRow),
    claims: z.array(balanceRow),
    unmapped,
    balances: z.boolean(),
  })
  .meta({ id: 'BalanceSheet' });
export type BalanceSheet = z.infer<typeof balanceSheet>;

const threeColumns = z.object({
  unrestricted: moneySchema,
  restricted: moneySchema,
  total: moneySchema,
});
export type ThreeColumns = z.infer<typeof threeColumns>;
const activityRow = z.object({ ...row, month: threeColumns, year: threeColumns });
export type ActivityRow = z.infer<typeof activityRow>;

/** The statement of activities (业务活动表 会民非02表): 本月数 and 本年累计数. */
export const activities = z
  .object({
    periodId: z.number().int(),
    ruleBook,
    rows: z.array(activityRow),
    unmapped,
    /** Whether the change of net assets is what the funds gained. */
    balances: z.boolean(),
  })
  .meta({ id: 'Activities' });
export type Activities = z.infer<typeof activities>;

const cashFlowRow = z.object({ ...row, month: moneySchema, year: moneySchema });
export type CashFlowRow = z.infer<typeof cashFlowRow>;

/** The cash flow statement (现金流量表 会民非03表), by the direct method. */
export const cashFlow = z
  .object({
    periodId: z.number().int(),
    ruleBook,
    rows: z.array(cashFlowRow),
    unmapped,
    opening: z.object({ month: moneySchema, year: moneySchema }),
    closing: moneySchema,
    /** Whether the flows are the change of 1001 + 1002 + 1009, to the fen. */
    balances: z.boolean(),
  })
  .meta({ id: 'CashFlow' });
export type CashFlow = z.infer<typeof cashFlow>;

/** A statement of a month, in the shape of a rule book: without one, that of the organisation. */
export const statementQuery = z.strictObject({ period: monthText, shape: ruleBook.optional() });

/** What the pictures are drawn from: income, aid and costs by month, aid by need. */
export const pictures = z
  .object({
    months: z.array(
      z.object({
        periodId: z.number().int(),
        received: moneySchema,
        aid: moneySchema,
        expenses: moneySchema,
      }),
    ),
    needs: z.array(z.object({ needCode: z.string().nullable(), amount: moneySchema })),
  })
  .meta({ id: 'Pictures' });
export type Pictures = z.infer<typeof pictures>;
