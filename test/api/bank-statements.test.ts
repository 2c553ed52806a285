import { describe, expect, test } from 'vitest';
import { bookJanuary, january, row, take as takeIn } from '../support/bank.ts';
import { ok } from '../support/cases.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld('2026-02-10T02:00:00.000Z');
const treasurer = world.as('treasurer');
const take = (values: object = {}) => takeIn(world, values);
await bookJanuary(world);

describe('a statement', () => {
  test('that does not foot is refused with the difference, and nothing is kept', async () => {
    const answer = await take({ closing: '7507.38' });
    expect([answer.status, answer.body.code]).toEqual([422, 'STATEMENT_DIFFERS']);
    expect(answer.body).toMatchObject({ params: { difference: '0.01' } });
    expect((await treasurer.get('/bank-statements')).body.items).toEqual([]);
  });

  test('names each damaged row by its number', async () => {
    const rows = [
      row('2026-01-05', '1.234'),
      row('2026-01-05', '1', '1'),
      row('2026-02-05', '1.00'),
    ];
    const answer = await take({ rows });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      { pointer: '/rows/0/moneyIn', code: 'AMOUNT_SCALE' },
      { pointer: '/rows/1/moneyOut', code: 'VALUE_INVALID' },
    ]);
    const outside = await take({
      rows: [
        row('2026-02-05', '7507.37', '0', 'X'),
        row('2026-01-05', '1', '0', 'X'),
        row('2026-01-05', '1', '0', 'X'),
      ],
    });
    expect(outside.body.errors).toEqual([
      { pointer: '/rows/0/date', code: 'DATE_RANGE' },
      { pointer: '/rows/2/reference', code: 'DUPLICATE' },
    ]);
  });

  test.each([
    ['of no money account', { accountCode: '100101' }, 422, 'VALUE_INVALID'],
    ['of an account that is not there', { accountCode: '100299' }, 422, 'VALUE_INVALID'],
    ['of days to come', { endsOn: '2026-02-11' }, 422, 'DATE_FUTURE'],
    ['that ends before it begins', { startsOn: '2026-02-01' }, 422, 'RANGE_INVALID'],
    ['by rows and text at once', { csv: '日期,收入,支出' }, 422, 'REQUIRED'],
    ['without its columns', { rows: undefined, csv: '日期,收入' }, 422, 'CSV_COLUMNS'],
    ['without a row', { rows: undefined, csv: '日期,收入,支出\n' }, 422, 'FILE_EMPTY'],
    ['of too many rows', { rows: Array(501).fill(row('2026-01-05', '1')) }, 413, 'FILE_SIZE'],
  ])('%s is refused', async (_name, values, status, code) => {
    const answer = await take(values);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test('is taken once by eight, and its text is kept masked', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => take()));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
    expect(new Set(answers.map(({ body }) => body.code))).toEqual(
      new Set([undefined, 'IMPORT_DUPLICATE']),
    );
    const { id } = answers.find(({ status }) => status === 201)!.body;
    const kept = (await world.as('auditor').get(`/bank-statements/${id}`)).body;
    expect(kept.lines[1]).toMatchObject({ moneyIn: '500.00', counterparty: '王*芳' });
    expect(kept.lines[2]).toMatchObject({ moneyOut: '5.00', memo: '账户管理费 **** 0005' });
    const [entry] =
      await world.client`select action, subject from audit_entries order by seq desc limit 1`;
    expect(entry).toEqual({ action: 'statement.taken', subject: `bank-statement:${id}` });
  });

  test('that holds a line of another one is a double, with a reference or without', async () => {
    const one = { startsOn: '2026-01-05', endsOn: '2026-01-07' };
    const again = await take({
      ...one,
      closing: '7000.00',
      rows: [row('2026-01-05', '7000', '0', 'T-1')],
    });
    expect([again.status, again.body.code]).toEqual([409, 'IMPORT_DUPLICATE']);
    const plain = await take({ ...one, closing: '500.00', rows: [row('2026-01-07', '500.00')] });
    expect([plain.status, plain.body.code]).toEqual([409, 'IMPORT_DUPLICATE']);
  });

  test('is only a treasurer’s to enter', async () => {
    const answer = await world.as('cashier').post('/bank-statements', january());
    expect([answer.status, answer.body.code]).toEqual([403, 'FORBIDDEN']);
  });
});

describe('a pasted text', () => {
  const csv = (lines: string[]) =>
    take({ rows: undefined, csv: lines.join('\n'), opening: '0.00' });

  test('names its damaged lines by their number', async () => {
    const answer = await csv([
      '招商银行对账单',
      '日期,收入,支出,流水号',
      '2026-01-05,1.00,,A1',
      '2026-01-06,一元,,A2',
      '2026-01-32,1.00,,A3',
      '2026-01-07,1.00,,4.2E+27',
      '"2026-01-08","1,234.567",,A5',
    ]);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      { pointer: '/csv/4/moneyIn', code: 'AMOUNT_FORMAT' },
      { pointer: '/csv/5/date', code: 'DATE_INVALID' },
      { pointer: '/csv/6/reference', code: 'REFERENCE_DAMAGED' },
      { pointer: '/csv/7/moneyIn', code: 'AMOUNT_SCALE' },
    ]);
  });

  test('is read with quotes, full-width figures and the bank’s own words', async () => {
    const answer = await take({
      startsOn: '2026-02-01',
      endsOn: '2026-02-03',
      opening: '7507.37',
      closing: '8741.90',
      rows: undefined,
      csv: '记账日期,借方发生额,贷方发生额,摘要\r\n2026年2月1日,,"1,234.56","说""明"\r\n2026-02-03,０．０３,,费',
    });
    const { lines } = (await treasurer.get(`/bank-statements/${ok(answer).id}`)).body;
    expect(lines).toMatchObject([
      { date: '2026-02-01', moneyIn: '1234.56', moneyOut: '0.00', memo: '说"明' },
      { date: '2026-02-03', moneyIn: '0.00', moneyOut: '0.03' },
    ]);
  });
});
