import { gift } from './acts.ts';
import { fillFund, ok, visited, vote } from './cases.ts';
import { closeMonth, signMonth } from './months.ts';
import type { World } from './world.ts';

/** A POST that is ready to be sent, and would succeed. */
export interface ReadyPost {
  login: string;
  path: string;
  body: object;
}

/** A keyed route with what has to happen before it can succeed once. */
export interface PreparedPost {
  /** Method and path as the route declares them. */
  route: string;
  /** Whether it posts a voucher or moves a reservation. */
  money: boolean;
  prepare: (world: World) => Promise<ReadyPost>;
}

let serial = 0;
export const next = () => String(++serial);
export const today = (world: World) => world.core.today();
export const made = (answer: { status: number; body: { id: string } }) => (
  ok(answer as never),
  answer.body
);

export const give = async (world: World, values: object = {}) => {
  const body = gift({ receivedOn: today(world), ...values });
  return ok(await world.as('treasurer').post('/donations', body));
};

export const newcomer = { name: '新人', anotherPersonOfThisName: true };

export async function newUser(world: World): Promise<string> {
  const body = { ...newcomer, login: `new${next()}`, roles: ['auditor'] };
  return made(await world.as('admin').post('/users', body)).id;
}

/** A count of the box with one fen too much, not confirmed yet. */
export async function countedBox(world: World): Promise<string> {
  const { cash } = ok(await world.as('cashier').get('/cash'));
  const countedAmount = String((BigInt(cash.replace('.', '')) + 1n) as bigint).padStart(3, '0');
  const body = {
    countedOn: today(world),
    countedAmount: `${countedAmount.slice(0, -2)}.${countedAmount.slice(-2)}`,
  };
  return made(await world.as('cashier').post('/cash-counts', body)).id;
}

export async function bankedVoucher(world: World): Promise<string> {
  await give(world, { channel: 'cash', gross: '1.00' });
  const body = {
    kind: 'cash',
    amount: '1.00',
    depositedOn: today(world),
    slipReference: `R-${next()}`,
  };
  return ok(await world.as('cashier').post('/deposits', body)).voucherId as string;
}

let months = 0;

/** The next month of long ago, as yyyymm, which no test has used. */
export const nextMonth = (): number => {
  const at = months++;
  return (2000 + Math.floor(at / 12)) * 100 + (at % 12) + 1;
};

/** Closes what earlier examples left open before a month, so that it can close. */
async function closeEarlier(world: World, before: number): Promise<void> {
  const open = await world.core.client<{ id: number }[]>`
    select id from periods where status = 'open' and id < ${before} order by id`;
  for (const { id } of open) {
    const { allowedActions } = ok(await world.as('chair').get(`/periods/${id}/checklist`));
    if ((allowedActions as string[]).includes('sign_deficits')) {
      ok(await world.as('chair').post(`/periods/${id}/deficit-sign-off`, { reason: '手续费' }));
    }
    await closeMonth(world, id);
  }
}

/** A month of long ago whose vouchers are all signed by both, ready to close. */
export async function signedMonth(world: World, period?: number): Promise<number> {
  const month = period ?? nextMonth();
  await closeEarlier(world, month);
  await give(world, { receivedOn: `${Math.floor(month / 100)}-${String(month).slice(4)}-05` });
  await signMonth(world, month);
  return month;
}

/** The same, closed. */
export async function closedMonth(world: World): Promise<number> {
  const month = await signedMonth(world);
  await closeMonth(world, month);
  return month;
}

export const post = (
  route: string,
  prepare: PreparedPost['prepare'],
  { money = false }: { money?: boolean } = {},
): PreparedPost => ({ route: `POST ${route}`, money, prepare });

export const money = { money: true };

export async function decided(world: World, requested: string): Promise<string> {
  await fillFund(world, requested);
  const id = await visited(world, requested);
  ok(await vote(world, 'member1', id, requested));
  if (Number(requested) >= 5000) ok(await vote(world, 'member2', id, requested));
  return id;
}
