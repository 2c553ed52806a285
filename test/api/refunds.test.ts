import { expect, test } from 'vitest';
import { accountNow, fundNow, ok } from '../support/cases.ts';
import { giftToDrive, owedRefund, preparedRefund, refundOf } from '../support/posts-gifts.ts';
import { give } from '../support/prepared.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const treasurer = world.as('treasurer');
const decide = (id: string, login = 'chair', agrees = true) =>
  world.as(login).post(`/refunds/${id}/decide`, { agrees });
const prepare = async (donationId: string, values: object) =>
  ok(await treasurer.post('/refunds', refundOf(world, donationId, values))).id as string;
const linesOf = async (voucherId: string) =>
  ok(await world.as('auditor').get(`/vouchers/${voucherId}`)).lines.map(
    (line: Record<string, string | null>) => [
      line['side'],
      line['accountCode'],
      line['fundCode'],
      line['amount'],
    ],
  );

test('E09: a part of a gift is given back, its receipt is void and its drive has less', async () => {
  const gift = await giftToDrive(world, { gross: '250.00' });
  const { driveId } = ok(await treasurer.get(`/donations/${gift}`));
  const posted = ok(await decide(await prepare(gift, { amount: '50.00' })));
  expect(await linesOf(posted.voucherId)).toEqual([
    ['debit', '410102', 'F01', '50.00'],
    ['credit', '100201', null, '50.00'],
  ]);
  expect(ok(await treasurer.get(`/donations/${gift}`))).toMatchObject({
    refunded: '50.00',
    receiptValid: false,
    allowedActions: ['refund'],
  });
  const totals = async () => {
    const { received, gifts } = ok(await treasurer.get(`/drives/${driveId}`));
    return [received, gifts];
  };
  expect(await totals()).toEqual(['200.00', 1]);
  ok(await decide(await prepare(gift, { amount: '200.00', till: 'wechat' })));
  expect(await totals()).toEqual(['0.00', 0]);
  expect(await accountNow(world, '100901')).toBe('-200.00');
});

test('E10b: a gift of last year adjusts net assets, not this year’s income', async () => {
  const gift = await giftToDrive(world, { gross: '80.00', receivedOn: '2025-12-31' });
  const posted = ok(await decide(await prepare(gift, { amount: '80.00' })));
  expect(await linesOf(posted.voucherId)).toEqual([
    ['debit', '320102', 'F01', '80.00'],
    ['credit', '100201', null, '80.00'],
  ]);
});

test('E10: what is owed is an expense and a debt, until a cashier pays it', async () => {
  const before = await fundNow(world, 'F00');
  const id = await owedRefund(world);
  expect(await accountNow(world, '220901')).toBe('-100.00');
  expect(await accountNow(world, '530101')).toBe('100.00');
  // the gift of 100.00 came and is owed
  expect((await fundNow(world, 'F00')).balance).toBe(before.balance);
  const pay = (login: string) =>
    world.as(login).post(`/refunds/${id}/pay`, { paidOn: '2026-01-10', bankReference: 'B-1' });
  const answers = await Promise.all(Array.from({ length: 8 }, () => pay('cashier')));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
  expect(await accountNow(world, '220901')).toBe('0.00');
});

test('what is spent, taken back, too much or of nobody is refused by name', async () => {
  const { id } = await give(world, { gross: '60.00' });
  const at = async (values: object, donationId = id as string) =>
    (await treasurer.post('/refunds', refundOf(world, donationId, values))).body.errors?.[0];
  expect(await at({ amount: '60.01' })).toEqual({ pointer: '/amount', code: 'EXCEEDS_GIFT' });
  expect(await at({ amount: '1.00', till: null })).toMatchObject({ pointer: '/till' });
  const early = { amount: '1.00', refundedOn: '2026-01-09' };
  expect(await at(early)).toMatchObject({ pointer: '/refundedOn' });
  expect(await at({}, world.users['chair'])).toMatchObject({ pointer: '/donationId' });
  const waiting = await prepare(id as string, { amount: '60.00' });
  const back = { reason: '误录', reversedOn: '2026-01-10' };
  ok(await world.as('treasurer2').post(`/donations/${id}/reverse`, back));
  expect((await decide(waiting)).body.code).toBe('STATE_CONFLICT');
  expect((await decide(await preparedRefund(world), 'treasurer2')).status).toBe(403);
});

test('a gift of which something was given back is not reversed as a whole', async () => {
  const { id } = await give(world);
  ok(await decide(await prepare(id as string, { amount: '1.00' })));
  const back = { reason: '误录', reversedOn: '2026-01-10' };
  const answer = await world.as('treasurer2').post(`/donations/${id}/reverse`, back);
  expect([answer.status, answer.body.code]).toEqual([409, 'STATE_CONFLICT']);
});

test('eight refunds of the same gift at once give it back once', async () => {
  const { id } = await give(world);
  const waiting: string[] = [];
  for (let turn = 0; turn < 8; turn++) waiting.push(await prepare(id as string, {}));
  const before = await fundNow(world, 'F00');
  const answers = await Promise.all(waiting.map((each) => decide(each)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const { balance } = await fundNow(world, 'F00');
  expect(Number(before.balance) - Number(balance)).toBe(100);
});

test('verify finds nothing amiss', async () => {
  const verified = ok(await world.as('auditor').post('/verifications', {}));
  expect(verified.findings).toEqual([]);
});
