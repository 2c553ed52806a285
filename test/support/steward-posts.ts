import { made, next, post, today } from './prepared.ts';
import type { World } from './world.ts';

/** A handover's list from one cashier to the other, seen by the chair. */
export const listFor = (world: World, values: object = {}) => ({
  kind: 'cashier',
  toPersonId: world.personOf['cashier2'],
  witnessPersonId: world.personOf['chair'],
  handedOn: today(world),
  items: [{ name: '保险柜钥匙', quantity: '2 把' }],
  ...values,
});

/** A handover that the giver has begun. */
export async function begunHandover(world: World, values: object = {}): Promise<string> {
  return made(await world.as('cashier').post('/handovers', listFor(world, values))).id;
}

/** A new member's account in use, for somebody to stand in with. */
async function standIn(world: World): Promise<string> {
  const login = `stand${next()}`;
  const body = { name: `代班人${login}`, login, roles: ['committee'] };
  const { id } = made(await world.as('admin').post('/users', body));
  await world.client`update users set status = 'active', password_hash = 'none' where id = ${id}`;
  return id;
}

/** What stands in for the treasurer from today on. */
export async function coverFor(world: World, values: object = {}) {
  return {
    role: 'treasurer',
    coveredUserId: world.users['treasurer'],
    coveringUserId: await standIn(world),
    fromOn: today(world),
    untilOn: today(world),
    reason: '出差',
    ...values,
  };
}

const enteredCover = async (world: World) =>
  made(await world.as('admin').post('/covers', await coverFor(world))).id;

/** A budget of F01 for the year of today. */
export const budgetFor = (world: World, values: object = {}) => ({
  fundId: world.funds.F01,
  year: Number(today(world).slice(0, 4)),
  programme: '20000.00',
  administration: '0.00',
  fundraising: '0.00',
  ...values,
});

/** A budget that waits for the chair. */
export async function preparedBudget(world: World, values: object = {}): Promise<string> {
  return made(await world.as('treasurer').post('/budgets', budgetFor(world, values))).id;
}

/** The POSTs of stewardship, ready to be sent. */
export const stewardship = [
  post('/handovers', async (world) => ({
    login: 'cashier',
    path: '/handovers',
    body: listFor(world),
  })),
  post('/handovers/:id/sign', async (world) => ({
    login: 'cashier2',
    path: `/handovers/${await begunHandover(world)}/sign`,
    body: {},
  })),
  post('/covers', async (world) => ({
    login: 'admin',
    path: '/covers',
    body: await coverFor(world),
  })),
  post('/covers/:id/confirm', async (world) => ({
    login: 'chair',
    path: `/covers/${await enteredCover(world)}/confirm`,
    body: {},
  })),
  post('/covers/:id/end', async (world) => ({
    login: 'admin',
    path: `/covers/${await enteredCover(world)}/end`,
    body: {},
  })),
  post('/budgets', async (world) => ({
    login: 'treasurer',
    path: '/budgets',
    body: budgetFor(world),
  })),
  post('/budgets/:id/approve', async (world) => ({
    login: 'chair',
    path: `/budgets/${await preparedBudget(world)}/approve`,
    body: {},
  })),
  post('/cash-limits', async (world) => ({
    login: 'chair',
    path: '/cash-limits',
    body: { effectiveFrom: today(world), amount: '3000.00', bankingDays: 1 },
  })),
];
