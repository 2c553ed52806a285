import { expect, test } from 'vitest';
import { ok } from '../support/cases.ts';
import { pledgeOf, pledgeWithGift } from '../support/posts-gifts.ts';
import { give } from '../support/prepared.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const treasurer = world.as('treasurer');
const arrive = (pledgeId: string, donationId: string) =>
  treasurer.post(`/pledges/${pledgeId}/arrivals`, { donationId });
const read = async (id: string, login = 'treasurer') =>
  ok(await world.as(login).get('/pledges')).items.find((each: { id: string }) => each.id === id);

test('a pledge posts nothing; a gift of its donor is offered and fulfils a part', async () => {
  const { pledgeId, donationId } = await pledgeWithGift(world, '1200.00');
  const [vouchers] = await world.client`select count(*) from vouchers`;
  expect(Number(vouchers!['count'])).toBe(1);
  expect((await read(pledgeId)).candidates).toEqual([{ donationId, label: '2026-01-10 1200.00' }]);
  expect((await read(pledgeId, 'auditor')).candidates).toEqual([]);
  expect(ok(await arrive(pledgeId, donationId)).outstanding).toBe('3800.00');
  expect(await read(pledgeId)).toMatchObject({ arrived: '1200.00', overdue: false });
  const audit = await world.client`
    select 1 from audit_entries where action in ('pledge.recorded', 'pledge.arrived')`;
  expect(audit).toHaveLength(2);
});

test('a reversed gift no longer counts as arrived', async () => {
  const { pledgeId, donationId } = await pledgeWithGift(world, '10.00');
  ok(await arrive(pledgeId, donationId));
  const back = { reason: '误录', reversedOn: '2026-01-10' };
  ok(await world.as('treasurer2').post(`/donations/${donationId}/reverse`, back));
  expect(await read(pledgeId)).toMatchObject({ arrived: '0.00', outstanding: '5000.00' });
});

test('another donor’s gift, too large a one, an agreement in use: refused by name', async () => {
  const { pledgeId, donationId } = await pledgeWithGift(world, '5000.01');
  expect((await arrive(pledgeId, donationId)).body.code).toBe('EXCEEDS_PLEDGE');
  const { id: other } = await give(world);
  expect((await arrive(pledgeId, other)).body.errors[0]).toMatchObject({ pointer: '/donationId' });
  const again = pledgeOf(world, { agreementNumber: 'P-X' });
  ok(await treasurer.post('/pledges', again));
  expect((await treasurer.post('/pledges', again)).body.code).toBe('DUPLICATE');
  const at = async (values: object) =>
    (await treasurer.post('/pledges', pledgeOf(world, values))).body.errors?.[0];
  expect(await at({ donor: { kind: 'anonymous' } })).toMatchObject({ pointer: '/donor/kind' });
  expect(await at({ dueOn: '2026-01-09' })).toMatchObject({ pointer: '/dueOn' });
  expect(await at({ agreedOn: '2026-01-11' })).toMatchObject({ code: 'DATE_FUTURE' });
});

test('eight gifts named at once fulfil no more than was promised', async () => {
  const first = await pledgeWithGift(world, '2000.00');
  const donor = { kind: 'organisation', name: '协力公司' };
  const pledge = pledgeOf(world, { donor, amount: '5000.00' });
  const { id } = ok(await treasurer.post('/pledges', pledge));
  const gifts: string[] = [];
  for (let turn = 0; turn < 8; turn++) {
    gifts.push((await give(world, { donor, gross: '2000.00' })).id as string);
  }
  const answers = await Promise.all(gifts.map((gift) => arrive(id, gift)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
  expect(await read(id)).toMatchObject({ arrived: '4000.00', outstanding: '1000.00' });
  expect(await read(first.pledgeId)).toMatchObject({ arrived: '0.00' });
});
