import { beforeAll, describe, expect, test } from 'vitest';
import { readEvidence, verify } from '../../server/audit/verify.ts';
import { readSnapshot } from '../../server/database/snapshot.ts';
import { gift } from '../support/acts.ts';
import { accountNow, fundNow, ok } from '../support/cases.ts';
import { byHand, expense, interest, posted, row, step } from '../support/drafts.ts';
import { tamper } from '../support/tamper.ts';
import { type Answer, makeWorld } from '../support/world.ts';

const world = await makeWorld('2026-02-10T02:00:00.000Z');
const treasurer = world.as('treasurer');
const { F00 } = world.funds;
const said = ({ status, body }: Answer) => (status < 300 ? status : `${status} ${body.code}`);
const paper = async (id: string) => ok(await world.as('auditor').get(`/vouchers/${id}`));
const correct = (id: string, body: object) =>
  treasurer.post(`/vouchers/${id}/correct`, { reason: '登记错误', ...body });
const findings = async () =>
  (await readSnapshot(world.auditUrl, (sql) => verify(sql, readEvidence(world.dataDir)))).findings;

beforeAll(async () => {
  for (const channel of ['bank', 'cash']) {
    const body = gift({ channel, gross: '2000.00', receivedOn: '2026-02-10' });
    ok(await treasurer.post('/donations', body));
  }
});

describe('the difference alone', () => {
  test('too much is taken off in red, once, and blocks a full reversal', async () => {
    const original = await byHand(world, expense(world, '540.00'));
    const draft = ok(await correct(original, { kind: 'difference', amounts: ['450', '450'] }));
    const { check, lines } = ok(await treasurer.get(`/drafts/${draft.id}`));
    expect(lines.map((each: { amount: string }) => each.amount)).toEqual(['-90.00', '-90.00']);
    expect(check).toMatchObject({ needsApproval: false, problems: [] });
    const { voucherId, redVoucherId } = await posted(world, draft.id);
    expect(redVoucherId).toBeNull();
    const diff = await paper(voucherId);
    expect(diff).toMatchObject({
      summary: expect.stringMatching(/^更正金额差额：2月10日记-\d{4}号凭证$/),
      attachmentCount: 0,
      lines: [
        { accountCode: '530101', side: 'debit', amount: '-90.00' },
        { accountCode: '100201', side: 'credit', amount: '-90.00' },
      ],
    });
    const again = await correct(original, { kind: 'difference', amounts: ['1', '1'] });
    expect(said(again)).toBe('409 ALREADY_REVERSED');
    const body = { reason: 'x', reversedOn: '2026-02-10' };
    const full = await world.as('treasurer2').post(`/vouchers/${original}/reverse`, body);
    expect(said(full)).toBe('409 ALREADY_REVERSED');
    // the difference itself is taken back, and then the original may be corrected anew
    ok(await world.as('treasurer2').post(`/vouchers/${voucherId}/reverse`, body));
    expect(ok(await treasurer.get(`/vouchers/${original}/correction`)).kinds).toEqual([
      'full',
      'difference',
    ]);
  });

  test('too little is added in blue, with the chair’s approval when more money leaves', async () => {
    const original = await byHand(world, expense(world, '45.00'));
    const papers = [{ name: '发票', number: 'A-2' }];
    const amounts = ['54.00', '54.00'];
    const draft = ok(await correct(original, { kind: 'difference', amounts, papers }));
    const { check } = ok(await treasurer.get(`/drafts/${draft.id}`));
    expect(check).toMatchObject({ needsApproval: true, problems: [] });
    const { voucherId } = await posted(world, draft.id);
    expect(await paper(voucherId)).toMatchObject({ total: '9.00' });
  });

  test('nothing that differs, or amounts that go both ways, is no difference', async () => {
    const original = await byHand(
      world,
      interest(world, {
        lines: [
          row('100201', 'debit', '3.00'),
          row('490101', 'credit', '1.00', { fundId: F00 }),
          row('490101', 'credit', '2.00', { fundId: F00 }),
        ],
      }),
    );
    const ways: [string[], string][] = [
      [['3.00', '1.00', '2.00'], '422 JOURNAL_LINES'],
      [['3.00', '1.00'], '422 JOURNAL_LINES'],
      [['3.00', '2.00', '1.00'], '409 CORRECTION_KIND'],
    ];
    for (const [amounts, code] of ways) {
      expect(said(await correct(original, { kind: 'difference', amounts }))).toBe(code);
    }
  });
});

describe('in full', () => {
  test('a deposit of another till: red and blue, nothing else moves', async () => {
    const deposit = ok(
      await world.as('cashier').post('/deposits', {
        kind: 'cash',
        amount: '100.00',
        depositedOn: '2026-02-10',
        slipReference: 'C-1',
      }),
    );
    const before = await accountNow(world, '100201');
    const draft = ok(
      await correct(deposit.voucherId, {
        kind: 'full',
        lines: [row('100201', 'debit', '90.00'), row('100101', 'credit', '90.00')],
      }),
    );
    const { redVoucherId, voucherId } = await posted(world, draft.id);
    expect(await paper(redVoucherId!)).toMatchObject({
      sourceType: 'deposit',
      signedByName: '会计乙',
    });
    expect(await paper(voucherId)).toMatchObject({ sourceType: 'manual', event: 'C01' });
    expect(Number(await accountNow(world, '100201'))).toBe(Number(before) - 10);
    const { items } = ok(await world.as('cashier').get('/deposits'));
    expect(items[0]).toMatchObject({ slipReference: 'C-1', reversed: true });
  });

  test('income that went to the wrong account: no balance dips on the way', async () => {
    const original = await byHand(world, interest(world));
    const before = await fundNow(world, 'F00');
    const draft = ok(
      await correct(original, {
        kind: 'full',
        lines: [row('100201', 'debit', '12.37'), row('220902', 'credit', '12.37')],
      }),
    );
    await posted(world, draft.id);
    const after = await fundNow(world, 'F00');
    expect((Number(before.balance) - Number(after.balance)).toFixed(2)).toBe('12.37');
  });

  test('more money than the original let out needs the chair and a paper', async () => {
    const original = await byHand(world, expense(world, '10.00'));
    const { lines } = expense(world, '11.00');
    const draft = ok(await correct(original, { kind: 'full', lines }));
    const { check } = ok(await treasurer.get(`/drafts/${draft.id}`));
    expect(check).toMatchObject({
      needsApproval: true,
      problems: [{ pointer: '/papers', code: 'PAPERS_REQUIRED' }],
    });
    ok(await step(world, 'treasurer', draft.id, 'discard'));
  });

  test('gifts and payments lead to their own pages', async () => {
    const body = gift({ gross: '1.00', receivedOn: '2026-02-10' });
    const { voucherId } = ok(await treasurer.post('/donations', body));
    const answer = await correct(voucherId, { kind: 'full', lines: [] });
    expect(said(answer)).toBe('409 CORRECTION_KIND');
  });
});

test('eight corrections of one voucher: one is prepared, and posted once by eight', async () => {
  const original = await byHand(world, expense(world, '7.00'));
  const { lines } = expense(world, '7.00', { summary: '重记' });
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, at) =>
      world
        .as(at % 2 ? 'treasurer' : 'treasurer2')
        .post(`/vouchers/${original}/correct`, { kind: 'full', reason: '重记', lines }),
    ),
  );
  expect(answers.map(said).toSorted()).toEqual([201, ...Array(7).fill('409 STATE_CONFLICT')]);
  const { id } = answers.find(({ status }) => status === 201)!.body;
  const { preparedByName } = ok(await treasurer.get(`/drafts/${id}`));
  const [mine, other] =
    preparedByName === '会计甲' ? ['treasurer', 'treasurer2'] : ['treasurer2', 'treasurer'];
  ok(await step(world, mine!, id, 'submit'));
  ok(await step(world, other!, id, 'review'));
  const { version } = ok(await treasurer.get(`/drafts/${id}`));
  const posts = await Promise.all(
    Array.from({ length: 8 }, () => treasurer.post(`/drafts/${id}/post`, { version })),
  );
  expect(posts.map(said).toSorted()).toEqual([201, ...Array(7).fill('409 STATE_CONFLICT')]);
  const reds = await world.client`select 1 from vouchers where reverses_id = ${original}`;
  expect(reds).toHaveLength(1);
});

test('a reversal and a correction race for one voucher: one of them wins', async () => {
  const original = await byHand(world, expense(world, '6.00'));
  const { lines } = expense(world, '6.00');
  const draft = ok(await correct(original, { kind: 'full', lines }));
  ok(await step(world, 'treasurer', draft.id, 'submit'));
  ok(await step(world, 'treasurer2', draft.id, 'review'));
  const { version } = ok(await treasurer.get(`/drafts/${draft.id}`));
  const reversal = { reason: 'x', reversedOn: '2026-02-10' };
  const answers = await Promise.all([
    ...Array.from({ length: 4 }, () => treasurer.post(`/drafts/${draft.id}/post`, { version })),
    ...Array.from({ length: 4 }, () =>
      world.as('treasurer2').post(`/vouchers/${original}/reverse`, reversal),
    ),
  ]);
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const reds = await world.client`select 1 from vouchers where reverses_id = ${original}`;
  expect(reds).toHaveLength(1);
});

test('the books hold, and whatever is changed behind them is named', async () => {
  expect(await findings()).toEqual([]);
  const changes = [
    "update voucher_draft_lines set amount = amount + 1 where account = '490101'",
    `update voucher_signatures s set person_id = u.person_id from vouchers v
      join users u on u.id = v.prepared_by where v.id = s.voucher_id and v.source_type = 'manual'`,
    'delete from voucher_approvals',
    "update voucher_corrections set reason = '别的' where kind = 'full'",
  ];
  await tamper(world.adminUrl, async (sql) => {
    for (const change of changes) await sql.unsafe(change);
  });
  const named = (await findings()).map(({ detail }) => detail).join('\n');
  for (const detail of [
    /its document says/,
    /do not agree/,
    /without an approval/,
    /not those it/,
  ]) {
    expect(named).toMatch(detail);
  }
});
