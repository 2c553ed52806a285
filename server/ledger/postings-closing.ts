import type { FundKind } from '../../shared/funds.ts';
import {
  isNegative,
  isZero,
  type Money,
  negateMoney,
  sumMoney,
  subtractMoney,
  ZERO,
} from '../../shared/money.ts';
import type { Line } from './postings.ts';

/** How the books close: by the system of 2004 or by that of 2026 (domain.md §1.3). */
export type ClosingRegime = '2004' | '2026';

/** What an account of class 3, 4 or 5 stands at for one fund: credit less debit. */
export interface Standing {
  account: string;
  fund: { id: string; code: string; kind: FundKind };
  net: Money;
}

/** One closing voucher (E32 of a month, E33 of a year). */
export interface ClosingVoucher {
  event: 'E32' | 'E33';
  lines: Line[];
}

const UNRESTRICTED = '3101';
const RESTRICTED = '3102';
const MOST_LINES = 200;

/**
 * Closes income and expense of a month to net assets, fund by fund (E32). By the system of 2004 all
 * expenses close to 3101, and what restricted funds spent is released from 3102 in the same
 * voucher; by that of 2026 they close straight to 3102. Both leave every fund what it was and 3101
 * and 3102 alike. Mirrors the database's `closing_lines`, which posts.
 */
export function monthClosed(
  standing: readonly Standing[],
  regime: ClosingRegime,
): ClosingVoucher[] {
  return packed('E32', standing, (rows, restricted) => {
    const [income, expense] = ['4', '5'].map((digit) =>
      rows.filter(({ account }) => account.startsWith(digit)),
    ) as [Standing[], Standing[]];
    const spent = totalOf(expense);
    const released = restricted && regime === '2004';
    return [
      ...closed(income, restricted ? RESTRICTED : UNRESTRICTED),
      ...closed(expense, restricted && !released ? RESTRICTED : UNRESTRICTED),
      ...(released ? [entry(RESTRICTED, spent), entry(UNRESTRICTED, negateMoney(spent))] : []),
    ];
  });
}

/** Closes prior-year adjustments (3201) to net assets at the end of a year (E33). */
export function yearClosed(standing: readonly Standing[]): ClosingVoucher[] {
  return packed('E33', standing, (rows, restricted) =>
    closed(rows, restricted ? RESTRICTED : UNRESTRICTED),
  );
}

type Entry = readonly [account: string, credit: Money];
const entry = (account: string, credit: Money): Entry => [account, credit];
const totalOf = (rows: readonly Standing[]) => sumMoney(rows.map(({ net }) => net));

/** Each account to zero, and their sum to its net assets. */
const closed = (rows: readonly Standing[], target: string): Entry[] => [
  ...rows.map(({ account, net }) => entry(account, subtractMoney(ZERO, net))),
  entry(target, totalOf(rows)),
];

/** As many funds to a voucher as its lines hold; the lines of one fund stay together. */
function packed(
  event: ClosingVoucher['event'],
  standing: readonly Standing[],
  entriesOf: (rows: Standing[], restricted: boolean) => Entry[],
): ClosingVoucher[] {
  const vouchers: ClosingVoucher[] = [];
  for (const [fund, rows] of byFund(standing)) {
    const lines = entriesOf(rows, fund.kind === 'restricted')
      .filter(([, credit]) => !isZero(credit))
      .map(([account, credit]) => lineOf(fund.id, account, credit));
    if (lines.length === 0) continue;
    const last = vouchers.at(-1);
    if (last && last.lines.length + lines.length <= MOST_LINES) last.lines.push(...lines);
    else vouchers.push({ event, lines });
  }
  return vouchers;
}

function lineOf(fund: string, account: string, credit: Money): Line {
  return isNegative(credit)
    ? { account, fund, side: 'debit', amount: negateMoney(credit) }
    : { account, fund, side: 'credit', amount: credit };
}

/** The accounts of each fund that stand at something, funds by code and accounts by code. */
function byFund(standing: readonly Standing[]): [Standing['fund'], Standing[]][] {
  const order = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);
  const funds = new Map<string, [Standing['fund'], Standing[]]>();
  for (const row of standing) {
    if (isZero(row.net)) continue;
    const kept = funds.get(row.fund.code);
    if (kept) kept[1].push(row);
    else funds.set(row.fund.code, [row.fund, [row]]);
  }
  for (const [, rows] of funds.values()) rows.sort((a, b) => order(a.account, b.account));
  return [...funds.values()].toSorted(([a], [b]) => order(a.code, b.code));
}
