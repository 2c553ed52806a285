import { expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { accountNow, fundNow, ok } from '../support/cases.ts';
import { transferTo } from '../support/posts-agency.ts';
import { makeWorld } from '../support/world.ts';

const world = await makeWorld();
const treasurer = world.as('treasurer');
const event = (values: object) => ({
  fundId: world.funds.F00,
  happenedOn: '2026-01-10',
  ...values,
});
ok(
  await treasurer.post('/drives', {
    code: 'D1',
    name: '募捐',
    fundId: world.funds.F01,
    purpose: '救助',
    target: '100.00',
    startsOn: '2026-01-01',
    fundraisingBasis: 'mutual_aid',
    surplusClause: '转入专项',
  }),
);

test('V12: interest 12.37 and an account fee 5.00 leave restricted funds unchanged to the fen', async () => {
  const before = await fundNow(world, 'F01');
  const interest = ok(
    await treasurer.post(
      '/bank-events',
      event({ kind: 'interest', amount: '12.37', reference: 'I-1' }),
    ),
  );
  const fee = ok(
    await treasurer.post('/bank-events', event({ kind: 'fee', amount: '5.00', reference: 'B-1' })),
  );
  const linesOf = async (id: string) =>
    ok(await world.as('auditor').get(`/vouchers/${id}`))['lines'] as object[];
  expect(await linesOf(interest.voucherId)).toMatchObject([
    { accountCode: '100201', side: 'debit', amount: '12.37' },
    { accountCode: '490101', side: 'credit', amount: '12.37', fundCode: 'F00' },
  ]);
  expect(await linesOf(fee.voucherId)).toMatchObject([
    { accountCode: '530101', side: 'debit', amount: '5.00', fundCode: 'F00' },
    { accountCode: '100201', side: 'credit', amount: '5.00' },
  ]);
  expect(await fundNow(world, 'F00')).toMatchObject({ balance: '7.37' });
  expect(await fundNow(world, 'F01')).toEqual(before);
  expect(await accountNow(world, '100201')).toBe('7.37');
});

test('E35: a street grant to a restricted fund is 政府补助, no donation', async () => {
  const body = event({ kind: 'grant', amount: '1000.00', reference: 'G-1' });
  ok(await treasurer.post('/bank-events', { ...body, fundId: world.funds.F01 }));
  expect(await accountNow(world, '440102')).toBe('-1000.00');
  expect(await fundNow(world, 'F01')).toMatchObject({ balance: '1000.00' });
  const audit = ok(await world.as('auditor').get('/audit-entries'));
  expect(audit.items[0]).toMatchObject({ action: 'bank_event.recorded' });
});

test('a fee is the unrestricted fund’s, a number is booked once, a day has come', async () => {
  const fee = event({ kind: 'fee', amount: '1.00', reference: 'B-2', fundId: world.funds.F01 });
  const wrong = await treasurer.post('/bank-events', fee);
  expect([wrong.status, wrong.body.errors]).toEqual([
    422,
    [{ pointer: '/fundId', code: 'VALUE_INVALID' }],
  ]);
  const again = event({ kind: 'interest', amount: '1.00', reference: 'I-1' });
  const twice = await treasurer.post('/bank-events', again);
  expect([twice.status, twice.body.code]).toEqual([409, 'DUPLICATE_TRANSACTION']);
  const future = event({ kind: 'interest', amount: '1.00', reference: 'I-9' });
  const early = await treasurer.post('/bank-events', { ...future, happenedOn: '2026-01-11' });
  expect([early.status, early.body.code]).toEqual([422, 'DATE_FUTURE']);
});

test('eight callers with one number book it once; a reversal frees the number', async () => {
  const body = event({ kind: 'interest', amount: '2.00', reference: 'I-2' });
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => treasurer.post('/bank-events', body)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
  const { voucherId } = answers.find(({ status }) => status === 201)!.body;
  const reversal = { reason: '记错', reversedOn: '2026-01-10' };
  ok(await world.as('treasurer2').post(`/vouchers/${voucherId}/reverse`, reversal));
  ok(await treasurer.post('/bank-events', body));
  const list = ok(await world.as('auditor').get('/bank-events'));
  expect(list.items[0]).toMatchObject({ kind: 'interest', amount: '2.00', reversed: false });
  expect(list.items.some(({ reversed }: { reversed: boolean }) => reversed)).toBe(true);
});

test('a fee that the bank took is posted even if the fund cannot bear it, and marks the fund', async () => {
  ok(
    await treasurer.post(
      '/bank-events',
      event({ kind: 'fee', amount: '400.00', reference: 'B-9' }),
    ),
  );
  expect(await fundNow(world, 'F00')).toMatchObject({ balance: '-390.63', inDeficit: true });
  ok(await treasurer.post('/donations', gift({ gross: '1000.00' })));
  expect(await fundNow(world, 'F00')).toMatchObject({ balance: '609.37', inDeficit: false });
});

test('a gift that arrived is recorded, whatever its fee does to the fund that bears it', async () => {
  const before = await fundNow(world, 'F00');
  const cents = (text: string) => Math.round(Number(text) * 100);
  // the bank's fee takes the fund to 200.00 below zero, and its floor is at 100.00 below
  const fee = ((cents(before.balance) + 20_000) / 100).toFixed(2);
  ok(await treasurer.post('/bank-events', event({ kind: 'fee', amount: fee, reference: 'B-2' })));
  const driveId = ok(await treasurer.get('/drives')).items[0].id as string;
  const wechat = gift({ channel: 'wechat', driveId, gross: '100.00', fee: '1.00' });
  ok(await treasurer.post('/donations', wechat));
  expect(await fundNow(world, 'F00')).toMatchObject({ balance: '-201.00' });
  // but nothing is taken from it by anyone's choice
  const fund = { code: 'F88', name: '指定', kind: 'designated', purpose: '试' };
  const { id: toFundId } = ok(await treasurer.post('/funds', fund));
  const aside = { kind: 'set_aside', basis: 'office_decision', fromFundId: world.funds.F00 };
  const asked = await treasurer.post('/fund-transfers', transferTo(world, toFundId, aside));
  const decided = `/fund-transfers/${ok(asked).id}/decide`;
  const answer = await world.as('chair').post(decided, { agrees: true });
  expect([answer.status, answer.body.code]).toEqual([409, 'FUND_INSUFFICIENT']);
});
