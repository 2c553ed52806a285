import type { Transfer } from '../../shared/transfers.ts';

/** What agreeing to a transfer will post: net assets from one fund to the other. */
export function transferLines(
  transfer: Pick<Transfer, 'kind' | 'fromFundCode' | 'toFundCode' | 'amount'>,
) {
  const { kind, fromFundCode, toFundCode, amount } = transfer;
  const free = kind === 'set_aside';
  return [
    { side: 'debit' as const, account: free ? '3101' : '3102', fund: fromFundCode, amount },
    {
      side: 'credit' as const,
      account: free || kind === 'release' ? '3101' : '3102',
      fund: toFundCode,
      amount,
    },
  ];
}
