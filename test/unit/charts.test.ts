import { expect, test } from 'vitest';
import { chart2004 } from '../../drizzle/charts/chart2004.ts';
import { chart2026 } from '../../drizzle/charts/chart2026.ts';
import { governmentChart } from '../../drizzle/charts/government.ts';
import { ruleBookAccountRows, ruleBooks } from '../../drizzle/charts/rule-books.ts';

const codes = chart2026.map(([code]) => code);
const rowsOf = (id: string, version = 1) =>
  ruleBookAccountRows.filter((row) => row.rule_book === id && row.version === version);
const trapsOf = (id: string, version = 1) =>
  rowsOf(id, version)
    .filter((row) => row.trap_zh !== null)
    .map((row) => row.account_code);

test('every account of the chart has exactly one row in each rule book and version', () => {
  for (const { id, version } of ruleBooks) {
    expect(rowsOf(id, version).map((row) => row.account_code)).toEqual(codes);
  }
  expect(ruleBookAccountRows).toHaveLength(codes.length * ruleBooks.length);
});

test('the rule book of 2026 shows accounts as they are kept, 4801 by choice', () => {
  expect(rowsOf('2026').every((row) => row.book_code === row.account_code)).toBe(true);
  expect(trapsOf('2026')).toEqual([]);
  const other = rowsOf('2026', 2).filter((row) => row.book_code !== row.account_code);
  expect(other.map((row) => [row.account_code, row.book_code])).toEqual([
    ['4901', '4801'],
    ['490101', '480101'],
    ['490102', '480102'],
  ]);
  expect(trapsOf('2026', 2)).toEqual(['4901', '490101', '490102']);
});

const books = [
  ['2004', chart2004],
  ['government', governmentChart],
] as const;
const general = (code: string) => code.slice(0, 4);
const ours = new Map<string, string>(chart2026.map(([code, zh]) => [code, zh]));
/** Renamed from 2004 to 2026, but still the same thing. */
const renamed = ['1001', '1506', '2204', '2206'];

test.each(books)('every code that means something else under %s is a trap', (id, chart) => {
  const theirs = new Map<string, string>(chart.map(([code, zh]) => [code, zh]));
  const misleading = rowsOf(id).filter(({ account_code: code, book_code: to }) => {
    const here = general(code);
    // our code is a code of theirs, for something else
    const theirMeaning = general(to) !== here && theirs.has(here);
    // their code is a code of ours, for something else
    const ourMeaning = ours.has(general(to)) && ours.get(general(to)) !== theirs.get(general(to));
    return (theirMeaning || ourMeaning) && !renamed.includes(general(to));
  });
  const traps = new Set(trapsOf(id));
  // what the whole office holds is one account of theirs, so that most codes differ there anyway
  const sharp = misleading.filter((row) => id === '2004' || theirs.has(general(row.account_code)));
  for (const row of sharp.filter(({ account_code: code }) => !/^(1001|1002)/.test(code))) {
    expect([row.account_code, traps.has(row.account_code)]).toEqual([row.account_code, true]);
  }
  // and each general account that a row leads to is one of that book
  for (const row of rowsOf(id)) expect(theirs.has(general(row.book_code))).toBe(true);
});

test('the traps that the domain names are among them', () => {
  for (const code of ['5201', '5301', '530101', '5401', '540102', '1701', '1801', '2503']) {
    expect(trapsOf('2004')).toContain(code);
  }
  for (const code of ['1201', '120101', '1801', '2601', '1501']) {
    expect(trapsOf('government')).toContain(code);
  }
  const to = (id: string, code: string) =>
    rowsOf(id).find((row) => row.account_code === code)?.book_code;
  expect(['5301', '5401', '5901', '1801'].map((code) => to('2004', code))).toEqual([
    '5201',
    '5301',
    '5401',
    '1701',
  ]);
  expect(
    ['100201', '120101', '2601', '410102', '510102'].map((code) => to('government', code)),
  ).toEqual(['1002', '1891', '2901', '2901', '2901']);
});

test('no name of an account in another rule book is blank or the same for two leaves', () => {
  for (const { id, version } of ruleBooks) {
    const leaves = rowsOf(id, version).filter(({ account_code: code }) =>
      chart2026.some(([each, , , , takesLines]) => each === code && takesLines),
    );
    const names = leaves.map((row) => `${row.book_code} ${row.book_name_zh}`);
    // 2004 has no 3201: what it holds goes straight to 3101 and 3102
    const allowed = id === '2004' ? 2 : 0;
    expect(names.length - new Set(names).size).toBe(allowed);
  }
});
