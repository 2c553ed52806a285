import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expenseColumnOf } from '../../shared/books.ts';
import { addMoney, type Money, subtractMoney, ZERO } from '../../shared/money.ts';
import { type LedgerLine, standingAt, Walk, withYears } from '../../server/reports/walk.ts';

const line = (date: string, debit: string, credit: string): LedgerLine => ({
  accountCode: '100101',
  date,
  periodId: Number(date.slice(0, 4)) * 100 + Number(date.slice(5, 7)),
  voucherSeq: '1',
  seq: '1',
  voucherId: '00000000-0000-4000-8000-000000000001',
  label: '记-0001',
  lineNo: 1,
  summary: '摘要',
  counterAccounts: [],
  fundCode: null,
  caseNumber: null,
  needCode: null,
  method: null,
  reference: null,
  debit: debit as Money,
  credit: credit as Money,
});

test.each([
  ['01', false, 'medical'],
  ['06', false, 'schooling'],
  ['11', false, 'housing'],
  ['13', false, 'condolenceMoney'],
  ['13', true, 'condolenceGoods'],
  ['01', true, 'medical'],
  [null, true, 'condolenceGoods'],
  [null, false, 'other'],
] as const)('need %s with goods %s stands in column %s', (need, isOfGoods, column) => {
  expect(expenseColumnOf(need, isOfGoods)).toBe(column);
});

test('the year so far begins anew in January', () => {
  const moved = [202611, 202612, 202701].map((periodId) => ({
    periodId,
    debit: '1.00' as Money,
    credit: '2.00' as Money,
  }));
  expect([...withYears(moved).values()].map(({ yearDebit }) => yearDebit)).toEqual([
    '1.00',
    '2.00',
    '1.00',
  ]);
});

describe('a walk', () => {
  const shape = { daily: true, columnar: false };

  test('totals a day and a month when they are over, and at the end', () => {
    const walk = new Walk(shape, new Map(), standingAt('5.00' as Money, shape));
    const rows = [
      walk.opening(202601),
      ...walk.take(line('2026-01-30', '10.00', '0.00')),
      ...walk.take(line('2026-01-31', '0.00', '15.00')),
      ...walk.take(line('2026-02-01', '0.00', '1.00')),
      ...walk.end(),
    ];
    expect(rows.map(({ kind, side, balance }) => `${kind} ${side} ${balance}`)).toEqual([
      'opening debit 5.00',
      'line debit 15.00',
      'day debit 15.00',
      'line flat 0.00',
      'day flat 0.00',
      'month flat 0.00',
      'year flat 0.00',
      'line credit 1.00',
      'day credit 1.00',
      'month credit 1.00',
      'year credit 1.00',
    ]);
  });

  test('goes on from where another stopped as if it had not', () => {
    const amounts = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer()), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(amounts, fc.nat(11), (steps, cut) => {
        let day = 0;
        const lines = steps.map(([later, cents]) => {
          day = Math.min(day + later, 27);
          const value = `${Math.abs(cents % 1000)}.00`;
          const date = `2026-01-${String(day + 1).padStart(2, '0')}`;
          return cents < 0 ? line(date, '0.00', value) : line(date, value, '0.00');
        });
        const whole = new Walk(shape, new Map(), standingAt(ZERO, shape));
        const rows = lines.flatMap((each) => whole.take(each));
        const first = new Walk(shape, new Map(), standingAt(ZERO, shape));
        const before = lines.slice(0, cut).flatMap((each) => first.take(each));
        const kept = JSON.parse(JSON.stringify(first.standing)) as typeof first.standing;
        const second = new Walk(shape, new Map(), kept);
        const after = lines.slice(cut).flatMap((each) => second.take(each));
        expect([...before, ...after]).toEqual(rows);
        const sum = lines.reduce(
          (total, { debit, credit }) => addMoney(total, subtractMoney(debit, credit)),
          ZERO,
        );
        expect(second.standing.balance).toBe(sum);
      }),
      { numRuns: 100 },
    );
  });
});
