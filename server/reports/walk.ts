import type { NeedCode } from '../../shared/aid.ts';
import {
  type BalanceSide,
  type BookRow,
  expenseColumnOf,
  expenseColumns,
} from '../../shared/books.ts';
import {
  addMoney,
  isNegative,
  isZero,
  type Money,
  negateMoney,
  subtractMoney,
  ZERO,
} from '../../shared/money.ts';

/** A posted line of an account as its book shows it. */
export interface LedgerLine {
  accountCode: string;
  date: string;
  periodId: number;
  /** The voucher's place among all, and the line's among those of its account and fund. */
  voucherSeq: string;
  seq: string;
  voucherId: string;
  label: string;
  lineNo: number;
  summary: string;
  counterAccounts: string[];
  fundCode: string | null;
  caseNumber: string | null;
  needCode: NeedCode | null;
  method: string | null;
  reference: string | null;
  debit: Money;
  credit: Money;
}

/** What moved on the account in one month and since January of its year, from kept balances. */
export interface MonthFigures {
  debit: Money;
  credit: Money;
  yearDebit: Money;
  yearCredit: Money;
}

/** Where a walk stands: enough to go on from there without reading what came before. */
export interface Standing {
  /** What the account stands at, debit positive. */
  balance: Money;
  periodId: number | null;
  date: string | null;
  day: [Money, Money];
  columns: Money[];
}

/** Which rows a book has beside its lines. */
export interface BookShape {
  daily: boolean;
  columnar: boolean;
}

const nothing = (columnar: boolean): Money[] => (columnar ? expenseColumns.map(() => ZERO) : []);

/** The side on which a debit-positive sum stands. */
export function sideOf(net: Money): BalanceSide {
  if (isZero(net)) return 'flat';
  return isNegative(net) ? 'credit' : 'debit';
}

/** A sum without its sign. */
export function withoutSign(net: Money): Money {
  return isNegative(net) ? negateMoney(net) : net;
}

/** The beginning of a book that opens with `opening`, debit positive. */
export function standingAt(opening: Money, { columnar }: BookShape): Standing {
  return {
    balance: opening,
    periodId: null,
    date: null,
    day: [ZERO, ZERO],
    columns: nothing(columnar),
  };
}

/**
 * Walks through the lines of one account in the order of days and answers the rows of its book:
 * running balances, daily totals, 本月合计 and 本年累计. Month and year totals are the kept ones; a
 * month without a line has no totals.
 */
export class Walk {
  readonly #shape: BookShape;
  readonly #months: ReadonlyMap<number, MonthFigures>;
  #at: Standing;

  constructor(shape: BookShape, months: ReadonlyMap<number, MonthFigures>, at: Standing) {
    this.#shape = shape;
    this.#months = months;
    this.#at = at;
  }

  get standing(): Standing {
    return this.#at;
  }

  /** The first row of the book: what stood before month `from`. */
  opening(from: number): BookRow {
    return this.#row({ kind: 'opening', periodId: from });
  }

  /** The rows that a line adds: totals of the day and month before it that are now over, and it. */
  take(line: LedgerLine): BookRow[] {
    const { date, periodId, day, columns } = this.#at;
    const isNewDay = date !== null && date !== line.date;
    const isNewMonth = periodId !== null && periodId !== line.periodId;
    const before = [...(isNewDay ? this.#dayRow() : []), ...(isNewMonth ? this.#monthRows() : [])];
    const shares = this.#sharesOf(line);
    const kept = isNewMonth ? nothing(this.#shape.columnar) : columns;
    const [debits, credits] = isNewDay ? [ZERO, ZERO] : day;
    this.#at = {
      balance: addMoney(this.#at.balance, subtractMoney(line.debit, line.credit)),
      periodId: line.periodId,
      date: line.date,
      day: [addMoney(debits, line.debit), addMoney(credits, line.credit)],
      columns: kept.map((sum, index) => addMoney(sum, shares[index] ?? ZERO)),
    };
    const { accountCode: _account, voucherSeq: _seq, seq: _own, needCode: _need, ...shown } = line;
    return [...before, this.#row({ kind: 'line', ...shown, columns: shares })];
  }

  /** The totals of the day and month that the last line was in. */
  end(): BookRow[] {
    return this.#at.periodId === null ? [] : [...this.#dayRow(), ...this.#monthRows()];
  }

  #sharesOf({ needCode, counterAccounts, debit }: LedgerLine): Money[] {
    if (!this.#shape.columnar) return [];
    const isOfGoods = counterAccounts.some((code) => code.startsWith('1201'));
    const column = expenseColumnOf(needCode, isOfGoods);
    return expenseColumns.map((each) => (each === column ? debit : ZERO));
  }

  #dayRow(): BookRow[] {
    if (!this.#shape.daily) return [];
    const [debit, credit] = this.#at.day;
    const { date, periodId } = this.#at;
    return [this.#row({ kind: 'day', periodId: periodId!, date, debit, credit })];
  }

  #monthRows(): BookRow[] {
    const periodId = this.#at.periodId!;
    const month = this.#months.get(periodId);
    const { columns } = this.#at;
    const [debit, credit] = [month?.debit ?? ZERO, month?.credit ?? ZERO];
    const [yearDebit, yearCredit] = [month?.yearDebit ?? ZERO, month?.yearCredit ?? ZERO];
    return [
      this.#row({ kind: 'month', periodId, debit, credit, columns }),
      this.#row({ kind: 'year', periodId, debit: yearDebit, credit: yearCredit }),
    ];
  }

  #row(row: Partial<BookRow> & Pick<BookRow, 'kind' | 'periodId'>): BookRow {
    return {
      date: null,
      voucherId: null,
      label: null,
      lineNo: null,
      summary: null,
      counterAccounts: [],
      fundCode: null,
      caseNumber: null,
      method: null,
      reference: null,
      debit: ZERO,
      credit: ZERO,
      columns: [],
      side: sideOf(this.#at.balance),
      balance: withoutSign(this.#at.balance),
      ...row,
    };
  }
}

/** Kept figures of months as a running total of each year. */
export function withYears(
  moved: readonly { periodId: number; debit: Money; credit: Money }[],
): Map<number, MonthFigures> {
  const months = new Map<number, MonthFigures>();
  let year = { id: 0, debit: ZERO, credit: ZERO };
  for (const { periodId, debit, credit } of moved) {
    const id = Math.floor(periodId / 100);
    const before = year.id === id ? year : { id, debit: ZERO, credit: ZERO };
    year = { id, debit: addMoney(before.debit, debit), credit: addMoney(before.credit, credit) };
    months.set(periodId, { debit, credit, yearDebit: year.debit, yearCredit: year.credit });
  }
  return months;
}
