import { beforeAll, describe, expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { accountNow, fillFund, fundNow, ok } from '../support/cases.ts';
import { byHand, drafted, expense, interest, posted, row, slip, step } from '../support/drafts.ts';
import { type Answer, makeWorld } from '../support/world.ts';

const world = await makeWorld('2026-02-10T02:00:00.000Z');
const treasurer = world.as('treasurer');
const { F00 } = world.funds;
const read = async (id: string) => ok(await world.as('auditor').get(`/drafts/${id}`));
const said = ({ status, body }: Answer) => (status < 300 ? status : `${status} ${body.code}`);

beforeAll(async () => {
  ok(await treasurer.post('/donations', gift({ gross: '1000.00', receivedOn: '2026-02-10' })));
  await fillFund(world, '5000.00', '2026-02-10');
});

describe('the life of a voucher by hand', () => {
  test('interest is drafted, submitted, reviewed by another and posted, signed from birth', async () => {
    const id = await drafted(world, interest(world));
    expect(await read(id)).toMatchObject({
      status: 'draft',
      total: '12.37',
      voucherId: null,
      allowedActions: [],
      check: { word: '记', needsApproval: false, problems: [] },
    });
    const mine = ok(await treasurer.get(`/drafts/${id}`));
    expect(mine.allowedActions).toEqual(['edit', 'submit', 'discard']);
    expect(said(await step(world, 'treasurer', id, 'post'))).toBe('409 STATE_CONFLICT');
    ok(await step(world, 'treasurer', id, 'submit'));
    expect(said(await step(world, 'treasurer', id, 'review'))).toBe('403 SOD_VIOLATION');
    expect(said(await step(world, 'cashier', id, 'review'))).toBe('403 FORBIDDEN');
    ok(await step(world, 'treasurer2', id, 'review'));
    expect(said(await step(world, 'cashier', id, 'post'))).toBe('403 FORBIDDEN');
    const before = await fundNow(world, 'F00');
    const { voucherId, voucherNumber } = ok(await step(world, 'treasurer', id, 'post'));
    expect(voucherNumber).toMatch(/^记-\d{4}$/);
    const voucher = ok(await world.as('auditor').get(`/vouchers/${voucherId}`));
    expect(voucher).toMatchObject({
      event: 'E25',
      summary: '收到存款利息',
      sourceType: 'manual',
      sourceId: id,
      attachmentCount: 1,
      preparedByName: '会计甲',
      signedByName: '会计乙',
      lines: [
        { accountCode: '100201', side: 'debit', amount: '12.37' },
        { accountCode: '490101', side: 'credit', amount: '12.37', fundCode: 'F00' },
      ],
    });
    expect((await fundNow(world, 'F00')).balance).toBe('1012.37');
    expect(before.balance).toBe('1000.00');
    expect(await read(id)).toMatchObject({ status: 'posted', voucherId, check: null });
    const [entry] = await world.client`select subject from audit_entries
      where action = 'draft.posted' order by seq desc limit 1`;
    expect(entry).toMatchObject({ subject: `draft:${id}` });
    expect(said(await step(world, 'treasurer2', id, 'post'))).toBe('409 STATE_CONFLICT');
  });

  test('lines change only in a draft; sent back with a note it is one again', async () => {
    const id = await drafted(world, interest(world));
    const changed = interest(world, { summary: '利息' });
    expect(said(await step(world, 'treasurer2', id, 'edit', changed))).toBe('403 FORBIDDEN');
    ok(await step(world, 'treasurer', id, 'submit'));
    expect(said(await step(world, 'treasurer', id, 'edit', changed))).toBe('409 STATE_CONFLICT');
    expect(said(await step(world, 'treasurer2', id, 'send-back'))).toBe('422 REQUIRED');
    ok(await step(world, 'treasurer2', id, 'send-back', { note: '请附对账单' }));
    expect(await read(id)).toMatchObject({ status: 'draft', note: '请附对账单' });
    ok(await step(world, 'treasurer', id, 'edit', changed));
    expect(await read(id)).toMatchObject({ summary: '利息' });
    const old = { version: 1, ...changed };
    expect(said(await treasurer.post(`/drafts/${id}/edit`, old))).toBe('409 VERSION_CONFLICT');
    ok(await step(world, 'treasurer', id, 'discard'));
    expect(said(await step(world, 'treasurer', id, 'submit'))).toBe('409 STATE_CONFLICT');
  });

  test('money goes out by hand only with a paper and the chair’s approval', async () => {
    const id = await drafted(world, expense(world, '20.00'));
    expect((await read(id)).check).toMatchObject({
      needsApproval: true,
      funds: [{ code: 'F00', balanceBefore: '1012.37', balanceAfter: '992.37' }],
      accounts: [{ account: '100201', before: '6012.37', after: '5992.37' }],
    });
    ok(await step(world, 'treasurer', id, 'submit'));
    ok(await step(world, 'treasurer2', id, 'review'));
    expect(said(await step(world, 'treasurer', id, 'post'))).toBe('409 APPROVAL_REQUIRED');
    expect(said(await step(world, 'member1', id, 'approve'))).toBe('403 FORBIDDEN');
    ok(await step(world, 'chair', id, 'approve'));
    expect(said(await step(world, 'chair', id, 'approve'))).toBe('409 STATE_CONFLICT');
    const { voucherId } = ok(await step(world, 'treasurer2', id, 'post'));
    const [approval] = await world.client`select person_id from voucher_approvals
      where voucher_id = ${voucherId}`;
    expect(approval!['person_id']).toBe(world.personOf['chair']);
  });

  test('an approval falls away when the draft goes back', async () => {
    const id = await drafted(world, expense(world, '1.00'));
    ok(await step(world, 'treasurer', id, 'submit'));
    ok(await step(world, 'chair', id, 'approve'));
    ok(await step(world, 'chair', id, 'send-back', { note: '金额不对' }));
    expect(await read(id)).toMatchObject({ approvedByName: null, reviewedByName: null });
    ok(await step(world, 'treasurer', id, 'discard'));
  });
});

describe('templates and copies', () => {
  test('lines are kept under a name, once', async () => {
    const { summary, event, lines } = interest(world);
    const body = { name: '季度利息', summary, event, lines };
    ok(await treasurer.post('/voucher-templates', body));
    expect(said(await treasurer.post('/voucher-templates', body))).toBe('409 DUPLICATE');
    const { items } = ok(await treasurer.get('/voucher-templates'));
    expect(items).toMatchObject([{ name: '季度利息', event, lines }]);
    const { name: _name, id: _id, ...used } = items[0];
    const draft = await drafted(world, { ...used, voucherDate: '2026-02-10', papers: [slip] });
    expect((await read(draft)).check.problems).toEqual([]);
  });

  test('a voucher by hand is copied into a new draft, a gift is not', async () => {
    const original = await byHand(world, interest(world));
    const { id } = ok(await world.as('treasurer2').post(`/vouchers/${original}/copy`));
    expect(await read(id)).toMatchObject({
      status: 'draft',
      preparedByName: '会计乙',
      total: '12.37',
      papers: [],
    });
    const { voucherId } = ok(
      await treasurer.post('/donations', gift({ receivedOn: '2026-02-10' })),
    );
    expect(said(await treasurer.post(`/vouchers/${voucherId}/copy`))).toBe('409 STATE_CONFLICT');
  });
});

test('drafts are listed by state, page by page', async () => {
  const all = ok(await world.as('chair').get('/drafts?limit=2'));
  expect(all.items).toHaveLength(2);
  const rest = ok(await world.as('chair').get(`/drafts?limit=2&cursor=${all.nextCursor}`));
  expect(rest.items[0].id).not.toBe(all.items[0].id);
  const { items } = ok(await world.as('chair').get('/drafts?status=posted'));
  expect(new Set(items.map((each: { status: string }) => each.status))).toEqual(
    new Set(['posted']),
  );
});

test('E29: a receivable is written off through its allowance', async () => {
  const shortage = await drafted(
    world,
    expense(world, '30.00', {
      lines: [row('112201', 'debit', '30.00'), row('100201', 'credit', '30.00')],
    }),
  );
  await posted(world, shortage);
  const before = await fundNow(world, 'F00');
  const provision = [
    row('530101', 'debit', '30.00', { fundId: F00 }),
    row('1131', 'credit', '30.00'),
  ];
  await byHand(world, expense(world, '0.00', { event: 'E29', lines: provision }));
  const writeOff = [row('1131', 'debit', '30.00'), row('112201', 'credit', '30.00')];
  await byHand(world, expense(world, '0.00', { event: 'E29', lines: writeOff }));
  expect(await accountNow(world, '112201')).toBe('0.00');
  expect(await accountNow(world, '1131')).toBe('0.00');
  expect(Number((await fundNow(world, 'F00')).balance)).toBe(Number(before.balance) - 30);
});

describe('races', () => {
  test('eight reviewers: one review', async () => {
    const id = await drafted(world, interest(world));
    ok(await step(world, 'treasurer', id, 'submit'));
    const { version } = await read(id);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        world.as('treasurer2').post(`/drafts/${id}/review`, { version }),
      ),
    );
    expect(answers.map(said).toSorted()).toEqual([200, ...Array(7).fill('409 STATE_CONFLICT')]);
  });

  test('eight posters: one voucher', async () => {
    const id = await drafted(world, interest(world));
    ok(await step(world, 'treasurer', id, 'submit'));
    ok(await step(world, 'treasurer2', id, 'review'));
    const { version } = await read(id);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, turn) =>
        world.as(turn % 2 ? 'treasurer' : 'treasurer2').post(`/drafts/${id}/post`, { version }),
      ),
    );
    expect(answers.map(said).toSorted()).toEqual([201, ...Array(7).fill('409 STATE_CONFLICT')]);
    const vouchers = await world.client`select 1 from vouchers where source_id = ${id}`;
    expect(vouchers).toHaveLength(1);
  });
});
