import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { fillFund, ok } from '../support/cases.ts';
import { outcomeOf } from '../support/guards.ts';
import {
  addItem,
  bagsNoted,
  coatsInStore,
  counted,
  issueOf,
  lossOf,
  orderOf,
} from '../support/posts-goods.ts';
import { tamper } from '../support/tamper.ts';
import { makeWorld } from '../support/world.ts';

/** The guards of goods in kind, with each and without it; and what verify says without any. */
const world = await makeWorld();
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
await owner.unsafe('set search_path = fund');
afterAll(() => owner.end({ timeout: 2 }));

await fillFund(world, '5000.00');
const { itemId, id: giftId, donationId } = await coatsInStore(world);
const packs = await addItem(world, { accountCode: '120102' });
const cashier = world.as('cashier');
const orderId = ok(await world.as('treasurer').post('/goods-purchases', orderOf(world, packs)))
  .id as string;
const lossId = ok(await cashier.post('/goods-write-offs', lossOf(world, itemId, '1'))).id as string;
const issueId = ok(await world.as('worker').post('/goods-issues', issueOf(world, itemId, '5')))
  .id as string;
const countId = await counted(world, itemId, '34');
const memoId = await bagsNoted(world);

const u = (login: string) => world.users[login]!;
const p = (login: string) => world.personOf[login]!;
const id = '22222222-2222-4222-8222-222222222222';
const trigger = (name: string, table: string) => `drop trigger ${name} on ${table};`;
const unposted = trigger('goods_issue_posted', 'goods_documents');
const undecided = trigger('goods_decision_posted', 'goods_decisions');

const document = (kind: string, login: string, more: Record<string, string> = {}) =>
  `insert into goods_documents (id, kind, fund_id, donation_id, count_id, roster, happened_on,
      paper_number, note, prepared_by, prepared_person_id, prepared_at)
    values ('${id}', '${kind}', '${more['fund'] ?? world.funds.F01}', ${more['gift'] ?? 'null'},
      ${more['count'] ?? 'null'}, '${kind === 'issue' ? '名册' : ''}',
      '${more['day'] ?? '2026-01-10'}', 'x', '', '${u(login)}', '${p(login)}', now());`;
const line = (quantity: string, of = id, item = itemId, value = 'null') =>
  `insert into goods_lines (document_id, line_no, item_id, quantity, value, serials)
    values ('${of}', ${of === id ? 1 : 9}, '${item}', ${quantity}, ${value}, '{}');`;
const decision = (of: string, login: string, agrees: boolean, reference = '') =>
  `insert into goods_decisions (id, agrees, decided_on, reason, bank_reference, decided_by,
      decided_person_id, decided_at)
    values ('${of}', ${agrees}, '2026-01-10', '', '${reference}', '${u(login)}', '${p(login)}', now());`;
const sign = (login: string) =>
  `insert into goods_count_signatures (count_id, signed_by, signed_person_id, signed_at)
    values ('${countId}', '${u(login)}', '${p(login)}', now());`;
const stockLaws = `alter table goods_stock drop constraint goods_within_stock;`;

/** [what holds, the guard's removal, the attack, the code with which the guard answers] */
const guards: readonly (readonly [string, string, string, string])[] = [
  [
    'no goods leave without their voucher',
    unposted,
    document('issue', 'worker') + line('1'),
    'LF007',
  ],
  [
    'nothing is decided for good without its voucher',
    undecided,
    decision(lossId, 'chair', true),
    'LF007',
  ],
  [
    'a gift of goods names its goods',
    trigger('gift_of_goods_names_them', 'donations') + trigger('donation_complete', 'donations'),
    `insert into donations (id, fund_id, donor_id, channel, gross, fee, net, received_on,
        may_be_named, recorded_by, operation_id, created_at)
      select '${id}', fund_id, donor_id, 'goods', 1, 0, 1, received_on, false, recorded_by,
        operation_id, now() from donations where id = '${donationId}';`,
    'LF007',
  ],
  [
    'a treasurer hands nothing out',
    trigger('goods_by_the_right_hand', 'goods_documents') + unposted,
    document('issue', 'treasurer'),
    'LF008',
  ],
  [
    'goods are those of their gift',
    trigger('goods_by_the_right_hand', 'goods_documents') +
      'alter table goods_documents drop constraint goods_of_one_gift;',
    document('gift', 'treasurer', { gift: `'${donationId}'`, fund: world.funds.F00 }),
    'LF004',
  ],
  [
    'a count explains a difference only when two counted',
    trigger('goods_by_the_right_hand', 'goods_documents'),
    document('loss', 'cashier', { count: `'${countId}'` }),
    'LF013',
  ],
  [
    'a paper that was written stays as it is',
    trigger('goods_move_with_their_line', 'goods_lines'),
    line('1', issueId, packs),
    'LF013',
  ],
  [
    'what goes out brings no value of its own',
    trigger('goods_move_with_their_line', 'goods_lines') + unposted,
    document('issue', 'worker') + line('1', id, itemId, '1'),
    'LF004',
  ],
  [
    'another person decides',
    trigger('goods_decided_by_another', 'goods_decisions'),
    decision(orderId, 'treasurer', false),
    'LF008',
  ],
  [
    'the chair pays nothing',
    trigger('goods_decided_by_another', 'goods_decisions') + undecided,
    decision(orderId, 'chair', true, 'X'),
    'LF008',
  ],
  [
    'a cashier approves no loss',
    trigger('goods_decided_by_another', 'goods_decisions'),
    decision(lossId, 'cashier2', false),
    'LF008',
  ],
  [
    'the second counter is another person',
    trigger('goods_counted_by_two', 'goods_count_signatures'),
    sign('cashier'),
    'LF008',
  ],
  [
    'no more is noted as handed out than came',
    trigger('goods_memo_within_what_came', 'goods_memos'),
    `insert into goods_memos (id, of_id, description, unit, quantity, giver_masked, happened_on,
        note, recorded_by, recorded_at)
      select '${id}', id, description, unit, 4, '', happened_on, 'x', recorded_by, now()
      from goods_memos where id = '${memoId}';`,
    'LF014',
  ],
  [
    'goods are not given back as money',
    trigger('refund_of_money_alone', 'refunds'),
    `insert into refunds (id, kind, donation_id, till, amount, refunded_on, document_number, reason,
        prepared_by, prepared_person_id, prepared_at)
      values ('${id}', 'refund', '${donationId}', 'bank', 1, '2026-01-10', 'x', 'x',
        '${u('treasurer')}', '${p('treasurer')}', now());`,
    'LF013',
  ],
  [
    'stock never falls below zero',
    stockLaws,
    `update goods_stock set quantity = -1, value = 0 where item_id = '${itemId}'`,
    '23514',
  ],
  [
    'what is used up is worth nothing',
    'alter table goods_stock drop constraint goods_none_left_worth_nothing;',
    `update goods_stock set quantity = 0 where item_id = '${itemId}'`,
    '23514',
  ],
  [
    'what was written stays',
    trigger('goods_lines_append_only', 'goods_lines'),
    `update goods_lines set quantity = 41 where document_id = '${giftId}'`,
    'LF006',
  ],
];

describe('each guard of goods in kind', () => {
  test.each(guards)('%s', async (_name, removal, attack, expected) => {
    expect(await outcomeOf(owner, attack)).toBe(expected);
    expect(await outcomeOf(owner, attack, removal)).toBe('got through');
  });
});

test.each([
  ['more than there is', document('issue', 'worker') + line('35.001'), 'LF014'],
  ['before it came', document('issue', 'worker', { day: '2026-01-09' }) + line('1'), 'LF014'],
  ['of another fund', document('issue', 'worker', { fund: world.funds.F00 }) + line('1'), 'LF014'],
])('nobody takes %s', async (_name, attack, expected) => {
  expect(await outcomeOf(owner, attack, unposted)).toBe(expected);
});

test('the application writes neither stock nor movements, and takes nothing back by itself', async () => {
  for (const attack of [
    `update goods_stock set quantity = 99`,
    `update goods_lots set quantity_left = 99`,
    `delete from goods_serials`,
    `insert into goods_reversals (document_id, reason, reversed_by, at)
      values ('${issueId}', 'x', '${u('treasurer')}', now())`,
    `select undo_goods('${issueId}', '2026-01-10')`,
    `select move_goods(null, null, null, 'in', false, '2026-01-10', 1, 1)`,
  ]) {
    await expect(world.client.unsafe(attack)).rejects.toMatchObject({ code: '42501' });
  }
});

test('verify names each row that a superuser changed', async () => {
  const before = ok(await world.as('auditor').post('/verifications', {}));
  expect(before.findings).toEqual([]);
  await tamper(world.adminUrl, async (sql) => {
    await sql`update goods_stock set value = value - 0.01, quantity = quantity + 1`;
    await sql`update goods_movements set value = value + 0.01 where side = 'out'`;
    await sql`update goods_documents set prepared_person_id = ${p('treasurer')}
      where id = ${issueId}`;
  });
  const { findings } = ok(await world.as('auditor').post('/verifications', {}));
  expect(findings.map(({ check }: { check: string }) => check)).toEqual(
    expect.arrayContaining([
      'stock of goods is what moved',
      'value of goods is the ledgers balance',
      'goods that left are valued by their method',
      'goods pass through two pairs of hands',
      'every document is posted as it says',
    ]),
  );
});
