import { expect, test } from 'vitest';
import { ratiosOf } from '../../server/stewardship/policy.ts';
import { compareShare, type Money, moneySchema, percentOf } from '../../shared/money.ts';

const yuan = (text: string): Money => moneySchema.parse(text);
const rule = {
  incomePercent: '50.00',
  assetsPercent: '8.00',
  adminPercent: '20.00',
  adminExemptBelow: yuan('200000.00'),
};
const year = (values: Record<string, string>) => ({
  programme: yuan('0.00'),
  administration: yuan('0.00'),
  fundraising: yuan('0.00'),
  other: yuan('0.00'),
  incomeBefore: yuan('0.00'),
  netAssetsBefore: yuan('0.00'),
  ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, yuan(value)])),
});

test.each([
  ['1.00', '3.00', '33.33'],
  ['2.00', '3.00', '66.67'],
  ['0.01', '999999999.99', '0.00'],
  ['-1.00', '4.00', '-25.00'],
  ['1.00', '0.00', null],
  ['1.00', '-5.00', null],
])('%s of %s is %s percent', (part, whole, percent) => {
  expect(percentOf(yuan(part), yuan(whole))).toBe(percent);
});

test('a threshold is judged exactly, not by the rounded percent', () => {
  expect(compareShare(yuan('12949.99'), '50.00', yuan('25900.00'))).toBe(-1);
  expect(compareShare(yuan('12950.00'), '50.00', yuan('25900.00'))).toBe(0);
});

test('spending keeps the rule from the threshold on', () => {
  const figures = { programme: '12950.00', incomeBefore: '25900.00', netAssetsBefore: '161875.00' };
  const kept = ratiosOf(year(figures), rule);
  expect(kept).toMatchObject([
    { percent: '50.00', kept: true },
    { percent: '8.00', kept: true },
    { kept: true },
  ]);
  const short = ratiosOf(year({ ...figures, programme: '12949.99' }), rule);
  expect(short).toMatchObject([{ percent: '50.00', kept: false }, { kept: false }, {}]);
});

test.each([
  ['199999.99', '0.00', { percent: '100.00', kept: true, exempt: true }],
  ['200000.00', '800000.00', { percent: '20.00', kept: true, exempt: false }],
  ['200000.00', '799999.99', { percent: '20.00', kept: false, exempt: false }],
])('administration of %s beside aid of %s', (administration, programme, shown) => {
  expect(ratiosOf(year({ administration, programme }), rule).at(-1)).toMatchObject(shown);
});

test('a rule without a share of net assets measures two ratios', () => {
  expect(ratiosOf(year({}), { ...rule, assetsPercent: null })).toHaveLength(2);
});
