import type { AdvanceTill } from '../../shared/advances.ts';
import type { FundKind } from '../../shared/funds.ts';
import { addMoney, isZero, type Money, subtractMoney, ZERO } from '../../shared/money.ts';
import type { Line, Posting } from './postings.ts';

const CASH = '100101';
const BANK = '100201';
const ADVANCES = '112201';

/** A worker takes an advance (E24): a claim on the holder, no expense yet. domain.md §1.6. */
export function advancePaidOut({ amount, till }: { amount: Money; till: AdvanceTill }): Posting {
  return {
    event: 'E24',
    lines: [
      { account: ADVANCES, side: 'debit', amount },
      { account: till === 'cash' ? CASH : BANK, side: 'credit', amount },
    ],
  };
}

interface PaidOut {
  fromAdvance: boolean;
  spent: Money;
  returned: Money;
  toppedUp: Money;
  fund: { id: string; kind: FundKind };
}

/**
 * Money of a roster was handed out: out of an advance, which is settled by it (E24), or out of the
 * cash box (E27). What was spent is aid of its fund; what came back is cash again; what was spent
 * beyond the advance leaves the box. Source: domain.md §1.6.
 */
export function rosterPaidOut(paid: PaidOut): Posting {
  const { fromAdvance, spent, returned, toppedUp, fund } = paid;
  const settled = subtractMoney(addMoney(spent, returned), toppedUp);
  const expense = fund.kind === 'restricted' ? '510102' : '510101';
  const lines: Line[] = [
    { account: expense, side: 'debit', amount: spent, fund: fund.id },
    { account: CASH, side: 'debit', amount: returned },
    { account: ADVANCES, side: 'credit', amount: settled },
    { account: CASH, side: 'credit', amount: toppedUp },
  ];
  return {
    event: fromAdvance ? 'E24S' : 'E27',
    lines: lines.filter(({ amount }) => !isZero(amount)),
  };
}

/**
 * The same as two vouchers where these have three words: what moved no money (转), and the cash that
 * came back or left (收 or 付). Decision 7: V05 is 转 3,300.00 and 收 700.00.
 */
export function rosterPaidOutInParts(paid: PaidOut): [transfer: Posting, cash: Posting] {
  const { toppedUp } = paid;
  const spent = subtractMoney(paid.spent, toppedUp);
  return [
    rosterPaidOut({ ...paid, spent, returned: ZERO, toppedUp: ZERO }),
    rosterPaidOut({ ...paid, spent: toppedUp }),
  ];
}
