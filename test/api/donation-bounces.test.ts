import { expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { accountNow, fillFund, fundNow, ok, payable, visited, vote } from '../support/cases.ts';
import { bounce, giftToDrive } from '../support/posts-gifts.ts';
import { give } from '../support/prepared.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const treasurer = world.as('treasurer');
const spend = async (amount: string, fundId = world.funds.F01) => {
  const id = await visited(world, amount, { fundId });
  ok(await vote(world, 'member1', id, amount));
  return id;
};

test('E11: a spent gift that the bank takes back puts its fund in deficit', async () => {
  const gross = '500.00';
  const id = await giftToDrive(world, { gross });
  // the whole fund is spent
  const { orderId } = await payable(world, gross);
  ok(await world.as('cashier').post(`/payment-orders/${orderId}/pay`, { paidOn: '2026-01-10' }));
  await give(world, { gross: '900.00' });
  const plain = await world
    .as('treasurer2')
    .post(`/donations/${id}/reverse`, { reason: '退票', reversedOn: '2026-01-10' });
  expect(plain.body.code).toBe('FUND_INSUFFICIENT');
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => treasurer.post(`/donations/${id}/bounce`, bounce(world))),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
  expect(await fundNow(world, 'F01')).toMatchObject({ balance: '-500.00' });
  const [row] = await world.client`select in_deficit from fund_balances where balance = -500`;
  expect(row!['in_deficit']).toBe(true);
  const read = ok(await treasurer.get(`/donations/${id}`));
  expect(read).toMatchObject({ reversed: true, receiptValid: false, allowedActions: [] });
  expect(read.bounceReference).toMatch(/^TP-/);
});

test('cash does not bounce, nor before it came, and each bank number once', async () => {
  const cash = await giftToDrive(world, { channel: 'cash' });
  const at = async (id: string, values: object = {}) =>
    (await treasurer.post(`/donations/${id}/bounce`, bounce(world, values))).body;
  expect((await at(cash)).code).toBe('STATE_CONFLICT');
  const { id } = await give(world);
  expect((await at(id, { bouncedOn: '2026-01-09' })).errors[0]).toMatchObject({
    pointer: '/bouncedOn',
  });
  const { id: other } = await give(world);
  const number = { bankReference: '1' };
  ok(await treasurer.post(`/donations/${id}/bounce`, bounce(world, number)));
  expect((await at(other, number)).code).toBe('DUPLICATE');
});

test('a spent gift to F00 is not reversed into its floor', async () => {
  // F01 is made good, so that the bank has what F00 holds
  await fillFund(world, '600.00');
  const { available } = await fundNow(world, 'F00');
  const wrong = ok(await treasurer.post('/donations', gift({ gross: '50.00' }))).id as string;
  const all = (Number(available) + 50).toFixed(2);
  const { orderId } = await payableFrom(all);
  ok(await world.as('cashier').post(`/payment-orders/${orderId}/pay`, { paidOn: '2026-01-10' }));
  expect(await fundNow(world, 'F00')).toMatchObject({ balance: '0.00' });
  const back = { reason: '误录', reversedOn: '2026-01-10' };
  const answer = await world.as('treasurer2').post(`/donations/${wrong}/reverse`, back);
  expect([answer.status, answer.body.code]).toEqual([409, 'FUND_INSUFFICIENT']);
});

async function payableFrom(amount: string) {
  const requestId = await spend(amount, world.funds.F00);
  const order = {
    requestId,
    method: 'bank',
    payeeKind: 'applicant',
    payeeName: '王小芳',
    payeeAccount: '6200000000000005',
    payeeBank: '某银行',
  };
  return { orderId: ok(await treasurer.post('/payment-orders', order)).id as string };
}

test('a gift is not refused for its fee when F00 is all promised, but nothing else may', async () => {
  const wrong = ok(await treasurer.post('/donations', gift({ gross: '50.00' }))).id as string;
  await give(world, { gross: '450.00' });
  await spend('500.00', world.funds.F00);
  expect(await fundNow(world, 'F00')).toMatchObject({ committed: '500.00', available: '0.00' });
  const fee = { channel: 'wechat', gross: '100.00', fee: '0.60' };
  await giftToDrive(world, fee);
  expect(await fundNow(world, 'F00')).toMatchObject({ balance: '499.40', available: '-0.60' });
  expect(await accountNow(world, '540101')).toBe('0.60');
  const back = { reason: '误录', reversedOn: '2026-01-10' };
  const answer = await world.as('treasurer2').post(`/donations/${wrong}/reverse`, back);
  expect([answer.status, answer.body.code]).toEqual([409, 'FUND_INSUFFICIENT']);
  // what was promised is still paid out of what comes in
  await give(world, { gross: '0.60' });
  expect(await fundNow(world, 'F00')).toMatchObject({ available: '0.00' });
});

test('verify finds nothing amiss', async () => {
  expect(ok(await world.as('auditor').post('/verifications', {})).findings).toEqual([]);
});
