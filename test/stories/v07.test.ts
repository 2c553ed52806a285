import { expect, test } from 'vitest';
import { gift, openDrive } from '../support/acts.ts';
import { accountNow, fundNow, ok } from '../support/cases.ts';
import { makeWorld } from '../support/world.ts';

/** V07 (domain.md §8): a pledge is not income. */
const world = await makeWorld('2026-05-10T02:00:00.000Z');
const treasurer = world.as('treasurer');
const donor = { kind: 'organisation', name: '爱心企业' };
const pledges = async () => ok(await treasurer.get('/pledges')).items;
const vouchers = async () => ok(await treasurer.get('/vouchers')).items.length;
const due = async () =>
  ok(await treasurer.get('/today')).tasks.filter(
    ({ kind }: { kind: string }) => kind === 'pledge_overdue',
  );
let driveId: string;
let id: string;

test('a firm pledges 5,000.00: no voucher, a register', async () => {
  driveId = await openDrive(world);
  const agreed = { agreedOn: '2026-05-10', dueOn: '2026-06-30', agreementNumber: 'XY-2026-7' };
  const pledge = { driveId, donor, amount: '5000.00', ...agreed };
  id = ok(await treasurer.post('/pledges', pledge)).id;
  expect(await vouchers()).toBe(0);
  expect(await pledges()).toMatchObject([{ amount: '5000.00', outstanding: '5000.00' }]);
  expect(await fundNow(world, 'F01')).toMatchObject({ balance: '0.00' });
});

test('3,000.00 arrives: income and a receipt of 3,000.00 only', async () => {
  const body = gift({ driveId, donor, gross: '3000.00', receivedOn: '2026-05-10' });
  const { id: donationId } = ok(await treasurer.post('/donations', body));
  ok(await treasurer.post(`/pledges/${id}/arrivals`, { donationId }));
  expect(await accountNow(world, '100201')).toBe('3000.00');
  expect(await accountNow(world, '410102')).toBe('-3000.00');
  expect(await pledges()).toMatchObject([{ arrived: '3000.00', outstanding: '2000.00' }]);
  const receipts = await world.client`select amount from receipts`;
  expect(receipts.map((row) => row['amount'])).toEqual(['3000.00']);
  // a receipt is a gift's, for all of it and no more
  await expect(
    world.core.client`insert into receipts (donation_id, type, year, number, amount, issued_at)
      values (${donationId}, 'internal', 2026, 0, '5000.00', now())`,
  ).rejects.toMatchObject({ code: 'LF007' });
});

test('on 07-01 the 2,000.00 is overdue; still nothing in the books', async () => {
  world.setNow('2026-06-30T02:00:00.000Z');
  expect(await due()).toEqual([]);
  world.setNow('2026-07-01T02:00:00.000Z');
  expect(await due()).toMatchObject([{ amount: '2000.00', dueOn: '2026-06-30', overdue: true }]);
  expect(await pledges()).toMatchObject([{ overdue: true }]);
  expect(await vouchers()).toBe(1);
});
