import type { z } from 'zod';
import {
  amountOrZero,
  type Money,
  negateMoney,
  parseTyped,
  subtractMoney,
  sumMoney,
  ZERO,
} from '../../shared/money.ts';
import { openingRow, type openingSheetBody } from '../../shared/opening.ts';
import type { Column, TextFault } from '../../shared/opening-text.ts';

/** A row of the grid as it is typed. */
export interface TypedRow {
  accountCode?: string | undefined;
  fundCode?: string | undefined;
  beneficiary?: string | undefined;
  debit?: string | undefined;
  credit?: string | undefined;
}

export interface TypedSheet {
  /** 2026-01 */
  firstMonth?: string;
  rows?: (TypedRow | undefined)[];
  /** What the old fund table says, by fund. */
  funds?: Record<string, string | undefined>;
  commitments?: ({ fundCode?: string; caseText?: string; amount?: string } | undefined)[];
}

/** A sum as typed: nothing typed is nothing, a minus is for funds below zero; else undefined. */
export function moneyOf(text: string | undefined): Money | undefined {
  const typed = (text ?? '').trim();
  if (typed === '') return ZERO;
  const negative = /^[-−－]/.test(typed);
  const reading = parseTyped(negative ? typed.slice(1) : typed, amountOrZero);
  if (!('money' in reading)) return undefined;
  return negative ? negateMoney(reading.money) : reading.money;
}

const blank = (text: string | undefined) => (text === undefined || text === '' ? null : text);

/** A row for the server, or what is wrong with it, cell by cell. */
function readRow(row: TypedRow, line: number) {
  const sums = (['debit', 'credit'] as const).map((column) => {
    const reading = parseTyped(blank(row[column]) ?? ZERO, amountOrZero);
    return { column, reading };
  });
  const damaged = sums.flatMap(({ column, reading }) =>
    'code' in reading ? [{ line, column, code: reading.code }] : [],
  );
  if (damaged.length > 0) return { faults: damaged };
  const [debit, credit] = sums.map(({ reading }) => ('money' in reading ? reading.money : ZERO));
  const read = openingRow.safeParse({
    accountCode: row.accountCode,
    fundCode: blank(row.fundCode),
    beneficiary: blank(row.beneficiary)?.toUpperCase() ?? null,
    debit,
    credit,
  });
  if (read.success) return { row: read.data };
  return {
    faults: read.error.issues.map(({ path, message }) => ({
      line,
      column: path[0] as Column,
      code: message,
    })),
  };
}

/** The body to send, or the cells to correct. Rows without anything in them are left out. */
export function toBody(
  typed: TypedSheet,
): { body: z.input<typeof openingSheetBody> } | { faults: TextFault[] } {
  const rows = (typed.rows ?? []).flatMap((row, at) =>
    row && Object.values(row).some((cell) => blank(cell) !== null) ? [readRow(row, at + 1)] : [],
  );
  const faults = rows.flatMap((read) => ('faults' in read ? (read.faults ?? []) : []));
  if (faults.length > 0) return { faults };
  const funds = Object.entries(typed.funds ?? {}).flatMap(([fundCode, text]) => {
    const balance = moneyOf(text);
    return balance === undefined || balance === ZERO ? [] : [{ fundCode, balance }];
  });
  const commitments = (typed.commitments ?? []).flatMap((row) =>
    row?.fundCode ? [{ caseText: '', amount: '', ...row, fundCode: row.fundCode }] : [],
  );
  const month = Number((typed.firstMonth ?? '').replace('-', ''));
  const kept = rows.flatMap((read) => (read.row ? [read.row] : []));
  return { body: { firstMonth: month, rows: kept, funds, commitments } };
}

/** How the sheet stands while it is typed: totals, and each fund's rows against its table. */
export function footingOf(typed: TypedSheet, fundCodes: readonly string[]) {
  const rows = (typed.rows ?? []).flatMap((row) => row ?? []);
  const total = (side: 'debit' | 'credit', of: readonly TypedRow[] = rows) =>
    sumMoney(of.map((row) => moneyOf(row[side]) ?? ZERO));
  const funds = fundCodes.map((fundCode) => {
    const own = rows.filter(
      (row) => row.fundCode === fundCode && row.accountCode?.startsWith('3') === true,
    );
    const entered = subtractMoney(total('credit', own), total('debit', own));
    const stated = moneyOf(typed.funds?.[fundCode]) ?? ZERO;
    return { fundCode, entered, stated, difference: subtractMoney(entered, stated) };
  });
  const [debit, credit] = [total('debit'), total('credit')];
  return { debit, credit, difference: subtractMoney(debit, credit), funds };
}
