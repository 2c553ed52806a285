import type { OpeningRow } from './opening.ts';
import { amountOrZero, parseTyped, ZERO } from './money.ts';
import { openingRow } from './opening.ts';
import { halfWidth } from './wire.ts';

/** A cell that cannot be read: the line of the text (from 1), its column, and the code. */
export interface TextFault {
  line: number;
  column: Column;
  code: string;
}

const columns = ['accountCode', 'fundCode', 'beneficiary', 'debit', 'credit'] as const;
export type Column = (typeof columns)[number];

/** What the heads of spreadsheets call the columns; other columns, such as names, are left out. */
const heads: Readonly<Record<Column, RegExp>> = {
  accountCode: /^(?:科目(?:编码|编号|代码)?|account(?: code)?|code)$/i,
  fundCode: /^(?:基金(?:编码|编号)?|fund(?: code)?)$/i,
  beneficiary: /^(?:受益人(?:编码|编号)?|beneficiary)$/i,
  debit: /^(?:(?:期初|年初)?借方(?:余额|金额)?|debit)$/i,
  credit: /^(?:(?:期初|年初)?贷方(?:余额|金额)?|credit)$/i,
};

/**
 * Reads opening balances that were copied from a spreadsheet or a CSV file: columns parted by tabs
 * or commas, with a head line or in the order account, fund, beneficiary, debit, credit. Blank
 * amounts are nothing. Every damaged cell is named by line and column (AMOUNT_FORMAT for 1.2E+05,
 * VALUE_INVALID for a code, OPENING_ONE_SIDE); rows that can be read are answered all the same.
 */
export function readOpeningText(text: string): { rows: OpeningRow[]; faults: TextFault[] } {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)
    .map((line, at) => ({ line: at + 1, cells: cellsOf(line) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const places = placesOf(lines[0]?.cells ?? []);
  const rows: OpeningRow[] = [];
  const faults: TextFault[] = [];
  for (const { line, cells } of places.headed ? lines.slice(1) : lines) {
    const cell = (column: Column) => cells[places.at[column] ?? -1] ?? '';
    const reading = readRow(cell);
    if ('row' in reading) rows.push(reading.row);
    else faults.push(...reading.faults.map((fault) => ({ line, ...fault })));
  }
  return { rows, faults };
}

/** The cells of a line; a quoted cell may hold commas, as Excel writes "1,234.00". */
function cellsOf(line: string): string[] {
  const parted = line.includes('\t')
    ? line.split('\t')
    : [...line.matchAll(/(?:^|[,，])(?:"((?:[^"]|"")*)"|([^,，]*))/g)].map(
        ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
      );
  return parted.map((cell) => halfWidth(cell).replaceAll('"', '').trim());
}

function placesOf(first: readonly string[]): {
  headed: boolean;
  at: Partial<Record<Column, number>>;
} {
  const found = columns.map(
    (column) => [column, first.findIndex((cell) => heads[column].test(cell))] as const,
  );
  const headed = found.some(([, at]) => at >= 0);
  if (!headed) return { headed, at: Object.fromEntries(columns.map((column, at) => [column, at])) };
  return { headed, at: Object.fromEntries(found.filter(([, at]) => at >= 0)) };
}

function readRow(
  cell: (column: Column) => string,
): { row: OpeningRow } | { faults: Omit<TextFault, 'line'>[] } {
  const faults: Omit<TextFault, 'line'>[] = [];
  const sums = { debit: ZERO, credit: ZERO };
  for (const column of ['debit', 'credit'] as const) {
    const reading = parseTyped(cell(column) === '' ? ZERO : cell(column), amountOrZero);
    if ('money' in reading) sums[column] = reading.money;
    else faults.push({ column, code: reading.code });
  }
  if (faults.length > 0) return { faults };
  const read = openingRow.safeParse({
    accountCode: cell('accountCode'),
    fundCode: cell('fundCode') === '' ? null : cell('fundCode').toUpperCase(),
    beneficiary: cell('beneficiary') === '' ? null : cell('beneficiary').toUpperCase(),
    ...sums,
  });
  if (read.success) return { row: read.data };
  return {
    faults: read.error.issues.map(({ path, message }) => ({
      column: columns.find((column) => column === path[0]) ?? 'accountCode',
      code: message,
    })),
  };
}
