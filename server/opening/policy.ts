import type { ErrorCode } from '../../shared/errors.ts';
import type { FundKind } from '../../shared/funds.ts';
import {
  exceeds,
  isZero,
  minMoney,
  type Money,
  negateMoney,
  subtractMoney,
  sumMoney,
  ZERO,
} from '../../shared/money.ts';
import type { OpeningRow, OpeningSheetBody } from '../../shared/opening.ts';

/** What the ledger says of an account that a row names. */
export interface AccountFacts {
  takesLines: boolean;
  needsFund: boolean;
  needsBeneficiary: boolean;
}

/** Where a sheet does not fit, with the figures that its sentence names. */
export interface Fault {
  pointer: string;
  code: ErrorCode;
  params?: Record<string, string>;
}

interface Known {
  accounts: ReadonlyMap<string, AccountFacts>;
  funds: ReadonlyMap<string, FundKind>;
}

const signed = (row: OpeningRow) => subtractMoney(row.debit, row.credit);
const isEquity = (row: OpeningRow) => row.accountCode.startsWith('3');
const isGoods = (row: OpeningRow) => row.accountCode.startsWith('1') && row.fundCode !== null;

/**
 * Everything that is wrong with a sheet: first row by row; when every row is right, fund by fund
 * against the fund table, beneficiary by beneficiary, and in total (E31: the table must foot per
 * fund). An empty list means that it foots.
 */
export function faultsOf(body: OpeningSheetBody, known: Known): Fault[] {
  const rows = [
    ...body.rows.flatMap((row, at) => rowFaults(row, `/rows/${at}`, known)),
    ...repeated(
      body.rows.map(({ accountCode, fundCode, beneficiary }) =>
        [accountCode, fundCode, beneficiary].join(' '),
      ),
      (at) => `/rows/${at}/accountCode`,
    ),
    ...[...body.funds.entries()].flatMap(([at, { fundCode }]) =>
      known.funds.has(fundCode) ? [] : [invalid(`/funds/${at}/fundCode`)],
    ),
    ...repeated(
      body.funds.map(({ fundCode }) => fundCode),
      (at) => `/funds/${at}/fundCode`,
    ),
    ...[...body.commitments.entries()].flatMap(([at, { fundCode }]) =>
      known.funds.has(fundCode) ? [] : [invalid(`/commitments/${at}/fundCode`)],
    ),
  ];
  if (rows.length > 0) return rows;
  return [...fundFaults(body), ...beneficiaryFaults(body.rows), ...totalFaults(body.rows)];
}

const invalid = (pointer: string): Fault => ({ pointer, code: 'VALUE_INVALID' });

function repeated(keys: readonly string[], pointer: (at: number) => string): Fault[] {
  return keys.flatMap((key, at) =>
    keys.indexOf(key) === at ? [] : [{ pointer: pointer(at), code: 'DUPLICATE' as const }],
  );
}

function rowFaults(row: OpeningRow, at: string, { accounts, funds }: Known): Fault[] {
  const account = accounts.get(row.accountCode);
  if (!account?.takesLines) return [invalid(`${at}/accountCode`)];
  const kind = row.fundCode === null ? undefined : funds.get(row.fundCode);
  const faults: Fault[] = [];
  if (account.needsFund && row.fundCode === null) {
    faults.push({ pointer: `${at}/fundCode`, code: 'REQUIRED' });
  } else if (account.needsFund !== (kind !== undefined)) {
    faults.push(invalid(`${at}/fundCode`));
  } else if (isEquity(row) && (row.accountCode === '3102') !== (kind === 'restricted')) {
    faults.push(invalid(`${at}/fundCode`));
  }
  if (account.needsBeneficiary && row.beneficiary === null) {
    faults.push({ pointer: `${at}/beneficiary`, code: 'REQUIRED' });
  } else if (account.needsBeneficiary !== (row.beneficiary !== null)) {
    faults.push(invalid(`${at}/beneficiary`));
  }
  return faults;
}

/** What each fund's rows say of it: its net assets, and how much of them is goods. */
function fundFaults({ rows, funds }: OpeningSheetBody): Fault[] {
  const codes = new Set([...funds, ...rows].flatMap(({ fundCode }) => fundCode ?? []));
  return [...codes].flatMap((fund): Fault[] => {
    const at = funds.findIndex(({ fundCode }) => fundCode === fund);
    const stated = funds[at]?.balance ?? ZERO;
    const own = rows.filter(({ fundCode }) => fundCode === fund);
    const entered = negateMoney(sumMoney(own.filter(isEquity).map(signed)));
    const goods = sumMoney(own.filter(isGoods).map(signed));
    const pointer = at < 0 ? '/funds' : `/funds/${at}/balance`;
    if (entered !== stated) {
      const difference = subtractMoney(entered, stated);
      const params = { fund, entered, stated, difference };
      return [{ pointer, code: 'OPENING_FUND_DIFFERS', params }];
    }
    if (exceeds(goods, entered) && !isZero(goods)) {
      return [{ pointer, code: 'OPENING_GOODS_EXCEED', params: { fund, goods, entered } }];
    }
    return [];
  });
}

function beneficiaryFaults(rows: readonly OpeningRow[]): Fault[] {
  const codes = new Set(rows.flatMap(({ beneficiary }) => beneficiary ?? []));
  return [...codes].flatMap((beneficiary): Fault[] => {
    const difference = sumMoney(rows.filter((row) => row.beneficiary === beneficiary).map(signed));
    const at = rows.findIndex((row) => row.beneficiary === beneficiary);
    if (isZero(difference)) return [];
    const code = 'OPENING_BENEFICIARY_DIFFERS';
    return [{ pointer: `/rows/${at}/beneficiary`, code, params: { beneficiary, difference } }];
  });
}

function totalFaults(rows: readonly OpeningRow[]): Fault[] {
  const debit = sumMoney(rows.map((row) => row.debit));
  const credit = sumMoney(rows.map((row) => row.credit));
  if (debit === credit) return [];
  const params = { debit, credit, difference: subtractMoney(debit, credit) };
  return [{ pointer: '/rows', code: 'OPENING_UNBALANCED', params }];
}

/** A balance, or a share of it, with the part of the sheet in which it is posted. */
export interface PartRow {
  part: number;
  row: OpeningRow;
  side: 'debit' | 'credit';
  amount: Money;
}

interface Open {
  row: OpeningRow;
  left: Money;
}

/**
 * Divides a sheet that foots into vouchers of at most `most` lines, each balanced. Money of a
 * beneficiary meets what is owed to them and goods meet their fund first, so that no voucher leaves
 * a beneficiary or a fund short; a balance that does not fit is divided over two vouchers.
 */
export function inParts(rows: readonly OpeningRow[], most = 200): PartRow[] {
  const open = rows.map((row): Open => ({ row, left: isZero(row.debit) ? row.credit : row.debit }));
  const parts: Map<Open, Money>[] = [new Map()];
  const put = (pair: readonly Open[], amount: Money) => {
    const fresh = pair.filter((each) => parts.at(-1)?.has(each) !== true).length;
    if ((parts.at(-1)?.size ?? 0) + fresh > most) parts.push(new Map());
    for (const each of pair) {
      const part = parts.at(-1)!;
      part.set(each, sumMoney([part.get(each) ?? ZERO, amount]));
      each.left = subtractMoney(each.left, amount);
    }
  };
  const groups = [...new Set(rows.map(groupOf))].toSorted();
  for (const group of groups)
    match(
      open.filter(({ row }) => groupOf(row) === group),
      put,
    );
  match(open, put);
  return parts.flatMap((part, at) =>
    [...part].map(([{ row }, amount]) => ({
      part: at + 1,
      row,
      side: isZero(row.debit) ? ('credit' as const) : ('debit' as const),
      amount,
    })),
  );
}

const groupOf = ({ beneficiary, fundCode }: OpeningRow) => beneficiary ?? fundCode ?? '';

/** Lets debits meet credits, each pair for as much as both have left. */
function match(open: readonly Open[], put: (pair: readonly Open[], amount: Money) => void): void {
  const debits = open.filter(({ row }) => !isZero(row.debit));
  const credits = open.filter(({ row }) => isZero(row.debit));
  let at = 0;
  for (const debit of debits) {
    while (!isZero(debit.left) && at < credits.length) {
      const credit = credits[at]!;
      const amount = minMoney(debit.left, credit.left);
      if (!isZero(amount)) put([debit, credit], amount);
      if (isZero(credit.left)) at++;
    }
  }
}
