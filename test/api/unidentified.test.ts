import { expect, test } from 'vitest';
import { gift, openDrive } from '../support/acts.ts';
import { accountNow, fundNow, ok } from '../support/cases.ts';
import { identification, unknownMoney } from '../support/posts-gifts.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const treasurer = world.as('treasurer');
const driveId = await openDrive(world);
const identify = (id: string, values: object = {}) =>
  treasurer.post(`/unidentified-receipts/${id}/identify`, identification(world, values));
const sendBack = (id: string, login = 'chair') =>
  world
    .as(login)
    .post(`/unidentified-receipts/${id}/return`, { returnedOn: '2026-01-10', reason: '退回' });
const read = async (id: string) =>
  ok(await world.as('auditor').get('/unidentified-receipts')).items.find(
    (each: { id: string }) => each.id === id,
  );

test('E12: unknown money is owed; named, it is a gift with its receipt, in its drive', async () => {
  const { id } = await unknownMoney(world, { amount: '320.00', receivedOn: '2026-01-05' });
  expect(await accountNow(world, '220902')).toBe('-320.00');
  expect(await read(id)).toMatchObject({ status: 'open', ageDays: 5, payerMasked: '王*' });
  expect(await fundNow(world, 'F01')).toMatchObject({ balance: '0.00' });
  const named = ok(await identify(id, { driveId }));
  expect(await accountNow(world, '220902')).toBe('0.00');
  expect(await fundNow(world, 'F01')).toMatchObject({ balance: '320.00' });
  const voucher = ok(await world.as('auditor').get(`/vouchers/${named.voucherId}`));
  expect(voucher.event).toBe('E12I');
  expect(voucher.lines).toMatchObject([
    { accountCode: '220902', side: 'debit', amount: '320.00' },
    { accountCode: '410102', side: 'credit', amount: '320.00', fundCode: 'F01' },
  ]);
  expect(ok(await treasurer.get(`/drives/${driveId}`)).received).toBe('320.00');
  const donation = ok(await treasurer.get(`/donations/${named.donationId}`));
  expect(donation).toMatchObject({ channel: 'identified', receiptNumber: named.receiptNumber });
  expect(donation.allowedActions).not.toContain('bounce');
  // named wrongly: taken back, it is unknown again
  const back = { reason: '认错', reversedOn: '2026-01-10' };
  ok(await world.as('treasurer2').post(`/donations/${named.donationId}/reverse`, back));
  expect(await read(id)).toMatchObject({ status: 'open', donationId: null });
  ok(await identify(id));
});

test('the chair sends it back, and nobody else', async () => {
  const { id } = await unknownMoney(world, { amount: '50.00' });
  const before = await accountNow(world, '100201');
  expect((await sendBack(id, 'treasurer2')).status).toBe(403);
  ok(await sendBack(id));
  expect(Number(before) - Number(await accountNow(world, '100201'))).toBe(50);
  expect(await read(id)).toMatchObject({ status: 'returned', ageDays: null });
  expect((await identify(id)).body.code).toBe('STATE_CONFLICT');
});

test('a slip is noted once, as a gift or as unknown; nobody names it to no one', async () => {
  const { bankReference } = await unknownMoney(world);
  const as = { transactionReference: bankReference };
  expect((await treasurer.post('/donations', gift(as))).body.code).toBe('DUPLICATE_TRANSACTION');
  const { id } = await unknownMoney(world);
  const at = async (values: object) => (await identify(id, values)).body.errors?.[0];
  expect(await at({ donor: { kind: 'anonymous' } })).toMatchObject({ pointer: '/donor/kind' });
  expect(await at({ identifiedOn: '2026-01-09' })).toMatchObject({ pointer: '/identifiedOn' });
  expect(await at({ identifiedOn: '2026-01-11' })).toMatchObject({ code: 'DATE_FUTURE' });
  const posing = gift({ channel: 'identified' });
  expect((await treasurer.post('/donations', posing)).body.errors[0]).toMatchObject({
    pointer: '/channel',
  });
});

test('named and sent back by eight at once: one gets through', async () => {
  const { id } = await unknownMoney(world, { amount: '8.00' });
  const owed = await accountNow(world, '220902');
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, turn) => (turn % 2 === 0 ? identify(id) : sendBack(id))),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(Number(await accountNow(world, '220902')) - Number(owed)).toBe(8);
});

test('verify finds nothing amiss', async () => {
  expect(ok(await world.as('auditor').post('/verifications', {})).findings).toEqual([]);
});
