import {
  addMoney,
  compareMoney,
  compareShare,
  type Money,
  percentOf,
  sumMoney,
} from '../../shared/money.ts';
import type { AnnualRatio } from '../../shared/stewardship.ts';

/** What the ratios of a year are taken from; amounts in yuan. */
export interface Measured {
  programme: Money;
  administration: Money;
  fundraising: Money;
  other: Money;
  incomeBefore: Money;
  netAssetsBefore: Money;
}

/** The thresholds of one rule, in percent and yuan. */
export interface Thresholds {
  incomePercent: string;
  assetsPercent: string | null;
  adminPercent: string;
  adminExemptBelow: Money | null;
}

/** All spending of a year. */
export function spendingOf(year: Omit<Measured, 'incomeBefore' | 'netAssetsBefore'>): Money {
  return addMoney(sumMoney([year.programme, year.administration, year.fundraising]), year.other);
}

/**
 * The ratios of the annual report: charitable spending at least so much of last year's income and
 * of last year's net assets, administration at most so much of all spending. What cannot be
 * measured (nothing before, nothing spent) is neither kept nor broken. Administration below the
 * exempt amount keeps the rule whatever its share. Source: domain.md §3.8.
 */
export function ratiosOf(year: Measured, rule: Thresholds): AnnualRatio[] {
  const least = (code: AnnualRatio['code'], whole: Money, threshold: string): AnnualRatio => {
    const percent = percentOf(year.programme, whole);
    const kept = percent === null ? null : compareShare(year.programme, threshold, whole) >= 0;
    const bound = 'least' as const;
    return { code, part: year.programme, whole, percent, threshold, bound, kept, exempt: false };
  };
  const spending = spendingOf(year);
  const percent = percentOf(year.administration, spending);
  const exempt =
    rule.adminExemptBelow !== null && compareMoney(year.administration, rule.adminExemptBelow) < 0;
  const within = percent === null ? null : !above(year.administration, rule, spending);
  return [
    least('spending_of_income', year.incomeBefore, rule.incomePercent),
    ...(rule.assetsPercent === null
      ? []
      : [least('spending_of_assets', year.netAssetsBefore, rule.assetsPercent)]),
    {
      code: 'administration',
      part: year.administration,
      whole: spending,
      percent,
      threshold: rule.adminPercent,
      bound: 'most',
      kept: exempt ? true : within,
      exempt,
    },
  ];
}

const above = (part: Money, rule: Thresholds, whole: Money) =>
  compareShare(part, rule.adminPercent, whole) > 0;
