import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ClosingVoucher,
  monthClosed,
  type Standing,
  yearClosed,
} from '../../server/ledger/postings-closing.ts';
import type { FundKind } from '../../shared/funds.ts';
import { addMoney, type Money, moneySchema, negateMoney, ZERO } from '../../shared/money.ts';
import { standingOf } from '../support/random-months.ts';

const fund = (code: string, kind: FundKind) => ({ id: code, code, kind });
const F00 = fund('F00', 'unrestricted');
const F01 = fund('F01', 'restricted');
const F09 = fund('F09', 'designated');
const at = (account: string, of: Standing['fund'], net: string): Standing => ({
  account,
  fund: of,
  net: moneySchema.parse(net),
});
const linesOf = (vouchers: ClosingVoucher[]) =>
  vouchers.flatMap(({ lines }) =>
    lines.map(({ account, fund: of, side, amount }) => `${account} ${of} ${side} ${amount}`),
  );

const month = [
  at('410102', F01, '25760.00'),
  at('510102', F01, '-500.00'),
  at('410101', F00, '500.00'),
  at('540101', F00, '-5.16'),
  at('5201', F09, '-3.00'),
];

describe('a month closes', () => {
  test('by the system of 2026 straight to the net assets of its funds', () => {
    expect(linesOf(monthClosed(month, '2026'))).toEqual([
      '410101 F00 debit 500.00',
      '3101 F00 credit 500.00',
      '540101 F00 credit 5.16',
      '3101 F00 debit 5.16',
      '410102 F01 debit 25760.00',
      '3102 F01 credit 25760.00',
      '510102 F01 credit 500.00',
      '3102 F01 debit 500.00',
      '5201 F09 credit 3.00',
      '3101 F09 debit 3.00',
    ]);
  });

  test('by the system of 2004 over 3101, with the release in the same voucher', () => {
    const [voucher] = monthClosed(month, '2004');
    expect(linesOf([voucher!]).slice(4, 10)).toEqual([
      '410102 F01 debit 25760.00',
      '3102 F01 credit 25760.00',
      '510102 F01 credit 500.00',
      '3101 F01 debit 500.00',
      '3102 F01 debit 500.00',
      '3101 F01 credit 500.00',
    ]);
  });

  test('with lines on the other side when a red voucher outweighs the month', () => {
    expect(linesOf(monthClosed([at('410101', F00, '-77.00')], '2026'))).toEqual([
      '410101 F00 credit 77.00',
      '3101 F00 debit 77.00',
    ]);
  });

  test('without a voucher when nothing stands', () => {
    expect(monthClosed([at('410101', F00, '0.00')], '2026')).toEqual([]);
  });

  test('in several vouchers when many funds would need more than 200 lines', () => {
    const many = Array.from({ length: 120 }, (_, place) =>
      at('410102', fund(`F${100 + place}`, 'restricted'), '1.00'),
    );
    expect(monthClosed(many, '2004').map(({ lines }) => lines.length)).toEqual([200, 40]);
  });

  test('at the end of a year with its prior-year adjustments (V13)', () => {
    const adjusted = [at('320101', F00, '-1200.00'), at('320102', F01, '1200.00')];
    expect(linesOf(yearClosed(adjusted))).toEqual([
      '320101 F00 credit 1200.00',
      '3101 F00 debit 1200.00',
      '320102 F01 debit 1200.00',
      '3102 F01 credit 1200.00',
    ]);
  });
});

/** What vouchers move on each account and fund, credit less debit, without zeros. */
function moved(vouchers: readonly ClosingVoucher[]): Map<string, Money> {
  const sums = new Map<string, Money>();
  for (const { account, fund: of, side, amount } of vouchers.flatMap(({ lines }) => lines)) {
    const key = `${account} ${of}`;
    const sum = addMoney(sums.get(key) ?? ZERO, side === 'credit' ? amount : negateMoney(amount));
    if (sum === ZERO) sums.delete(key);
    else sums.set(key, sum);
  }
  return sums;
}

test('any month: both regimes leave income and expense at zero, funds as they were, and agree', () => {
  fc.assert(
    fc.property(standingOf([F00, F01, F09, fund('F02', 'restricted')]), (standing) => {
      const [old, now] = [
        moved(monthClosed(standing, '2004')),
        moved(monthClosed(standing, '2026')),
      ];
      expect([...old].toSorted()).toEqual([...now].toSorted());
      const left = standing.filter(
        ({ account, fund: of, net }) =>
          addMoney(now.get(`${account} ${of.code}`) ?? ZERO, net) !== ZERO,
      );
      expect(left).toEqual([]);
      for (const voucher of [monthClosed(standing, '2004'), monthClosed(standing, '2026')].flat()) {
        const perFund = new Map<string, Money>();
        for (const [key, sum] of moved([voucher])) {
          const of = key.split(' ')[1]!;
          perFund.set(of, addMoney(perFund.get(of) ?? ZERO, sum));
        }
        expect([...perFund.values()].filter((sum) => sum !== ZERO)).toEqual([]);
        expect(voucher.lines.filter(({ amount }) => amount.startsWith('-'))).toEqual([]);
      }
    }),
    { numRuns: 200 },
  );
});
