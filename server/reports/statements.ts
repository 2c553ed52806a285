import {
  addMoney,
  compareMoney,
  isZero,
  type Money,
  negateMoney,
  subtractMoney,
  sumMoney,
  ZERO,
} from '../../shared/money.ts';
import type {
  Activities,
  BalanceSheet,
  CashFlow,
  RuleBook,
  ThreeColumns,
} from '../../shared/statements.ts';
import { activityForm } from './activity-form.ts';
import { balanceForm } from './balance-form.ts';
import { cashForm, outflows } from './cash-form.ts';
import { activityMapping, balanceMapping, cashMapping, type FormRow, rowOf } from './forms.ts';
import type {
  AccountSums,
  CounterSums,
  MoneyStood,
  Movement,
  NetAssetMoves,
} from './statement-queries.ts';

/** The chart that the accounts follow, and the form that the statement is printed on. */
export interface Books {
  chart: RuleBook;
  shape: RuleBook;
}

/** Sums by what they are of, one for each column of a statement. */
type Sums = Map<string, Money[]>;
interface Named {
  accountCode: string;
  nameZh: string;
  nameEn: string;
}

function put(sums: Sums, key: string, values: readonly Money[]): void {
  const before = sums.get(key);
  sums.set(
    key,
    values.map((value, column) => addMoney(value, before?.[column] ?? ZERO)),
  );
}

/** The accounts without a row, each once. */
function collector() {
  const found = new Map<string, Named>();
  const add = ({ accountCode, nameZh, nameEn }: Named) =>
    found.set(accountCode, { accountCode, nameZh, nameEn });
  return { add, list: () => [...found.values()] };
}

/** The rows of a form with their figures, in `width` columns. */
function filled(form: readonly FormRow[], sums: Sums, width: number) {
  const rows: Sums = new Map();
  const none = Array<Money>(width).fill(ZERO);
  return form.flatMap(({ of, optional, ...row }) => {
    const source = row.kind === 'total' || row.kind === 'net' ? rows : sums;
    const values = none.map((_, column) =>
      sumMoney(
        of.map((key) => {
          const value = source.get(key.replace('-', ''))?.[column] ?? ZERO;
          return key.startsWith('-') ? negateMoney(value) : value;
        }),
      ),
    );
    rows.set(row.key, values);
    return optional && values.every(isZero) ? [] : [{ row, values }];
  });
}

/**
 * The balance sheet. Classes 1 and 2 by account; net assets are the balances of the funds by their
 * kind, so income and expense that are not closed yet are in them under both regimes.
 */
export function balanceSheetOf(
  accounts: readonly AccountSums[],
  periodId: number,
  { chart, shape }: Books,
): BalanceSheet {
  const sums: Sums = new Map();
  const unmapped = collector();
  for (const account of accounts) {
    const { accountCode: code, restricted, opening, closing } = account;
    const owed = [negateMoney(opening), negateMoney(closing)];
    if (code >= '3') {
      put(sums, restricted === true ? 'restricted' : 'unrestricted', owed);
      continue;
    }
    const key = rowOf(balanceMapping[chart], code);
    if (key === undefined) unmapped.add(account);
    if (code < '2') put(sums, key ?? 'unmappedAssets', [opening, closing]);
    else put(sums, key ?? 'unmappedClaims', owed);
  }
  const rowsOf = (form: readonly FormRow[]) =>
    filled(form, sums, 2).map(({ row, values: [opening, closing] }) => ({
      ...row,
      opening: opening!,
      closing: closing!,
    }));
  const assets = rowsOf(balanceForm[shape].assets);
  const claims = rowsOf(balanceForm[shape].claims);
  const [left, right] = [assets.at(-1)!, claims.at(-1)!];
  return {
    periodId,
    ruleBook: shape,
    assets,
    claims,
    unmapped: unmapped.list(),
    balances: left.opening === right.opening && left.closing === right.closing,
  };
}

/**
 * The statement of activities of a month and of the year so far. In the shape of 2004 all expense
 * is unrestricted and what restricted funds spent counts as released from restriction; in that of
 * 2026 expense stands in the column of its fund.
 */
export function activitiesOf(
  movements: readonly Movement[],
  moves: { month: NetAssetMoves; year: NetAssetMoves },
  periodId: number,
  { chart, shape }: Books,
): Activities {
  const sums: Sums = new Map();
  const unmapped = collector();
  /** Columns: unrestricted and restricted of the month, then of the year. */
  const four = (restricted: boolean, month: Money, year: Money): Money[] =>
    restricted ? [ZERO, month, ZERO, year] : [month, ZERO, year, ZERO];
  for (const movement of movements) {
    const { accountCode: code, restricted, month, year } = movement;
    const key = rowOf(activityMapping[chart], code);
    if (key === undefined) unmapped.add(movement);
    if (code < '5') {
      put(sums, key ?? 'unmappedIncome', four(restricted, month, year));
      continue;
    }
    const spent: [Money, Money] = [negateMoney(month), negateMoney(year)];
    put(sums, key ?? 'unmappedExpense', four(restricted && shape === '2026', ...spent));
    if (restricted && shape === '2004') {
      put(sums, 'released', [spent[0], negateMoney(spent[0]), spent[1], negateMoney(spent[1])]);
    }
  }
  for (const [index, each] of [moves.month, moves.year].entries()) putMoves(sums, each, index);
  const rows = filled(activityForm[shape], sums, 4).map(({ row, values }) => ({
    ...row,
    month: three(values[0]!, values[1]!),
    year: three(values[2]!, values[3]!),
  }));
  const change = rows.at(-1)!;
  return {
    periodId,
    ruleBook: shape,
    rows,
    unmapped: unmapped.list(),
    balances:
      isGain(change.month.total, movements, moves.month, 'month') &&
      isGain(change.year.total, movements, moves.year, 'year'),
  };
}

function putMoves(sums: Sums, each: NetAssetMoves, index: number): void {
  const at = (unrestricted: Money, restricted: Money): Money[] =>
    index === 0 ? [unrestricted, restricted, ZERO, ZERO] : [ZERO, ZERO, unrestricted, restricted];
  put(sums, 'released', at(each.released, negateMoney(each.released)));
  put(sums, 'bound', at(negateMoney(each.bound), each.bound));
  put(sums, 'adjusted', at(each.adjustedUnrestricted, each.adjustedRestricted));
}

const three = (unrestricted: Money, restricted: Money): ThreeColumns => ({
  unrestricted,
  restricted,
  total: addMoney(unrestricted, restricted),
});

/** Whether the change is what all funds gained: no row was forgotten. */
function isGain(
  change: Money,
  movements: readonly Movement[],
  moves: NetAssetMoves,
  of: 'month' | 'year',
): boolean {
  const gained = [
    ...movements.map((each) => each[of]),
    moves.adjustedUnrestricted,
    moves.adjustedRestricted,
  ];
  return compareMoney(sumMoney(gained), change) === 0;
}

/** The cash flow statement of a month and of the year so far, by the direct method. */
export function cashFlowOf(
  counters: readonly CounterSums[],
  stood: MoneyStood,
  periodId: number,
  { chart, shape }: Books,
): CashFlow {
  const sums: Sums = new Map();
  const unmapped = collector();
  for (const counter of counters) {
    const { accountCode: code, side, month, year } = counter;
    const rows = rowOf(cashMapping, rowOf(activityMapping[chart], code) ?? code);
    if (rows === undefined) unmapped.add(counter);
    const [ofCredit, ofDebit] = rows ?? ['unmappedIn', 'unmappedOut'];
    const key = side === 'credit' ? ofCredit : ofDebit;
    // a debit in a row of receipts, such as a gift sent back, takes away from it
    const adds = outflows.has(key) === (side === 'debit');
    put(sums, key, adds ? [month, year] : [negateMoney(month), negateMoney(year)]);
  }
  const rows = filled(cashForm, sums, 2).map(({ row, values: [month, year] }) => ({
    ...row,
    month: month!,
    year: year!,
  }));
  const change = rows.at(-1)!;
  return {
    periodId,
    ruleBook: shape,
    rows,
    unmapped: unmapped.list(),
    opening: { month: stood.month, year: stood.year },
    closing: stood.closing,
    balances:
      subtractMoney(stood.closing, stood.month) === change.month &&
      subtractMoney(stood.closing, stood.year) === change.year,
  };
}
