import type { FundKind } from '../../shared/funds.ts';
import type { GoodsKind } from '../../shared/goods.ts';
import { type Money, sumMoney } from '../../shared/money.ts';
import { incomeAccount, type Line, type Posting } from './postings.ts';

interface FundRef {
  id: string;
  kind: FundKind;
}

/** What moves on an account of inventory. */
export interface GoodsPart {
  account: string;
  value: Money;
}

const BANK = '100201';
const RECEIVABLE = '112202';

/** The sub-account of a fund: …02 of a restricted one, …01 of any other (domain.md §1.2). */
const byKind = (account: string, { kind }: FundRef) =>
  `${account}${kind === 'restricted' ? '02' : '01'}`;

/**
 * A gift in kind whose value a paper proves (E05): inventory of its fund against donation income.
 * The fund's balance rises and its available money does not. Source: domain.md §1.5, §1.6.
 */
export function goodsGiven(gift: {
  parts: readonly GoodsPart[];
  gross: Money;
  fund: FundRef;
  driveId: string | null;
  donorId: string;
}): Posting {
  const { parts, gross, fund, driveId, donorId } = gift;
  const who = { fund: fund.id, drive: driveId ?? undefined, donor: donorId };
  return {
    event: 'E05',
    lines: [
      ...parts.map(({ account, value }): Line => ({
        account,
        side: 'debit',
        amount: value,
        ...who,
      })),
      { account: incomeAccount(fund.kind), side: 'credit', amount: gross, ...who },
    ],
  };
}

/** The papers about goods that are posted by themselves. */
export type PostedGoods = Exclude<GoodsKind, 'gift' | 'opening'>;

const eventOf = {
  purchase: 'E20',
  issue: 'E07',
  loss: 'E28',
  expiry: 'E28',
  surplus: 'E28S',
} as const satisfies Record<PostedGoods, string>;

/**
 * Goods bought with the fund's money (E20), handed out (E07, programme expense), lost or expired
 * (E28, admin expense of the fund, or a receivable from whoever is liable), or found in a count
 * (other income). `receivableHasFund` says whether the chart keeps receivables by fund.
 */
export function goodsMoved(moved: {
  kind: PostedGoods;
  fund: FundRef;
  parts: readonly GoodsPart[];
  liable: boolean;
  receivableHasFund: boolean;
}): Posting {
  const { kind, fund, parts, liable, receivableHasFund } = moved;
  const comes = kind === 'purchase' || kind === 'surplus';
  const other: Omit<Line, 'side' | 'amount'> =
    kind === 'purchase'
      ? { account: BANK }
      : kind === 'issue'
        ? { account: byKind('5101', fund), fund: fund.id }
        : kind === 'surplus'
          ? { account: byKind('4901', fund), fund: fund.id }
          : liable
            ? { account: RECEIVABLE, ...(receivableHasFund && { fund: fund.id }) }
            : { account: byKind('5301', fund), fund: fund.id };
  const amount = sumMoney(parts.map(({ value }) => value));
  const stock = parts.map(({ account, value }): Line => ({
    account,
    side: comes ? 'debit' : 'credit',
    amount: value,
    fund: fund.id,
  }));
  const against: Line = { ...other, side: comes ? 'credit' : 'debit', amount };
  return { event: eventOf[kind], lines: comes ? [...stock, against] : [against, ...stock] };
}
