import { halfWidth } from '../../shared/wire.ts';
import { parseTyped, amountOrZero } from '../../shared/money.ts';
import { MOST_ROWS, statementRow, type StatementRow } from '../../shared/reconciliation.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { isErrorCode } from '../../shared/errors.ts';
import { AppError } from '../core/errors.ts';
import { fieldError } from '../core/refusals.ts';

type Column = 'date' | 'moneyIn' | 'moneyOut' | 'balance' | 'counterparty' | 'reference' | 'memo';

/** The words over each column. At a bank 借方 is what went out and 贷方 what came in. */
const headings: Record<Column, RegExp> = {
  date: /^(date|日期|交易日期|记账日期|交易时间|发生时间)$/,
  moneyIn: /^(in|money in|moneyin|收入|收入金额|转入|转入金额|贷方|贷方发生额)$/,
  moneyOut: /^(out|money out|moneyout|支出|支出金额|转出|转出金额|支取|借方|借方发生额)$/,
  balance: /^(balance|余额|账户余额)$/,
  counterparty: /^(counterparty|对方|对方户名|对方名称|对方单位)$/,
  reference: /^(reference|流水号|交易流水号|账户明细编号-交易流水号|凭证号|参考号|业务流水号)$/,
  memo: /^(memo|摘要|备注|用途|附言)$/,
};
const needed: readonly Column[] = ['date', 'moneyIn', 'moneyOut'];

/** A workbook wrote a long number as 4.2E+27, or filled its end with zeros. */
const DAMAGED = /^\d(\.\d+)?e\+?\d+$|^\d{13,}000$/i;

/**
 * Reads the text of a statement: a line of headings found by their words, then one row a line, with
 * commas or (pasted from a workbook) tabs. Amounts are exact, "¥1,234.50" and "１２．００" are
 * understood. Fails with CSV_COLUMNS (no date, money in and money out), FILE_EMPTY, FILE_SIZE, or
 * with one entry for each damaged row: `/csv/<line of the text>/<column>`. Source: domain.md §5.
 */
export function readStatementCsv(text: string): StatementRow[] {
  const { head, below } = [',', '\t']
    .map((sign) => underHead(splitCells(text, sign)))
    .find((found) => found.head !== undefined) ?? { head: undefined, below: [] };
  if (!head) throw fieldError('CSV_COLUMNS', '/csv', 'The headings name no date, in and out.');
  const rows = below.filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (rows.length === 0) throw fieldError('FILE_EMPTY', '/csv', 'There is no row.');
  if (rows.length > MOST_ROWS) throw fieldError('FILE_SIZE', '/csv', 'Too many rows.');
  const fields: { pointer: string; code: ErrorCode }[] = [];
  const read = rows.flatMap(({ cells, line }) => {
    const row = readRow(head.cells, cells);
    if ('value' in row) return [row.value];
    for (const { column, code } of row.faults) {
      fields.push({ pointer: `/csv/${line}/${column}`, code });
    }
    return [];
  });
  const [first] = fields;
  if (first) throw new AppError(first.code, `${fields.length} cells are damaged.`, { fields });
  return read;
}

interface TextLine {
  line: number;
  cells: string[];
}

/** The line of headings, wherever it stands, and what is below it. */
function underHead(lines: TextLine[]): { head: TextLine | undefined; below: TextLine[] } {
  const at = lines.findIndex((line) => needed.every((column) => placeOf(line.cells, column) >= 0));
  return { head: lines[at], below: at < 0 ? [] : lines.slice(at + 1) };
}

const placeOf = (cells: readonly string[], column: Column) =>
  cells.findIndex((cell) => headings[column].test(cell.toLowerCase()));

type RowReading = { value: StatementRow } | { faults: { column: string; code: ErrorCode }[] };

function readRow(head: readonly string[], cells: readonly string[]): RowReading {
  const text = (column: Column) => cells[placeOf(head, column)] ?? '';
  const faults: { column: string; code: ErrorCode }[] = [];
  const money = (column: Column) => {
    const plain = text(column).replace(/^[-—]$/, '');
    if (plain === '') return undefined;
    const reading = parseTyped(plain, amountOrZero);
    if ('money' in reading) return reading.money;
    faults.push({ column, code: codeOf(reading.code) });
    return undefined;
  };
  const reference = text('reference');
  if (DAMAGED.test(reference)) faults.push({ column: 'reference', code: 'REFERENCE_DAMAGED' });
  const typed = {
    date: plainDate(text('date')),
    moneyIn: money('moneyIn'),
    moneyOut: money('moneyOut'),
    balance: money('balance') ?? null,
    counterparty: text('counterparty'),
    reference,
    memo: text('memo'),
  };
  if (faults.length > 0) return { faults };
  const reading = statementRow.safeParse(typed);
  if (reading.success) return { value: reading.data };
  return {
    faults: reading.error.issues.map(({ path, message }) => ({
      column: String(path[0] ?? 'date'),
      code: codeOf(message),
    })),
  };
}

const codeOf = (text: string): ErrorCode => (isErrorCode(text) ? text : 'VALUE_INVALID');

/** 2026/1/5, 20260105, 2026年1月5日, each with or without a time behind it, as 2026-01-05. */
function plainDate(text: string): string {
  const plain = halfWidth(text).trim();
  const found =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})(?:\s.*)?$/.exec(plain);
  if (!found) return plain;
  const [, year = '', month = '', day = ''] = found;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** The cells of each line, without back-ticks, tabs and blanks around them; quotes as RFC 4180. */
function splitCells(text: string, separator: string): TextLine[] {
  const rows: TextLine[] = [];
  let line = 1;
  let row: TextLine = { line, cells: [] };
  let cell = '';
  let quoted = false;
  const endCell = () => {
    row.cells.push(cell.replace(/^[\s`\ufeff]+|[\s`]+$/g, ''));
    cell = '';
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '\n') line++;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at);
      else quoted = false;
    } else if (sign === '"' && cell.trim() === '') quoted = true;
    else if (sign === separator) endCell();
    else if (sign === '\n') {
      endCell();
      rows.push(row);
      row = { line, cells: [] };
    } else cell += sign;
  }
  endCell();
  rows.push(row);
  return rows;
}
