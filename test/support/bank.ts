import type { Matching, Proposal } from '../../shared/reconciliation.ts';
import { gift } from './acts.ts';
import { ok } from './cases.ts';
import type { World } from './world.ts';

/** A row of a statement as it is entered. */
export const row = (
  date: string,
  moneyIn: string,
  moneyOut = '0.00',
  reference = '',
  memo = '',
) => ({ date, moneyIn, moneyOut, reference, memo });

/** January at the bank: two gifts, a fee and interest; 7,507.37 at its end. */
export const january = (values: object = {}) => ({
  accountCode: '100201',
  startsOn: '2026-01-01',
  endsOn: '2026-01-31',
  opening: '0.00',
  closing: '7507.37',
  rows: [
    row('2026-01-05', '7000', '0', 'T-1'),
    { ...row('2026-01-07', '500.00'), counterparty: '王小芳' },
    row('2026-01-29', '0.00', '5.00', '', '账户管理费 6200000000000005'),
    row('2026-01-31', '12.37', '0.00', '', '利息'),
  ],
  ...values,
});

/** January in the books: both gifts, and cash that was banked on the 30th; 7,800.00 at its end. */
export async function bookJanuary(world: World): Promise<void> {
  await bankGift(world, '7000.00', '2026-01-05', 'T-1');
  await bankGift(world, '500.00', '2026-01-06');
  const cash = gift({ channel: 'cash', gross: '300.00', receivedOn: '2026-01-28' });
  ok(await world.as('treasurer').post('/donations', cash));
  const banked = { kind: 'cash', depositedOn: '2026-01-30', slipReference: 'S-1' };
  ok(await world.as('cashier').post('/deposits', { ...banked, amount: '300.00' }));
}

export const bankGift = async (
  world: World,
  gross: string,
  receivedOn: string,
  transactionReference?: string,
) => {
  const reference = transactionReference && { transactionReference };
  return ok(
    await world.as('treasurer').post('/donations', gift({ gross, receivedOn, ...reference })),
  );
};

export const take = (world: World, values: object = {}) =>
  world.as('treasurer').post('/bank-statements', january(values));

export const matchingNow = async (world: World, account = '100201') =>
  (await world.as('treasurer').get(`/bank-matches?account=${account}`)).body as Matching;

export const sidesOf = ({ statementLineIds, ledgerLines }: Proposal) => ({
  statementLineIds,
  ledgerLines,
});

export const confirm = (world: World, matches: object[], accountCode = '100201') =>
  world.as('treasurer').post('/bank-matches', { accountCode, matches });
