import { ok } from './cases.ts';
import { newcomer, newUser, next, post } from './prepared.ts';
import type { World } from './world.ts';

/** A link of a new account: one that waits for its second person, or one that was made alone. */
async function link(world: World, { alone }: { alone: boolean }): Promise<string> {
  const chair = (status: string) =>
    world.client`update users set status = ${status} where login = 'chair'`;
  const userId = await newUser(world);
  if (alone) await chair('disabled');
  const { id } = ok(await world.as('admin').post(`/users/${userId}/invitation`));
  if (alone) await chair('active');
  return id as string;
}

/** The posts of accounts and their links. */
export const people = [
  post('/users', async () => ({
    login: 'admin',
    path: '/users',
    body: { ...newcomer, login: `new${next()}`, roles: ['auditor'] },
  })),
  post('/users/:id/invitation', async (world) => ({
    login: 'admin',
    path: `/users/${await newUser(world)}/invitation`,
    body: {},
  })),
  post('/invitations/:id/confirm', async (world) => ({
    login: 'chair',
    path: `/invitations/${await link(world, { alone: false })}/confirm`,
    body: {},
  })),
  post('/invitations/:id/acknowledge', async (world) => ({
    login: 'auditor',
    path: `/invitations/${await link(world, { alone: true })}/acknowledge`,
    body: {},
  })),
  post('/users/:id/disable', async (world) => ({
    login: 'admin',
    path: `/users/${await newUser(world)}/disable`,
    body: {},
  })),
  post('/users/:id/roles', async (world) => ({
    login: 'admin',
    path: `/users/${await newUser(world)}/roles`,
    body: { roles: ['committee'], version: 1 },
  })),
];
