import { expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { accountNow, fundNow, ok } from '../support/cases.ts';
import { runVerification } from '../support/verification.ts';
import { makeWorld } from '../support/world.ts';

/** An office hands over its old books at the end of 2025 (E31; the figures of V04's end). */
const world = await makeWorld();
const treasurer = world.as('treasurer');
const F02 = { code: 'F02', name: '王某患儿专项', kind: 'restricted', purpose: '医疗及过渡生活' };

const sheet = (values: { f02?: string; bank?: string } = {}) => ({
  firstMonth: 202601,
  rows: [
    { accountCode: '100201', debit: values.bank ?? '20594.84', credit: '0' },
    { accountCode: '3101', fundCode: 'F00', debit: '0', credit: '494.84' },
    { accountCode: '3102', fundCode: 'F01', debit: '0', credit: '19900' },
    { accountCode: '3102', fundCode: 'F02', debit: '0', credit: values.f02 ?? '200.00' },
  ],
  funds: [
    { fundCode: 'F00', balance: '494.84' },
    { fundCode: 'F01', balance: '19900.00' },
    { fundCode: 'F02', balance: '200.00' },
  ],
  commitments: [{ fundCode: 'F01', caseText: '2025-017 第二期', amount: '600.00' }],
});
const refused = async (body: object) => {
  const { status, body: problem } = await treasurer.post('/opening-sheets', body);
  return [status, problem.code, problem.params, problem.errors[0].pointer];
};

test('one fen off is refused with the fund named, and nothing is kept', async () => {
  ok(await treasurer.post('/funds', F02));
  expect(await refused(sheet({ f02: '200.01', bank: '20594.85' }))).toEqual([
    422,
    'OPENING_FUND_DIFFERS',
    { fund: 'F02', entered: '200.01', stated: '200.00', difference: '0.01' },
    '/funds/2/balance',
  ]);
  expect(await refused(sheet({ bank: '20594.83' }))).toEqual([
    422,
    'OPENING_UNBALANCED',
    { debit: '20594.83', credit: '20594.84', difference: '-0.01' },
    '/rows',
  ]);
  expect(ok(await treasurer.get('/opening'))).toEqual({ sheet: null, mayPrepare: true });
});

test('entered by one, reviewed by another, posted once, dated the day before', async () => {
  const { id } = ok(await treasurer.post('/opening-sheets', sheet()));
  const own = await treasurer.post(`/opening-sheets/${id}/review`);
  expect([own.status, own.body.code]).toEqual([403, 'SOD_VIOLATION']);
  const early = await treasurer.post(`/opening-sheets/${id}/post`);
  expect([early.status, early.body.code]).toEqual([409, 'STATE_CONFLICT']);
  expect(ok(await world.as('treasurer2').get('/opening')).sheet.allowedActions).toEqual(['review']);
  ok(await world.as('treasurer2').post(`/opening-sheets/${id}/review`));
  const reviewer = await world.as('treasurer2').post(`/opening-sheets/${id}/post`);
  expect([reviewer.status, reviewer.body.code]).toEqual([403, 'SOD_VIOLATION']);

  const racing = await Promise.all(
    Array.from({ length: 8 }, () => treasurer.post(`/opening-sheets/${id}/post`)),
  );
  expect(racing.filter(({ status }) => status === 200)).toHaveLength(1);
  const others = racing.filter(({ status }) => status !== 200).map(({ body }) => body.code);
  expect(new Set(others)).toEqual(new Set(['OPENING_POSTED']));

  const { sheet: posted, mayPrepare } = ok(await treasurer.get('/opening'));
  expect([posted.status, posted.opensOn, mayPrepare]).toEqual(['posted', '2025-12-31', false]);
  expect(posted.vouchers).toMatchObject([{ label: '记-0001' }]);
  expect(posted.commitments).toEqual([
    { fundCode: 'F01', caseText: '2025-017 第二期', amount: '600.00' },
  ]);
  const voucher = ok(await world.as('auditor').get(`/vouchers/${posted.vouchers[0].id}`));
  expect(voucher).toMatchObject({ event: 'E31', voucherDate: '2025-12-31', total: '20594.84' });
});

test('the funds and the accounts hold what was entered, and the trial balance balances', async () => {
  expect(await fundNow(world, 'F00')).toMatchObject({ balance: '494.84', available: '494.84' });
  expect(await fundNow(world, 'F01')).toMatchObject({ balance: '19900.00' });
  expect(await fundNow(world, 'F02')).toMatchObject({ balance: '200.00' });
  expect(await accountNow(world, '100201')).toBe('20594.84');
  const { totals, rows } = ok(
    await world.as('auditor').get('/reports/trial-balance?period=202601'),
  );
  expect(totals).toMatchObject({ openingDebit: '20594.84', openingCredit: '20594.84' });
  expect(totals).toMatchObject({ debit: '0.00', closingDebit: '20594.84' });
  expect(rows.find((row: { accountCode: string }) => row.accountCode === '3102')).toMatchObject({
    openingCredit: '20100.00',
  });
  expect(await runVerification(world)).toEqual([]);
});

test('a wrong opening is taken back and entered anew, until the first month is closed', async () => {
  const { sheet: posted } = ok(await treasurer.get('/opening'));
  const red = { reason: '录错', reversedOn: '2026-01-10' };
  ok(await world.as('treasurer2').post(`/vouchers/${posted.vouchers[0].id}/reverse`, red));
  const state = ok(await treasurer.get('/opening'));
  expect([state.sheet.status, state.mayPrepare]).toEqual(['taken_back', true]);
  expect(await fundNow(world, 'F01')).toMatchObject({ balance: '0.00' });

  const { id } = ok(await treasurer.post('/opening-sheets', sheet()));
  ok(await world.as('chair').post(`/opening-sheets/${id}/review`));
  ok(await treasurer.post(`/opening-sheets/${id}/post`));
  const again = await treasurer.post('/opening-sheets', sheet());
  expect([again.status, again.body.code]).toEqual([409, 'OPENING_POSTED']);

  for (const {
    id: voucher,
  } of await world.client`select id from vouchers where period_id = 202512`)
    ok(await world.as('treasurer2').post(`/vouchers/${voucher}/sign`));
  ok(await treasurer.post('/periods/202512/close'));
  const { sheet: second } = ok(await treasurer.get('/opening'));
  const late = await world.as('treasurer2').post(`/vouchers/${second.vouchers[0].id}/reverse`, red);
  expect([late.status, late.body.code]).toEqual([409, 'PERIOD_LOCKED']);
  expect(await runVerification(world)).toEqual([]);
});

test('books that began take no opening balances before them', async () => {
  const other = await makeWorld();
  const enter = (body: object) => other.as('treasurer').post('/opening-sheets', body);
  ok(await other.as('treasurer').post('/funds', F02));
  ok(await other.as('treasurer').post('/donations', gift({ receivedOn: '2025-12-30' })));
  const late = await enter(sheet());
  expect([late.status, late.body.code]).toEqual([409, 'OPENING_LATE']);
  const early = await enter({ ...sheet(), firstMonth: 200001 });
  expect([early.status, early.body.code]).toEqual([422, 'DATE_BEFORE_BOOKS']);
  const future = await enter({ ...sheet(), firstMonth: 202602 });
  expect([future.status, future.body.code]).toEqual([422, 'DATE_FUTURE']);
  const { id } = ok(await enter({ ...sheet(), firstMonth: 202512 }));
  ok(await other.as('chair').post(`/opening-sheets/${id}/review`));
  ok(await other.as('treasurer').post(`/opening-sheets/${id}/post`));
  expect(await accountNow(other, '100201')).toBe('20694.84');
});
