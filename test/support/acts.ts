import type { World } from './world.ts';

/** A body for POST /donations, with whatever a test changes. */
export const gift = (values: object = {}) => ({
  driveId: null,
  donor: { kind: 'person', name: '王建国' },
  channel: 'bank',
  gross: '100.00',
  receivedOn: '2026-01-10',
  ...values,
});

/** Opens a drive for fund F01 and answers its id. */
export async function openDrive(world: World, values: object = {}): Promise<string> {
  const answer = await world.as('treasurer').post('/drives', {
    code: 'D1',
    name: '第一次募捐',
    fundId: world.funds.F01,
    purpose: '突发特困救助',
    target: '20000.00',
    startsOn: '2026-01-01',
    fundraisingBasis: 'mutual_aid',
    surplusClause: '剩余资金转入突发性特困救助资金',
    ...values,
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body['id'] as string;
}

/** A one-time link for an account, confirmed by the chair: it opens the account. */
export async function linkFor(world: World, userId: string): Promise<string> {
  const made = await world.as('admin').post(`/users/${userId}/invitation`);
  const confirmed = await world.as('chair').post(`/invitations/${made.body.id}/confirm`);
  if (confirmed.status !== 200) throw new Error(JSON.stringify([made.body, confirmed.body]));
  return made.body.token as string;
}
