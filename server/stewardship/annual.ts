import type { AnnualFigures } from '../../shared/stewardship.ts';
import type { Context } from '../core/context.ts';
import { costRulesOf, netAssetsAtEnd, openOfYear, yearFigures } from './annual-queries.ts';
import { ratiosOf, spendingOf } from './policy.ts';

/**
 * The figures of the annual report of a year (年报数据), due on 31 May of the next, all without
 * closing vouchers, with the ratios of each rule and what is still open. Source: domain.md §3.6,
 * §3.8.
 */
export async function readAnnualFigures(context: Context, year: number): Promise<AnnualFigures> {
  const [figures, before, netAssetsBefore, netAssets, rules, open] = await Promise.all([
    yearFigures(context, year),
    yearFigures(context, year - 1),
    netAssetsAtEnd(context, year - 1),
    netAssetsAtEnd(context, year),
    costRulesOf(context, year),
    openOfYear(context, year),
  ]);
  const measured = { ...figures, incomeBefore: before.income, netAssetsBefore };
  const item = (code: AnnualFigures['checklist'][number]['code'], count: number) => ({
    code,
    done: count === 0,
    open: count,
  });
  return {
    year,
    ...measured,
    spending: spendingOf(figures),
    netAssets,
    rules: rules.map((rule) => ({ ...rule, ratios: ratiosOf(measured, rule) })),
    dueOn: `${year + 1}-05-31`,
    checklist: [
      item('months_closed', open.months),
      item('vouchers_signed', open.vouchers),
      item('cash_counted', open.counts),
      item('handovers_complete', open.handovers),
      item('budgets_approved', open.budgets),
      { code: 'audit', done: null, open: 0 },
      { code: 'disclosure', done: null, open: 0 },
    ],
  };
}
