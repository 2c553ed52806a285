import type ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { ledgerTable } from '../support/ledger-table.ts';
import { playAppeal, playTwoDrives, playUrgentCase } from '../support/stories.ts';
import { tamper } from '../support/tamper.ts';
import { exportedWorkbook } from '../support/workbook.ts';
import { makeWorld } from '../support/world.ts';

/** V15 (domain.md §8): what the auditor exports ties, and a changed amount is named. */
const world = await makeWorld();
await playTwoDrives(world);
await playUrgentCase(world);
await playAppeal(world);
const months = { fromPeriod: 202601, toPeriod: 202602 };
const book = await exportedWorkbook(world, months);

/** The rows of a sheet by heading, without its head and its total. */
function rowsOf(title: string): Record<string, ExcelJS.Cell>[] {
  const sheet = book.getWorksheet(title)!;
  const heads = (sheet.getRow(1).values as string[]).slice(1);
  return Array.from({ length: sheet.rowCount - 2 }, (_, index) => {
    const row = sheet.getRow(index + 2);
    return Object.fromEntries(heads.map((head, column) => [head, row.getCell(column + 1)]));
  });
}
const fen = (cell: ExcelJS.Cell | undefined) => Math.round(Number(cell?.value ?? 0) * 100);
const sum = (rows: Record<string, ExcelJS.Cell>[], column: string) =>
  rows.reduce((total, row) => total + fen(row[column]), 0);
const verdictOf = (of: ExcelJS.Workbook) => {
  const lines: string[] = [];
  of.getWorksheet('封面')!.eachRow((row) => lines.push(row.getCell(1).text, row.getCell(2).text));
  return lines[lines.indexOf('校验') + 1];
};

test('the journal has both sides equal, voucher by voucher, as the ledger has them', async () => {
  const table = await ledgerTable(world);
  console.log(table);
  const journal = rowsOf('序时账');
  expect(sum(journal, '借方')).toBe(sum(journal, '贷方'));
  const total = table.split('\n').at(-1)!.trim().split(/\s+/).slice(-2);
  expect(total).toEqual(
    [sum(journal, '借方'), sum(journal, '贷方')].map((x) => (x / 100).toFixed(2)),
  );
  const inSheet = new Map<string, typeof journal>();
  for (const row of journal) {
    const voucher = `${row['日期']!.text.slice(0, 7)} ${row['字号']!.text}`;
    inSheet.set(voucher, [...(inSheet.get(voucher) ?? []), row]);
  }
  const [{ n } = { n: 0 }] = await world.client<{ n: number }[]>`
    select count(*)::int as n from vouchers`;
  expect(inSheet.size).toBe(n);
  for (const [voucher, rows] of inSheet) {
    expect([voucher, sum(rows, '借方')]).toEqual([voucher, sum(rows, '贷方')]);
  }
});

test('the trial balance closes at 20,594.84, and so do the funds', () => {
  const accounts = rowsOf('科目余额表').filter((row) => /^\d{4}$/.test(row['编码']!.text));
  const closing = (digit: string, side: string) =>
    sum(
      accounts.filter((row) => row['编码']!.text.startsWith(digit)),
      side,
    );
  expect(closing('1', '期末借方')).toBe(2_059_484);
  expect(closing('4', '期末贷方')).toBe(3_090_000);
  expect(closing('5', '期末借方')).toBe(1_030_516);
  const funds = rowsOf('基金收支结存表');
  const ends = Object.fromEntries(
    funds.map((row) => [row['基金']!.text.slice(0, 3), fen(row['期末'])]),
  );
  expect(ends).toEqual({ F00: 49_484, F01: 1_990_000, F02: 20_000 });
});

test('people are masked', () => {
  const texts: string[] = [];
  for (const sheet of book.worksheets) {
    sheet.eachRow((row) => row.eachCell((cell) => texts.push(cell.text)));
  }
  const all = texts.join('\n');
  for (const name of ['王小芳', '赵小满', '王建国', '6200000000000005']) {
    expect(all).not.toContain(name);
  }
});

test('an amount changed behind the application is named on the cover', async () => {
  expect(verdictOf(book)).toMatch(/^校验通过/);
  await tamper(
    world.adminUrl,
    (sql) => sql`update voucher_lines set amount = amount + 0.01 where line_no = 1
      and voucher_id = (select id from vouchers where period_id = 202602 and number = 2)`,
  );
  expect(verdictOf(await exportedWorkbook(world, months))).toMatch(/^校验失败：.*记-0002/);
});
