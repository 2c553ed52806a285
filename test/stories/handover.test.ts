import { expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { accountNow, ok } from '../support/cases.ts';
import { playTwoDrives, playUrgentCase } from '../support/stories.ts';
import { makeWorld } from '../support/world.ts';

/** The treasurer leaves (会计工作交接): with the figures of V01 to V03, seen by the chair. */
const world = await makeWorld();
const read = async (id: string) => ok(await world.as('auditor').get(`/handovers/${id}`));
const sign = (login: string, id: string) => world.as(login).post(`/handovers/${id}/sign`);
const list = () => ({
  kind: 'treasurer',
  toPersonId: world.personOf['treasurer2'],
  witnessPersonId: world.personOf['chair'],
  handedOn: world.core.today(),
  items: [
    { name: '2026 年 1 月记账凭证', quantity: '1 册' },
    { name: '捐赠收据存根', quantity: '1 本' },
    { name: '财务专用章', quantity: '1 枚' },
  ],
});
const begin = async () => ok(await world.as('treasurer').post('/handovers', list())).id as string;
let made: string;

test('V01 to V03 stand in the list as the books have them', async () => {
  await playTwoDrives(world);
  await playUrgentCase(world);
  made = await begin();
  const { balances, accountNames, items, status } = await read(made);
  expect(status).toBe('open');
  expect(items).toHaveLength(3);
  expect(balances.accounts).toEqual([
    { account: '100101', balance: '0.00' },
    { account: '100201', balance: '19900.00' },
  ]);
  expect(accountNames['100201'].zh).toContain('银行存款');
  expect(balances.receipts).toEqual([{ type: 'internal', year: 2026, number: 4 }]);
  expect(balances.vouchers).toEqual([{ word: '记', period: 202601, number: 6 }]);
  expect(balances.unsigned).toEqual([1, 2, 3, 4, 5, 6].map((n) => `202601 记-000${n}`));
});

test('the successor signs; then a gift arrives, and the witness is sent back to a new list', async () => {
  ok(await sign('treasurer2', made));
  ok(await world.as('treasurer').post('/donations', gift({ channel: 'cash', gross: '120.00' })));
  expect(await sign('chair', made)).toMatchObject({
    status: 409,
    body: { code: 'HANDOVER_STALE' },
  });
  expect(await read(made)).toMatchObject({ status: 'open', stale: true, maySign: null });
  const left = await world.client`select part from handover_signatures where handover_id = ${made}`;
  expect(left).toHaveLength(2);
});

test('the new list holds 120.00 of cash, and three people finish it', async () => {
  const before = made;
  made = await begin();
  ok(await sign('treasurer2', made));
  expect(ok(await sign('chair', made))).toEqual({ id: made, part: 'witness', status: 'complete' });
  expect(await read(before)).toMatchObject({ status: 'superseded' });
  const { balances, signatures, stale } = await read(made);
  expect(balances.accounts[0]).toEqual({ account: '100101', balance: '120.00' });
  expect(balances.accounts[0].balance).toBe(await accountNow(world, '100101'));
  expect(balances.receipts).toEqual([{ type: 'internal', year: 2026, number: 5 }]);
  expect(balances.unsigned).toHaveLength(7);
  expect(signatures.map(({ part, name }: { part: string; name: string }) => [part, name])).toEqual([
    ['giver', '会计甲'],
    ['receiver', '会计乙'],
    ['witness', '主任'],
  ]);
  expect(stale).toBe(false);
  // life goes on: what was handed over stays as it was
  ok(await world.as('treasurer2').post('/donations', gift({ channel: 'cash', gross: '1.00' })));
  expect((await read(made)).balances).toEqual(balances);
  expect((await read(made)).status).toBe('complete');
});
