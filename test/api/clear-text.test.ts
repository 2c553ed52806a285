import { expect, test } from 'vitest';
import { ok, payable, visited } from '../support/cases.ts';
import { fillFund } from '../support/cases.ts';
import { makeWorld } from '../support/world.ts';

/** A11, A12: what names a family is read for a purpose, for a time, and leaves a trace. */
const world = await makeWorld();
await fillFund(world, '9000.00');
const read = async (login: string, id: string) =>
  ok(await world.as(login).get(`/aid-requests/${id}`));
const traces = async (id: string) =>
  (
    await world.client`select u.login from audit_entries a join users u on u.id = a.actor_id
      where a.action = 'aid.read_in_clear' and a.subject = ${`aid-request:${id}`} order by a.seq`
  ).map((row) => row['login'] as string);
const payeeOf = async (orderId: string) =>
  ok(await world.as('cashier').get(`/payment-orders/${orderId}`)).payeeName as string;

test('the cashier reads the payee while the order is to be paid, and no longer', async () => {
  const { id, orderId } = await payable(world, '500.00');
  expect(await payeeOf(orderId)).toBe('王小芳');
  // in the list everybody is masked: only the order that is opened is read in clear
  const { items } = ok(await world.as('cashier').get('/payment-orders'));
  expect(items).toContainEqual(expect.objectContaining({ id: orderId, payeeName: '王*芳' }));
  expect((await read('cashier', id)).order.payeeName).toBe('王小芳');
  ok(await world.as('cashier').post(`/payment-orders/${orderId}/pay`, { paidOn: '2026-01-10' }));
  expect(await payeeOf(orderId)).toBe('王*芳');
  expect((await read('cashier', id)).order.payeeName).toBe('王*芳');
});

test('what the chair unmasked is masked again the next day', async () => {
  const id = await visited(world, '600.00');
  const { householdId } = await read('chair', id);
  ok(await world.as('chair').post(`/households/${householdId}/unmask`, { reason: '核实' }));
  expect((await read('chair', id)).story).toBe('王小芳的孩子病了');
  world.setNow('2026-01-10T15:59:00.000Z');
  expect((await read('chair', id)).story).toBe('王小芳的孩子病了');
  world.setNow('2026-01-10T16:01:00.000Z');
  expect((await read('chair', id)).story).toBe(null);
  world.setNow('2026-01-10T02:00:00.000Z');
});

test('a case read in clear leaves one entry for each person and day', async () => {
  const id = await visited(world, '600.00');
  await read('treasurer', id);
  expect(await traces(id)).toEqual([]);
  for (let turn = 0; turn < 3; turn++) await read('worker', id);
  await Promise.all(Array.from({ length: 8 }, () => read('worker2', id)));
  expect(await traces(id)).toEqual(['worker', 'worker2']);
  world.setNow('2026-01-11T02:00:00.000Z');
  await read('worker', id);
  expect(await traces(id)).toEqual(['worker', 'worker2', 'worker']);
  ok(await world.as('worker').get('/aid-requests'));
  expect(await traces(id)).toHaveLength(3);
  world.setNow('2026-01-10T02:00:00.000Z');
});

test('an export is fetched for a quarter of an hour, and each fetch is written down', async () => {
  const order = { fromPeriod: 202601, toPeriod: 202601, format: 'hledger' };
  const { id } = ok(await world.as('auditor').post('/exports', order));
  const fetched = async () =>
    (
      await world.client`select 1 from audit_entries where action = 'export.fetched'
      and subject = ${`export:${id}`}`
    ).length;
  for (let turn = 1; turn <= 2; turn++) {
    expect((await world.as('auditor').get(`/exports/${id}/journal`)).status).toBe(200);
    expect(await fetched()).toBe(turn);
  }
  world.setNow('2026-01-10T02:15:01.000Z');
  const late = await world.as('auditor').get(`/exports/${id}/journal`);
  expect([late.status, late.body.code]).toEqual([410, 'EXPORT_EXPIRED']);
  expect(await fetched()).toBe(2);
  world.setNow('2026-01-10T02:00:00.000Z');
});
