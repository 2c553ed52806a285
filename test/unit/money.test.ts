import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  ZERO,
  addMoney,
  amount,
  amountOrZero,
  compareMoney,
  exceeds,
  feeOf,
  formatMoney,
  isNegative,
  isZero,
  minMoney,
  moneySchema,
  negateMoney,
  parseTyped,
  splitMoney,
  subtractMoney,
  sumMoney,
  type Money,
} from '../../shared/money.ts';

const money = (text: string): Money => moneySchema.parse(text);
const fromFen = (fen: bigint): Money => {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return money(`${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`);
};
const anyMoney = fc.bigInt({ min: -99_999_999_999n, max: 99_999_999_999n }).map(fromFen);

function outcome(schema: z.ZodType, input: unknown): unknown {
  const result = schema.safeParse(input);
  return result.success ? result.data : result.error.issues[0]?.message;
}

/** Rows 1–28 of the corpus: what an amount on the wire is answered with. */
const corpus: [row: number, input: unknown, answer: string][] = [
  [1, '0', 'AMOUNT_NOT_POSITIVE'],
  [1, '0.00', 'AMOUNT_NOT_POSITIVE'],
  [2, '-1.00', 'AMOUNT_NOT_POSITIVE'],
  [3, '-0.00', 'AMOUNT_NOT_POSITIVE'],
  [4, '0.001', 'AMOUNT_SCALE'],
  [5, '1.005', 'AMOUNT_SCALE'],
  [6, '999999999.99', '999999999.99'],
  [7, '1000000000.00', 'AMOUNT_TOO_LARGE'],
  [8, '99999999999999999999999999', 'AMOUNT_TOO_LARGE'],
  [9, '9007199254740993', 'AMOUNT_TOO_LARGE'],
  [10, '1e3', 'AMOUNT_FORMAT'],
  [11, Infinity, 'AMOUNT_TYPE'],
  [12, 'NaN', 'AMOUNT_FORMAT'],
  [13, 'Infinity', 'AMOUNT_FORMAT'],
  [13, '-Infinity', 'AMOUNT_FORMAT'],
  [15, 100.1, 'AMOUNT_TYPE'],
  [16, Number('12345678901234567890'), 'AMOUNT_TYPE'],
  [17, '', 'AMOUNT_FORMAT'],
  [18, ' 12.00 ', 'AMOUNT_FORMAT'],
  [19, '+12.00', 'AMOUNT_FORMAT'],
  [20, '１２.００', 'AMOUNT_FORMAT'],
  [21, '٣٤', 'AMOUNT_FORMAT'],
  [22, '1,000.00', 'AMOUNT_FORMAT'],
  [22, '1 000', 'AMOUNT_FORMAT'],
  [22, '1_000', 'AMOUNT_FORMAT'],
  [23, '¥100', 'AMOUNT_FORMAT'],
  [23, '100元', 'AMOUNT_FORMAT'],
  [24, '0x10', 'AMOUNT_FORMAT'],
  [24, '0b1', 'AMOUNT_FORMAT'],
  [24, '010.00', 'AMOUNT_FORMAT'],
  [25, '.5', 'AMOUNT_FORMAT'],
  [25, '5.', 'AMOUNT_FORMAT'],
  [26, null, 'AMOUNT_TYPE'],
  [26, true, 'AMOUNT_TYPE'],
  [26, [], 'AMOUNT_TYPE'],
  [26, {}, 'AMOUNT_TYPE'],
  [26, ['1.00'], 'AMOUNT_TYPE'],
  [27, '1.00\n', 'AMOUNT_FORMAT'],
  [27, '1.00\u0000', 'AMOUNT_FORMAT'],
  [27, '1.00\u200b', 'AMOUNT_FORMAT'],
  [28, '1.00; DROP TABLE journal', 'AMOUNT_FORMAT'],
  [72, 'a'.repeat(100_000), 'TEXT_TOO_LONG'],
];

describe('an amount on the wire', () => {
  it.each(corpus)('row %i: %j is answered with %s', (_row, input, answer) => {
    expect(outcome(amount, input)).toBe(answer);
  });

  it.each([
    ['12', '12.00'],
    ['12.5', '12.50'],
    ['12.50', '12.50'],
    ['0.01', '0.01'],
  ])('%s is kept as %s', (input, kept) => {
    expect(amount.parse(input)).toBe(kept);
  });

  it('may be nothing where zero is allowed, but never negative', () => {
    expect(outcome(amountOrZero, '0')).toBe('0.00');
    expect(outcome(amountOrZero, '-0.01')).toBe('AMOUNT_NOT_POSITIVE');
  });

  it('is missed by name', () => {
    expect(outcome(amount, undefined)).toBe('REQUIRED');
  });

  it('is a string in the published schema', () => {
    const published = z.toJSONSchema(z.object({ amount, total: moneySchema }), { io: 'input' });
    expect(published.$defs).toMatchObject({
      Amount: { type: 'string', pattern: '^\\d{1,9}(\\.\\d{1,2})?$' },
      Money: { type: 'string' },
    });
  });
});

describe('money in answers', () => {
  it.each(['1', '1.0', '-0.00', '01.00', '1.000', 'NaN', '1e2'])('%s is no money', (text) => {
    expect(outcome(moneySchema, text)).toBe('AMOUNT_FORMAT');
  });
});

describe('what a person types', () => {
  it.each([
    ['¥1,250.5', '1250.50'],
    ['￥1，250．50', '1250.50'],
    ['１２．００', '12.00'],
    ['1250元', '1250.00'],
    [' 人民币 3,300.00 ', '3300.00'],
    ['1,234,567.89', '1234567.89'],
  ])('%s means %s', (text, expected) => {
    expect(parseTyped(text)).toEqual({ money: expected });
  });

  it.each([
    ['', 'AMOUNT_FORMAT'],
    ['1,25', 'AMOUNT_FORMAT'],
    ['12,34.00', 'AMOUNT_FORMAT'],
    ['1.005', 'AMOUNT_SCALE'],
    ['0', 'AMOUNT_NOT_POSITIVE'],
    ['-5', 'AMOUNT_NOT_POSITIVE'],
    ['1000000000', 'AMOUNT_TOO_LARGE'],
  ])('%j is refused with %s', (text, code) => {
    expect(parseTyped(text)).toEqual({ code });
  });

  it('may be zero for a fee', () => {
    expect(parseTyped('0', amountOrZero)).toEqual({ money: '0.00' });
  });
});

describe('arithmetic', () => {
  it('is exact where binary numbers are not', () => {
    expect(sumMoney([money('0.10'), money('0.20'), money('999999999999.00')])).toBe(
      '999999999999.30',
    );
    expect(sumMoney([])).toBe('0.00');
    expect(addMoney(money('0.10'), money('0.20'))).toBe('0.30');
    expect(subtractMoney(money('0.30'), money('0.40'))).toBe('-0.10');
    expect(negateMoney(ZERO)).toBe('0.00');
    expect(negateMoney(money('12.00'))).toBe('-12.00');
  });

  it('compares by value, not by letters', () => {
    expect(exceeds(money('10.00'), money('9.00'))).toBe(true);
    expect(exceeds(money('9.00'), money('9.00'))).toBe(false);
    expect(compareMoney(money('-1.00'), money('0.01'))).toBe(-1);
    expect(minMoney(money('10.00'), money('9.00'))).toBe('9.00');
    expect(isZero(ZERO)).toBe(true);
    expect(isNegative(money('-0.01'))).toBe(true);
    expect(isNegative(ZERO)).toBe(false);
  });

  it('agrees with whole fen', () => {
    fc.assert(
      fc.property(anyMoney, anyMoney, (left, right) => {
        expect(subtractMoney(addMoney(left, right), right)).toBe(left);
        expect(addMoney(left, negateMoney(left))).toBe('0.00');
        expect(Math.sign(compareMoney(left, right)) + Math.sign(compareMoney(right, left))).toBe(0);
      }),
    );
  });
});

describe('fees', () => {
  it.each([
    ['100.00', '6', '0.60'],
    ['500.00', '3.8', '1.90'],
    ['0.25', '6', '0.00'],
    ['2.50', '6', '0.02'],
    ['2.49', '6', '0.01'],
  ])('%s at %s permille costs %s, half-up', (gross, rate, fee) => {
    expect(feeOf(money(gross), rate)).toBe(fee);
  });
});

describe('splits', () => {
  it('gives the largest remainders their fen, earlier rows first', () => {
    expect(splitMoney(money('100.00'), [1, 1, 1])).toEqual(['33.34', '33.33', '33.33']);
    expect(splitMoney(money('1000.00'), Array(7).fill(1))).toEqual([
      ...Array(5).fill('142.86'),
      ...Array(2).fill('142.85'),
    ]);
    expect(splitMoney(money('0.03'), [1, 5, 0])).toEqual(['0.01', '0.02', '0.00']);
    expect(splitMoney(money('-100.00'), [1, 1, 1])).toEqual(['-33.34', '-33.33', '-33.33']);
  });

  it('refuses weights that mean nothing', () => {
    for (const weights of [[], [0, 0], [2, -1]]) {
      expect(() => splitMoney(money('1.00'), weights)).toThrow(RangeError);
    }
  });

  it('gives every fen away and no share strays by a fen', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1 });
    fc.assert(
      fc.property(anyMoney, weights, (total, each) => {
        fc.pre(each.some((weight) => weight > 0));
        const shares = splitMoney(total, each);
        expect(sumMoney(shares)).toBe(total);
        const whole = each.reduce((sum, weight) => sum + weight, 0);
        shares.forEach((share, row) => {
          const fair = (Number(total) * (each[row] ?? 0)) / whole;
          expect(Math.abs(Number(share) - fair)).toBeLessThan(0.0101);
        });
      }),
    );
  });
});

describe('format', () => {
  it.each([
    ['25900.00', '25,900.00'],
    ['-12.00', '-12.00'],
    ['-1234567.89', '-1,234,567.89'],
    ['999.99', '999.99'],
  ])('%s reads %s', (text, shown) => {
    expect(formatMoney(money(text))).toBe(shown);
  });

  it('reads back what it shows', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 99_999_999_999n }).map(fromFen), (sum) => {
        expect(parseTyped(formatMoney(sum))).toEqual({ money: sum });
      }),
    );
  });
});
