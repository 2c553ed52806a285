import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import { addMoney, sumMoney, ZERO, type Money } from '../../shared/money.ts';
import type { Column, Contents, Control, Sheet, SheetRow } from './sheet.ts';

/** What a spreadsheet holds at most in one sheet, with our header and total. */
const SHEET_ROWS = 1_048_576;
const CELL_LENGTH = 32_767;
/** Half a character: no XML can hold it. */
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** What most cells hold: nothing in it needs another look. */
const HARMLESS = /^[0-9A-Za-z\u4e00-\u9fff][\x20-\x7e\u00a0-\ud7ff]*$/;
/** Bytes of a sheet that may wait for the compressor; exceljs itself knows no limit. */
const WAITING_BYTES = 256 * 1024;

const MONEY_FORMAT = '#,##0.00;[Red]-#,##0.00';
// one object for each look: exceljs recognises a style that it has met only by its identity
const plain = {};
const money = { numFmt: MONEY_FORMAT };
const heading = {
  font: { bold: true },
  alignment: { vertical: 'middle', wrapText: true },
} as const;
const totalText = { font: { bold: true } };
const totalMoney = { font: { bold: true }, numFmt: MONEY_FORMAT };

/** A sheet with what it holds. */
export interface FilledSheet {
  sheet: Sheet;
  contents: Contents;
}

/** One line of the cover: a caption and its text, or its figure. */
export type CoverLine = readonly [string, string | Figure | undefined, (string | undefined)?];
type Figure = { money: Money } | { count: number };

export interface WorkbookOptions {
  /** Printed at the foot of every page. */
  footer: string;
  created: Date;
  sheetRows?: number | undefined;
}

type Worksheet = ReturnType<ExcelJS.stream.xlsx.WorkbookWriter['addWorksheet']>;

/**
 * A text cell, which no spreadsheet program runs: control characters gone, and an apostrophe before
 * whatever could begin a formula, also after the file is saved as CSV. An object becomes text,
 * never a formula or a link.
 */
export function cell(value: unknown): string {
  // oxlint-disable-next-line typescript/no-base-to-string -- an object must become harmless text
  const raw = String(value ?? '');
  if (HARMLESS.test(raw) && raw.length <= CELL_LENGTH) return raw;
  const text = raw
    .replace(/[\t\n\r]+/g, ' ')
    // oxlint-disable-next-line no-control-regex -- these are the characters to take out
    .replace(/[\u0000-\u001f\u007f\ufffe\uffff]/g, '')
    .replace(LONE_SURROGATE, '');
  // oxlint-disable-next-line no-control-regex -- a reader may take control characters off again
  const risky = /^[\s\u0000-\u001f]*[=+\-@＝＋－＠]|^[\t\r\u0000]/.test(raw);
  const safe = risky ? `'${text}` : text;
  return safe.length > CELL_LENGTH ? safe.slice(0, CELL_LENGTH).replace(LONE_SURROGATE, '') : safe;
}

/**
 * The number that prints as this decimal string: exact for two decimals up to 15 digits, which our
 * CHECKs keep.
 */
function numberCell(decimal: string): number {
  return Number(decimal);
}

/** The width that a text needs: Chinese signs are about twice as wide. */
export function widthOf(text: string): number {
  let width = 2;
  for (const sign of text) width += /[\u1100-\uffdc]/.test(sign) ? 2.1 : 1.1;
  return Math.min(width, 48);
}

/** Writes the workbook into `sink`, sheet after sheet and never faster than the sink takes it. */
export async function writeWorkbook(
  sink: Writable,
  cover: readonly CoverLine[],
  filled: readonly FilledSheet[],
  options: WorkbookOptions,
): Promise<void> {
  const { created } = options;
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: sink,
    useStyles: true,
    useSharedStrings: false,
    ...({ creator: 'hardship-fund', lastModifiedBy: 'hardship-fund', created } as object),
  });
  writeCover(book, cover, options);
  for (const { sheet, contents } of filled) await writeSheet(book, sheet, contents, options);
  await book.commit();
}

function open(
  book: ExcelJS.stream.xlsx.WorkbookWriter,
  title: string,
  { footer }: WorkbookOptions,
  frozenRows: number,
): Worksheet {
  return book.addWorksheet(title, {
    views: [{ state: 'frozen', ySplit: frozenRows }],
    pageSetup: {
      paperSize: 9, // A4
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `1:${frozenRows}`,
    },
    headerFooter: { oddFooter: `&L${footer.replaceAll('&', '&&')}&R&P / &N` },
  });
}

function writeCover(
  book: ExcelJS.stream.xlsx.WorkbookWriter,
  lines: readonly CoverLine[],
  options: WorkbookOptions,
): void {
  const sheet = open(book, '封面', options, 1);
  sheet.columns = [{ width: 34 }, { width: 44 }, { width: 24 }];
  for (const [index, [caption, value, remark]] of lines.entries()) {
    const row = sheet.addRow([cell(caption), coverValue(value), cell(remark)]);
    row.getCell(1).style = index === 0 ? heading : totalText;
    const isMoney = typeof value === 'object' && 'money' in value;
    row.getCell(2).style = isMoney ? money : plain;
    row.commit();
  }
  sheet.commit();
}

function coverValue(value: string | Figure | undefined): string | number {
  if (typeof value !== 'object') return cell(value);
  return 'money' in value ? numberCell(value.money) : value.count;
}

/** One sheet of the data, in as many parts as a spreadsheet needs; each part sums itself. */
async function writeSheet(
  book: ExcelJS.stream.xlsx.WorkbookWriter,
  sheet: Sheet,
  contents: Contents,
  options: WorkbookOptions,
): Promise<void> {
  const largest = (options.sheetRows ?? SHEET_ROWS) - 2;
  const all: Control = { rows: 0, totals: {} };
  let part: Part | undefined;
  let parts = 0;
  for await (const batch of contents.batches()) {
    for (let start = 0; start < batch.length;) {
      if (part?.rows === largest) part = closePart(part, all);
      part ??= openPart(book, sheet, (parts += 1), options);
      const taken = batch.slice(start, start + largest - part.rows);
      writeRows(part, taken, contents.sums);
      start += taken.length;
    }
    if (part) await drained(part.target);
  }
  closePart(part ?? openPart(book, sheet, 1, options), all);
  // what was streamed is what the cover announced
  const { rows, totals } = contents.control;
  assert.deepEqual(all, { rows, totals }, `${sheet.title} does not tie to its control totals`);
}

interface Part {
  sheet: Sheet;
  target: Worksheet;
  rows: number;
  totals: Record<string, Money>;
  /** The spans of rows that count, as first and last row number. */
  counted: [number, number][];
}

function openPart(
  book: ExcelJS.stream.xlsx.WorkbookWriter,
  sheet: Sheet,
  number: number,
  options: WorkbookOptions,
): Part {
  const title = number === 1 ? sheet.title : `${sheet.title} (${number})`;
  const target = open(book, title, options, 1);
  target.columns = sheet.columns.map(({ title: caption, like = '' }) => ({
    width: Math.max(widthOf(caption), widthOf(like)),
  }));
  const row = target.addRow(sheet.columns.map((column) => cell(column.title)));
  row.eachCell((each) => (each.style = heading));
  row.commit();
  const totals = Object.fromEntries(
    sheet.columns.filter((column) => column.summed).map((column) => [column.key, ZERO]),
  );
  return { sheet, target, rows: 0, totals, counted: [] };
}

function writeRows(part: Part, rows: readonly SheetRow[], sums: Contents['sums']): void {
  const { columns, counts } = part.sheet;
  for (const each of rows) {
    const row = part.target.addRow(columns.map((column) => valueOf(column, each[column.key])));
    row.eachCell((target, number) => {
      const column = columns[number - 1];
      target.style = column?.kind === 'amount' ? money : plain;
      const added = column === undefined ? [] : (sums?.(part.rows, column.key) ?? []);
      if (column && added.length > 0) {
        const cells = added.map((index) => `${part.target.getColumn(number).letter}${index + 2}`);
        const spans = cells.map((address) => `${address}:${address}`);
        target.style = totalMoney;
        target.value = {
          formula: `SUM(${spans.join(',')})`,
          result: numberCell(String(each[column.key])),
        };
      }
    });
    row.commit();
    part.rows += 1;
    if (counts && !counts(each)) continue;
    const last = part.counted.at(-1);
    if (last?.[1] === row.number - 1) last[1] = row.number;
    else part.counted.push([row.number, row.number]);
  }
  const counted = counts ? rows.filter(counts) : rows;
  for (const key of Object.keys(part.totals)) {
    const sum = sumMoney(counted.map((each) => each[key] as Money));
    part.totals[key] = addMoney(part.totals[key] ?? ZERO, sum);
  }
}

function valueOf(column: Column, value: SheetRow[string] | undefined): string | number | null {
  if (value === null || value === undefined || value === '') return null;
  if (column.kind === 'amount') return numberCell(String(value));
  if (column.kind === 'count') return Number(value);
  return cell(column.names?.[String(value)] ?? value);
}

/** The total row: the only formulas of the file, each with the exact sum as its cached result. */
function closePart(part: Part, all: Control): undefined {
  const { columns, ownTotals } = part.sheet;
  if (ownTotals) return endPart(part, all);
  const row = part.target.addRow([cell('合计')]);
  row.getCell(1).style = totalText;
  for (const [index, { key, summed }] of columns.entries()) {
    if (!summed) continue;
    const target = row.getCell(index + 1);
    const total = part.totals[key] ?? ZERO;
    target.style = totalMoney;
    target.value = part.counted.length
      ? { formula: sumFormula(part, index), result: numberCell(total) }
      : numberCell(total);
    all.totals[key] = addMoney(all.totals[key] ?? ZERO, total);
  }
  row.commit();
  return endPart(part, all);
}

function endPart(part: Part, all: Control): undefined {
  all.rows += part.rows;
  part.target.commit();
}

function sumFormula(part: Part, index: number): string {
  const { letter } = part.target.getColumn(index + 1);
  const spans = part.counted.map(([first, last]) => `${letter}${first}:${letter}${last}`);
  return `SUM(${spans.join(',')})`;
}

/**
 * Waits until the compressor has taken what was written: exceljs would buffer the whole sheet in
 * memory.
 */
async function drained(sheet: Worksheet): Promise<void> {
  const { pipes } = (sheet as unknown as { stream: { pipes: Writable[] } }).stream;
  const [pipe] = pipes;
  if (pipe && pipe.writableLength > WAITING_BYTES) await once(pipe, 'drain');
}
