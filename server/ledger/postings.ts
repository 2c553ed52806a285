import type { GiftChannel } from '../../shared/donations.ts';
import type { FundKind } from '../../shared/funds.ts';
import { isNegative, isZero, type Money, negateMoney } from '../../shared/money.ts';

/**
 * One debit or credit of a voucher about to be posted. Class 3, 4, 5 and inventory lines name a
 * fund.
 */
export interface Line {
  account: string;
  side: 'debit' | 'credit';
  amount: Money;
  fund?: string | undefined;
  drive?: string | undefined;
  donor?: string | undefined;
  request?: string | undefined;
  /** The code of a beneficiary of agency money. */
  beneficiary?: string | undefined;
}

/** What an event posts: its code in domain.md §1.6 and its lines. */
export interface Posting {
  event: string;
  lines: Line[];
}

/** The channels by which money comes; goods are in postings-goods.ts. */
export type MoneyChannel = Exclude<GiftChannel, 'goods'>;

const money = {
  cash: '100101',
  bank: '100201',
  wechat: '100901',
  alipay: '100902',
  // what was owed to an unknown giver becomes a gift
  identified: '220902',
} as const satisfies Record<MoneyChannel, string>;

const SHORTAGES = '112203';
const UNIDENTIFIED = '220902';
const FEES_UNRESTRICTED = '540101';
const FEES_RESTRICTED = '540102';

/** Donation income by the kind of its fund. */
export const incomeAccount = (kind: FundKind) => (kind === 'restricted' ? '410102' : '410101');

const eventOf = {
  cash: 'E01',
  bank: 'E02',
  wechat: 'E03',
  alipay: 'E03',
  identified: 'E12I',
} as const satisfies Record<MoneyChannel, string>;

interface Donation {
  channel: MoneyChannel;
  gross: Money;
  fee: Money;
  net: Money;
  fund: { id: string; kind: FundKind };
  /** The fund that bears the platform's fee. */
  feeFund: { id: string; kind: FundKind };
  driveId: string | null;
  donorId: string;
}

/**
 * A gift arrived (E01 cash, E02 bank, E03 WeChat or Alipay), or its giver became known (E12).
 * Income is the gross amount; what the platform kept is a fund-raising expense, borne by the
 * unrestricted fund unless the drive told donors otherwise.
 */
export function donationReceived(gift: Donation): Posting {
  const who = { drive: gift.driveId ?? undefined, donor: gift.donorId };
  const fee = gift.feeFund.kind === 'restricted' ? FEES_RESTRICTED : FEES_UNRESTRICTED;
  const lines: Line[] = [
    { account: money[gift.channel], side: 'debit', amount: gift.net, ...who },
    { account: fee, side: 'debit', amount: gift.fee, fund: gift.feeFund.id, ...who },
    {
      account: incomeAccount(gift.fund.kind),
      side: 'credit',
      amount: gift.gross,
      fund: gift.fund.id,
      ...who,
    },
  ];
  return { event: eventOf[gift.channel], lines: lines.filter(({ amount }) => !isZero(amount)) };
}

/**
 * Cash from the box was paid into the bank: one voucher, money out of the box into the bank (V02).
 */
export function cashBanked(amount: Money): Posting {
  return {
    event: 'E04C',
    lines: [
      { account: money.bank, side: 'debit', amount },
      { account: money.cash, side: 'credit', amount },
    ],
  };
}

/**
 * A platform paid out to the bank (E04). `net` arrived; the fee for the payout is the unrestricted
 * fund's.
 */
export function platformPaidOut(payout: {
  platform: 'wechat' | 'alipay';
  gross: Money;
  fee: Money;
  net: Money;
  feeFundId: string;
}): Posting {
  const lines: Line[] = [
    { account: money.bank, side: 'debit', amount: payout.net },
    { account: FEES_UNRESTRICTED, side: 'debit', amount: payout.fee, fund: payout.feeFundId },
    { account: money[payout.platform], side: 'credit', amount: payout.gross },
  ];
  return { event: 'E04', lines: lines.filter(({ amount }) => !isZero(amount)) };
}

/**
 * A cash count differed from the books (E30, decision 6). `difference` = counted − book: a shortage
 * is owed by whoever is liable, a surplus waits in unidentified receipts. Either way no fund
 * changes.
 */
export function cashDiffered(difference: Money): Posting {
  if (isNegative(difference)) {
    const amount = negateMoney(difference);
    return {
      event: 'E30S',
      lines: [
        { account: SHORTAGES, side: 'debit', amount },
        { account: money.cash, side: 'credit', amount },
      ],
    };
  }
  return {
    event: 'E30O',
    lines: [
      { account: money.cash, side: 'debit', amount: difference },
      { account: UNIDENTIFIED, side: 'credit', amount: difference },
    ],
  };
}
