import type { AgencyKind, AgencyTill } from '../../shared/agency.ts';
import { comesIn, movesGoods } from '../../shared/agency.ts';
import type { BankEventKind } from '../../shared/bank.ts';
import type { FundKind } from '../../shared/funds.ts';
import type { Money } from '../../shared/money.ts';
import type { TransferKind } from '../../shared/transfers.ts';
import { incomeAccount, type Line, type Posting } from './postings.ts';

interface FundRef {
  id: string;
  kind: FundKind;
}

/** The sub-account of a fund: …02 of a restricted one, …01 of any other (domain.md §1.2). */
const byKind = (account: string, { kind }: FundRef) =>
  `${account}${kind === 'restricted' ? '02' : '01'}`;

const BANK = '100201';
const eventOf = { interest: 'E25', fee: 'E26', grant: 'E35' } as const;

/**
 * Interest (E25, other income), a bank fee (E26, admin expense of the unrestricted fund) or a grant
 * of the street or the treasury (E35, 政府补助, which is no donation).
 */
export function bankDid(happened: { kind: BankEventKind; amount: Money; fund: FundRef }): Posting {
  const { kind, amount, fund } = happened;
  const account = { interest: '4901', fee: '5301', grant: '4401' }[kind];
  const other: Omit<Line, 'side'> = { account: byKind(account, fund), amount, fund: fund.id };
  const bank: Omit<Line, 'side'> = { account: BANK, amount };
  const lines: Line[] =
    kind === 'fee'
      ? [
          { ...other, side: 'debit' },
          { ...bank, side: 'credit' },
        ]
      : [
          { ...bank, side: 'debit' },
          { ...other, side: 'credit' },
        ];
  return { event: eventOf[kind], lines };
}

const transferEvents = {
  transfer: 'E13',
  release: 'E14',
  surplus: 'E34',
  set_aside: 'E13D',
} as const satisfies Record<TransferKind, string>;

/**
 * Money moved between funds: restricted to restricted (E13, E34), a restriction lifted without
 * spending (E14), or unrestricted money set aside (E13D). Neither income nor expense.
 */
export function fundsTransferred(moved: {
  kind: TransferKind;
  amount: Money;
  fromFundId: string;
  toFundId: string;
}): Posting {
  const { kind, amount, fromFundId, toFundId } = moved;
  const free = kind === 'set_aside';
  return {
    event: transferEvents[kind],
    lines: [
      { account: free ? '3101' : '3102', side: 'debit', amount, fund: fromFundId },
      {
        account: free || kind === 'release' ? '3101' : '3102',
        side: 'credit',
        amount,
        fund: toFundId,
      },
    ],
  };
}

const heldIn = { bank: '100202', cash: '100102', platform: '100903' } as const;
const ownTill = { bank: BANK, cash: '100101', platform: '100901' } as const;

/**
 * Agency money or goods in or out (E15, E16): held against owed, by beneficiary, never income and
 * never expense. A conversion with the principal's consent (E17) takes both away and brings the
 * money to our own till as a gift to `fund`.
 */
export function agencyMoved(moved: {
  kind: AgencyKind;
  till: AgencyTill | null;
  beneficiary: string;
  amount: Money;
  fund: FundRef | null;
}): Posting {
  const { kind, till, beneficiary, amount, fund } = moved;
  const held = till === null ? '1801' : heldIn[till];
  const [first, second] = comesIn(kind)
    ? (['debit', 'credit'] as const)
    : (['credit', 'debit'] as const);
  const lines: Line[] = [
    { account: held, side: first, amount, beneficiary },
    { account: '2601', side: second, amount, beneficiary },
  ];
  if (kind === 'convert' && till !== null && fund !== null) {
    lines.push(
      { account: ownTill[till], side: 'debit', amount },
      { account: incomeAccount(fund.kind), side: 'credit', amount, fund: fund.id },
    );
  }
  return { event: movesGoods(kind) ? 'E16' : kind === 'convert' ? 'E17' : 'E15', lines };
}
