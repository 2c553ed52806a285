import { expect, test } from 'vitest';
import { accountNow, fundNow, ok, submitted } from '../support/cases.ts';
import { handInPapers, playTwoDrives, playUrgentCase } from '../support/stories.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const read = async (login: string, id: string) =>
  ok(await world.as(login).get(`/aid-requests/${id}`));
const order = (login: string, id: string, amount: string) =>
  world.as(login).post(`/aid-requests/${id}/urgent-orders`, { amount });
let orphan: string;

test('V01, V02: 25,900.00 arrived and lies in the bank', async () => {
  await playTwoDrives(world);
  expect(await fundNow(world, 'F01')).toMatchObject({ available: '25900.00' });
  expect([await accountNow(world, '100101'), await accountNow(world, '100201')]).toEqual([
    '0.00',
    '25900.00',
  ]);
});

test('6,000.00 is above the float: one leader is not enough', async () => {
  world.setNow('2026-01-12T02:00:00.000Z');
  const id = await submitted(world, { urgent: true, requested: '6000.00' });
  expect(await order('member1', id, '6000.00')).toMatchObject({
    status: 403,
    body: { code: 'FORBIDDEN' },
  });
  expect(ok(await order('chair', id, '6000.00'))['status']).toBe('emergency_ordered');
  expect(await read('chair', id)).toMatchObject({
    granted: null,
    refusedActions: expect.arrayContaining([{ action: 'confirm_urgent', code: 'SOD_VIOLATION' }]),
  });
  const early = await world.as('treasurer').post('/payment-orders', {
    requestId: id,
    method: 'cash',
    payeeKind: 'guardian',
    payeeName: '报达社区居委会',
  });
  expect(early).toMatchObject({ status: 409, body: { code: 'STATE_CONFLICT' } });
  expect(await order('chair', id, '6000.00')).toMatchObject({ body: { code: 'SOD_VIOLATION' } });
  expect(await order('member1', id, '5000.00')).toMatchObject({
    status: 409,
    body: { code: 'STATE_CONFLICT', params: { ordered: '6000.00' } },
  });
  expect(await fundNow(world, 'F01')).toMatchObject({ committed: '0.00' });
});

test('V03: two leaders order, a hospital is paid, papers are due in 10 working days', async () => {
  orphan = await playUrgentCase(world);
  expect(await read('auditor', orphan)).toMatchObject({
    status: 'emergency_paid',
    lane: 'urgent',
    granted: '6000.00',
    papersDueOn: '2026-01-26',
    papersOverdue: false,
    order: { payeeKind: 'hospital', payeeName: '市第一医院' },
  });
  expect(await fundNow(world, 'F01')).toMatchObject({
    balance: '19900.00',
    committed: '0.00',
    available: '19900.00',
  });
  expect(await accountNow(world, '100201')).toBe('19900.00');
  const { payment } = await read('auditor', orphan);
  const lines = await world.core.client`select account_code, side, amount, request_id
    from voucher_lines where voucher_id = ${payment.voucherId} order by line_no`;
  expect(lines).toMatchObject([
    { account_code: '510102', side: 'debit', amount: '6000.00', request_id: orphan },
    { account_code: '100201', side: 'credit', amount: '6000.00' },
  ]);
});

test('the child is named to nobody who does not unmask', async () => {
  for (const login of ['member1', 'chair', 'treasurer', 'cashier', 'auditor']) {
    const page = JSON.stringify(await read(login, orphan));
    expect([login, page.includes('赵小满'), page.includes('满')]).toEqual([login, false, false]);
  }
});

test('the day after the papers were due, the same leader orders nothing', async () => {
  world.setNow('2026-01-26T15:00:00.000Z');
  expect(await read('chair', orphan)).toMatchObject({ papersOverdue: false });
  const intime = await submitted(world, { urgent: true, requested: '1000.00' });
  expect(ok(await order('chair', intime, '1000.00'))['status']).toBe('emergency_ordered');
  expect(await read('chair', intime)).toMatchObject({ granted: '1000.00' });

  world.setNow('2026-01-27T01:00:00.000Z');
  expect(await read('chair', orphan)).toMatchObject({ papersOverdue: true });
  const next = await submitted(world, { urgent: true, requested: '1000.00' });
  expect(await order('chair', next, '1000.00')).toMatchObject({
    status: 409,
    body: { code: 'PAPERS_OVERDUE' },
  });
  expect(await read('chair', next)).toMatchObject({
    refusedActions: expect.arrayContaining([{ action: 'order_urgent', code: 'PAPERS_OVERDUE' }]),
  });

  await handInPapers(world, orphan);
  expect(await read('chair', orphan)).toMatchObject({ status: 'ratified', papersOverdue: false });
  expect(ok(await order('chair', next, '1000.00'))['status']).toBe('emergency_ordered');
});

test('after ratification the notice hangs out without the name of the child', async () => {
  ok(await world.as('chair').post(`/aid-requests/${orphan}/notice`));
  const wall = await world.anonymous().get('/api/v1/public/notices');
  expect(wall.body.items).toMatchObject([
    { maskedName: null, communityName: '报达', needCode: '01', amount: '6000.00' },
  ]);
  expect((await read('chair', orphan))['status']).toBe('ratified');
});
