import type { SettlementWay } from '../../shared/cash.ts';
import type { Money } from '../../shared/money.ts';
import type { Line, Posting } from './postings.ts';

const CASH = '100101';
const BANK = '100201';
const SHORTAGES = '112203';
const UNIDENTIFIED = '220902';
const OTHER_INCOME = '490101';
const ADMIN_EXPENSE = '530101';

const both = (debit: Omit<Line, 'side'>, credit: Omit<Line, 'side'>): Line[] => [
  { ...debit, side: 'debit' },
  { ...credit, side: 'credit' },
];

/** Cash was drawn from the bank for the float: money out of the bank into the box (E37). */
export function cashWithdrawn(amount: Money): Posting {
  return { event: 'E37', lines: both({ account: CASH, amount }, { account: BANK, amount }) };
}

/**
 * What became of a cash difference (E30): a shortage was paid in by whoever is liable, or written
 * off as an expense of the unrestricted fund; a surplus whose owner was not found is its income.
 */
export function differenceSettled(way: SettlementWay, amount: Money, fund: string): Posting {
  switch (way) {
    case 'paid_in':
      return {
        event: 'E30P',
        lines: both({ account: CASH, amount }, { account: SHORTAGES, amount }),
      };
    case 'written_off':
      return {
        event: 'E30W',
        lines: both({ account: ADMIN_EXPENSE, amount, fund }, { account: SHORTAGES, amount }),
      };
    case 'recognised':
      return {
        event: 'E30R',
        lines: both({ account: UNIDENTIFIED, amount }, { account: OTHER_INCOME, amount, fund }),
      };
  }
}
