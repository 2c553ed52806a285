import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { BookRow, GeneralLedgerAccount, RosterRow } from '../../shared/books.ts';
import type { Activities, BalanceSheet, CashFlow } from '../../shared/statements.ts';
import { ok } from '../support/cases.ts';
import { playAppeal, playTwoDrives, playUrgentCase } from '../support/stories.ts';
import { exportedWorkbook } from '../support/workbook.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const auditor = world.as('auditor');
const span = 'from=202601&to=202602';
let book: ExcelJS.Workbook;

const exported = (more: object = {}) =>
  exportedWorkbook(world, { fromPeriod: 202601, toPeriod: 202602, ...more });

beforeAll(async () => {
  await playTwoDrives(world);
  await playUrgentCase(world);
  await playAppeal(world);
  book = await exported();
}, 90_000);

const read = async (path: string) => ok(await auditor.get(`/reports/${path}`)) as unknown;
/** A figure as the sheet has it, computed or not, in the manner of the wire. */
const figure = (cell: ExcelJS.Cell): string => {
  const value = cell.type === ExcelJS.ValueType.Formula ? cell.result : cell.value;
  return value === null ? '' : Number(value).toFixed(2);
};
/** The rows of a sheet without its head and its last row of totals, as texts by heading. */
function rowsOf(title: string, { ownTotals = false } = {}) {
  const sheet = book.getWorksheet(title)!;
  const heads = (sheet.getRow(1).values as string[]).slice(1);
  const last = sheet.rowCount - (ownTotals ? 0 : 1);
  return Array.from({ length: last - 1 }, (_, index) => {
    const row = sheet.getRow(index + 2);
    return Object.fromEntries(
      heads.map((head, column) => {
        const cell = row.getCell(column + 1);
        return [head, cell.numFmt ? figure(cell) : cell.text];
      }),
    );
  });
}
const sideWords = { debit: '借', credit: '贷', flat: '平' };

describe('each sheet has the figures of the screen', () => {
  test.each([
    ['明细账', 'account-ledger?account=100201', '100201', ['借方', '贷方', '余额']],
    ['明细账', 'account-ledger?account=410102', '410102', ['借方', '贷方', '余额']],
    ['现金日记账', 'money-journal?account=100101', '100101', ['收入', '支出', '结余']],
    ['银行日记账', 'money-journal?account=100901', '100901', ['收入', '支出', '结余']],
    ['多栏账', 'columnar-ledger?', '510102', ['借方合计', '贷方', '余额']],
  ])('%s and %s', async (title, path, account, [debit, credit, balance]) => {
    const { items } = (await read(`${path}&${span}&limit=200`)) as { items: BookRow[] };
    const rows = rowsOf(title).filter((row) => row['科目编码'] === account);
    expect(
      rows.map((row) => [row['日期'], row[debit!], row[credit!], row['借或贷'], row[balance!]]),
    ).toEqual(
      items.map((row) => [row.date ?? '', row.debit, row.credit, sideWords[row.side], row.balance]),
    );
  });

  test('总账', async () => {
    const { items } = (await read(`general-ledger?${span}&limit=200`)) as {
      items: GeneralLedgerAccount[];
    };
    expect(rowsOf('总账').filter((row) => row['摘要'] === '本年累计')).toMatchObject(
      items.flatMap(({ accountCode, months }) =>
        months.map(({ yearDebit, yearCredit, balance }) => ({
          科目编码: accountCode,
          借方: yearDebit,
          贷方: yearCredit,
          余额: balance,
        })),
      ),
    );
  });

  test('发放花名册, names masked', async () => {
    const { items } = (await read(`roster?${span}`)) as { items: RosterRow[] };
    expect(rowsOf('发放花名册')).toMatchObject(
      items.map((row) => ({
        个案编号: row.caseNumber,
        '姓名（脱敏）': row.payeeName,
        金额: row.amount,
        日期: row.paidOn,
        经办A: row.preparedByName,
        经办B: row.paidByName,
      })),
    );
  });

  test('资产负债表', async () => {
    const { assets, claims } = (await read('balance-sheet?period=202602')) as BalanceSheet;
    const rows = rowsOf('资产负债表', { ownTotals: true });
    const left = rows.filter((row) => row['资产'] !== '');
    expect(left.map((row) => [row['资产'], row['年初数'], row['期末数']])).toEqual(
      assets.map((row) => [row.nameZh, row.opening, row.closing]),
    );
    const right = rows.filter((row) => row['负债和净资产'] !== '');
    expect(right.map((row) => row['期末数（负债和净资产）'])).toEqual(
      claims.map(({ closing }) => closing),
    );
    expect(rows.at(-1)).toMatchObject({ 资产: '资产总计', 负债和净资产: '负债和净资产总计' });
  });

  test('业务活动表 and 现金流量表', async () => {
    const { rows } = (await read('activities?period=202602')) as Activities;
    expect(
      rowsOf('业务活动表', { ownTotals: true }).map((row) => [row['项目'], row['本年累计 合计']]),
    ).toEqual(rows.map((row) => [row.nameZh, row.kind === 'caption' ? '' : row.year.total]));
    const flow = (await read('cash-flow?period=202602')) as CashFlow;
    expect(
      rowsOf('现金流量表', { ownTotals: true }).map((row) => [row['项目'], row['本月数']]),
    ).toEqual(flow.rows.map((row) => [row.nameZh, row.kind === 'caption' ? '' : row.month]));
  });
});

test('the cover names the totals of the books and the figures of the statements', () => {
  const cover = new Map<string, ExcelJS.CellValue>();
  book.getWorksheet('封面')!.eachRow((row) => {
    cover.set(row.getCell(1).text, row.getCell(2).value);
  });
  expect(cover.get('明细账 · 借方')).toBe(cover.get('序时账 · 借方'));
  expect(cover.get('多栏账 · 医疗')).toBe(9800);
  expect(cover.get('多栏账 · 生活')).toBe(500);
  expect(cover.get('资产负债表 · 资产总计 期末数')).toBe(20594.84);
  expect(cover.get('业务活动表 · 净资产变动额 本年累计')).toBe(20594.84);
  expect(cover.get('现金流量表 · 净增加额 本年累计数')).toBe(20594.84);
});

test('a later month opens with what stood before, on every account', async () => {
  const later = await exported({ fromPeriod: 202602, include: ['ledgers'] });
  expect(later.worksheets.map(({ name }) => name)).toEqual(['封面', '明细账']);
  const openings: string[] = [];
  later.getWorksheet('明细账')!.eachRow((row) => {
    if (row.getCell(6).text !== '期初余额') return;
    openings.push(`${row.getCell(1).text} ${figure(row.getCell(12))}`);
  });
  expect(openings).toEqual([
    '100101 0.00',
    '100201 19900.00',
    '100901 0.00',
    '410101 0.00',
    '410102 25900.00',
    '510102 6000.00',
    '540101 0.00',
  ]);
});

test.each([
  [[], 'REQUIRED'],
  [['everything'], 'VALUE_INVALID'],
])('refuses to include %j', async (include, code) => {
  const body = { fromPeriod: 202601, toPeriod: 202601, include };
  const answer = await auditor.post('/exports', body);
  expect(answer.status).toBe(422);
  expect(JSON.stringify(answer.body)).toContain(code);
});
