import { expect, test } from 'vitest';
import { ledgerTable } from '../support/ledger-table.ts';
import { accountNow, fillFund, fundNow, ok } from '../support/cases.ts';
import { makeWorld } from '../support/world.ts';

/** V12 (domain.md §8): the bank pays interest and takes a fee; no restricted fund feels it. */
const world = await makeWorld();

test('F00 is 7.37 higher, and the restricted fund what it was', async () => {
  await fillFund(world, '1000.00');
  const before = await fundNow(world, 'F01');
  for (const [kind, amount] of Object.entries({ interest: '12.37', fee: '5.00' })) {
    const happened = { kind, amount, fundId: world.funds.F00, happenedOn: '2026-01-10' };
    ok(await world.as('treasurer').post('/bank-events', { ...happened, reference: kind }));
  }
  const table = await ledgerTable(world);
  console.log(table);
  expect(
    table
      .split('\n')
      .slice(3, -1)
      .map((row) => row.replace(/ +/g, ' ').trim()),
  ).toEqual([
    expect.stringMatching(/^2026-01-10 202601 记-0002 E25 100201 .* 12\.37$/),
    expect.stringMatching(/^490101 .* F00 12\.37$/),
    expect.stringMatching(/^2026-01-10 202601 记-0003 E26 530101 .* F00 5\.00$/),
    expect.stringMatching(/^100201 .* 5\.00$/),
  ]);
  expect(await fundNow(world, 'F00')).toMatchObject({ balance: '7.37' });
  expect(await fundNow(world, 'F01')).toEqual(before);
  expect(await accountNow(world, '100201')).toBe('1007.37');
});
