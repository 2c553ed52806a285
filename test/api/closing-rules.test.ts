import { expect, test } from 'vitest';
import { gift, openDrive } from '../support/acts.ts';
import { ok, payable } from '../support/cases.ts';
import {
  brokenPoints,
  closeMonth,
  closingLinesOf,
  netAssets,
  signMonth,
} from '../support/months.ts';
import { makeWorld, type Answer } from '../support/world.ts';

/** What keeps a month open beside unsigned vouchers, and how years end. */
const world = await makeWorld('2026-03-10T02:00:00.000Z');
const treasurer = world.as('treasurer');
const chair = world.as('chair');
const said = ({ status, body }: Answer) => (status < 300 ? 'done' : `${status} ${body.code}`);
const give = (values: object) => treasurer.post('/donations', gift(values));
const bank = (amount: string, depositedOn: string) =>
  world.as('cashier').post('/deposits', {
    kind: 'cash',
    amount,
    depositedOn,
    slipReference: `${amount} ${depositedOn}`,
  });
const driveId = await openDrive(world);

test('cash never stands below zero at the end of a day, whatever is dated later', async () => {
  ok(await give({ driveId, channel: 'cash', gross: '80.00', receivedOn: '2026-01-20' }));
  const early = await bank('80.00', '2026-01-19');
  expect(said(early)).toBe('409 CASH_INSUFFICIENT');
  expect(early.body.errors).toEqual([{ pointer: '/depositedOn', code: 'CASH_INSUFFICIENT' }]);
  ok(await bank('50.00', '2026-01-20'));
  ok(await give({ driveId, channel: 'cash', gross: '10.00', receivedOn: '2026-01-25' }));
  expect(said(await bank('40.00', '2026-01-21'))).toBe('409 CASH_INSUFFICIENT');
  ok(await bank('30.00', '2026-01-21'));
  ok(await bank('10.00', '2026-01-25'));
});

test('a fund below zero for its fees waits for the chair, who signs once for what it is', async () => {
  ok(await give({ gross: '0.50', receivedOn: '2026-01-05' }));
  const online = { driveId, channel: 'wechat', gross: '860.00', fee: '5.16' };
  ok(await give({ ...online, receivedOn: '2026-01-12' }));
  await signMonth(world, 202601);
  expect(await brokenPoints(world, 202601)).toEqual(['deficit_unsigned 1']);
  const refused = await treasurer.post('/periods/202601/close');
  expect(refused.body.params).toEqual({ blockers: 'deficit_unsigned' });
  expect(ok(await chair.get('/today')).tasks).toContainEqual(
    expect.objectContaining({ kind: 'sign_deficits', label: '202601', amount: '-4.66' }),
  );
  const sign = () => chair.post('/periods/202601/deficit-sign-off', { reason: '平台手续费' });
  expect(ok(await sign())).toEqual({ id: 202601, funds: 1 });
  expect(said(await sign())).toBe('409 STATE_CONFLICT');
  // what was signed is no leave for more
  ok(await give({ ...online, gross: '100.00', fee: '0.60', receivedOn: '2026-01-13' }));
  await signMonth(world, 202601);
  expect(await brokenPoints(world, 202601)).toEqual(['deficit_unsigned 1']);
  ok(await sign());
  const { deficits } = ok(await chair.get('/periods/202601/checklist'));
  expect(deficits).toMatchObject([{ fundCode: 'F00', amount: '-5.26', signed: true }]);
  await closeMonth(world, 202601);
  expect(await netAssets(world)).toEqual({ '3101 F00': '-5.26', '3102 F01': '1050.00' });
});

test('a restricted fund below zero at the end of the month is not signed away', async () => {
  world.setNow('2026-02-10T02:00:00.000Z');
  const { orderId } = await payable(world, '900.00');
  world.setNow('2026-03-10T03:00:00.000Z');
  // what came in March bears it today, and did not in February
  ok(await give({ driveId, gross: '9000.00', receivedOn: '2026-03-01' }));
  ok(await give({ gross: '50.00', receivedOn: '2026-02-25' }));
  const [online] = await world.core.client`select id from donations where gross = 860`;
  const back = { reason: '误转', reversedOn: '2026-02-26' };
  ok(await world.as('treasurer2').post(`/donations/${online!['id']}/reverse`, back));
  const paid = { paidOn: '2026-02-27', bankReference: 'B-1' };
  ok(await world.as('cashier').post(`/payment-orders/${orderId}/pay`, paid));
  await signMonth(world, 202602);
  expect(await brokenPoints(world, 202602)).toEqual(['bank_below_zero 1', 'fund_below_zero 1']);
  const sign = chair.post('/periods/202602/deficit-sign-off', { reason: '不能签批' });
  expect(said(await sign)).toBe('409 STATE_CONFLICT');
  expect((await treasurer.post('/periods/202602/close')).body.params).toEqual({
    blockers: 'bank_below_zero,fund_below_zero',
  });
  ok(await give({ driveId, gross: '1000.00', receivedOn: '2026-02-28' }));
  await signMonth(world, 202602);
  expect(await brokenPoints(world, 202602)).toEqual([]);
});

test('old advances and unidentified receipts are only said', async () => {
  const counted = { countedOn: '2026-02-01', countedAmount: '1.00' };
  world.setNow('2026-02-01T02:00:00.000Z');
  const { id } = ok(await world.as('cashier').post('/cash-counts', counted));
  world.setNow('2026-03-10T03:00:00.000Z');
  expect(await brokenPoints(world, 202602)).toEqual(['cash_count_open 1']);
  ok(await treasurer.post(`/cash-counts/${id}/confirm`));
  await closeMonth(world, 202602);
  world.setNow('2026-04-03T02:00:00.000Z');
  await signMonth(world, 202603);
  expect(await brokenPoints(world, 202603)).toEqual(['unidentified_receipts_old 1']);
  await closeMonth(world, 202603);
});

test('an empty December still ends its year, and a year is locked by its audit', async () => {
  const lock = (year: number, auditedOn: string) =>
    chair.post(`/years/${year}/lock`, { auditedOn, reference: '审字12号' });
  world.setNow('2027-02-05T02:00:00.000Z');
  expect(said(await lock(2026, '2027-02-01'))).toBe('409 STATE_CONFLICT');
  const { items } = ok(await treasurer.get('/periods'));
  expect(items[0]).toMatchObject({ id: 202612, status: 'open', vouchers: 0, mayClose: true });
  expect(await brokenPoints(world, 202612)).toEqual(['unidentified_receipts_old 1']);
  ok(await treasurer.post('/periods/202612/close'));
  expect(await closingLinesOf(world, 202612)).toEqual([]);
  const future = await lock(2026, '2027-02-06');
  expect(future.body.errors).toEqual([{ pointer: '/auditedOn', code: 'DATE_FUTURE' }]);
  const early = await lock(2026, '2026-12-31');
  expect(early.body.errors).toEqual([{ pointer: '/auditedOn', code: 'DATE_RANGE' }]);
  expect(ok(await chair.get('/years')).items).toMatchObject([
    { year: 2026, months: 4, closedMonths: 4, unsigned: 0, mayLock: true },
  ]);
  ok(await lock(2026, '2027-02-01'));
  expect(said(await lock(2026, '2027-02-01'))).toBe('409 STATE_CONFLICT');
  const ask = await treasurer.post('/periods/202612/reopen-requests', { reason: '漏记' });
  expect(said(ask)).toBe('409 STATE_CONFLICT');
  expect(said(await give({ receivedOn: '2026-12-31' }))).toBe('409 PERIOD_LOCKED');
  expect(said(await give({ receivedOn: '2026-07-01' }))).toBe('409 PERIOD_LOCKED');
  expect(ok(await chair.get('/years')).items).toMatchObject([
    { year: 2026, reference: '审字12号', lockedByName: '主任', mayLock: false },
  ]);
});

test('a closing voucher without its signature keeps the year open', async () => {
  ok(await give({ gross: '70.00', receivedOn: '2027-01-15' }));
  await signMonth(world, 202701);
  ok(await treasurer.post('/periods/202701/close'));
  world.setNow('2028-02-05T02:00:00.000Z');
  // closing January of the next year ends the empty December before it
  ok(await give({ gross: '30.00', receivedOn: '2028-01-15' }));
  await signMonth(world, 202801);
  expect(await brokenPoints(world, 202801)).toEqual([
    'earlier_closing_unsigned 1',
    'unidentified_receipts_old 1',
  ]);
  ok(await treasurer.post('/periods/202801/close'));
  const locked = () =>
    chair.post('/years/2027/lock', { auditedOn: '2028-01-31', reference: '审字13号' });
  expect(said(await locked())).toBe('409 PERIOD_NOT_READY');
  await signMonth(world, 202701);
  ok(await locked());
});
