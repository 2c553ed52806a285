import postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { fillFund, ok, payable, visited, vote } from '../support/cases.ts';
import { budgetFor, preparedBudget } from '../support/steward-posts.ts';
import { type Answer, makeWorld } from '../support/world.ts';

const world = await makeWorld('2026-03-10T02:00:00.000Z');
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
afterAll(() => owner.end({ timeout: 2 }));
const codeOf = ({ status, body }: Answer) => [status, body.code];
const budgetOf = async (code: string, year = 2026) => {
  const { items } = ok(await world.as('auditor').get(`/budgets?year=${year}`));
  return (items as { fundCode: string }[]).find((row) => row.fundCode === code)!;
};
const tasksOf = async (login: string) =>
  ok(await world.as(login).get('/today')).tasks as Record<string, unknown>[];
const day = (date: string) => world.setNow(`${date}T02:00:00.000Z`);
const decide = async (amount: string) => {
  const id = await visited(world, amount);
  ok(await vote(world, 'member1', id, amount));
};

test('a budget is in force when the chair approved it, and shows what is used and left', async () => {
  await fillFund(world, '9000.00', '2026-03-01');
  expect(await budgetOf('F01')).toMatchObject({ budget: null, left: null, exceeded: false });
  const id = await preparedBudget(world, { programme: '1000.00', administration: '50.00' });
  expect(await budgetOf('F01')).toMatchObject({
    budget: null,
    proposed: { id, version: 1, programme: '1000.00', preparedByName: '会计甲' },
  });
  expect(await tasksOf('chair')).toContainEqual(
    expect.objectContaining({ kind: 'approve_budget', label: 'F01 2026', amount: '1050.00' }),
  );
  ok(await world.as('chair').post(`/budgets/${id}/approve`));
  expect(codeOf(await world.as('chair').post(`/budgets/${id}/approve`))).toEqual([
    409,
    'ALREADY_SIGNED',
  ]);
  const { orderId } = await payable(world, '400.00');
  ok(await world.as('cashier').post(`/payment-orders/${orderId}/pay`, { paidOn: '2026-03-10' }));
  await decide('300.00');
  expect(await budgetOf('F01')).toMatchObject({
    budget: { version: 1, total: '1050.00' },
    actual: { programme: '400.00', total: '400.00' },
    committed: '300.00',
    left: { programme: '300.00', administration: '50.00', total: '350.00' },
    exceeded: false,
    proposed: null,
  });
});

test('a reservation above the budget goes through and warns', async () => {
  await decide('300.01');
  expect(await budgetOf('F01')).toMatchObject({ left: { programme: '-0.01' }, exceeded: true });
  const { items } = ok(await world.as('treasurer').get('/funds'));
  expect(items).toMatchObject([
    { code: 'F00', warnings: [] },
    { code: 'F01', warnings: ['OVER_BUDGET'] },
  ]);
  expect(await tasksOf('chair')).toContainEqual(
    expect.objectContaining({ kind: 'over_budget', amount: '0.01' }),
  );
  const today = ok(await world.as('chair').get('/today'));
  expect(today.funds[1]).toMatchObject({ code: 'F01', warnings: ['OVER_BUDGET'] });
  // a larger budget takes the warning away once it is approved
  const id = await preparedBudget(world, { programme: '5000.00' });
  expect((await budgetOf('F01')) as object).toMatchObject({ exceeded: true });
  ok(await world.as('chair').post(`/budgets/${id}/approve`));
  expect(await budgetOf('F01')).toMatchObject({ budget: { version: 2 }, exceeded: false });
});

test('eight budgets at once are eight versions, and only the newest is approved', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      world.as('treasurer').post('/budgets', budgetFor(world, { fundId: world.funds.F00 })),
    ),
  );
  const versions = answers.map(({ body }) => body.version as number);
  expect(versions.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  const old = answers.find(({ body }) => body.version === 7)!.body.id as string;
  expect(codeOf(await world.as('chair').post(`/budgets/${old}/approve`))).toEqual([
    409,
    'STATE_CONFLICT',
  ]);
});

test.each([
  ['an unknown fund', { fundId: '3f0c4c0a-5b0e-4d8b-9f64-0c1d2e3f4a5b' }, 'VALUE_INVALID'],
  ['a year that is none', { year: 1999 }, 'DATE_RANGE'],
  ['a negative amount', { programme: '-1.00' }, 'AMOUNT_NOT_POSITIVE'],
])('a budget refuses %s', async (_, values, code) => {
  const answer = await world.as('treasurer').post('/budgets', budgetFor(world, values));
  expect(codeOf(answer)).toEqual([422, code]);
});

const limits = async () => ok(await world.as('cashier').get('/cash-limits'));
const bank = async (amount: string, on: string) =>
  ok(
    await world.as('cashier').post('/deposits', {
      kind: 'cash',
      amount,
      depositedOn: on,
      slipReference: `${on} ${amount}`,
    }),
  );

test('cash above the limit and gifts that were not banked warn the cashier', async () => {
  day('2026-03-12');
  const cash = (gross: string, receivedOn: string) =>
    world.as('treasurer').post('/donations', gift({ channel: 'cash', gross, receivedOn }));
  ok(await cash('3500.00', '2026-03-11'));
  expect(await limits()).toMatchObject({
    current: { amount: '3000.00', bankingDays: 1, setByName: null },
    cash: '3500.00',
    above: '500.00',
    unbanked: { amount: '3500.00', since: '2026-03-11', dueOn: '2026-03-12', overdue: false },
  });
  expect(await tasksOf('cashier')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'cash_above_limit', amount: '500.00' }),
      expect.objectContaining({ kind: 'bank_cash', dueOn: '2026-03-12', overdue: false }),
    ]),
  );
  day('2026-03-13');
  ok(await cash('60.00', '2026-03-13'));
  expect((await limits()).unbanked).toMatchObject({ amount: '3560.00', overdue: true });
  await bank('3500.00', '2026-03-13');
  // what came in today covers the rest; the older gift is in the bank
  expect(await limits()).toMatchObject({ above: null, unbanked: { amount: '60.00' } });
  day('2026-03-16');
  expect(await tasksOf('cashier')).toContainEqual(
    expect.objectContaining({ kind: 'bank_cash', amount: '60.00', overdue: true }),
  );
  await bank('60.00', '2026-03-16');
  expect(await limits()).toMatchObject({ cash: '0.00', unbanked: null });
});

test('the chair sets the limit from a day on, never for days that are over', async () => {
  const set = (effectiveFrom: string, amount = '50.00') =>
    world.as('chair').post('/cash-limits', { effectiveFrom, amount, bankingDays: 3 });
  expect(codeOf(await set('2026-03-15'))).toEqual([422, 'RANGE_INVALID']);
  ok(await set('2026-03-18'));
  expect(await limits()).toMatchObject({ current: { amount: '3000.00' }, history: [{}, {}] });
  day('2026-03-18');
  expect(await limits()).toMatchObject({
    current: { amount: '50.00', bankingDays: 3, setByName: '主任' },
  });
});

test('the annual figures leave closing vouchers out and measure by the rules of §3.8', async () => {
  await fillFund(world, '10000.00', '2025-06-01');
  const read = async (year: number) =>
    ok(await world.as('auditor').get(`/annual-figures?year=${year}`));
  const figures = await read(2026);
  expect(figures).toMatchObject({
    income: '12560.00',
    incomeBefore: '10000.00',
    programme: '400.00',
    administration: '0.00',
    spending: '400.00',
    netAssetsBefore: '10000.00',
    netAssets: '22160.00',
    dueOn: '2027-05-31',
  });
  expect(figures.rules[0]).toMatchObject({
    code: 'small',
    source: expect.stringContaining('第九条'),
    ratios: [
      { code: 'spending_of_income', percent: '4.00', threshold: '50.00', kept: false },
      { code: 'spending_of_assets', percent: '4.00', threshold: '8.00', kept: false },
      { code: 'administration', percent: '0.00', threshold: '20.00', kept: true, exempt: true },
    ],
  });
  expect(figures.rules[1]).toMatchObject({ code: 'public_foundation', ratios: [{}, {}] });
  expect(figures.checklist).toContainEqual({ code: 'months_closed', done: false, open: 12 });
  expect(figures.checklist).toContainEqual({ code: 'audit', done: null, open: 0 });
  // a closing voucher of 10,000.00 moves the balances of a year and none of its figures
  await owner`update fund.period_balances set debit = debit + 10000, closing_debit = 10000
    where account_code = '410102' and period_id = 202506`;
  expect((await read(2025)).income).toBe('10000.00');
  expect((await read(2024)).rules[0].ratios).toMatchObject([
    { percent: null, kept: null },
    { percent: null, kept: null },
    { kept: true, exempt: true },
  ]);
  const wrong = await world.as('auditor').get('/annual-figures?year=26');
  expect(codeOf(wrong)).toEqual([422, 'DATE_INVALID']);
});
