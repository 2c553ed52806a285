import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { fillFund, ok, payable } from '../support/cases.ts';
import { outcomeOf } from '../support/guards.ts';
import { imprestAttacks, MADE_UP } from '../support/imprest-attacks.ts';
import { addItem, agreed, coatsInStore, issueOf, orderOf } from '../support/posts-goods.ts';
import { approvedAdvance, approvedBatch, families } from '../support/posts-imprest.ts';
import { makeWorld } from '../support/world.ts';

/** Guards where goods, visits and payments meet, with each and without it. */
const world = await makeWorld();
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
await owner.unsafe('set search_path = fund');
afterAll(() => owner.end({ timeout: 2 }));

await fillFund(world, '9000.00');
const batch = await approvedBatch(world);
const granted = await approvedAdvance(world, batch.id);
const { itemId } = await coatsInStore(world);
const issueId = ok(await world.as('worker').post('/goods-issues', issueOf(world, itemId, '5')))
  .id as string;
const packs = await addItem(world, { accountCode: '120102' });
const orders = await Promise.all(
  [1, 2].map(async () => {
    const made = await world.as('treasurer').post('/goods-purchases', orderOf(world, packs));
    return ok(made).id as string;
  }),
);
const decide = (id: string, bankReference: string) =>
  world.as('cashier').post(`/goods-documents/${id}/decide`, agreed(world, { bankReference }));
const [bought, waiting] = orders as [string, string];
const { voucherId } = ok(await decide(bought, 'SLIP-1')) as { voucherId: string };
const [family] = (await families(world, 1)) as [string];
// one person who is everything, as no office allows: what a guard asks must not hang on roles alone
await owner.unsafe(`alter table users disable trigger all;
  alter table users drop constraint user_roles_compatible;
  update users set roles = '{committee,cashier}' where login = 'member1';
  alter table users enable trigger all;`);
const { moved } = imprestAttacks(world, family);

/** [what holds, the guard's removal, the attack, the code with which the guard answers] */
const guards: readonly (readonly [string, string, string, string])[] = [
  [
    'who voted on a batch does not pay its advance',
    `drop trigger advance_step_by_another on advance_steps;
      drop trigger advance_posted on advance_steps;`,
    moved(granted, 'paid', 'member1'),
    'LF008',
  ],
  [
    'who voted on a batch does not hand its packs out',
    `drop trigger packs_handed_out_once on condolence_packs;
      drop trigger goods_issue_posted on goods_documents;`,
    `insert into goods_documents (id, kind, fund_id, roster, happened_on, paper_number, note,
        prepared_by, prepared_person_id, prepared_at)
      values ('${MADE_UP}', 'issue', '${world.funds.F01}', '名册', '2026-01-10', 'x', '',
        '${world.users['member1']!}', '${world.personOf['member1']!}', now());
    insert into goods_lines (document_id, line_no, item_id, quantity, value, serials)
      values ('${MADE_UP}', 1, '${packs}', 1, null, '{}');
    insert into condolence_packs (line_id, document_id, packs)
      values ('${batch.lines[0]!}', '${MADE_UP}', 1);`,
    'LF008',
  ],
  [
    'a paper of goods takes no line once it is posted',
    'drop trigger goods_move_with_their_line on goods_lines;',
    `alter table goods_documents disable trigger all;
      update goods_documents set born = pg_current_xact_id() where id = '${issueId}';
      alter table goods_documents enable trigger all;
      insert into goods_lines (document_id, line_no, item_id, quantity, value, serials)
        values ('${issueId}', 9, '${packs}', 1, null, '{}');`,
    'LF013',
  ],
  [
    'who ordered goods does not sign off their voucher',
    'drop trigger payout_signed_by_another on voucher_signatures;',
    `insert into voucher_signatures (voucher_id, user_id, person_id, signed_at)
      values ('${voucherId}', '${world.users['treasurer']!}', '${world.personOf['treasurer']!}', now())`,
    'LF008',
  ],
  [
    'an advance is not paid with the slip that paid for goods',
    `drop trigger advance_transfer_claimed on advance_steps;
      drop trigger advance_posted on advance_steps;`,
    moved(granted, 'paid', 'cashier2', '2026-01-10', ' slip-1'),
    '23505',
  ],
];

describe('each guard between the papers', () => {
  test.each(guards)('%s', async (_name, removal, attack, expected) => {
    expect(await outcomeOf(owner, attack)).toBe(expected);
    expect(await outcomeOf(owner, attack, removal)).toBe('got through');
  });
});

test('the transfer of an aid payment pays for no goods, and the other way round', async () => {
  const { orderId } = await payable(world, '500.00');
  const pay = (bankReference: string) =>
    world
      .as('cashier')
      .post(`/payment-orders/${orderId}/pay`, { paidOn: '2026-01-10', bankReference });
  const again = await pay('slip-1');
  expect([again.status, again.body.code]).toEqual([409, 'DUPLICATE_TRANSACTION']);
  ok(await pay('SLIP-2'));
  const goods = await decide(waiting, ' slip-2');
  expect([goods.status, goods.body.code]).toEqual([409, 'DUPLICATE_TRANSACTION']);
});
