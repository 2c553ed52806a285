import { describe, expect, test } from 'vitest';
import type { Money } from '../../shared/money.ts';
import type { NetAssetMoves } from '../../server/reports/statement-queries.ts';
import { activitiesOf, balanceSheetOf, cashFlowOf } from '../../server/reports/statements.ts';

const money = (text: string) => text as Money;
const named = { nameZh: '科目', nameEn: 'Account' };
const none: NetAssetMoves = {
  released: money('0.00'),
  bound: money('0.00'),
  adjustedUnrestricted: money('0.00'),
  adjustedRestricted: money('0.00'),
};
const gain = (accountCode: string, restricted: boolean, month: string) => ({
  accountCode,
  ...named,
  restricted,
  month: money(month),
  year: money(month),
});
const find = <Row extends { key: string }>(rows: readonly Row[], key: string) =>
  rows.find((row) => row.key === key);

describe('the statement of activities', () => {
  test('shows a release of E14 and one the other way apart in 2026, together in 2004', () => {
    const moves = { ...none, released: money('300.00'), bound: money('100.00') };
    const of = (shape: '2026' | '2004') =>
      activitiesOf([], { month: moves, year: moves }, 202602, { chart: '2026', shape });
    expect(find(of('2026').rows, 'released')?.month).toEqual({
      unrestricted: '300.00',
      restricted: '-300.00',
      total: '0.00',
    });
    expect(find(of('2026').rows, 'bound')?.month.restricted).toBe('100.00');
    expect(find(of('2004').rows, 'released')?.month.unrestricted).toBe('200.00');
    for (const shape of ['2026', '2004'] as const) {
      expect(find(of(shape).rows, 'change')?.month).toEqual({
        unrestricted: '200.00',
        restricted: '-200.00',
        total: '0.00',
      });
    }
  });

  test('adds prior-year adjustments to the change, in a row of their own', () => {
    const moves = { ...none, adjustedRestricted: money('-50.00') };
    for (const shape of ['2026', '2004'] as const) {
      const books = { chart: '2026', shape } as const;
      const { rows, balances } = activitiesOf([], { month: moves, year: moves }, 202602, books);
      expect(find(rows, 'adjusted')?.month.restricted).toBe('-50.00');
      expect(find(rows, 'change')?.month.total).toBe('-50.00');
      expect(balances).toBe(true);
    }
  });

  test('reads 5201, 5301 and 5401 as each rule book means them', () => {
    const spent = [gain('5201', false, '-1.00'), gain('5301', false, '-2.00')];
    const both = { month: none, year: none };
    const old = activitiesOf(spent, both, 202602, { chart: '2004', shape: '2004' });
    expect(find(old.rows, 'admin')?.month.total).toBe('1.00');
    expect(find(old.rows, 'fundraising')?.month.total).toBe('2.00');
    const now = activitiesOf(spent, both, 202602, { chart: '2026', shape: '2026' });
    expect(find(now.rows, 'taxes')?.month.total).toBe('1.00');
    expect(find(now.rows, 'programme')?.month.total).toBe('1.00');
    expect(find(now.rows, 'admin')?.month.total).toBe('2.00');
    expect(find(now.rows, 'change')?.month.total).toBe('-3.00');
  });
});

describe('the balance sheet', () => {
  const stand = (accountCode: string, restricted: boolean | null, closing: string) => ({
    accountCode,
    ...named,
    restricted,
    opening: money('0.00'),
    closing: money(closing),
  });

  test('takes agency cash out of money, and depreciation off fixed assets', () => {
    const accounts = [
      stand('100201', null, '1000.00'),
      stand('100202', null, '200.00'),
      stand('1801', null, '50.00'),
      stand('1501', null, '300.00'),
      stand('1502', null, '-100.00'),
      stand('2601', null, '-250.00'),
      stand('410102', true, '-1100.00'),
      stand('3101', false, '-100.00'),
    ];
    const sheet = balanceSheetOf(accounts, 202602, { chart: '2026', shape: '2026' });
    const asset = (key: string) => find(sheet.assets, key)?.closing;
    expect(asset('money')).toBe('1000.00');
    expect(asset('agencyAssets')).toBe('250.00');
    expect(asset('depreciation')).toBe('100.00');
    expect(asset('fixedTotal')).toBe('200.00');
    expect(asset('assetsTotal')).toBe('1450.00');
    expect(find(sheet.claims, 'agencyLiabilities')).toMatchObject({ line: 91, closing: '250.00' });
    expect(find(sheet.claims, 'restricted')?.closing).toBe('1100.00');
    expect(find(sheet.claims, 'unrestricted')?.closing).toBe('100.00');
    expect(sheet.balances).toBe(true);
    expect(find(sheet.assets, 'unmappedAssets')).toBeUndefined();
  });

  test('reads 1701 as each rule book means it', () => {
    const accounts = [stand('1701', null, '7.00'), stand('3101', false, '-7.00')];
    const of = (chart: '2026' | '2004') =>
      balanceSheetOf(accounts, 202602, { chart, shape: chart }).assets;
    expect(find(of('2004'), 'agencyAssets')?.closing).toBe('7.00');
    expect(find(of('2026'), 'longDeferred')?.closing).toBe('7.00');
  });

  test('says when it does not balance', () => {
    const books = { chart: '2026', shape: '2026' } as const;
    expect(balanceSheetOf([stand('100101', null, '1.00')], 202602, books).balances).toBe(false);
  });
});

describe('the cash flow statement', () => {
  const counter = (accountCode: string, side: 'debit' | 'credit', month: string) => ({
    accountCode,
    ...named,
    side,
    month: money(month),
    year: money(month),
  });

  test('puts each counter account into its row, by side where that matters', () => {
    const counters = [
      counter('410102', 'credit', '900.00'),
      counter('410102', 'debit', '100.00'), // a gift sent back
      counter('510102', 'debit', '300.00'),
      counter('510102', 'credit', '20.00'), // aid that was repaid
      counter('2601', 'credit', '60.00'),
      counter('2601', 'debit', '10.00'),
      counter('120102', 'debit', '40.00'),
      counter('112203', 'credit', '5.00'),
      counter('112201', 'debit', '30.00'), // an advance for visits
      counter('112201', 'credit', '8.00'), // and what of it was not spent
    ];
    const stood = { month: money('0.00'), year: money('0.00'), closing: money('513.00') };
    const flow = cashFlowOf(counters, stood, 202602, { chart: '2026', shape: '2026' });
    const of = (key: string) => find(flow.rows, key)?.month;
    expect(of('donationCash')).toBe('800.00');
    expect(of('aidCash')).toBe('302.00');
    expect([of('agencyIn'), of('otherIn')]).toEqual(['60.00', '65.00']);
    expect([of('agencyOut'), of('otherOut')]).toEqual(['10.00', '10.00']);
    expect(of('goodsCash')).toBe('40.00');
    expect(of('change')).toBe('513.00');
    expect(flow).toMatchObject({ balances: true, unmapped: [] });
  });

  test('keeps what it has no row for, and says so', () => {
    const stood = { month: money('0.00'), year: money('0.00'), closing: money('3.00') };
    const counters = [counter('2999', 'credit', '3.00')];
    const flow = cashFlowOf(counters, stood, 202602, { chart: '2026', shape: '2026' });
    expect(flow.unmapped.map(({ accountCode }) => accountCode)).toEqual(['2999']);
    expect(find(flow.rows, 'unmappedIn')?.month).toBe('3.00');
    expect(flow.balances).toBe(true);
  });
});
