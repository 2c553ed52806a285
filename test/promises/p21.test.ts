import { expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { ok } from '../support/cases.ts';
import { everyPost } from '../support/every-post.ts';
import { makeWorld, type Answer } from '../support/world.ts';
import { count } from './counts.ts';
import { reached } from './report.ts';

const world = await makeWorld();
// a third treasurer, so that two others than the preparer race
const { id: third } = ok(
  await world
    .as('admin')
    .post('/users', { name: '会计丙', login: 'treasurer3', roles: ['treasurer'] }),
);
await world.client`update users set status = 'active', password_hash = 'none' where id = ${third}`;
world.users['treasurer3'] = third as string;

const rounds = count(3, 50);
const body = { reason: '误录', reversedOn: '2026-01-10' };
const said = (answers: Answer[]) =>
  answers
    .map((each) => (each.status === 201 ? '201' : `${each.status} ${each.body.code}`))
    .toSorted();

async function race(path: string): Promise<void> {
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, at) =>
      world.as(at % 2 ? 'treasurer2' : 'treasurer3').post(path, body),
    ),
  );
  expect(said(answers)).toEqual(['201', ...Array(7).fill('409 ALREADY_REVERSED')]);
}

test('P21 a gift is taken back once, by another person, and its red voucher never', async () => {
  for (let round = 0; round < rounds; round++) {
    const made = ok(await world.as('treasurer').post('/donations', gift()));
    const own = await world.as('treasurer').post(`/donations/${made.id}/reverse`, body);
    expect([own.status, own.body.code]).toEqual([403, 'SOD_VIOLATION']);
    await race(`/donations/${made.id}/reverse`);
    const reds = await world.client`select id from vouchers where reverses_id = ${made.voucherId}`;
    expect(reds).toHaveLength(1);
    const red = await world.as('treasurer').post(`/vouchers/${reds[0]!['id']}/reverse`, body);
    expect([red.status, red.body.code]).toEqual([409, 'STATE_CONFLICT']);
  }
});

test('P21 a voucher of a deposit is reversed once, its reversal never', async () => {
  const bank = everyPost.find(({ route }) => route === 'POST /vouchers/:id/reverse')!;
  for (let round = 0; round < rounds; round++) {
    const { path } = await bank.prepare(world);
    await race(path);
    const voucherId = path.split('/')[2]!;
    const [red] = await world.client`select id from vouchers where reverses_id = ${voucherId}`;
    const again = await world.as('cashier').post(`/vouchers/${red!['id']}/reverse`, body);
    expect(again.status).toBe(403);
    const third = await world.as('treasurer').post(`/vouchers/${red!['id']}/reverse`, body);
    expect([third.status, third.body.code]).toEqual([409, 'STATE_CONFLICT']);
  }
  reached(
    'P21',
    '1 reversal, others 409/403',
    `${2 * rounds} × 8 reversals: 1 each, 0 of a reversal`,
  );
});
