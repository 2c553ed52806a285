import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCapitals, toCapitals } from '../../shared/capitals.ts';
import { moneySchema } from '../../shared/money.ts';

const vectors: [sum: string, capitals: string][] = [
  ['0.00', '零元整'],
  ['0.05', '伍分'],
  ['0.50', '伍角整'],
  ['0.56', '伍角陆分'],
  ['10.00', '壹拾元整'],
  ['10.05', '壹拾元零伍分'],
  ['100.50', '壹佰元零伍角整'],
  ['325.04', '叁佰贰拾伍元零肆分'],
  ['1409.50', '壹仟肆佰零玖元伍角整'],
  ['1680.32', '壹仟陆佰捌拾元零叁角贰分'],
  ['6007.14', '陆仟零柒元壹角肆分'],
  ['10010.00', '壹万零壹拾元整'],
  ['10500.00', '壹万零伍佰元整'],
  ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
  ['25900.00', '贰万伍仟玖佰元整'],
  ['100100.00', '壹拾万零壹佰元整'],
  ['107000.53', '壹拾万柒仟元零伍角叁分'],
  ['1000500.00', '壹佰万零伍佰元整'],
  ['1010000.00', '壹佰零壹万元整'],
  ['100000000.00', '壹亿元整'],
  ['100000001.00', '壹亿零壹元整'],
  ['100010000.00', '壹亿零壹万元整'],
  ['120034005.60', '壹亿贰仟零叁万肆仟零伍元陆角整'],
  ['1000000000.09', '壹拾亿元零玖分'],
  ['-50.00', '负伍拾元整'],
];

describe('大写金额', () => {
  it.each(vectors)('%s is %s, and back', (sum, capitals) => {
    expect(toCapitals(moneySchema.parse(sum))).toBe(`人民币${capitals}`);
    expect(parseCapitals(`人民币${capitals}`)).toBe(sum);
  });

  it.each([
    ['壹佰圆伍角', '100.50'],
    ['人民币壹仟陆佰捌拾元叁角贰分', '1680.32'],
    ['贰万伍仟玖佰元正', '25900.00'],
    ['壹万零贰亿元整', '1000200000000.00'],
    ['壹万亿元整', '1000000000000.00'],
  ])('%s is understood', (text, sum) => {
    expect(parseCapitals(text)).toBe(sum);
  });

  it.each([
    '',
    '人民币',
    '元整',
    '拾元整',
    '壹贰元整',
    '壹佰仟元整',
    '一百元',
    '壹元甲角',
    '亿万元',
  ])('%j is no sum', (text) => {
    expect(parseCapitals(text)).toBeUndefined();
  });

  it('survives the way there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 10 }), (fen) => {
        const digits = String(fen).padStart(3, '0');
        const sum = moneySchema.parse(`${digits.slice(0, -2)}.${digits.slice(-2)}`);
        expect(parseCapitals(toCapitals(sum))).toBe(sum);
      }),
      { numRuns: 2000 },
    );
  });
});
