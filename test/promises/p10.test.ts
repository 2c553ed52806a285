import { expect, test } from 'vitest';
import { accountNow, fillFund, fundNow, payable } from '../support/cases.ts';
import { makeWorld } from '../support/world.ts';
import { count } from './counts.ts';
import { reached } from './report.ts';

const world = await makeWorld();
await fillFund(world, '9000.00');
const rounds = count(1, 10);

test('P10 fifty payments of one order by two cashiers are one payment', async () => {
  for (let round = 0; round < rounds; round++) {
    const { id, orderId } = await payable(world, '500.00');
    const [before, bank] = [await fundNow(world, 'F01'), await accountNow(world, '100201')];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        world
          .as(at % 2 ? 'cashier' : 'cashier2')
          .post(`/payment-orders/${orderId}/pay`, { paidOn: world.core.today() }),
      ),
    );
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(({ status, body }) => `${status} ${body.code}`)).toEqual(
      Array(49).fill('409 ALREADY_DISBURSED'),
    );
    const [kept] = await world.client`
      select (select count(*) from payments where request_id = ${id})::int as payments,
        (select count(distinct voucher_id) from voucher_lines where request_id = ${id})::int as vouchers,
        (select count(*) from commitments where request_id = ${id} and movement = 'consumed')::int as used`;
    expect(kept).toEqual({ payments: 1, vouchers: 1, used: 1 });
    const after = await fundNow(world, 'F01');
    expect(Number(before.balance) - Number(after.balance)).toBe(500);
    expect(Number(bank) - Number(await accountNow(world, '100201'))).toBe(500);
  }
  reached(
    'P10',
    '1 payment, 1 voucher, 49 × 409',
    `${rounds} × 50 payments: 1 paid, 49 refused each`,
  );
});
