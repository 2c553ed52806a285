import { expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { ok } from '../support/cases.ts';
import { byHand, drafted, expense, interest, row, step } from '../support/drafts.ts';
import { type Answer, makeWorld } from '../support/world.ts';

const world = await makeWorld('2026-02-10T02:00:00.000Z');
const treasurer = world.as('treasurer');
const { F00 } = world.funds;
const said = ({ status, body }: Answer) => (status < 300 ? status : `${status} ${body.code}`);
const label = async (id: string) => ok(await world.as('auditor').get(`/vouchers/${id}`)).label;
const choose = (words: string) => treasurer.post('/voucher-words', { words });

test('the words change only before the first voucher of a new month', async () => {
  expect(ok(await world.as('auditor').get('/voucher-words'))).toEqual({
    words: 'one',
    mayChange: false,
  });
  const body = gift({ gross: '1000.00', receivedOn: '2026-01-20' });
  const { voucherId } = ok(await treasurer.post('/donations', body));
  expect(said(await choose('three'))).toBe('409 VOUCHER_WORDS_FIXED');
  ok(await world.as('treasurer2').post(`/vouchers/${voucherId}/sign`));
  ok(await treasurer.post('/periods/202601/close'));
  expect(ok(await treasurer.get('/voucher-words'))).toMatchObject({ mayChange: true });
  ok(await choose('three'));
});

test('收, 付 and 转 are numbered each for itself, without gaps; from till to till it is 付 only', async () => {
  const given = ok(
    await treasurer.post(
      '/donations',
      gift({ channel: 'cash', gross: '80.00', receivedOn: '2026-02-10' }),
    ),
  );
  expect(given.voucherNumber).toBe('收-0001');
  expect(await label(await byHand(world, interest(world)))).toBe('收-0002');
  const banked = ok(
    await world.as('cashier').post('/deposits', {
      kind: 'cash',
      amount: '50.00',
      depositedOn: '2026-02-10',
      slipReference: 'W-1',
    }),
  );
  expect(banked.voucherNumber).toBe('付-0001');
  expect(await label(banked.voucherId)).toBe('付-0001');
  const float = expense(world, '20.00', {
    event: 'E37',
    lines: [row('100101', 'debit', '20.00'), row('100201', 'credit', '20.00')],
  });
  expect(await label(await byHand(world, float))).toBe('付-0002');
  const provision = interest(world, {
    event: 'E29',
    lines: [row('530101', 'debit', '2.00', { fundId: F00 }), row('1131', 'credit', '2.00')],
  });
  expect(await label(await byHand(world, provision))).toBe('转-0001');
  expect(await label(await byHand(world, expense(world, '3.00')))).toBe('付-0003');
  const series = await world.client`select word, count(*)::int as n, max(number)::int as last
    from vouchers where period_id = 202602 group by word`;
  for (const { n, last } of series) expect(n).toBe(last);
});

test('what moves money beside something else is split', async () => {
  const mixed = interest(world, {
    event: 'M00',
    lines: [
      row('100101', 'debit', '7.00'),
      row('530101', 'debit', '3.00', { fundId: F00 }),
      row('112201', 'credit', '10.00'),
    ],
  });
  const refused = await step(world, 'treasurer', await drafted(world, mixed), 'submit');
  expect(refused.body.errors).toEqual(
    expect.arrayContaining([{ pointer: '/lines', code: 'VOUCHER_MIXED' }]),
  );
});

test('a red voucher keeps the word of what it takes back', async () => {
  const original = await byHand(world, expense(world, '1.00'));
  const { voucherNumber } = ok(
    await world
      .as('treasurer2')
      .post(`/vouchers/${original}/reverse`, { reason: '重复', reversedOn: '2026-02-10' }),
  );
  expect(voucherNumber).toMatch(/^付-/);
});
