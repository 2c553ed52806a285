import type { GiftChannel } from '../../shared/donations.ts';
import type { FeeBearer } from '../../shared/drives.ts';
import type { FundKind } from '../../shared/funds.ts';
import { addMoney, isZero, type Money, negateMoney, subtractMoney } from '../../shared/money.ts';

/** What a platform usually keeps, in permille of the gift (0.6 %). */
export const USUAL_FEE_PERMILLE = '6';

/** The fund of gifts without a purpose. */
export const UNRESTRICTED_FUND = 'F00';

/** Where money of each channel arrives. */
export const moneyAccount = {
  cash: '100101',
  bank: '100201',
  wechat: '100901',
  alipay: '100902',
  identified: '220902',
  goods: '120101',
} as const satisfies Record<GiftChannel, string>;

/** Whether the channel keeps a fee at all. */
export function hasFee(channel: GiftChannel | undefined): boolean {
  return channel === 'wechat' || channel === 'alipay';
}

export interface Gift {
  channel: GiftChannel;
  gross: Money;
  fee: Money;
  fund: { code: string; kind: FundKind };
  feeBearer: FeeBearer;
}

export interface GiftLine {
  side: 'debit' | 'credit';
  account: string;
  fund?: string;
  amount: Money;
}

/**
 * The lines that recording this gift will post (E01 to E03, E05), so that they can be shown before.
 * The server decides; this says the same in advance.
 */
export function giftLines({ channel, gross, fee, fund, feeBearer }: Gift): GiftLine[] {
  const ownFee = feeBearer === 'fund' && fund.kind === 'restricted';
  const lines: GiftLine[] = [
    {
      side: 'debit',
      account: moneyAccount[channel],
      ...(channel === 'goods' && { fund: fund.code }),
      amount: subtractMoney(gross, fee),
    },
    {
      side: 'debit',
      account: ownFee ? '540102' : '540101',
      fund: ownFee ? fund.code : UNRESTRICTED_FUND,
      amount: fee,
    },
    {
      side: 'credit',
      account: fund.kind === 'restricted' ? '410102' : '410101',
      fund: fund.code,
      amount: gross,
    },
  ];
  return lines.filter(({ amount }) => !isZero(amount));
}

/** The same lines in red: what takes the gift back. */
export function redLines(gift: Gift): GiftLine[] {
  return giftLines(gift).map((line) => ({ ...line, amount: negateMoney(line.amount) }));
}

/** What the fund will have available after the gift. */
export function availableAfter(available: Money, gift: Gift): Money {
  const ofThisFund = giftLines(gift).filter(({ fund }) => fund === gift.fund.code);
  return ofThisFund.reduce(
    (left, { side, amount }) =>
      side === 'credit' ? addMoney(left, amount) : subtractMoney(left, amount),
    available,
  );
}
