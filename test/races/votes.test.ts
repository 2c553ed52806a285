import { expect, test } from 'vitest';
import { fillFund, fundNow, ok, payable, visited, vote } from '../support/cases.ts';
import type { Answer } from '../support/world.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const sql = world.core.client;

/** BUSY is a fair answer of a race; asked again, it has to say what happened. */
async function settled(ask: () => Promise<Answer>): Promise<Answer> {
  let answer = await ask();
  for (let tries = 0; tries < 20 && ['BUSY', 'OVERLOADED'].includes(answer.body['code']); tries++) {
    answer = await ask();
  }
  return answer;
}
const codesOf = (answers: Answer[]) => answers.map(({ body }) => body['code'] as string);
const count = async (query: PromiseLike<readonly { n: number }[]>) => (await query)[0]!.n;

test('eight deciding votes on the last yuan of a fund grant what it can bear', async () => {
  await fillFund(world, '3000.00');
  const ids = await Promise.all(Array.from({ length: 8 }, () => visited(world, '1000.00')));
  const members = ['member1', 'member2', 'member3', 'chair'];
  const answers = await Promise.all(
    ids.map((id, at) => settled(() => vote(world, members[at % 4]!, id, '1000.00'))),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
  const refused = answers.filter(({ status }) => status !== 200);
  expect(codesOf(refused)).toEqual(Array.from({ length: 5 }, () => 'FUND_INSUFFICIENT'));
  expect(refused.every(({ body }) => body['available'] === '0.00')).toBe(true);
  expect(await count(sql`select count(*)::int as n from votes`)).toBe(3);
  const approved = sql<{ n: number }[]>`select count(*)::int as n from aid_requests
    where status = 'approved' and granted = 1000`;
  expect(await count(approved)).toBe(3);
  expect(await fundNow(world, 'F01')).toMatchObject({
    balance: '3000.00',
    committed: '3000.00',
    available: '0.00',
  });
  await fillFund(world, '9000.00');
});

test('fifty votes of one member at once, from two accounts, are one vote', async () => {
  const id = await visited(world, '5200.00');
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      settled(() => vote(world, at % 2 ? 'member1' : 'member1b', id, '5200.00')),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(new Set(codesOf(answers.filter(({ status }) => status !== 200)))).toEqual(
    new Set(['ALREADY_VOTED']),
  );
  const kept = sql<{ n: number }[]>`select count(*)::int as n from votes where request_id = ${id}`;
  expect(await count(kept)).toBe(1);
});

test('fifty payments of one order by two cashiers are one payment', async () => {
  const before = await fundNow(world, 'F01');
  const { orderId } = await payable(world, '700.00');
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      settled(() =>
        world.as(at % 2 ? 'cashier' : 'cashier2').post(`/payment-orders/${orderId}/pay`, {
          paidOn: '2026-01-10',
          bankReference: `B-${at}`,
        }),
      ),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(new Set(codesOf(answers.filter(({ status }) => status !== 200)))).toEqual(
    new Set(['ALREADY_DISBURSED']),
  );
  expect(
    await count(sql`select count(*)::int as n from payments where order_id = ${orderId}`),
  ).toBe(1);
  const vouchers = sql<{ n: number }[]>`select count(*)::int as n from vouchers
    where source_type = 'payment'`;
  expect(await count(vouchers)).toBe(1);
  const after = await fundNow(world, 'F01');
  expect(Number(before.balance) - Number(after.balance)).toBe(700);
});

test('two members who decide at once do not both believe to be the first', async () => {
  const id = await visited(world, '5200.00');
  const members = ['member1', 'member2', 'member3', 'chair'];
  const answers = await Promise.all(
    members.map((login) => settled(() => vote(world, login, id, '5200.00'))),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
  const late = answers.filter(({ status }) => status !== 200);
  expect(codesOf(late)).toEqual(['STATE_CONFLICT', 'STATE_CONFLICT']);
  const { granted, votes } = ok(await world.as('auditor').get(`/aid-requests/${id}`));
  expect(granted).toBe('5200.00');
  expect(votes).toHaveLength(2);
});

test('a withdrawal against the deciding vote leaves no reservation without a request', async () => {
  const ids = await Promise.all(Array.from({ length: 8 }, () => visited(world, '100.00')));
  const before = await fundNow(world, 'F01');
  await Promise.all(
    ids.flatMap((id) => [
      settled(() => vote(world, 'member2', id, '100.00')),
      settled(() => world.as('worker').post(`/aid-requests/${id}/withdraw`)),
    ]),
  );
  const rows = await sql`select status, reserved_for(id) as reserved from aid_requests
    where id in ${sql(ids)}`;
  expect(rows.map((row) => [row['status'], row['reserved']])).toEqual(
    ids.map(() => ['withdrawn', '0']),
  );
  expect(await fundNow(world, 'F01')).toEqual(before);
});
