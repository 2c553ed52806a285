import type { FundKind } from '../../shared/funds.ts';
import type { Money } from '../../shared/money.ts';
import type { RecoveryTill, SettlementWay } from '../../shared/payouts.ts';
import type { Line, Posting } from './postings.ts';

const BANK = '100201';
const CASH = '100101';
const RETURNED = '220903';
const CLAIMS = '112202';
const ALLOWANCE = '1131';
const LOSS = '5501';
const tills = { bank: BANK, cash: CASH } as const satisfies Record<RecoveryTill, string>;

/** What every line of a case carries. */
interface OfCase {
  amount: Money;
  requestId: string;
}

/** The fund that paid, and whether it paid in an earlier year. */
interface OfFund extends OfCase {
  fund: { id: string; kind: FundKind };
  priorYear: boolean;
}

function lineOf(
  { amount, requestId }: OfCase,
  side: Line['side'],
  account: string,
  fund?: string,
): Line {
  return { account, side, amount, request: requestId, fund };
}

/** In the payment's own year its expense goes down, later net assets of earlier years go up. */
function restored(of: OfFund): Line {
  const suffix = of.fund.kind === 'restricted' ? '02' : '01';
  return lineOf(of, 'credit', `${of.priorYear ? '3201' : '5101'}${suffix}`, of.fund.id);
}

/** The bank returned a transfer (E21): the expense stays, the money is owed to its case. */
export function transferReturned(of: OfCase): Posting {
  return { event: 'E21', lines: [lineOf(of, 'debit', BANK), lineOf(of, 'credit', RETURNED)] };
}

/** Returned money is paid again (E21). */
export function returnedPaidAgain(of: OfCase): Posting {
  return { event: 'E21P', lines: [lineOf(of, 'debit', RETURNED), lineOf(of, 'credit', BANK)] };
}

/** Returned money goes back to its fund (E21, decision 15). */
export function returnCancelled(of: OfFund): Posting {
  const event = of.priorYear ? 'E21Y' : 'E21C';
  return { event, lines: [lineOf(of, 'debit', RETURNED), restored(of)] };
}

/** Aid comes back to its fund (E22): as money, or without a till as a claim of that fund. */
export function aidRecovered(of: OfFund & { till: RecoveryTill | null }): Posting {
  const debit =
    of.till === null
      ? lineOf(of, 'debit', CLAIMS, of.fund.id)
      : lineOf(of, 'debit', tills[of.till]);
  return { event: of.priorYear ? 'E22Y' : 'E22', lines: [debit, restored(of)] };
}

/**
 * Money came against a claim (E22), or the claim is lost: provided for and written off at once,
 * borne by the same fund (E29).
 */
export function claimSettled(
  of: OfCase & { fundId: string; way: SettlementWay; till: RecoveryTill | null },
): Posting {
  const claim = lineOf(of, 'credit', CLAIMS, of.fundId);
  if (of.way === 'received') {
    return { event: 'E22R', lines: [lineOf(of, 'debit', tills[of.till ?? 'bank']), claim] };
  }
  const lines = [
    lineOf(of, 'debit', LOSS, of.fundId),
    lineOf(of, 'credit', ALLOWANCE),
    lineOf(of, 'debit', ALLOWANCE),
    claim,
  ];
  return { event: 'E29', lines };
}
