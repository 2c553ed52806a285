import { sumMoney, type Money } from '../../shared/money.ts';
import type { SheetKey } from '../../shared/reports.ts';
import type { Fragment, Reader } from '../database/snapshot.ts';
import type { Months } from './queries.ts';

/** A column of a sheet: the field of the row that it shows, and how. */
export interface Column {
  key: string;
  title: string;
  kind: 'text' | 'amount' | 'count';
  /** A typical long value: it decides the width together with the title. */
  like?: string;
  /** Whether the last row sums it. */
  summed?: boolean;
  /** The words for a coded value. */
  names?: Record<string, string>;
}

/** The fields of a row by the keys of its sheet's columns. */
export type SheetRow = Record<string, string | number | boolean | null>;

/** How many rows a sheet has, and the exact total of each summed column. */
export interface Control {
  rows: number;
  totals: Record<string, Money>;
  /** Further figures for the cover, by their caption. */
  figures?: Record<string, Money>;
}

/** What a sheet holds for some months. */
export interface Contents {
  control: Control;
  batches: () => AsyncIterable<readonly SheetRow[]>;
  /** The rows, counted from 0, that a declared total cell adds up; undefined for other cells. */
  sums?: (row: number, key: string) => readonly number[] | undefined;
}

export interface Sheet {
  key: SheetKey;
  title: string;
  columns: readonly Column[];
  /** Rows that repeat others, such as parent accounts, are left out of the sums. */
  counts?: (row: SheetRow) => boolean;
  /** A statement has its totals in its own rows and no row of totals below. */
  ownTotals?: true;
  read: (sql: Reader, months: Months) => Promise<Contents>;
}

const BATCH = 2000;

/** A column of text; `like` is a typical long value. */
export const text = (key: string, title: string, like?: string): Column => ({
  key,
  title,
  kind: 'text',
  ...(like !== undefined && { like }),
});
/** A column of money, summed in the last row. */
export const amount = (key: string, title: string): Column => ({
  key,
  title,
  kind: 'amount',
  like: '9,999,999.00',
  summed: true,
});
/** A column of coded values with their words. */
export const named = (key: string, title: string, names: Record<string, string>): Column => ({
  key,
  title,
  kind: 'text',
  names,
});

/** Contents of any length: counted and summed by the database, then read through a cursor. */
export const streamed =
  (columns: readonly Column[], rowsOf: (sql: Reader, months: Months) => Fragment): Sheet['read'] =>
  async (sql, months) => {
    const summed = columns.filter((column) => column.summed);
    let sums = sql`count(*)::int as rows`;
    for (const { key } of summed) {
      sums = sql`${sums}, coalesce(sum(${sql(key)}::numeric(18,2)), 0)::numeric(18,2)::text as ${sql(key)}`;
    }
    const [found] = await sql`select ${sums} from (${rowsOf(sql, months)}) each_row`;
    const { rows, ...totals } = found as { rows: number };
    return {
      control: { rows, totals },
      batches: () => rowsOf(sql, months).cursor(BATCH) as AsyncIterable<SheetRow[]>,
    };
  };

/** Contents that are a few rows and were read at once. */
export function listed(
  columns: readonly Column[],
  rows: readonly SheetRow[],
  counted = rows,
): Contents {
  const totals: Record<string, Money> = {};
  for (const { key, summed } of columns) {
    if (summed) totals[key] = sumMoney(counted.map((row) => row[key] as Money));
  }
  const batches = async function* () {
    yield rows;
  };
  return { control: { rows: rows.length, totals }, batches };
}
