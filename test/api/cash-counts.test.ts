import { describe, expect, test } from 'vitest';
import type { Money } from '../../shared/money.ts';
import { subtractMoney } from '../../shared/money.ts';
import { gift, openDrive } from '../support/acts.ts';
import { accountNow, fundNow, ok } from '../support/cases.ts';
import { makeWorld } from '../support/world.ts';

/** What becomes of a counted difference (E30), and cash for the float (E37), with V02's sums. */
const world = await makeWorld();
const driveId = await openDrive(world);
const give = async (values: object) =>
  ok(await world.as('treasurer').post('/donations', gift(values)));
await give({ driveId, channel: 'cash', gross: '11900.00' });
await give({ gross: '500.00' });

const notes = [
  { face: '100', sheets: 118 },
  { face: '50', sheets: 1 },
  { face: '20', sheets: 1 },
  { face: '10', sheets: 1 },
  { face: '5', sheets: 1 },
  { face: '1', sheets: 4 },
  { face: '0.5', sheets: 1 },
  { face: '0.1', sheets: 5 },
];
const count = (values: object) =>
  world.as('cashier').post('/cash-counts', { countedOn: '2026-01-10', ...values });
const settle = (login: string, id: string, values: object) =>
  world.as(login).post(`/cash-counts/${id}/settlements`, {
    settledOn: '2026-01-10',
    reason: '经办人疏忽',
    ...values,
  });
const approve = (login: string, id: string) =>
  world.as(login).post(`/cash-settlements/${id}/approve`);
const lines = async (voucherId: string) => {
  const { body } = await world.as('auditor').get(`/vouchers/${voucherId}`);
  return (body.lines as Record<string, string>[]).map(({ accountCode, side, amount, fundCode }) => [
    accountCode,
    side,
    amount,
    fundCode,
  ]);
};
const read = async (id: string, login = 'auditor') =>
  (await world.as(login).get(`/cash-counts/${id}`)).body;
let counted = '';

describe('a count by denomination', () => {
  test('adds up to what was counted, each face once', async () => {
    const wrong = await count({ countedAmount: '11890.10', denominations: notes });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'COUNT_DIFFERS']);
    const twice = [notes[0], notes[0]];
    const doubled = await count({ countedAmount: '23600.00', denominations: twice });
    expect(doubled.body.errors).toEqual([{ pointer: '/denominations', code: 'DUPLICATE' }]);
    const odd = await count({ countedAmount: '2.00', denominations: [{ face: '2', sheets: 1 }] });
    expect([odd.status, odd.body.code]).toEqual([422, 'VALUE_INVALID']);
  });

  test('V02: 11,890.00 of 11,900.00, signed by two, the shortage named', async () => {
    const answer = ok(await count({ countedAmount: '11890.00', denominations: notes }));
    counted = answer.id;
    expect(answer).toMatchObject({ difference: '-10.00', needsConfirmation: true });
    ok(
      await world.as('treasurer').post(`/cash-counts/${counted}/confirm`, {
        liableRole: 'counter',
        liableReason: '清点时少收',
      }),
    );
    expect(await read(counted)).toMatchObject({
      denominations: notes,
      difference: '-10.00',
      unsettled: '10.00',
      liableRole: 'counter',
      liableReason: '清点时少收',
      countedByName: '出纳甲',
      confirmedByName: '会计甲',
      mayPropose: [],
    });
    const list = (await world.as('chair').get('/cash-counts')).body;
    expect(list.items).toMatchObject([{ id: counted, unsettled: '10.00' }]);
  });
});

describe('a shortage', () => {
  test('is refused where it does not fit', async () => {
    const cases = [
      ['treasurer', { way: 'paid_in', amount: '1.00' }, 403, 'FORBIDDEN'],
      ['cashier', { way: 'written_off', amount: '1.00' }, 403, 'FORBIDDEN'],
      ['treasurer', { way: 'recognised', amount: '1.00' }, 409, 'STATE_CONFLICT'],
      ['cashier', { way: 'paid_in', amount: '10.01' }, 409, 'EXCEEDS_APPROVAL'],
      ['cashier', { way: 'paid_in', amount: '1.00', settledOn: '2026-01-09' }, 422, 'DATE_RANGE'],
      ['cashier', { way: 'paid_in', amount: '1.00', settledOn: '2026-01-11' }, 422, 'DATE_FUTURE'],
    ] as const;
    for (const [login, values, status, code] of cases) {
      const answer = await settle(login, counted, values);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    }
  });

  test('is paid in: Dr 100101 / Cr 112203, approved once by eight', async () => {
    const { id } = ok(await settle('cashier', counted, { way: 'paid_in', amount: '6.00' }));
    const chair = await approve('chair', id);
    expect([chair.status, chair.body.code]).toEqual([403, 'FORBIDDEN']);
    const logins = ['treasurer', 'treasurer2', 'treasurer', 'treasurer2'];
    const answers = await Promise.all([...logins, ...logins].map((login) => approve(login, id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
    const { voucherId } = answers.find(({ status }) => status === 200)!.body;
    expect(await lines(voucherId)).toEqual([
      ['100101', 'debit', '6.00', null],
      ['112203', 'credit', '6.00', null],
    ]);
    expect(await accountNow(world, '112203')).toBe('4.00');
    expect(await accountNow(world, '100101')).toBe('11896.00');
  });

  test('is written off by the chair: Dr 530101[F00] / Cr 112203; a newer proposal counts', async () => {
    const old = ok(await settle('treasurer', counted, { way: 'written_off', amount: '1.00' }));
    const { id } = ok(await settle('treasurer2', counted, { way: 'written_off', amount: '4.00' }));
    const stale = await approve('chair', old.id);
    expect([stale.status, stale.body.code]).toEqual([409, 'STATE_CONFLICT']);
    expect((await approve('treasurer', id)).body.code).toBe('FORBIDDEN');
    expect((await read(counted, 'chair')).settlements.at(-1)).toMatchObject({ mayApprove: true });
    const { voucherId } = ok(await approve('chair', id));
    expect(await lines(voucherId)).toEqual([
      ['530101', 'debit', '4.00', 'F00'],
      ['112203', 'credit', '4.00', null],
    ]);
    expect(await accountNow(world, '112203')).toBe('0.00');
    expect(await fundNow(world, 'F00')).toMatchObject({ balance: '496.00' });
    expect(await fundNow(world, 'F01')).toMatchObject({ balance: '11900.00' });
    expect(await read(counted)).toMatchObject({ unsettled: '0.00' });
    const more = await settle('cashier', counted, { way: 'paid_in', amount: '0.01' });
    expect([more.status, more.body.code]).toEqual([409, 'EXCEEDS_APPROVAL']);
  });

  test('stays in the books while something followed from it, which can be taken back', async () => {
    const { voucherId, settlements } = await read(counted);
    const reversal = { reason: '误记', reversedOn: '2026-01-10' };
    const reverse = (voucher: string) =>
      world.as('treasurer2').post(`/vouchers/${voucher}/reverse`, reversal);
    const early = await reverse(voucherId);
    expect([early.status, early.body.code]).toEqual([409, 'STATE_CONFLICT']);
    const chairs = settlements.find(({ way }: { way: string }) => way === 'written_off');
    expect(chairs).toMatchObject({ amount: '1.00', approvedByName: null });
    ok(await reverse(settlements.at(-1).voucherId));
    expect(await read(counted)).toMatchObject({ unsettled: '4.00' });
  });
});

test('a surplus is recognised after the search: Dr 220902 / Cr 490101[F00]', async () => {
  const { cash } = (await world.as('cashier').get('/cash')).body;
  const more = subtractMoney(cash, '-0.50' as Money);
  const { id } = ok(await count({ countedAmount: more }));
  ok(await world.as('treasurer2').post(`/cash-counts/${id}/confirm`));
  const paid = await settle('cashier', id, { way: 'paid_in', amount: '0.50' });
  expect([paid.status, paid.body.code]).toEqual([409, 'STATE_CONFLICT']);
  const settlement = ok(await settle('treasurer', id, { way: 'recognised', amount: '0.50' }));
  const { voucherId } = ok(await approve('chair', settlement.id));
  expect(await lines(voucherId)).toEqual([
    ['220902', 'debit', '0.50', null],
    ['490101', 'credit', '0.50', 'F00'],
  ]);
  expect(await accountNow(world, '220902')).toBe('0.00');
});

describe('cash for the float', () => {
  const draw = (amount: string, slipReference: string, login = 'cashier') =>
    world.as(login).post('/withdrawals', { amount, withdrawnOn: '2026-01-10', slipReference });

  test('is drawn up to the float of the policy: Dr 100101 / Cr 100201', async () => {
    const full = await draw('1.00', 'W-0');
    expect([full.status, full.body.code, full.body.available]).toEqual([
      409,
      'CASH_FLOAT_EXCEEDED',
      '0.00',
    ]);
    const { cash } = (await world.as('cashier').get('/cash')).body;
    const amount = subtractMoney(cash, '2600.00' as Money);
    const banked = { kind: 'cash', amount, depositedOn: '2026-01-10', slipReference: 'S-1' };
    ok(await world.as('cashier').post('/deposits', banked));
    const above = await draw('400.01', 'W-0');
    expect([above.status, above.body.available]).toEqual([409, '400.00']);
    const drawn = ok(await draw('300.00', 'W-1'));
    expect(await lines(drawn.voucherId)).toEqual([
      ['100101', 'debit', '300.00', null],
      ['100201', 'credit', '300.00', null],
    ]);
    expect((await draw('50.00', 'W-1')).body.code).toBe('DUPLICATE_TRANSACTION');
    expect((await draw('50.00', 'W-2', 'treasurer')).status).toBe(403);
    const list = (await world.as('auditor').get('/withdrawals')).body;
    expect(list).toMatchObject({ available: '100.00', items: [{ amount: '300.00' }] });
  });

  test('eight draw the last of it: two do', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => draw('50.00', `R-${index}`)),
    );
    const codes = answers.map(({ body }) => body.code as string | undefined);
    expect(codes.filter((code) => code === undefined)).toHaveLength(2);
    expect(codes.filter((code) => code === 'CASH_FLOAT_EXCEEDED')).toHaveLength(6);
    expect(await accountNow(world, '100101')).toBe('3000.00');
  });
});
