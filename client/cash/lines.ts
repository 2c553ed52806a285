import type { DepositKind } from '../../shared/cash.ts';
import { isNegative, isZero, type Money, negateMoney, subtractMoney } from '../../shared/money.ts';

export interface CashLine {
  side: 'debit' | 'credit';
  account: string;
  fund?: string;
  amount: Money;
}

const sourceAccount = { cash: '100101', wechat: '100901', alipay: '100902' } as const;

/** What taking money to the bank will post; the platform's fee is the unrestricted fund's. */
export function depositLines(kind: DepositKind, amount: Money, fee: Money): CashLine[] {
  const lines: CashLine[] = [
    { side: 'debit', account: '100201', amount: subtractMoney(amount, fee) },
    { side: 'debit', account: '540101', fund: 'F00', amount: fee },
    { side: 'credit', account: sourceAccount[kind], amount },
  ];
  return lines.filter((line) => !isZero(line.amount));
}

/** What confirming a count will post: a shortage is owed by whoever is liable, a surplus waits. */
export function differenceLines(difference: Money): CashLine[] {
  if (isZero(difference)) return [];
  if (isNegative(difference)) {
    const amount = negateMoney(difference);
    return [
      { side: 'debit', account: '112203', amount },
      { side: 'credit', account: '100101', amount },
    ];
  }
  return [
    { side: 'debit', account: '100101', amount: difference },
    { side: 'credit', account: '220902', amount: difference },
  ];
}
