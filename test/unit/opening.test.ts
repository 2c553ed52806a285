import { expect, test } from 'vitest';
import { faultsOf, inParts } from '../../server/opening/policy.ts';
import { sumMoney, subtractMoney, type Money } from '../../shared/money.ts';
import { readOpeningText } from '../../shared/opening-text.ts';
import { openingRow, openingSheetBody, type OpeningRow } from '../../shared/opening.ts';

const plain = { takesLines: true, needsFund: false, needsBeneficiary: false };
const known = {
  accounts: new Map([
    ['100201', plain],
    ['220905', plain],
    ['100202', { ...plain, needsBeneficiary: true }],
    ['2601', { ...plain, needsBeneficiary: true }],
    ['120101', { ...plain, needsFund: true }],
    ['3101', { ...plain, needsFund: true }],
    ['3102', { ...plain, needsFund: true }],
    ['1002', { ...plain, takesLines: false }],
  ]),
  funds: new Map([
    ['F00', 'unrestricted' as const],
    ['F01', 'restricted' as const],
    ['F02', 'restricted' as const],
  ]),
};
const row = (account: string, debit: string, credit: string, more: object = {}): OpeningRow =>
  openingRow.parse({ accountCode: account, debit, credit, ...more });
const faults = (rows: OpeningRow[], funds: [string, string][]) =>
  faultsOf(
    openingSheetBody.parse({
      firstMonth: 202601,
      rows,
      funds: funds.map(([fundCode, balance]) => ({ fundCode, balance })),
    }),
    known,
  ).map(({ pointer, code, params }) => [pointer, code, ...Object.values(params ?? {})]);

test('what a row must name is asked for at the row', () => {
  const rows = [
    row('1002', '1', '0'),
    row('3102', '0', '1'),
    row('3102', '0', '1', { fundCode: 'F00' }),
    row('3101', '0', '1', { fundCode: 'F01' }),
    row('100201', '1', '0', { fundCode: 'F01' }),
    row('100202', '1', '0'),
    row('120101', '1', '0', { fundCode: 'F99' }),
    row('220905', '0', '1'),
    row('220905', '0', '1'),
  ];
  expect(faults(rows, [])).toEqual([
    ['/rows/0/accountCode', 'VALUE_INVALID'],
    ['/rows/1/fundCode', 'REQUIRED'],
    ['/rows/2/fundCode', 'VALUE_INVALID'],
    ['/rows/3/fundCode', 'VALUE_INVALID'],
    ['/rows/4/fundCode', 'VALUE_INVALID'],
    ['/rows/5/beneficiary', 'REQUIRED'],
    ['/rows/6/fundCode', 'VALUE_INVALID'],
    ['/rows/8/accountCode', 'DUPLICATE'],
  ]);
});

test('a fund, a beneficiary or the total that does not foot is named with the difference', () => {
  const rows = [
    row('100201', '100.00', '0'),
    row('120101', '60.00', '0', { fundCode: 'F02' }),
    row('3102', '0', '100.01', { fundCode: 'F01' }),
    row('3102', '0', '50.00', { fundCode: 'F02' }),
    row('100202', '7.00', '0', { beneficiary: 'A07' }),
    row('2601', '0', '8.00', { beneficiary: 'A07' }),
  ];
  const stated: [string, string][] = [
    ['F01', '100.00'],
    ['F02', '50.00'],
  ];
  expect(faults(rows, stated)).toEqual([
    ['/funds/0/balance', 'OPENING_FUND_DIFFERS', 'F01', '100.01', '100.00', '0.01'],
    ['/funds/1/balance', 'OPENING_GOODS_EXCEED', 'F02', '60.00', '50.00'],
    ['/rows/4/beneficiary', 'OPENING_BENEFICIARY_DIFFERS', 'A07', '-1.00'],
    ['/rows', 'OPENING_UNBALANCED', '167.00', '158.01', '8.99'],
  ]);
  const missing = [row('100201', '5', '0'), row('3102', '0', '5', { fundCode: 'F01' })];
  expect(faults(missing, [])).toEqual([
    ['/funds', 'OPENING_FUND_DIFFERS', 'F01', '5.00', '0.00', '5.00'],
  ]);
  // the unrestricted fund may have been below zero
  const below = [row('3101', '5', '0', { fundCode: 'F00' }), row('220905', '0', '5')];
  expect(faults(below, [['F00', '-5.00']])).toEqual([]);
});

test('a long sheet is divided into balanced vouchers that leave no fund and nobody short', () => {
  const rows = [
    ...Array.from({ length: 150 }, (_, at) =>
      row(`1122${String(at % 90).padStart(2, '0')}`, `${at + 1}.37`, '0'),
    ),
    row('120101', '77.00', '0', { fundCode: 'F02' }),
    row('100202', '9.99', '0', { beneficiary: 'A07' }),
    row('2601', '0', '9.99', { beneficiary: 'A07' }),
    row('3102', '0', '80.00', { fundCode: 'F02' }),
    ...Array.from({ length: 150 }, (_, at) => row('2202', '0', `${151 - at - 1}.37`)),
    row('100201', '3.00', '0'),
  ];
  const parts = inParts(rows, 40);
  const numbers = [...new Set(parts.map(({ part }) => part))];
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, at) => at + 1));
  expect(numbers.length).toBeGreaterThan(7);
  const goods: Money[] = [];
  const equity: Money[] = [];
  for (const number of numbers) {
    const lines = parts.filter(({ part }) => part === number);
    expect(lines.length).toBeLessThanOrEqual(40);
    const total = (side: string) =>
      sumMoney(lines.filter((line) => line.side === side).map(({ amount }) => amount));
    expect(total('debit')).toBe(total('credit'));
    for (const { row: each, amount } of lines) {
      if (each.accountCode === '120101') goods.push(amount);
      if (each.accountCode === '3102') equity.push(amount);
    }
    expect(Number(subtractMoney(sumMoney(equity), sumMoney(goods)))).toBeGreaterThanOrEqual(0);
    const agency = lines.filter(({ row: each }) => each.beneficiary !== null);
    expect([0, 2]).toContain(agency.length);
  }
  // nothing is lost and nothing is added
  for (const each of rows) {
    const shares = parts.filter((part) => part.row === each).map(({ amount }) => amount);
    expect(sumMoney(shares)).toBe(each.debit === '0.00' ? each.credit : each.debit);
  }
});

test('text from a spreadsheet is read by its head or in order', () => {
  const sheet =
    '科目编码\t科目名称\t基金\t借方余额\t贷方余额\r\n100201\t银行存款\t\t20,594.84\t\r\n\r\n3102\t限定性净资产\tf01\t\t１９９００';
  expect(readOpeningText(sheet)).toEqual({
    rows: [row('100201', '20594.84', '0'), row('3102', '0', '19900', { fundCode: 'F01' })],
    faults: [],
  });
  expect(readOpeningText('100202,,A07,"1,234.50",\n2601,,A07,,1234.5')).toEqual({
    rows: [
      row('100202', '1234.50', '0', { beneficiary: 'A07' }),
      row('2601', '0', '1234.50', { beneficiary: 'A07' }),
    ],
    faults: [],
  });
});

test('a damaged cell is named by its line and column', () => {
  const text = [
    'account,fund,beneficiary,debit,credit',
    '100201,,,2.06E+04,',
    '3102,F01,,,12.345',
    '3102,一号,,,12.00',
    '5101,,,1,',
    '100201,,,1,1',
    '100201,,,12O,-3',
  ].join('\n');
  expect(readOpeningText(text)).toEqual({
    rows: [],
    faults: [
      { line: 2, column: 'debit', code: 'AMOUNT_FORMAT' },
      { line: 3, column: 'credit', code: 'AMOUNT_SCALE' },
      { line: 4, column: 'fundCode', code: 'VALUE_INVALID' },
      { line: 5, column: 'accountCode', code: 'VALUE_INVALID' },
      { line: 6, column: 'debit', code: 'OPENING_ONE_SIDE' },
      { line: 7, column: 'debit', code: 'AMOUNT_FORMAT' },
      { line: 7, column: 'credit', code: 'AMOUNT_NOT_POSITIVE' },
    ],
  });
});
