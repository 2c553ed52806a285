import { confirm, matchingNow, sidesOf } from './bank.ts';
import { ok } from './cases.ts';
import { countedBox, give, made, money, next, post, type PreparedPost, today } from './prepared.ts';
import type { World } from './world.ts';

const day = (world: World) => ({ startsOn: today(world), endsOn: today(world) });

/** A statement that says one gift of today came in; answers its id. */
export async function statementOf(world: World): Promise<string> {
  const body = await statementBody(world);
  return made(await world.as('treasurer').post('/bank-statements', body)).id;
}

async function statementBody(world: World): Promise<object> {
  const reference = `B-${next()}`;
  await give(world, { gross: '7.00', transactionReference: reference });
  const rows = [{ date: today(world), moneyIn: '7.00', reference }];
  const sums = { opening: '0.00', closing: '7.00' };
  return { accountCode: '100201', ...day(world), ...sums, rows };
}

async function proposed(world: World) {
  await statementOf(world);
  const { proposals } = await matchingNow(world);
  return sidesOf(proposals.findLast(({ by }) => by === 'reference')!);
}

/** A match of two lines; answers its id. */
export async function matchedPair(world: World): Promise<string> {
  return ok(await confirm(world, [await proposed(world)])).ids[0] as string;
}

/** An account that nothing moved on agrees at once; answers the sheet of WeChat's agency money. */
export async function frozenSheet(world: World): Promise<string> {
  const accountCode = '100903';
  const sums = { opening: '0.00', closing: '0.00', rows: [] };
  // the same empty statement twice is a double, and one is enough
  await world.as('treasurer').post('/bank-statements', { accountCode, ...day(world), ...sums });
  const body = { accountCode, asOf: today(world) };
  return made(await world.as('treasurer').post('/bank-reconciliations', body)).id;
}

/** A count whose difference of one fen both signed; answers its id. */
export async function signedCount(world: World): Promise<string> {
  const id = await countedBox(world);
  ok(await world.as('treasurer').post(`/cash-counts/${id}/confirm`));
  return id;
}

const surplus = (world: World) => ({
  way: 'recognised',
  amount: '0.01',
  settledOn: today(world),
  reason: '查无失主',
});

/** A surplus that waits for the chair; answers the settlement's id. */
export async function settlementOf(world: World): Promise<string> {
  const path = `/cash-counts/${await signedCount(world)}/settlements`;
  return made(await world.as('treasurer').post(path, surplus(world))).id;
}

/** The keyed POSTs of the bank's statements and of what follows from a cash count. */
export const bankPosts: readonly PreparedPost[] = [
  post('/bank-statements', async (world) => ({
    login: 'treasurer',
    path: '/bank-statements',
    body: await statementBody(world),
  })),
  post('/bank-matches', async (world) => ({
    login: 'treasurer',
    path: '/bank-matches',
    body: { accountCode: '100201', matches: [await proposed(world)] },
  })),
  post('/bank-matches/:id/undo', async (world) => ({
    login: 'treasurer',
    path: `/bank-matches/${await matchedPair(world)}/undo`,
    body: { reason: '看错' },
  })),
  post('/bank-reconciliations', async (world) => {
    await frozenSheet(world);
    const body = { accountCode: '100903', asOf: today(world) };
    return { login: 'treasurer', path: '/bank-reconciliations', body };
  }),
  post('/bank-reconciliations/:id/review', async (world) => ({
    login: 'treasurer2',
    path: `/bank-reconciliations/${await frozenSheet(world)}/review`,
    body: {},
  })),
  post('/cash-counts/:id/settlements', async (world) => ({
    login: 'treasurer',
    path: `/cash-counts/${await signedCount(world)}/settlements`,
    body: surplus(world),
  })),
  post(
    '/cash-settlements/:id/approve',
    async (world) => ({
      login: 'chair',
      path: `/cash-settlements/${await settlementOf(world)}/approve`,
      body: {},
    }),
    money,
  ),
  post(
    '/withdrawals',
    async (world) => {
      await give(world, { gross: '1.00' });
      const body = { amount: '1.00', withdrawnOn: today(world), slipReference: `W-${next()}` };
      return { login: 'cashier', path: '/withdrawals', body };
    },
    money,
  ),
];
