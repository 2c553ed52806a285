import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { sqlStateOf } from '../support/cases.ts';
import { outcomeOf } from '../support/guards.ts';
import {
  askedVoid,
  notedLoss,
  paidAid,
  plannedReturn,
  preparedRecovery,
  returnedAid,
  waitingOrder,
} from '../support/posts-payouts.ts';
import { makeWorld } from '../support/world.ts';

/** The guards of voided orders, returned transfers and recovered aid, with each and without it. */
const world = await makeWorld();
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
await owner.unsafe('set search_path = fund');
afterAll(() => owner.end({ timeout: 2 }));

const waiting = await waitingOrder(world);
const asked = await askedVoid(world);
const left = await askedVoid(world, 'withdraw');
const paid = await paidAid(world);
const returned = await returnedAid(world);
const repay = await plannedReturn(world, 'repay');
const cancel = await plannedReturn(world, 'cancel');
const recovery = await preparedRecovery(world);
const loss = await notedLoss(world);
const voidOf = async (orderId: string) =>
  (await world.client`select id from order_voids where order_id = ${orderId}`)[0]!['id'] as string;
const askedId = await voidOf(asked.orderId);
const leftId = await voidOf(left.orderId);
const voucher = (await world.client`select voucher_id from payments where id = ${paid.id}`)[0]![
  'voucher_id'
] as string;

const u = (login: string) => world.users[login]!;
const p = (login: string) => world.personOf[login]!;
const id = '22222222-2222-4222-8222-222222222222';
const drop = (name: string, table: string) => `drop trigger ${name} on ${table};`;
const by = (login: string) => `'${u(login)}', '${p(login)}', now()`;
const ask = (orderId: string, login = 'treasurer') =>
  `insert into order_voids (id, order_id, outcome, reason, asked_by, asked_person_id, asked_at)
    values ('${id}', '${orderId}', 'again', 'x', ${by(login)});`;
const word = (table: string, row: string, login: string, agrees = false) =>
  `insert into ${table} (id, agrees, reason, decided_by, decided_person_id, decided_at)
    values ('${row}', ${agrees}, '', ${by(login)});`;
const back = (payment: string, values: { login?: string; day?: string; amount?: number } = {}) =>
  `insert into payment_returns (id, payment_id, amount, returned_on, bank_reference, reason,
      recorded_by, recorded_person_id, recorded_at)
    values ('${id}', '${payment}', ${values.amount ?? 500}, '${values.day ?? '2026-01-10'}', 'X',
      'x', ${by(values.login ?? 'treasurer')});`;
const plan = (returnId: string, login: string, day = '2026-01-10') =>
  `insert into return_plans (id, return_id, way, reason, cancelled_on, planned_by,
      planned_person_id, planned_at)
    values ('${id}', '${returnId}', 'cancel', 'x', '${day}', ${by(login)});`;
const outcome = (planId: string, way: string, login: string, day = '2026-01-10') =>
  `insert into return_outcomes (id, way, agrees, happened_on, reason, done_by, done_person_id,
      done_at)
    values ('${planId}', '${way}', true, '${day}', '', ${by(login)});`;
const recover = (login: string, values: { day?: string; amount?: number } = {}) =>
  `insert into recoveries (id, payment_id, cause, amount, recovered_on, document_number, reason,
      prepared_by, prepared_person_id, prepared_at)
    values ('${id}', '${paid.id}', 'fraud', ${values.amount ?? 1}, '${values.day ?? '2026-01-10'}',
      'x', 'x', ${by(login)});`;
const settle = (login: string, amount: number, recoveryId = loss.recoveryId) =>
  `insert into recovery_settlements (id, recovery_id, way, till, amount, settled_on, reason,
      recorded_by, recorded_person_id, recorded_at)
    values ('${id}', '${recoveryId}', 'received', 'cash', ${amount}, '2026-01-10', '',
      ${by(login)});`;
const writeOff = (login: string) =>
  `insert into write_off_decisions (id, way, agrees, reason, decided_by, decided_person_id,
      decided_at)
    values ('${loss.settlementId}', 'written_off', true, '', ${by(login)});`;
/** A person who asked also holds the role that agrees, through another account. */
const second = (login: string, role: string) =>
  `insert into users (id, person_id, login, roles, community_id, password_hash, status, created_at)
    values ('${id}', '${p(login)}', 'second', '{${role}}',
      ${role === 'caseworker' ? `'${world.communities['报达']}'` : 'null'}, 'none', 'active', now());`;
const asSecond = (attack: string, login: string) => attack.replaceAll(`'${u(login)}'`, `'${id}'`);
const move = (requestId: string, status: string) =>
  `update aid_requests set status = '${status}', version = version + 1 where id = '${requestId}';`;
const payment = (orderId: string, requestId: string, reference = 'null') =>
  `insert into payments (id, order_id, request_id, amount, paid_on, voucher_id, bank_reference,
      paid_by, paid_person_id, operation_id, at)
    select '${id}', '${orderId}', '${requestId}', 500, '2026-01-10', '${voucher}', ${reference},
      paid_by, paid_person_id, operation_id, now() from payments limit 1;`;

const voids = drop('void_of_a_waiting_order', 'order_voids');
const agreed = drop('void_agreed_by_another', 'order_void_decisions');
const carried = drop('order_voided', 'order_void_decisions');
const returns = drop('return_of_a_transfer', 'payment_returns');
const returnPosted = drop('payment_return_posted', 'payment_returns');
const plans = drop('plan_for_returned_money', 'return_plans');
const settled = drop('returned_money_settled_once', 'return_outcomes');
const repaid = drop('repayment_posted', 'return_outcomes');
const cancelled = drop('return_cancellation_posted', 'return_outcomes');
const recoveries = drop('recovery_of_a_payment', 'recoveries');
const decided = drop('recovery_decided_by_another', 'recovery_decisions');
const recoveryPosted = drop('recovery_posted', 'recovery_decisions');
const claims = drop('settlement_of_a_claim', 'recovery_settlements');
const claimPosted = drop('settlement_posted', 'recovery_settlements');
const losses = drop('write_off_agreed_by_another', 'write_off_decisions');
const lossPosted = drop('write_off_posted', 'write_off_decisions');

/** [what holds, the guard's removal, the attack, the code with which the guard answers] */
const guards: readonly (readonly [string, string, string, string])[] = [
  ['only a treasurer asks to void', voids, ask(waiting.orderId, 'cashier'), 'LF008'],
  ['no second void waits', voids, ask(asked.orderId, 'treasurer2'), 'LF013'],
  ['a paid order is not voided', voids, ask(paid.orderId), 'LF013'],
  [
    'the chair agrees to another order',
    agreed,
    word('order_void_decisions', askedId, 'worker'),
    'LF008',
  ],
  [
    'the caseworker speaks for the family',
    agreed,
    word('order_void_decisions', leftId, 'chair'),
    'LF008',
  ],
  [
    'not one of another community',
    agreed,
    word('order_void_decisions', leftId, 'worker3'),
    'LF008',
  ],
  [
    'who asked does not agree, from no account',
    agreed,
    second('treasurer', 'chair') +
      asSecond(word('order_void_decisions', askedId, 'treasurer'), 'treasurer'),
    'LF008',
  ],
  [
    'no request goes back while its order stands',
    drop('back_without_its_order', 'aid_requests'),
    move(waiting.id, 'approved'),
    'LF007',
  ],
  [
    'a voided order is not paid',
    drop('payment_of_a_live_order', 'payments') + drop('payment_at_its_act', 'payments'),
    `delete from live_orders where order_id = '${waiting.orderId}';` +
      payment(waiting.orderId, waiting.id),
    'LF013',
  ],
  [
    'who prepared an order does not sign its voucher',
    drop('payout_signed_by_another', 'voucher_signatures'),
    `insert into voucher_signatures (voucher_id, user_id, person_id, signed_at)
      values ('${voucher}', ${by('treasurer')})`,
    'LF008',
  ],
  [
    'one transfer pays once, however it is typed',
    drop('payment_reference_claimed', 'payments') + drop('payment_at_its_act', 'payments'),
    payment(waiting.orderId, waiting.id, `' ' || lower(bank_reference)`),
    '23505',
  ],
  [
    'only a treasurer notes a return',
    returns + returnPosted,
    back(paid.id, { login: 'cashier' }),
    'LF008',
  ],
  ['a transfer comes back whole', returns + returnPosted, back(paid.id, { amount: 499 }), 'LF014'],
  ['not before it left', returns + returnPosted, back(paid.id, { day: '2026-01-09' }), 'LF013'],
  ['and once', returns + returnPosted, back(returned.id), 'LF013'],
  ['with its voucher', returnPosted, back(paid.id), 'LF007'],
  ['only a treasurer plans', plans, plan(returned.returnId, 'chair'), 'LF008'],
  ['not before it came back', plans, plan(returned.returnId, 'treasurer', '2026-01-09'), 'LF013'],
  ['only a cashier pays again', settled + repaid, outcome(repay.planId, 'repay', 'chair'), 'LF008'],
  [
    'not before the plan',
    settled + repaid,
    outcome(repay.planId, 'repay', 'cashier', '2026-01-09'),
    'LF013',
  ],
  [
    'not what was planned anew',
    settled + repaid,
    plan(repay.returnId, 'treasurer') + outcome(repay.planId, 'repay', 'cashier'),
    'LF013',
  ],
  [
    'not who planned it, from no account',
    settled + repaid + drop('person_roles_compatible', 'users'),
    `alter table users disable trigger user;` +
      second('treasurer', 'cashier') +
      asSecond(outcome(repay.planId, 'repay', 'treasurer'), 'treasurer'),
    'LF008',
  ],
  ['with its voucher of re-payment', repaid, outcome(repay.planId, 'repay', 'cashier'), 'LF007'],
  [
    'only the chair gives back',
    settled + cancelled,
    outcome(cancel.planId, 'cancel', 'treasurer2'),
    'LF008',
  ],
  [
    'on the day that was planned',
    settled + cancelled,
    outcome(cancel.planId, 'cancel', 'chair', '2026-01-11'),
    'LF013',
  ],
  [
    'who noted the return does not give back, from no account',
    settled + cancelled,
    second('treasurer', 'chair') +
      asSecond(outcome(cancel.planId, 'cancel', 'treasurer'), 'treasurer'),
    'LF008',
  ],
  [
    'with its voucher of cancellation',
    cancelled,
    outcome(cancel.planId, 'cancel', 'chair'),
    'LF007',
  ],
  ['only a treasurer prepares a recovery', recoveries, recover('chair'), 'LF008'],
  ['not before it was paid', recoveries, recover('treasurer', { day: '2026-01-09' }), 'LF013'],
  [
    'only the chair decides',
    decided,
    word('recovery_decisions', recovery.recoveryId, 'treasurer2'),
    'LF008',
  ],
  [
    'not who prepared it, from no account',
    decided,
    second('treasurer', 'chair') +
      asSecond(word('recovery_decisions', recovery.recoveryId, 'treasurer'), 'treasurer'),
    'LF008',
  ],
  [
    'no more comes back than was paid',
    decided + recoveryPosted,
    recover('treasurer', { amount: 501 }) + word('recovery_decisions', id, 'chair', true),
    'LF014',
  ],
  [
    'with its voucher of recovery',
    recoveryPosted,
    word('recovery_decisions', recovery.recoveryId, 'chair', true),
    'LF007',
  ],
  ['only a treasurer settles a claim', claims + claimPosted, settle('cashier', 1), 'LF008'],
  ['no more than is claimed', claims + claimPosted, settle('treasurer', 201), 'LF014'],
  [
    'nothing without a claim',
    claims + claimPosted,
    settle('treasurer', 1, recovery.recoveryId),
    'LF013',
  ],
  ['with its voucher of settlement', claimPosted, settle('treasurer', 1), 'LF007'],
  ['only the chair agrees to a loss', losses + lossPosted, writeOff('treasurer2'), 'LF008'],
  [
    'not who noted it, from no account',
    losses + lossPosted,
    second('treasurer', 'chair') + asSecond(writeOff('treasurer'), 'treasurer'),
    'LF008',
  ],
  ['with its voucher of loss', lossPosted, writeOff('chair'), 'LF007'],
  [
    'what was said stays',
    drop('recoveries_append_only', 'recoveries'),
    `update recoveries set amount = 2 where id = '${recovery.recoveryId}'`,
    'LF006',
  ],
];

describe('each guard of payments before and after they are made', () => {
  test.each(guards)('%s', async (_name, removal, attack, expected) => {
    expect(await outcomeOf(owner, attack)).toBe(expected);
    expect(await outcomeOf(owner, attack, removal)).toBe('got through');
  });

  test('a void that was agreed to moves the money in its act, or not at all', async () => {
    const attack = word('order_void_decisions', leftId, 'worker', true);
    // without the act of a person there is nobody to answer for the release
    expect(await outcomeOf(owner, attack)).not.toBe('got through');
    expect(await outcomeOf(owner, attack, carried)).toBe('got through');
  });

  test('the application itself stands and voids no order, and changes nothing', async () => {
    const app = world.core.client;
    const { orderId, id: requestId } = waiting;
    expect(await sqlStateOf(app`insert into live_orders values (${requestId}, ${orderId})`)).toBe(
      '42501',
    );
    expect(await sqlStateOf(app`delete from live_orders`)).toBe('42501');
    expect(await sqlStateOf(app`update return_plans set reason = 'x'`)).toBe('42501');
    const alone = app`update aid_requests set status = 'withdrawn', version = version + 1
      where id = ${requestId}`;
    expect(await sqlStateOf(alone)).toBe('LF007');
  });
});
