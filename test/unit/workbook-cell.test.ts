import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cell, widthOf } from '../../server/reports/workbook.ts';

describe('a text cell', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+86 138', "'+86 138"],
    ['-12', "'-12"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝１＋１', "'＝１＋１"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠x', "'＠x"],
    ['\t=1', "' =1"],
    ['\r=1', "' =1"],
    ['\u0000=1', "'=1"],
    ['  =cmd|x', "'  =cmd|x"],
    ['\ufeff=1', "'\ufeff=1"],
  ])('%j is made harmless', (typed, shown) => {
    expect(cell(typed)).toBe(shown);
  });

  test.each([
    ['00123', '00123'],
    ['230199198001010021', '230199198001010021'],
    ['2026-01-01', '2026-01-01'],
    ['a=b', 'a=b'],
    ["o'neil", "o'neil"],
    ['两行\n文字', '两行 文字'],
    ['bell\u0007', 'bell'],
    ['\ud800x', 'x'],
    ['😀', '😀'],
    [null, ''],
    [undefined, ''],
    [12, '12'],
  ])('%j reads %j', (value, shown) => {
    expect(cell(value)).toBe(shown);
  });

  test('of an object is text, never a formula or a link', () => {
    expect(cell({ formula: 'HYPERLINK("http://x")', result: 1 })).toBe('[object Object]');
    expect(cell({ text: 'x', hyperlink: 'javascript:1' })).toBe('[object Object]');
    expect(cell(['=1+1'])).toBe("'=1+1");
  });

  test('fits into a cell and ends with a whole character', () => {
    const long = cell(`=${'😀'.repeat(20_000)}`);
    expect(long.length).toBeLessThanOrEqual(32_767);
    expect(/\p{Surrogate}/u.test(long)).toBe(false);
  });

  test('never begins like a formula and never holds a control character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        const shown = cell(typed);
        expect(shown).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
        // oxlint-disable-next-line no-control-regex -- these are what must not be there
        expect(shown).not.toMatch(/[\u0000-\u001f\u007f\ufffe\uffff]/);
      }),
      { numRuns: 500 },
    );
  });
});

test('a Chinese heading gets twice the width of a Latin one', () => {
  expect(widthOf('日期')).toBeCloseTo(6.2);
  expect(widthOf('ab')).toBeCloseTo(4.2);
  expect(widthOf('长'.repeat(99))).toBe(48);
});
