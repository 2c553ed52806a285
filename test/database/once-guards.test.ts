import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { fillFund, ok, payable, submitted, visited } from '../support/cases.ts';
import { outcomeOf } from '../support/guards.ts';
import { makeWorld } from '../support/world.ts';

/** What happens once, and who takes the steps of a case: attacked with each guard and without. */
const world = await makeWorld();
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
await owner.unsafe('set search_path = fund');
afterAll(() => owner.end({ timeout: 2 }));

await fillFund(world, '9000.00');
const paid = await payable(world, '500.00');
const payment = { paidOn: '2026-01-10' };
ok(await world.as('cashier').post(`/payment-orders/${paid.orderId}/pay`, payment));
const ready = await payable(world, '400.00');
const waiting = await submitted(world, { requested: '600.00' });
const urgent = await submitted(world, { requested: '600.00', urgent: true });
const voting = await visited(world, '600.00');
ok(await world.as('treasurer').post('/donations', gift({ channel: 'cash', gross: '80.00' })));
const slip = { kind: 'cash', amount: '80.00', depositedOn: '2026-01-10', slipReference: 'S-1' };
const { voucherId } = ok(await world.as('cashier').post('/deposits', slip));

const u = (login: string) => world.users[login]!;
const p = (login: string) => world.personOf[login]!;
const trigger = (name: string, table: string) => `drop trigger ${name} on ${table};`;
const constraint = (name: string, table: string) => `alter table ${table} drop constraint ${name};`;

const operation = (id: string, key: string) =>
  `insert into operations (id, actor_id, client_key, action, fingerprint, created_at)
    values ('${id}', '${u('treasurer')}', '${key}', 'x', '', now());`;
const operationIds = [
  '11111111-1111-4111-8111-111111111111',
  '22222222-2222-4222-8222-222222222222',
] as const;
const key = '33333333-3333-4333-8333-333333333333';

/** The payment once more, for another order or another request. */
const payAgain = (changes: string) =>
  `insert into payments overriding system value
    select (jsonb_populate_record(x, jsonb_build_object('id', gen_random_uuid(), 'seq', 9999, ${changes}))).*
    from payments x where x.order_id = '${paid.orderId}'`;
/** A copy of the deposit's voucher, with these columns set otherwise. */
const copyVoucher = (ordinal: number, changes: string) =>
  `insert into vouchers overriding system value
    select (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'seq', 9990 + ${ordinal},
      'operation_id', '${operationIds[0]}', 'ordinal', ${ordinal}, ${changes}))).*
    from vouchers v where v.id = '${voucherId}';`;

/** [what holds, the guard's removal, the attack, the code with which the guard answers] */
const guards: readonly (readonly [string, string, string, string])[] = [
  [
    'an order is paid once',
    // a live order's own request is asked for besides
    constraint('paid_once', 'payments') + trigger('payment_of_a_live_order', 'payments'),
    payAgain(`'request_id', '${ready.id}'`),
    '23505',
  ],
  [
    'a request is paid once, whatever orders it has',
    constraint('paid_once_per_request', 'payments') +
      trigger('payment_of_a_live_order', 'payments'),
    payAgain(`'order_id', '${ready.orderId}'`),
    '23505',
  ],
  [
    'a key is claimed once',
    constraint('operation_claimed_once', 'operations'),
    operation(operationIds[0], key) + operation(operationIds[1], key),
    '23505',
  ],
  [
    'a number is given to one voucher',
    constraint('voucher_numbered_once', 'vouchers'),
    operation(operationIds[0], key) + copyVoucher(1, `'source_id', gen_random_uuid()`),
    '23505',
  ],
  [
    'a voucher is reversed once',
    'drop index voucher_reversed_once;',
    operation(operationIds[0], key) +
      copyVoucher(1, `'number', 9991, 'reverses_id', '${voucherId}'`) +
      copyVoucher(2, `'number', 9992, 'reverses_id', '${voucherId}'`),
    '23505',
  ],
  [
    'urgent aid begins with the chair’s order',
    trigger('urgent_order_by_a_leader', 'urgent_orders'),
    `insert into urgent_orders (request_id, person_id, user_id, amount, at)
      values ('${urgent}', '${p('member1')}', '${u('member1')}', 600, now())`,
    'LF008',
  ],
  [
    'the second visitor is one of those who visit',
    trigger('visit_by_two', 'visits'),
    `insert into visits (request_id, visited_on, recorded_by, first_person_id, second_person_id,
        findings_sealed, suggested, created_at)
      values ('${waiting}', '2026-01-10', '${u('worker')}', '${p('worker')}', '${p('cashier')}', 'x', 600, now())`,
    'LF004',
  ],
  [
    'who has voted does not step aside afterwards',
    trigger('recusal_before_the_vote', 'recusals'),
    `insert into votes (request_id, person_id, user_id, approves, amount, reason, at)
      values ('${voting}', '${p('member1')}', '${u('member1')}', true, 600, '', now());
     insert into recusals (request_id, person_id, user_id, reason, at)
      values ('${voting}', '${p('member1')}', '${u('member1')}', '', now())`,
    'LF015',
  ],
];

describe('each guard of what happens once', () => {
  test.each(guards)('%s', async (_name, removal, attack, code) => {
    expect(await outcomeOf(owner, attack)).toBe(code);
    expect(await outcomeOf(owner, attack, removal)).toBe('got through');
  });
});
