import type { Refund } from '../../shared/refunds.ts';

const tills = { bank: '100201', wechat: '100901', alipay: '100902' } as const;

/** What agreeing to a refund will post. */
export function refundLines(
  refund: Pick<Refund, 'kind' | 'till' | 'priorYear' | 'restricted' | 'fundCode' | 'amount'>,
) {
  const { kind, till, priorYear, restricted, fundCode, amount } = refund;
  const base = kind === 'obligation' ? '5301' : priorYear ? '3201' : '4101';
  const account = `${base}${restricted ? '02' : '01'}`;
  return [
    { side: 'debit' as const, account, fund: fundCode, amount },
    { side: 'credit' as const, account: till === null ? '220901' : tills[till], amount },
  ];
}
