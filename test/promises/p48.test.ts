import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addMoney,
  amount,
  formatMoney,
  type Money,
  parseTyped,
  splitMoney,
  subtractMoney,
  sumMoney,
} from '../../shared/money.ts';
import { count } from './counts.ts';
import { seed } from './random.ts';
import { reached } from './report.ts';

const numRuns = count(5000, 100_000);
const runs = { numRuns, seed };
const fen = fc.bigInt({ min: 1n, max: 99_999_999_999n });
/** The model: whole fen as bigint, written with two places. */
const written = (value: bigint) => {
  const digits = String(value < 0n ? -value : value).padStart(3, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}` as Money;
};

test('P48 what is formatted reads back as the same sum', () => {
  const roundTrip = fc.property(fen, (value) => {
    const money = amount.parse(written(value));
    expect(money).toBe(written(value));
    expect(parseTyped(formatMoney(money))).toEqual({ money });
    expect(parseTyped(`¥${formatMoney(money)}元`)).toEqual({ money });
  });
  fc.assert(roundTrip, runs);
}, 300_000);

test('P48 one and two decimals read as the same sum; three never', () => {
  const shapes = fc.property(fc.nat(999_999_999), fc.nat(9), (yuan, tenth) => {
    if (yuan + tenth > 0) expect(amount.parse(`${yuan}.${tenth}`)).toBe(`${yuan}.${tenth}0`);
    expect(amount.safeParse(`${yuan}.${tenth}05`).success).toBe(false);
  });
  fc.assert(shapes, runs);
}, 300_000);

test('P48 any other text is refused or is exactly what it says', () => {
  const any = fc.property(fc.oneof(fc.string(), fc.double().map(String)), (text) => {
    const parsed = amount.safeParse(text);
    if (!parsed.success) return;
    const [yuan, fraction = ''] = text.split('.');
    expect(parsed.data).toBe(`${yuan}.${fraction.padEnd(2, '0')}`);
  });
  fc.assert(any, runs);
}, 300_000);

test('P48 sums, differences and splits are those of whole fen', () => {
  const signed = fc.bigInt({ min: -99_999_999_999n, max: 99_999_999_999n });
  const sums = fc.property(
    fc.array(signed, { maxLength: 12 }),
    fen,
    fc.array(fc.nat(9), { minLength: 1, maxLength: 7 }),
    (all, total, weights) => {
      const money = all.map(written);
      expect(sumMoney(money)).toBe(written(all.reduce((left, right) => left + right, 0n)));
      const [left = 0n, right = 0n] = all;
      expect(addMoney(written(left), written(right))).toBe(written(left + right));
      expect(subtractMoney(written(left), written(right))).toBe(written(left - right));
      if (weights.some((weight) => weight > 0)) {
        expect(sumMoney(splitMoney(written(total), weights))).toBe(written(total));
      }
    },
  );
  fc.assert(sums, { ...runs, numRuns: Math.ceil(numRuns / 5) });
}, 300_000);

const root = fileURLToPath(new URL('../..', import.meta.url));

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(ts|tsx|sql)$/.test(entry.name) ? [path] : [];
  });
}

/** Where a sum of money may become a number, and why. */
const mayConvert: Record<string, string> = {
  'server/reports/workbook.ts': 'a cell of a workbook is a number by the file format',
  'client/ui/Thermometer.tsx': 'the height of a bar is a share, no sum',
};
const FLOAT_IN_TYPESCRIPT =
  /parseFloat\(|\.toFixed\(|(?:Number|\+)\((?:\w+\.)*(?:amount|gross|fee|net|balance|total|available|target|received|decimal)\b/;
const FLOAT_IN_SQL = /\b(?:real|float4?8?|double precision)\b(?!\s*:)/i;

test('P48 no float touches money in the code', () => {
  const files = ['shared', 'server', 'client', 'drizzle'].flatMap(sources);
  const found = files.flatMap((file) => {
    if (file in mayConvert || file === 'shared/money.ts') return [];
    const lines = readFileSync(join(root, file), 'utf8').split('\n');
    const isSql = file.endsWith('.sql');
    return lines
      .filter((line) => !/^\s*(?:--|\*|\/\/|\/\*)/.test(line))
      .filter((line) => (isSql ? FLOAT_IN_SQL : FLOAT_IN_TYPESCRIPT).test(line))
      .map((line) => `${file}: ${line.trim()}`);
  });
  expect(found).toEqual([]);
  reached(
    'P48',
    'format(parse(x)) = x; no float',
    `${numRuns} round trips, ${files.length} files without a float`,
    seed,
  );
});
