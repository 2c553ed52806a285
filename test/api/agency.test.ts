import { expect, test } from 'vitest';
import { accountNow, fundNow, ok } from '../support/cases.ts';
import { heldFor, movement } from '../support/posts-agency.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const treasurer = world.as('treasurer');
const move = (code: string, values: object) =>
  treasurer.post('/agency-movements', movement(world, code, values));
const decide = (login: string, id: string, agrees = true) =>
  world.as(login).post(`/agency-movements/${id}/decide`, { agrees });
const held = async (code: string) =>
  ok(await world.as('auditor').get('/agency-beneficiaries')).items.find(
    (each: { code: string }) => each.code === code,
  ).held as string;

test('E15: agency money is held and owed, never income, and a cashier pays it out', async () => {
  const funds = ok(await world.as('auditor').get('/funds'));
  const code = await heldFor(world, '800.00');
  expect(await accountNow(world, '100202')).toBe('800.00');
  expect(await accountNow(world, '2601')).toBe('-800.00');
  const { id, voucherId } = ok(
    await move(code, { kind: 'money_out', till: 'bank', amount: '300.00' }),
  );
  expect(voucherId).toBeNull();
  const own = await decide('chair', id);
  expect([own.status, own.body.code]).toEqual([403, 'FORBIDDEN']);
  const paid = ok(await decide('cashier', id));
  const voucher = ok(await world.as('auditor').get(`/vouchers/${paid.voucherId}`));
  expect(voucher.lines).toMatchObject([
    { accountCode: '100202', side: 'credit', amount: '300.00' },
    { accountCode: '2601', side: 'debit', amount: '300.00' },
  ]);
  expect(await held(code)).toBe('500.00');
  expect(ok(await world.as('auditor').get('/funds'))).toEqual(funds);
});

test('E16: goods for a beneficiary lie in 1801 and are handed over by the chair’s word', async () => {
  const code = await heldFor(world, '10.00');
  ok(await move(code, { kind: 'goods_in', amount: '260.00', goods: '书包2个，课本一套' }));
  expect(await accountNow(world, '1801')).toBe('260.00');
  const { id } = ok(await move(code, { kind: 'goods_out', amount: '260.00', goods: '书包2个' }));
  ok(await decide('chair', id));
  expect(await accountNow(world, '1801')).toBe('0.00');
  expect(await held(code)).toBe('10.00');
});

test('E17: with the principal’s consent the money becomes a gift to a fund', async () => {
  const code = await heldFor(world, '120.00');
  const { id } = ok(
    await move(code, {
      kind: 'convert',
      till: 'bank',
      amount: '120.00',
      fundId: world.funds.F01,
      documentName: '委托人书面同意',
    }),
  );
  const posted = ok(await decide('chair', id));
  const voucher = ok(await world.as('auditor').get(`/vouchers/${posted.voucherId}`));
  expect(voucher.event).toBe('E17');
  expect(voucher.lines).toHaveLength(4);
  expect(await held(code)).toBe('0.00');
  expect(await fundNow(world, 'F01')).toMatchObject({ balance: '120.00' });
});

test('more than is held, an unknown beneficiary, goods without words: refused at the field', async () => {
  const code = await heldFor(world, '5.00');
  const at = async (values: object, to = code) => (await move(to, values)).body.errors?.[0];
  const out = { kind: 'money_out', till: 'bank', amount: '5.01' };
  expect(await at(out)).toEqual({ pointer: '/amount', code: 'FUND_INSUFFICIENT' });
  expect(await at({ ...out, amount: '1.00' }, 'A99')).toMatchObject({ pointer: '/beneficiary' });
  expect(await at({ kind: 'goods_in', amount: '1.00' })).toMatchObject({ pointer: '/goods' });
  expect(await at({ kind: 'money_in', amount: '1.00' })).toMatchObject({ pointer: '/till' });
});

test('names of beneficiary and principal are kept masked only', async () => {
  const code = await heldFor(world, '1.00');
  const list = ok(await world.as('treasurer').get('/agency-beneficiaries'));
  const mine = list.items.find((each: { code: string }) => each.code === code);
  expect(mine).toMatchObject({ beneficiaryMasked: '李*花', principalMasked: '爱**业' });
});

test('two payments of the same held money, eight callers each: one gets through', async () => {
  const code = await heldFor(world, '9.00');
  const out = { kind: 'money_out', till: 'bank', amount: '9.00' };
  const first = ok(await move(code, out)).id as string;
  const second = ok(await move(code, out)).id as string;
  const answers = await Promise.all(
    [first, second].flatMap((id) => Array.from({ length: 4 }, () => decide('cashier', id))),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await held(code)).toBe('0.00');
});
