import type { FundKind } from '../../shared/funds.ts';
import type { Money } from '../../shared/money.ts';
import type { RefundKind, RefundTill } from '../../shared/refunds.ts';
import type { Line, Posting } from './postings.ts';

const OWED = '220901';
const UNKNOWN = '220902';
const tills = { bank: '100201', wechat: '100901', alipay: '100902' } as const;

interface GivenBack {
  amount: Money;
  driveId: string | null;
  donorId: string;
}

const named = ({ amount, driveId, donorId }: GivenBack): Omit<Line, 'account' | 'side'> => ({
  amount,
  drive: driveId ?? undefined,
  donor: donorId,
});

/**
 * Money of a gift goes back. In the gift's own year the income goes down (E09), later it is an
 * adjustment of prior years (E10b); an obligation is an admin expense and a debt (E10, 应偿还的受赠资产).
 * The debit is its fund's, by the kind of the fund. Source: domain.md §1.6.
 */
export function giftGivenBack(
  given: GivenBack & {
    kind: RefundKind;
    till: RefundTill | null;
    priorYear: boolean;
    fund: { id: string; kind: FundKind };
  },
): Posting {
  const { kind, till, priorYear, fund } = given;
  const [event, base] =
    kind === 'obligation' ? ['E10', '5301'] : priorYear ? ['E10B', '3201'] : ['E09', '4101'];
  const account = `${base}${fund.kind === 'restricted' ? '02' : '01'}`;
  return {
    event: event as string,
    lines: [
      { ...named(given), account, side: 'debit', fund: fund.id },
      { ...named(given), account: till === null ? OWED : tills[till], side: 'credit' },
    ],
  };
}

/** What was owed to a donor is paid from the bank (E10, second step). */
export function owedGiftPaid(given: GivenBack): Posting {
  return {
    event: 'E10P',
    lines: [
      { ...named(given), account: OWED, side: 'debit' },
      { ...named(given), account: tills.bank, side: 'credit' },
    ],
  };
}

/** Money in the bank whose giver is not known (E12): a debt, no income. */
export function unidentifiedReceived(amount: Money): Posting {
  return {
    event: 'E12',
    lines: [
      { account: tills.bank, side: 'debit', amount },
      { account: UNKNOWN, side: 'credit', amount },
    ],
  };
}

/** Such money went back to where it came from (E12). */
export function unidentifiedSentBack(amount: Money): Posting {
  return {
    event: 'E12R',
    lines: [
      { account: UNKNOWN, side: 'debit', amount },
      { account: tills.bank, side: 'credit', amount },
    ],
  };
}
