import type { Money } from '../../shared/money.ts';
import type { Posting } from './postings.ts';

/** One balance that the old books handed on. */
export interface OpeningBalance {
  account: string;
  side: 'debit' | 'credit';
  amount: Money;
  fund: string | null;
  beneficiary: string | null;
}

/**
 * What the old books held comes into these books (E31): assets against liabilities, agency money by
 * beneficiary, and 3101 or 3102 by fund. No income, no expense.
 */
export function openingBalances(rows: readonly OpeningBalance[]): Posting {
  return {
    event: 'E31',
    lines: rows.map(({ account, side, amount, fund, beneficiary }) => ({
      account,
      side,
      amount,
      ...(fund !== null && { fund }),
      ...(beneficiary !== null && { beneficiary }),
    })),
  };
}
