import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goodsGiven, goodsMoved } from '../../server/ledger/postings-goods.ts';
import { stockAfter, valueOut } from '../../shared/goods-value.ts';
import {
  addMoney,
  moneySchema,
  shareOfMoney,
  subtractMoney,
  unitCost,
} from '../../shared/money.ts';
import {
  compareQuantity,
  quantity,
  quantityOrZero,
  quantitySchema,
  subtractQuantity,
  sumQuantity,
} from '../../shared/quantity.ts';

const yuan = (text: string) => moneySchema.parse(text);
const pieces = (text: string) => quantitySchema.parse(text);
const restricted = { id: 'f', kind: 'restricted' } as const;
const free = { id: 'f', kind: 'designated' } as const;
const parts = [{ account: '120102', value: yuan('951.50') }];
const moved = { parts, liable: false, receivableHasFund: false };
const short = ({ event, lines }: ReturnType<typeof goodsMoved>) => [
  event,
  ...lines.map(({ side, account, fund }) => [side, account, fund]),
];

test.each([
  [{ kind: 'purchase', fund: restricted }, 'E20', ['120102', 'f'], ['100201', undefined]],
  [{ kind: 'issue', fund: restricted }, 'E07', ['510102', 'f'], ['120102', 'f']],
  [{ kind: 'issue', fund: free }, 'E07', ['510101', 'f'], ['120102', 'f']],
  [{ kind: 'loss', fund: restricted }, 'E28', ['530102', 'f'], ['120102', 'f']],
  [{ kind: 'expiry', fund: free, liable: true }, 'E28', ['112202', undefined], ['120102', 'f']],
  [
    { kind: 'loss', fund: free, liable: true, receivableHasFund: true },
    'E28',
    ['112202', 'f'],
    ['120102', 'f'],
  ],
  [{ kind: 'surplus', fund: restricted }, 'E28S', ['120102', 'f'], ['490102', 'f']],
] as const)('%j posts %s', (given, event, debit, credit) => {
  const posting = goodsMoved({ ...moved, ...given });
  expect(short(posting)).toEqual([event, ['debit', ...debit], ['credit', ...credit]]);
  expect(posting.lines.map(({ amount }) => amount)).toEqual(['951.50', '951.50']);
});

test('a gift in kind is income of its fund, with its donor and drive (V06)', () => {
  const given = { parts: [{ account: '120101', value: yuan('4800.00') }], gross: yuan('4800.00') };
  const { event, lines } = goodsGiven({ ...given, fund: restricted, driveId: 'd', donorId: 'n' });
  expect(event).toBe('E05');
  const who = { fund: 'f', drive: 'd', donor: 'n', amount: '4800.00' };
  expect(lines).toEqual([
    { account: '120101', side: 'debit', ...who },
    { account: '410102', side: 'credit', ...who },
  ]);
});

test('quantities are exact, and written one way only', () => {
  expect(quantity.parse('2.50')).toBe('2.5');
  expect(quantity.parse('１２')).toBe('12');
  expect(quantityOrZero.parse('0.000')).toBe('0');
  for (const bad of ['0', '-1', '1.2345', '1e3', '12345678', '', '01']) {
    expect(quantity.safeParse(bad).error?.issues[0]?.message).toBe('QUANTITY_INVALID');
  }
  expect(sumQuantity(['0.1', '0.2', '0.7'].map(pieces))).toBe('1');
  expect(subtractQuantity(pieces('1'), pieces('1.001'))).toBe('-0.001');
  expect(compareQuantity(pieces('-0.5'), pieces('0.5'))).toBe(-1);
});

test('shares and unit costs', () => {
  expect(shareOfMoney(yuan('100.00'), '1', '3')).toBe('33.33');
  expect(shareOfMoney(yuan('0.01'), '1', '2')).toBe('0.01');
  expect([unitCost(yuan('4800.00'), '40'), unitCost(yuan('100.00'), '3')]).toEqual([
    '120.00',
    '33.3333',
  ]);
  expect(unitCost(yuan('0.00'), '0')).toBe('');
});

const lot = fc.record({ units: fc.integer({ min: 1, max: 99_999 }), fen: fc.nat(9_999_999) });
const asQuantity = (thousandths: number) => quantity.parse((thousandths / 1000).toFixed(3));

test('whatever leaves in whatever steps, what left and what is left is what came', () => {
  fc.assert(
    fc.property(
      fc.array(lot, { minLength: 1, maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 99_999 }), { maxLength: 8 }),
      fc.constantFrom('fifo' as const, 'average' as const),
      (lots, steps, method) => {
        const value = yuan((lots.reduce((sum, { fen }) => sum + fen, 0) / 100).toFixed(2));
        const all = sumQuantity(lots.map(({ units }) => asQuantity(units)));
        let stock = {
          quantity: all,
          value,
          lots: lots.map(({ units, fen }) => ({
            quantityLeft: asQuantity(units),
            valueLeft: method === 'fifo' ? yuan((fen / 100).toFixed(2)) : null,
          })),
        };
        let gone = yuan('0.00');
        for (const step of steps.map(asQuantity)) {
          const worth = valueOut(method, stock, step);
          expect(worth === undefined).toBe(compareQuantity(step, stock.quantity) > 0);
          if (worth === undefined) continue;
          gone = addMoney(gone, worth);
          stock = stockAfter(method, stock, step);
        }
        expect(addMoney(gone, stock.value)).toBe(value);
        if (compareQuantity(stock.quantity, pieces('0')) > 0) {
          gone = addMoney(gone, valueOut(method, stock, stock.quantity)!);
        }
        expect(subtractMoney(value, gone)).toBe('0.00');
      },
    ),
    { numRuns: 200 },
  );
});
