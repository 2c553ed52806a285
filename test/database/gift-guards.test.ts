import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { fillFund, ok } from '../support/cases.ts';
import { outcomeOf } from '../support/guards.ts';
import {
  owedRefund,
  pledgeWithGift,
  preparedRefund,
  unknownMoney,
} from '../support/posts-gifts.ts';
import { give } from '../support/prepared.ts';
import { makeWorld } from '../support/world.ts';

/** The guards of pledges, refunds and bounced gifts, with each guard and without it. */
const world = await makeWorld();
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
await owner.unsafe('set search_path = fund');
afterAll(() => owner.end({ timeout: 2 }));

await fillFund(world, '100.00');
const waiting = await preparedRefund(world);
const larger = await preparedRefund(world);
const owed = await owedRefund(world);
const { pledgeId, donationId } = await pledgeWithGift(world, '30.00');
const foreign = (await give(world)).id as string;
const unknown = (await unknownMoney(world, { amount: '1000.00' })).id;
const tooLarge = await pledgeWithGift(world, '5000.01');
const given = (await world.client`select donation_id as id from refunds where id = ${owed}`)[0]![
  'id'
] as string;
const other = ok(await world.as('auditor').get('/donations')).items[0].voucherId as string;

const u = (login: string) => world.users[login]!;
const p = (login: string) => world.personOf[login]!;
const id = '22222222-2222-4222-8222-222222222222';
const drop = (name: string, table: string) => `drop trigger ${name} on ${table};`;
const decision = (refund: string, login: string, agrees = false) =>
  `insert into refund_decisions (id, agrees, reason, decided_by, decided_person_id, decided_at)
    values ('${refund}', ${agrees}, '', '${u(login)}', '${p(login)}', now());`;
const payment = (refund: string, login: string) =>
  `insert into refund_payments (id, paid_on, bank_reference, paid_by, paid_person_id, paid_at)
    values ('${refund}', '2026-01-10', 'X', '${u(login)}', '${p(login)}', now());`;
const refund = (login: string, day = '2026-01-10') =>
  `insert into refunds (id, kind, donation_id, till, amount, refunded_on, document_number, reason,
      prepared_by, prepared_person_id, prepared_at)
    values ('${id}', 'refund', '${foreign}', 'bank', 1000, '${day}', 'x', 'x', '${u(login)}',
      '${p(login)}', now());`;
const arrival = (pledge: string, gift: string, login = 'treasurer') =>
  `insert into pledge_arrivals (donation_id, pledge_id, recorded_by, created_at)
    values ('${gift}', '${pledge}', '${u(login)}', now());`;
const reversal = `insert into donation_reversals (donation_id, voucher_id, reason, reversed_by, at)
    values ('${given}', '${other}', 'x', '${u('treasurer2')}', now());`;
const outcome = (login: string, gift: string | null, day = '2026-01-10') =>
  `insert into unidentified_outcomes (id, receipt_id, donation_id, returned_on, reason, decided_by,
      decided_person_id, decided_at)
    values (gen_random_uuid(), '${unknown}', ${gift === null ? 'null' : `'${gift}'`},
      ${gift === null ? `'${day}'` : 'null'}, '', '${u(login)}', '${p(login)}', now());`;
const posing = `insert into donations (id, fund_id, donor_id, channel, gross, fee, net, received_on, may_be_named,
      recorded_by, operation_id, created_at)
    select '${id}', fund_id, donor_id, 'identified', 1, 0, 1, received_on, false, recorded_by,
      operation_id, now() from donations where id = '${foreign}';`;
const slip = `insert into unidentified_receipts (id, amount, received_on, bank_reference,
      payer_masked, recorded_by, recorded_person_id, created_at)
    select '${id}', 1, received_on, bank_reference, 'x', recorded_by, recorded_person_id, now()
    from unidentified_receipts where id = '${unknown}';`;
const settled = drop('unidentified_settled_once', 'unidentified_outcomes');
const backPosted = drop('unidentified_return_posted', 'unidentified_outcomes');
const decided = drop('refund_decided_by_another', 'refund_decisions');
const posted = drop('refund_posted', 'refund_decisions');
const paid = drop('refund_paid_by_a_cashier', 'refund_payments');
const paidPosted = drop('refund_payment_posted', 'refund_payments');
const named = drop('arrival_of_its_pledge', 'pledge_arrivals');

/** [what holds, the guard's removal, the attack, the code with which the guard answers] */
const guards: readonly (readonly [string, string, string, string])[] = [
  [
    'only a treasurer prepares a refund',
    drop('refund_of_its_gift', 'refunds'),
    refund('cashier'),
    'LF008',
  ],
  [
    'no refund before its gift',
    drop('refund_of_its_gift', 'refunds'),
    refund('treasurer', '2026-01-09'),
    'LF013',
  ],
  ['only the chair decides on a refund', decided, decision(waiting, 'treasurer2'), 'LF008'],
  [
    'no agreed refund commits without its voucher',
    posted,
    decision(larger, 'chair', true),
    'LF007',
  ],
  [
    'no more is given back than was given',
    decided + posted,
    refund('treasurer') + decision(id, 'chair', true),
    'LF014',
  ],
  ['only a cashier pays what is owed', paid + paidPosted, payment(owed, 'treasurer'), 'LF008'],
  ['nothing is paid that is not owed', paid + paidPosted, payment(waiting, 'cashier'), 'LF013'],
  ['no payment commits without its voucher', paidPosted, payment(owed, 'cashier'), 'LF007'],
  [
    'a gift partly given back is not taken back',
    drop('reversal_of_an_unrefunded_gift', 'donation_reversals') +
      drop('reversal_complete', 'donation_reversals'),
    reversal,
    'LF013',
  ],
  ['a gift of another donor fulfils no pledge', named, arrival(pledgeId, foreign), 'LF004'],
  [
    'no more arrives than was promised',
    named,
    arrival(tooLarge.pledgeId, tooLarge.donationId),
    'LF014',
  ],
  ['only a treasurer names an arrival', named, arrival(pledgeId, donationId, 'cashier'), 'LF008'],
  [
    'unknown money is sent back by the chair',
    settled + backPosted,
    outcome('treasurer', null),
    'LF008',
  ],
  [
    'unknown money is settled once',
    settled + backPosted,
    outcome('chair', null) + outcome('chair', null),
    'LF013',
  ],
  ['unknown money is named as a gift of its sum', settled, outcome('treasurer', foreign), 'LF004'],
  ['unknown money leaves with its voucher', backPosted, outcome('chair', null), 'LF007'],
  [
    'an identified gift is of a receipt',
    drop('identified_gift_of_a_receipt', 'donations') + drop('donation_complete', 'donations'),
    posing,
    'LF007',
  ],
  [
    'a bank slip is noted once',
    drop('unidentified_slip_claimed', 'unidentified_receipts') +
      drop('unidentified_posted', 'unidentified_receipts'),
    slip,
    '23505',
  ],
  [
    'what was agreed stays',
    drop('refunds_append_only', 'refunds'),
    `update refunds set amount = 2 where id = '${waiting}'`,
    'LF006',
  ],
  [
    'promised money is left alone but for fees',
    drop('fees_alone_reach_promised_money', 'fund_balances'),
    `update fund_balances set committed_cash = balance + 50
      where fund_id = '${world.funds.F00}'`,
    'LF005',
  ],
];

describe('each guard of pledges, refunds and bounced gifts', () => {
  test.each(guards)('%s', async (_name, removal, attack, expected) => {
    expect(await outcomeOf(owner, attack)).toBe(expected);
    expect(await outcomeOf(owner, attack, removal)).toBe('got through');
  });

  test('the application itself writes no bounce and reaches none of the guards', async () => {
    const state = async (query: PromiseLike<unknown>) => {
      try {
        await query;
        return 'allowed';
      } catch (error) {
        return (error as { code?: string }).code;
      }
    };
    const app = world.core.client;
    expect(
      await state(app`insert into donation_bounces (donation_id, bank_reference, bounced_on)
        values (${given}, 'x', '2026-01-10')`),
    ).toBe('42501');
    expect(await state(app`update refunds set amount = 1`)).toBe('42501');
    expect(await state(app`delete from pledge_arrivals`)).toBe('42501');
    const bounce = app`select bounce_donation(${id}, 1, ${foreign}, '2026-01-10', 'x', 'x', 'x',
      ${u('treasurer')}, now())`;
    expect(await state(bounce)).toBe('LF002');
  });
});
