import type { Payout, PaymentReturn, Recovery } from '../../shared/payouts.ts';

type Of = Pick<Payout, 'restricted' | 'fundCode'>;
type Settlement = Recovery['settlements'][number];

interface Line {
  side: 'debit' | 'credit';
  account: string;
  fund?: string | undefined;
  amount: string;
}

/** The account that has the money again: expense of this year, or adjustments of earlier ones. */
function restored({ restricted, fundCode }: Of, priorYear: boolean, amount: string): Line {
  const account = `${priorYear ? '3201' : '5101'}${restricted ? '02' : '01'}`;
  return { side: 'credit', account, fund: fundCode, amount };
}

/** What a transfer that came back will post. */
export function returnLines(amount: string): Line[] {
  return [
    { side: 'debit', account: '100201', amount },
    { side: 'credit', account: '220903', amount },
  ];
}

/** What carrying out the plan for returned money will post. */
export function planLines(of: Of, back: PaymentReturn): Line[] {
  const { amount, plan } = back;
  const waits: Line = { side: 'debit', account: '220903', amount };
  if (plan?.way === 'repay') return [waits, { side: 'credit', account: '100201', amount }];
  return [waits, restored(of, plan?.priorYear ?? false, amount)];
}

/** What agreeing to a recovery will post. */
export function recoveryLines(of: Of, { till, amount, priorYear }: Recovery): Line[] {
  const debit: Line =
    till === null
      ? { side: 'debit', account: '112202', fund: of.fundCode, amount }
      : { side: 'debit', account: till === 'cash' ? '100101' : '100201', amount };
  return [debit, restored(of, priorYear, amount)];
}

/** What agreeing to a loss will post. */
export function lossLines({ fundCode }: Of, { amount }: Settlement): Line[] {
  return [
    { side: 'debit', account: '5501', fund: fundCode, amount },
    { side: 'credit', account: '1131', amount },
    { side: 'debit', account: '1131', amount },
    { side: 'credit', account: '112202', fund: fundCode, amount },
  ];
}
