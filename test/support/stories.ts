import { gift, openDrive } from './acts.ts';
import { family, idNumberOf, ok, visit, visitBody, vote } from './cases.ts';
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

/** V04 after V03: the appeal for a sick child brings 4,500.00 and spends 4,300.00. */
export async function playAppeal(world: World): Promise<void> {
  world.setNow('2026-02-02T02:00:00.000Z');
  const treasurer = world.as('treasurer');
  const give = async (values: object) =>
    ok(await treasurer.post('/donations', gift({ receivedOn: '2026-02-02', ...values })));
  await give({ gross: '500.00' });
  const fund = { code: 'F02', name: '患儿医疗专项', kind: 'restricted', purpose: '医疗及过渡生活' };
  const { id: fundId } = ok(await treasurer.post('/funds', fund));
  const basis = { fundraisingBasis: 'individual_appeal', startsOn: '2026-02-01' };
  const driveId = await openDrive(world, { code: 'D3', name: '紧急呼吁', fundId, ...basis });
  await give({ driveId, gross: '3200.00' });
  const wechat = { channel: 'wechat', fee: '5.16', transactionReference: 'W-1' };
  await give({ driveId, gross: '860.00', ...wechat });
  await give({ driveId, channel: 'cash', gross: '440.00' });
  const deposit = { depositedOn: '2026-02-02', slipReference: 'V04' };
  const cashier = world.as('cashier');
  ok(await cashier.post('/deposits', { kind: 'wechat', amount: '854.84', ...deposit }));
  ok(await cashier.post('/deposits', { kind: 'cash', amount: '440.00', ...deposit }));
  const body = family(world, { applicantName: '王某', category: 'single_mother' });
  const { id: householdId } = ok(await world.as('worker').post('/households', body));
  const decide = async (requested: string, needCode: string): Promise<string> => {
    const words = { story: '王某离异，孩子重病', summary: '孩子重病，家庭断收' };
    const asked = { householdId, needCode, fundId, requested, ...words };
    const { id } = ok(await world.as('worker').post('/aid-requests', asked));
    ok(await world.as('worker').post(`/aid-requests/${id}/submit`));
    await visit(world, id, requested);
    ok(await vote(world, 'member1', id, requested));
    return id as string;
  };
  const pay = async (requestId: string, payee: object): Promise<void> => {
    const order = { requestId, method: 'bank', payeeBank: '某银行', ...payee };
    const account = { payeeAccount: '6200000000000005' };
    const { id } = ok(await treasurer.post('/payment-orders', { ...order, ...account }));
    const paid = { paidOn: world.core.today(), bankReference: `V04-${(id as string).slice(0, 8)}` };
    ok(await cashier.post(`/payment-orders/${id}/pay`, paid));
  };
  const hospital = await decide('3800.00', '01');
  ok(await world.as('worker').post(`/aid-requests/${hospital}/notice`));
  await pay(await decide('500.00', '12'), { payeeKind: 'applicant', payeeName: '王某' });
  world.setNow('2026-02-10T02:00:00.000Z');
  await pay(hospital, { payeeKind: 'hospital', payeeName: '市第一医院' });
}
