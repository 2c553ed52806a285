import { expect, test } from 'vitest';
import { gift, openDrive } from '../support/acts.ts';
import { accountNow, family, fundNow, ok, visit, vote } from '../support/cases.ts';
import { playTwoDrives, playUrgentCase } from '../support/stories.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const treasurer = world.as('treasurer');
const cashier = world.as('cashier');
const read = async (id: string) => ok(await world.as('auditor').get(`/aid-requests/${id}`));
let driveId: string;
let householdId: string;
let fundId: string;

/** Files, submits and visits a request of the family from the appeal's fund. */
async function decide(requested: string, needCode: string): Promise<string> {
  const words = { story: '王某离异，孩子重病', summary: '孩子重病，家庭断收' };
  const body = { householdId, needCode, fundId, requested, ...words };
  const { id } = ok(await world.as('worker').post('/aid-requests', body));
  ok(await world.as('worker').post(`/aid-requests/${id}/submit`));
  await visit(world, id, requested);
  ok(await vote(world, 'member1', id, requested));
  return id as string;
}

async function payTo(id: string, payee: object): Promise<void> {
  const body = { requestId: id, method: 'bank', payeeBank: '某银行', ...payee };
  const { id: orderId } = ok(await treasurer.post('/payment-orders', body));
  const paid = { paidOn: world.core.today(), bankReference: `V04-${orderId.slice(0, 8)}` };
  ok(await cashier.post(`/payment-orders/${orderId}/pay`, paid));
}

test('given V03 and an unrestricted gift of 500.00', async () => {
  await playTwoDrives(world);
  await playUrgentCase(world);
  world.setNow('2026-02-02T02:00:00.000Z');
  ok(await treasurer.post('/donations', gift({ gross: '500.00', receivedOn: '2026-02-02' })));
  expect(await fundNow(world, 'F00')).toMatchObject({ balance: '500.00' });
  expect(await fundNow(world, 'F01')).toMatchObject({ balance: '19900.00' });
});

test('the appeal receives 4,500.00 gross; the fee is borne by the unrestricted fund', async () => {
  const fund = { code: 'F02', name: '患儿医疗专项', kind: 'restricted', purpose: '医疗及过渡生活' };
  fundId = ok(await treasurer.post('/funds', fund))['id'] as string;
  driveId = await openDrive(world, {
    code: 'D3',
    name: '紧急呼吁',
    fundId,
    fundraisingBasis: 'individual_appeal',
    startsOn: '2026-02-01',
  });
  for (const each of [
    { channel: 'bank', gross: '3200.00' },
    { channel: 'wechat', gross: '860.00', fee: '5.16', transactionReference: 'W-1' },
    { channel: 'cash', gross: '440.00' },
  ]) {
    ok(await treasurer.post('/donations', gift({ driveId, receivedOn: '2026-02-02', ...each })));
  }
  expect(await accountNow(world, '100901')).toBe('854.84');
  expect(await accountNow(world, '540101')).toBe('5.16');
  expect(await fundNow(world, 'F02')).toMatchObject({ balance: '4500.00' });
  expect(await fundNow(world, 'F00')).toMatchObject({ balance: '494.84' });
  const deposit = { depositedOn: '2026-02-02', slipReference: 'V04' };
  ok(await cashier.post('/deposits', { kind: 'wechat', amount: '854.84', ...deposit }));
  ok(await cashier.post('/deposits', { kind: 'cash', amount: '440.00', ...deposit }));
  expect(ok(await treasurer.get(`/drives/${driveId}`))['received']).toBe('4500.00');
});

test('3,800.00 waits for its notice, 500.00 to live on takes the small lane', async () => {
  const body = family(world, { applicantName: '王某', category: 'single_mother' });
  householdId = ok(await world.as('worker').post('/households', body))['id'] as string;
  const hospital = await decide('3800.00', '01');
  ok(await world.as('worker').post(`/aid-requests/${hospital}/notice`));
  const living = await decide('500.00', '12');
  expect(await read(living)).toMatchObject({ lane: 'small', status: 'approved' });
  const account = { payeeAccount: '6200000000000005' };
  await payTo(living, { payeeKind: 'applicant', payeeName: '王某', ...account });
  expect(await read(living)).toMatchObject({ status: 'paid' });
  expect(await fundNow(world, 'F02')).toMatchObject({
    balance: '4000.00',
    committed: '3800.00',
    available: '200.00',
  });
  const payee = { payeeKind: 'hospital', payeeName: '市第一医院', ...account };
  await expect(payTo(hospital, payee)).rejects.toThrow('NOTICE_RUNNING');
  world.setNow('2026-02-10T02:00:00.000Z');
  await payTo(hospital, payee);
  expect(await read(hospital)).toMatchObject({ status: 'paid', granted: '3800.00' });
  ok(await world.as('chair').post(`/aid-requests/${living}/notice`));
});

test('V04: every figure to the fen', async () => {
  const funds = await Promise.all(
    ['F00', 'F01', 'F02'].map(async (code) => (await fundNow(world, code)).balance),
  );
  expect(funds).toEqual(['494.84', '19900.00', '200.00']);
  expect(await accountNow(world, '100201')).toBe('20594.84');
  expect(await accountNow(world, '100101')).toBe('0.00');
  expect(await accountNow(world, '100901')).toBe('0.00');
  expect(await accountNow(world, '510102')).toBe('10300.00');
  expect(await accountNow(world, '410102')).toBe('-30400.00');
  expect(await accountNow(world, '410101')).toBe('-500.00');
  const [paid] = await world.core.client`select sum(amount) as total from voucher_lines
    where account_code = '510102' and fund_id = ${fundId}`;
  expect(paid!['total']).toBe('4300.00');
});
