import { gift, openDrive } from './acts.ts';
import { ok, payable, submitted, visited, vote } from './cases.ts';
import type { World } from './world.ts';

/**
 * A fund with a little of everything: gifts through every channel (one of them reversed), cash that
 * was banked, a small case that was paid, a larger one in its notice and an urgent one that a
 * leader ordered, both reserved. Of fund F01 stay 24,900.00 + 860.00 − 500.00.
 */
export async function smallFund(world: World) {
  const driveId = await openDrive(world);
  const treasurer = world.as('treasurer');
  const give = async (values: object) =>
    ok(await treasurer.post('/donations', gift({ driveId, ...values })));
  await give({ channel: 'cash', gross: '11900.00' });
  await give({ channel: 'bank', gross: '13000.00', transactionReference: '00123' });
  await give({ channel: 'wechat', gross: '860.00', fee: '5.16' });
  await treasurer.post('/donations', gift({ gross: '500.00' }));
  const wrong = await give({ channel: 'bank', gross: '77.00' });
  ok(
    await world.as('treasurer2').post(`/donations/${wrong['id']}/reverse`, {
      reason: '误转',
      reversedOn: '2026-01-10',
    }),
  );
  const banked = { kind: 'cash', depositedOn: '2026-01-10', slipReference: 'S-1' };
  ok(await world.as('cashier').post('/deposits', { ...banked, amount: '11900.00' }));
  const { id: paidRequest, orderId } = await payable(world, '500.00');
  ok(await world.as('cashier').post(`/payment-orders/${orderId}/pay`, { paidOn: '2026-01-10' }));
  const reservedRequest = await visited(world, '6000.00');
  ok(await vote(world, 'member1', reservedRequest, '6000.00'));
  ok(await vote(world, 'member2', reservedRequest, '6000.00'));
  ok(await world.as('chair').post(`/aid-requests/${reservedRequest}/notice`));
  const urgentRequest = await submitted(world, { urgent: true, requested: '2000.00' });
  const order = { amount: '2000.00' };
  ok(await world.as('chair').post(`/aid-requests/${urgentRequest}/urgent-orders`, order));
  return { driveId, paidRequest, reservedRequest, urgentRequest };
}
