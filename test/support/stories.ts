import { gift, openDrive } from './acts.ts';
import { family, idNumberOf, ok, visitBody } from './cases.ts';
import type { World } from './world.ts';

/** V01 and V02 (domain.md §8): two drives bring 25,900.00, and the box is banked. */
export async function playTwoDrives(world: World): Promise<void> {
  const treasurer = world.as('treasurer');
  const boxes = [
    { code: 'D1', cash: '8400.00' },
    { code: 'D2', cash: '3500.00' },
  ];
  for (const { code, cash } of boxes) {
    const driveId = await openDrive(world, { code, name: `募捐${code}` });
    const anonymous = { kind: 'anonymous' };
    const box = gift({ driveId, donor: anonymous, channel: 'cash', gross: cash });
    ok(await treasurer.post('/donations', box));
    ok(await treasurer.post('/donations', gift({ driveId, gross: '7000.00' })));
  }
  const deposit = { kind: 'cash', amount: '11900.00', slipReference: 'V02' };
  ok(await world.as('cashier').post('/deposits', { ...deposit, depositedOn: world.core.today() }));
}

/** V03 up to the payment: an orphan's urgent case of 6,000.00; answers the request's id. */
export async function playUrgentCase(world: World): Promise<string> {
  world.setNow('2026-01-12T02:00:00.000Z');
  const worker = world.as('worker');
  const orphan = family(world, {
    category: 'orphan',
    applicantName: '赵小满',
    idNumber: idNumberOf(4, '20190815'),
    guardianName: '报达社区居委会',
    phone: null,
  });
  const { id: householdId } = ok(await worker.post('/households', orphan));
  const { id } = ok(
    await worker.post('/aid-requests', {
      householdId,
      needCode: '01',
      fundId: world.funds.F01,
      requested: '6000.00',
      urgent: true,
      story: '赵小满病危，急需手术',
      summary: '孤儿病危，需立即手术',
    }),
  );
  ok(await worker.post(`/aid-requests/${id}/submit`));
  const order = { amount: '6000.00' };
  ok(await world.as('chair').post(`/aid-requests/${id}/urgent-orders`, order));
  ok(await world.as('member1').post(`/aid-requests/${id}/urgent-orders`, order));
  const { id: orderId } = ok(
    await world.as('treasurer').post('/payment-orders', {
      requestId: id,
      method: 'bank',
      payeeKind: 'hospital',
      payeeName: '市第一医院',
      payeeAccount: '230199000012345678',
      payeeBank: '某银行',
    }),
  );
  const paid = { paidOn: '2026-01-12', bankReference: 'V03' };
  ok(await world.as('cashier').post(`/payment-orders/${orderId}/pay`, paid));
  return id as string;
}

/** The papers of an urgent case: a visit by two, then as many votes as it needs. */
export async function handInPapers(world: World, id: string): Promise<void> {
  const body = visitBody(world, { suggested: '6000.00', findings: '孤儿，监护人为社区居委会' });
  ok(await world.as('worker').post(`/aid-requests/${id}/visit`, body));
  ok(await world.as('worker2').post(`/aid-requests/${id}/sign-visit`));
  for (const login of ['member2', 'member3']) {
    const approval = { approves: true, amount: '6000.00', reason: '同意' };
    ok(await world.as(login).post(`/aid-requests/${id}/votes`, approval));
  }
}
