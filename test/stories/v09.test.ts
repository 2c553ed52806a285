import { expect, test } from 'vitest';
import { readEvidence, verify } from '../../server/audit/verify.ts';
import { readSnapshot } from '../../server/database/snapshot.ts';
import { gift } from '../support/acts.ts';
import { fillFund, fundNow, ok, orderBody, visited, vote } from '../support/cases.ts';
import { byHand, expense, row, slip, step } from '../support/drafts.ts';
import { makeWorld } from '../support/world.ts';

/** V09 (domain.md §8): a red-letter correction across a closed period. */
const world = await makeWorld('2026-01-10T02:00:00.000Z');
const treasurer = world.as('treasurer');
const second = world.as('treasurer2');
const { F00, F01 } = world.funds;
let original: string;
let requestId: string;
let draftId: string;
let voucher: { redVoucherId: string; voucherId: string };

const movedIn = async (period: number, account: string, fund?: string) => {
  const [sum] = await world.client`
    select coalesce(sum(case side when 'debit' then amount else -amount end), 0)::numeric(18,2) as x
    from voucher_lines where period_id = ${period} and account_code = ${account}
      and (${fund ?? null}::uuid is null or fund_id = ${fund ?? null})`;
  return sum!['x'] as string;
};
const paper = async (id: string) => ok(await world.as('auditor').get(`/vouchers/${id}`));

test('given: three words, and 付-0007 of January booked aid as an expense of F00', async () => {
  ok(await treasurer.post('/voucher-words', { words: 'three' }));
  ok(await treasurer.post('/donations', gift({ gross: '1000.00' })));
  await fillFund(world, '5000.00');
  world.setNow('2026-01-31T02:00:00.000Z');
  for (let n = 1; n <= 6; n++) await byHand(world, expense(world, '1.00'));
  original = await byHand(world, expense(world, '450.00', { summary: '支付费用' }));
  expect(await paper(original)).toMatchObject({ label: '付-0007', voucherDate: '2026-01-31' });
});

test('the case is decided and its order prepared: 450.00 of F01 is reserved', async () => {
  world.setNow('2026-02-02T02:00:00.000Z');
  requestId = await visited(world, '450.00');
  ok(await vote(world, 'member1', requestId, '450.00'));
  ok(await treasurer.post('/payment-orders', orderBody(requestId)));
  const unsigned = await world.client`select v.id from vouchers v where v.period_id = 202601
    and not exists (select 1 from voucher_signatures s where s.voucher_id = v.id)`;
  for (const { id } of unsigned) ok(await second.post(`/vouchers/${id}/sign`));
  ok(await treasurer.post('/periods/202601/close'));
  expect(await fundNow(world, 'F01')).toMatchObject({ balance: '5000.00', committed: '450.00' });
});

test('the wizard chooses a day in February and prefills what was posted', async () => {
  world.setNow('2026-02-10T02:00:00.000Z');
  expect(ok(await treasurer.get(`/vouchers/${original}/correction`))).toMatchObject({
    kinds: ['full', 'difference'],
    correctedOn: '2026-02-10',
    redSummary: '注销1月31日付-0007号凭证',
    blueSummary: '订正1月31日付-0007号凭证',
    lines: [{ account: '530101' }, { account: '100201' }],
  });
});

const right = (values: object) => [
  row('510102', 'debit', '450.00', { fundId: F01, requestId, ...values }),
  row('100201', 'credit', '450.00'),
];
const correct = (lines: object[]) =>
  treasurer.post(`/vouchers/${original}/correct`, {
    kind: 'full',
    reason: '误记为管理费用，实为救助支出',
    lines,
  });

test('aid without its case, or another sum than was reserved, is refused at its line', async () => {
  draftId = ok(await correct(right({ requestId: null }))).id;
  const submitted = await step(world, 'treasurer', draftId, 'submit');
  expect([submitted.status, submitted.body.errors]).toEqual([
    422,
    [{ pointer: '/lines/0/requestId', code: 'CASE_REQUIRED' }],
  ]);
  const less = [
    row('510102', 'debit', '400.00', { fundId: F01, requestId }),
    row('100201', 'credit', '400.00'),
  ];
  const head = { voucherDate: '2026-02-10', event: 'M00', papers: [] };
  ok(await step(world, 'treasurer', draftId, 'edit', { ...head, lines: less }));
  const again = await step(world, 'treasurer', draftId, 'submit');
  expect(again.body.errors).toEqual([{ pointer: '/lines/0/requestId', code: 'CASE_REQUIRED' }]);
  ok(await step(world, 'treasurer', draftId, 'edit', { ...head, lines: right({}) }));
});

test('then red and blue are posted together, without papers, both signed by another', async () => {
  const { check } = ok(await second.get(`/drafts/${draftId}`));
  expect(check).toMatchObject({
    word: '付',
    needsApproval: false,
    problems: [],
    accounts: [{ account: '100201', before: '5544.00', after: '5544.00' }],
    funds: [
      { code: 'F00', balanceBefore: '544.00', balanceAfter: '994.00' },
      { code: 'F01', balanceBefore: '5000.00', balanceAfter: '4550.00' },
    ],
  });
  ok(await step(world, 'treasurer', draftId, 'submit'));
  ok(await step(world, 'treasurer2', draftId, 'review'));
  voucher = ok(await step(world, 'treasurer', draftId, 'post'));
  const red = await paper(voucher.redVoucherId);
  const blue = await paper(voucher.voucherId);
  expect(red).toMatchObject({
    label: '付-0001',
    summary: '注销1月31日付-0007号凭证',
    attachmentCount: 0,
    signedByName: '会计乙',
    reversesLabel: '付-0007',
    lines: [
      { accountCode: '530101', side: 'debit', amount: '-450.00', fundCode: 'F00' },
      { accountCode: '100201', side: 'credit', amount: '-450.00' },
    ],
  });
  expect(blue).toMatchObject({
    label: '付-0002',
    summary: '订正1月31日付-0007号凭证',
    attachmentCount: 0,
    signedByName: '会计乙',
    lines: [
      { accountCode: '510102', side: 'debit', amount: '450.00', fundCode: 'F01' },
      { accountCode: '100201', side: 'credit', amount: '450.00' },
    ],
  });
  for (const each of [await paper(original), red, blue]) {
    expect(each.corrections).toMatchObject([
      {
        kind: 'full',
        original: { id: original, label: '付-0007' },
        red: { id: voucher.redVoucherId },
        blue: { id: voucher.voucherId },
      },
    ]);
  }
});

test('February: bank 0.00 net, F00 +450.00, F01 −450.00; the reservation is used up', async () => {
  expect(await movedIn(202602, '100201')).toBe('0.00');
  expect(await movedIn(202602, '530101', F00)).toBe('-450.00');
  expect(await movedIn(202602, '510102', F01)).toBe('450.00');
  expect(await fundNow(world, 'F00')).toMatchObject({ balance: '994.00' });
  expect(await fundNow(world, 'F01')).toMatchObject({ balance: '4550.00', committed: '0.00' });
  const request = ok(await world.as('auditor').get(`/aid-requests/${requestId}`));
  expect(request).toMatchObject({ status: 'paid' });
  const [order] = ok(await world.as('cashier').get('/payment-orders')).items;
  const pay = await world
    .as('cashier')
    .post(`/payment-orders/${order.id}/pay`, { paidOn: '2026-02-10' });
  expect(pay.status).toBe(409);
});

test('付-0007 is unchanged; a second reversal or correction is refused', async () => {
  expect(await paper(original)).toMatchObject({
    label: '付-0007',
    lines: [{ amount: '450.00' }, { amount: '450.00' }],
    reversedByLabel: '付-0001',
  });
  const again = await correct(right({}));
  expect([again.status, again.body.code]).toEqual([409, 'ALREADY_REVERSED']);
  const reversal = { reason: '再冲一次', reversedOn: '2026-02-10' };
  const plain = await second.post(`/vouchers/${original}/reverse`, reversal);
  expect([plain.status, plain.body.code]).toEqual([409, 'ALREADY_REVERSED']);
  // the blue one spent on a case: what comes back of it has documents of its own
  const blue = await second.post(`/vouchers/${voucher.voucherId}/reverse`, reversal);
  expect([blue.status, blue.body.code]).toEqual([409, 'STATE_CONFLICT']);
  const red = await treasurer.post(`/vouchers/${voucher.redVoucherId}/correct`, {
    kind: 'full',
    reason: '冲红字',
    lines: [],
    papers: [slip],
  });
  expect([red.status, red.body.code]).toEqual([409, 'ALREADY_REVERSED']);
});

test('and every rule of the books holds', async () => {
  const { findings } = await readSnapshot(world.auditUrl, (sql) =>
    verify(sql, readEvidence(world.dataDir)),
  );
  expect(findings).toEqual([]);
});
