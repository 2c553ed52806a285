import { expect, test } from 'vitest';
import { gift, openDrive } from '../support/acts.ts';
import { accountNow, fundNow, ok } from '../support/cases.ts';
import { transferTo } from '../support/posts-agency.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const treasurer = world.as('treasurer');
const chair = world.as('chair');
const fund = async (code: string, kind: string) =>
  ok(await treasurer.post('/funds', { code, name: code, kind, purpose: '试' })).id as string;
const F02 = await fund('F02', 'restricted');
const F03 = await fund('F03', 'designated');
const driveId = await openDrive(world, { fundId: F02 });
ok(await treasurer.post('/donations', gift({ driveId, gross: '1000.00' })));
ok(await treasurer.post('/donations', gift({ gross: '500.00' })));

const prepare = async (values: object) =>
  ok(await treasurer.post('/fund-transfers', transferTo(world, world.funds.F01, values)))
    .id as string;
const decide = (id: string, agrees = true, login = 'chair') =>
  world.as(login).post(`/fund-transfers/${id}/decide`, { agrees, reason: '' });

test('E13: a transfer waits for the chair, then moves 3102 from fund to fund', async () => {
  const id = await prepare({ fromFundId: F02, amount: '200.00' });
  expect(await fundNow(world, 'F02')).toMatchObject({ balance: '1000.00' });
  const answer = ok(await decide(id));
  const voucher = ok(await world.as('auditor').get(`/vouchers/${answer.voucherId}`));
  expect(voucher.lines).toMatchObject([
    { accountCode: '3102', side: 'debit', amount: '200.00', fundCode: 'F02' },
    { accountCode: '3102', side: 'credit', amount: '200.00', fundCode: 'F01' },
  ]);
  expect(await fundNow(world, 'F02')).toMatchObject({ balance: '800.00' });
  expect(await fundNow(world, 'F01')).toMatchObject({ balance: '200.00' });
  expect(await accountNow(world, '3102')).toBe('0.00');
  const again = await decide(id);
  expect([again.status, again.body.code]).toEqual([409, 'STATE_CONFLICT']);
});

test('E14: a lifted restriction goes to 3101; unrestricted money is set aside and stays unrestricted', async () => {
  const release = { kind: 'release', basis: 'law', fromFundId: F02, toFundId: world.funds.F00 };
  ok(await decide(await prepare({ ...release, amount: '50.00' })));
  expect(await fundNow(world, 'F00')).toMatchObject({ balance: '550.00' });
  const aside = { kind: 'set_aside', basis: 'office_decision', fromFundId: world.funds.F00 };
  ok(await decide(await prepare({ ...aside, toFundId: F03, amount: '300.00' })));
  expect(await fundNow(world, 'F03')).toMatchObject({ balance: '300.00' });
  expect(await accountNow(world, '3101')).toBe('-50.00');
});

test('E34: what a finished drive left goes on by its clause, once it is closed', async () => {
  const surplus = { kind: 'surplus', basis: 'plan_clause', fromFundId: F02, driveId };
  const open = await treasurer.post(
    '/fund-transfers',
    transferTo(world, world.funds.F01, { ...surplus, amount: '750.00' }),
  );
  expect([open.status, open.body.code]).toEqual([409, 'STATE_CONFLICT']);
  ok(await treasurer.post(`/drives/${driveId}/close`, { version: 1 }));
  ok(await decide(await prepare({ ...surplus, amount: '750.00' })));
  expect(await fundNow(world, 'F02')).toMatchObject({ balance: '0.00' });
  const list = ok(await world.as('auditor').get('/fund-transfers'));
  expect(list.items[0]).toMatchObject({ kind: 'surplus', status: 'posted', driveCode: 'D1' });
});

test('a document that does not allow it, two wrong funds, and one fund twice are refused at their fields', async () => {
  const at = async (values: object) => {
    const body = transferTo(world, world.funds.F01, values);
    return (await treasurer.post('/fund-transfers', body)).body.errors?.[0];
  };
  expect(await at({ fromFundId: F02, basis: 'office_decision' })).toEqual({
    pointer: '/basis',
    code: 'VALUE_INVALID',
  });
  expect(await at({ fromFundId: world.funds.F00 })).toMatchObject({ pointer: '/toFundId' });
  expect(await at({})).toMatchObject({ pointer: '/toFundId' });
  expect(
    await at({ kind: 'surplus', basis: 'published_decision', fromFundId: F02, driveId }),
  ).toEqual({ pointer: '/publishedOn', code: 'REQUIRED' });
});

test('more than the fund can bear is refused, and a refusal moves nothing', async () => {
  const id = await prepare({ fromFundId: F02, amount: '0.01' });
  const answer = await decide(id);
  expect([answer.status, answer.body.code]).toEqual([409, 'FUND_INSUFFICIENT']);
  expect(ok(await decide(id, false))).toMatchObject({ agrees: false, voucherId: null });
  const list = ok(await chair.get('/fund-transfers'));
  expect(list.items[0]).toMatchObject({ status: 'refused', mayDecide: false });
});

test('eight decisions at once post one voucher', async () => {
  const id = await prepare({ fromFundId: world.funds.F01, toFundId: F02, amount: '10.00' });
  const answers = await Promise.all(Array.from({ length: 8 }, () => decide(id)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await fundNow(world, 'F02')).toMatchObject({ balance: '10.00' });
});
