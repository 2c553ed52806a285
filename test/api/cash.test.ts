import { expect, test } from 'vitest';
import { type Money, sumMoney } from '../../shared/money.ts';
import { gift, openDrive } from '../support/acts.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const drive = await openDrive(world);
await world
  .as('treasurer')
  .post('/donations', gift({ driveId: drive, channel: 'cash', gross: '11900.00' }));
let slip = 0;
const bank = (amount: string, kind = 'cash', fee?: string) =>
  world.as('cashier').post('/deposits', {
    kind,
    amount,
    ...(fee && { fee }),
    depositedOn: '2026-01-10',
    slipReference: `S-${slip++}`,
  });

test('V02: a shortage blocks the deposit until two people signed; then what was counted is banked', async () => {
  const tooMuch = await bank('11900.01');
  expect([tooMuch.status, tooMuch.body.code]).toEqual([409, 'CASH_INSUFFICIENT']);
  expect(tooMuch.body.available).toBe('11900.00');

  const count = await world.as('cashier').post('/cash-counts', {
    countedOn: '2026-01-10',
    countedAmount: '11890.00',
  });
  expect(count.body).toMatchObject({ difference: '-10.00', needsConfirmation: true });
  const blocked = await bank('11890.00');
  expect([blocked.status, blocked.body.code]).toEqual([409, 'CASH_COUNT_OPEN']);
  const state = await world.as('treasurer').get('/cash');
  expect(state.body.openCount).toMatchObject({ difference: '-10.00', mayConfirm: true });

  const confirmed = await world.as('treasurer').post(`/cash-counts/${count.body.id}/confirm`);
  expect(confirmed.status).toBe(200);
  const again = await world.as('treasurer').post(`/cash-counts/${count.body.id}/confirm`);
  expect([again.status, again.body.code]).toEqual([409, 'ALREADY_SIGNED']);
  const voucher = await world.as('auditor').get(`/vouchers/${confirmed.body.voucherId}`);
  expect(voucher.body.lines).toMatchObject([
    { accountCode: '112203', side: 'debit', amount: '10.00' },
    { accountCode: '100101', side: 'credit', amount: '10.00' },
  ]);

  const banked = await bank('11890.00');
  expect(banked.status).toBe(201);
  const after = await world.as('auditor').get('/cash');
  expect(after.body).toMatchObject({ cash: '0.00', bank: '11890.00', openCount: null });
  const funds = await world.as('auditor').get('/funds');
  expect(funds.body.items[1]).toMatchObject({ code: 'F01', balance: '11900.00' });
});

test('a platform pays out what it holds; its fee is the unrestricted fund’s', async () => {
  await world
    .as('treasurer')
    .post('/donations', gift({ channel: 'alipay', gross: '100.00', fee: '0.60' }));
  const answer = await bank('99.40', 'alipay', '0.10');
  expect(answer.status).toBe(201);
  const state = await world.as('auditor').get('/cash');
  expect(state.body).toMatchObject({ alipay: '0.00', bank: '11989.30' });
});

test('the same slip is not banked twice, and cash costs no fee', async () => {
  await world.as('treasurer').post('/donations', gift({ channel: 'cash', gross: '50.00' }));
  const body = { kind: 'cash', amount: '10.00', depositedOn: '2026-01-10', slipReference: 'TWICE' };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => world.as('cashier').post('/deposits', body)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
  const fee = await bank('10.00', 'cash', '1.00');
  expect([fee.status, fee.body.code]).toEqual([422, 'FEE_ABOVE_GROSS']);
});

test('a gift that came after the count stays in the box when the count is confirmed', async () => {
  const { cash } = (await world.as('cashier').get('/cash')).body;
  const countedAmount = sumMoney([cash, '-1.00' as Money]);
  const count = await world.as('cashier').post('/cash-counts', {
    countedOn: '2026-01-10',
    countedAmount,
  });
  expect(count.body).toMatchObject({ difference: '-1.00', needsConfirmation: true });
  await world.as('treasurer').post('/donations', gift({ channel: 'cash', gross: '7.00' }));
  const confirmed = await world.as('treasurer').post(`/cash-counts/${count.body.id}/confirm`);
  expect(confirmed.status).toBe(200);
  const after = (await world.as('cashier').get('/cash')).body;
  expect(after).toMatchObject({ cash: sumMoney([cash, '6.00' as Money]), openCount: null });
  // what the count found missing is given back, for the tests below
  const [voucher] = [confirmed.body.voucherId];
  await world.as('treasurer2').post(`/vouchers/${voucher}/reverse`, {
    reason: '找到了',
    reversedOn: '2026-01-10',
  });
  await bank('7.00');
});

test('eight deposits of the last money: the box never goes below zero', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => bank('15.00')));
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses.filter((status) => status === 201)).toHaveLength(2);
  expect(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code)).toEqual(
    Array(6).fill('CASH_INSUFFICIENT'),
  );
});
