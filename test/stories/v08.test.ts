import { expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { accountNow, fundNow, ok, orderBody, visited, vote } from '../support/cases.ts';
import { refundOf } from '../support/posts-gifts.ts';
import { makeWorld } from '../support/world.ts';

/** V08 (domain.md §8): a mistaken gift is given back in the same year. */
const world = await makeWorld();
const treasurer = world.as('treasurer');
const X = { kind: 'person', name: '陈某' };
const mistaken = async () => {
  const body = gift({ gross: '1000.00', donor: X });
  return ok(await treasurer.post('/donations', body)).id as string;
};
const prepare = async (id: string) => {
  const body = refundOf(world, id, { amount: '1000.00', reason: '误转，收据已收回' });
  return ok(await treasurer.post('/refunds', body)).id as string;
};
const decide = (id: string) => world.as('chair').post(`/refunds/${id}/decide`, { agrees: true });

test('1,000.00 goes back: F00 1,494.84 → 494.84, the receipt is void', async () => {
  ok(await treasurer.post('/donations', gift({ gross: '494.84' })));
  const id = await mistaken();
  expect(await fundNow(world, 'F00')).toMatchObject({ balance: '1494.84' });
  const { voucherId } = ok(await decide(await prepare(id)));
  const voucher = ok(await world.as('auditor').get(`/vouchers/${voucherId}`));
  expect(voucher.lines).toMatchObject([
    { accountCode: '410101', side: 'debit', amount: '1000.00', fundCode: 'F00' },
    { accountCode: '100201', side: 'credit', amount: '1000.00' },
  ]);
  expect(await fundNow(world, 'F00')).toMatchObject({ balance: '494.84' });
  expect(await accountNow(world, '410101')).toBe('-494.84');
  expect(ok(await treasurer.get(`/donations/${id}`))).toMatchObject({
    receiptValid: false,
    refunded: '1000.00',
    reversed: false,
  });
  const [fromX] = await world.client`
    select sum(case side when 'credit' then l.amount else -l.amount end) as net, count(*) as rows
    from voucher_lines l join donations d on d.donor_id = l.donor_id and d.id = ${id}
    where l.account_code = '410101'`;
  expect(fromX).toMatchObject({ net: '0.00', rows: '2' });
});

test('with 300.00 left the refund is refused: FUND_INSUFFICIENT', async () => {
  const waiting = await prepare(await mistaken());
  const amount = '1194.84';
  const requestId = await visited(world, amount, { fundId: world.funds.F00 });
  ok(await vote(world, 'member1', requestId, amount));
  const order = ok(await treasurer.post('/payment-orders', orderBody(requestId)));
  const paid = { paidOn: '2026-01-10' };
  ok(await world.as('cashier').post(`/payment-orders/${order.id}/pay`, paid));
  expect(await fundNow(world, 'F00')).toMatchObject({ balance: '300.00' });
  const answer = await decide(waiting);
  expect([answer.status, answer.body.code]).toEqual([409, 'FUND_INSUFFICIENT']);
  expect(await fundNow(world, 'F00')).toMatchObject({ balance: '300.00' });
});
