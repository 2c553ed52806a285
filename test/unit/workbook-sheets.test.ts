import { Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import type { Money } from '../../shared/money.ts';
import type { Contents, Sheet } from '../../server/reports/sheet.ts';
import { writeWorkbook } from '../../server/reports/workbook.ts';
import { unzip } from '../support/unzip.ts';

const sheet: Sheet = {
  key: 'journal',
  title: '账',
  columns: [
    { key: 'code', title: '编码', kind: 'text' },
    { key: 'sum', title: '金额', kind: 'amount', summed: true },
  ],
  counts: (row) => row['level'] !== 0,
  read: () => Promise.reject(new Error('not read here')),
};

/**
 * Eleven rows of 0.10 each, the first of which repeats the others; `total` is what the cover would
 * announce.
 */
const contents = (total: string): Contents => ({
  control: { rows: 11, totals: { sum: total as Money } },
  batches: async function* () {
    const rows = Array.from({ length: 11 }, (_, no) => ({
      code: `00${no}`,
      sum: '0.10',
      level: no === 0 ? 0 : 1,
    }));
    yield rows.slice(0, 7);
    yield rows.slice(7);
  },
});

async function written(total: string, sheetRows?: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      setImmediate(done);
    },
  });
  const created = new Date('2026-01-01T00:00:00Z');
  const filled = [{ sheet, contents: contents(total) }];
  await writeWorkbook(sink, [['封面', undefined]], filled, { footer: 'A & B', created, sheetRows });
  return Buffer.concat(chunks);
}

describe('a sheet of the workbook', () => {
  test('goes on in a second part where a spreadsheet ends, and each part sums itself', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await written('1.00', 8)) as unknown as ArrayBuffer);
    expect(book.worksheets.map((each) => [each.name, each.rowCount])).toEqual([
      ['封面', 1],
      ['账', 8],
      ['账 (2)', 7],
    ]);
    const totalOf = (name: string) => {
      const part = book.getWorksheet(name)!;
      return part.getRow(part.rowCount).getCell(2).value;
    };
    expect(totalOf('账')).toEqual({ formula: 'SUM(B3:B7)', result: 0.5 });
    expect(totalOf('账 (2)')).toEqual({ formula: 'SUM(B2:B6)', result: 0.5 });
  });

  test('stands still at its heading and prints on A4 across', async () => {
    const xml = unzip(await written('1.00')).get('xl/worksheets/sheet2.xml')!;
    expect(xml).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
    expect(xml).toMatch(/<pageSetup [^>]*paperSize="9"/);
    expect(xml).toMatch(/orientation="landscape"/);
    expect(xml).toContain('A &amp;&amp; B');
    expect(xml).not.toContain('hyperlink');
  });

  test('is not finished when its rows are not what the cover announced', async () => {
    await expect(written('1.01')).rejects.toThrow('does not tie to its control totals');
  });
});
