import type { DepositKind, SettlementWay } from '../../shared/cash.ts';
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

const settled = {
  paid_in: ['100101', '112203'],
  written_off: ['530101', '112203'],
  recognised: ['220902', '490101'],
} as const satisfies Record<SettlementWay, readonly [string, string]>;

/** What approving a settlement will post; expense and income are the unrestricted fund's. */
export function settlementLines(way: SettlementWay, amount: Money): CashLine[] {
  const [debit, credit] = settled[way];
  const fundOf = (account: string) => (account > '4' ? { fund: 'F00' } : {});
  return [
    { side: 'debit', account: debit, amount, ...fundOf(debit) },
    { side: 'credit', account: credit, amount, ...fundOf(credit) },
  ];
}

/** What drawing cash from the bank will post. */
export function withdrawalLines(amount: Money): CashLine[] {
  return [
    { side: 'debit', account: '100101', amount },
    { side: 'credit', account: '100201', amount },
  ];
}
