import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { gift, openDrive } from '../support/acts.ts';
import { fillFund, payable, sqlStateOf, submitted, visited } from '../support/cases.ts';
import { outcomeOf } from '../support/guards.ts';
import { makeWorld } from '../support/world.ts';

/**
 * Each guard of the database is attacked twice: with the guard in place the attack fails with the
 * guard's own code, and with that one guard dropped the same attack gets through. So no test of a
 * guard can pass without it. The attacks run as the owner of the tables, who has every privilege:
 * only the guards stand in the way.
 */
const world = await makeWorld();
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
await owner.unsafe('set search_path = fund');
afterAll(() => owner.end({ timeout: 2 }));

const drive = await openDrive(world);
const given = await world
  .as('treasurer')
  .post('/donations', gift({ driveId: drive, gross: '90.00' }));
await fillFund(world, '9000.00');
const voucher: string = given.body.voucherId;
const draft = await submitted(world);
const voting = await visited(world, '600.00');
const { id: ready } = await payable(world, '500.00');
const count = await world.as('cashier').post('/cash-counts', {
  countedOn: '2026-01-10',
  countedAmount: '5.00',
});

const outcome = (attack: string, dropping?: string) => outcomeOf(owner, attack, dropping);

const u = (login: string) => world.users[login]!;
const p = (login: string) => world.personOf[login]!;
const operation = `insert into operations (id, actor_id, client_key, action, fingerprint, created_at)
  values ('11111111-1111-4111-8111-111111111111', '${u('treasurer')}', gen_random_uuid(), 'x', '', now());`;
const line = (no: number, account: string, fund: string, side: string, amount: string) =>
  `insert into voucher_lines values ('${voucher}', ${no}, '${account}', ${fund}, '${side}', ${amount},
    null, null, null, null, 202601, '2026-01-10', ${900 + no}, 0);`;
const vote = (login: string, person = login) =>
  `insert into votes (request_id, person_id, user_id, approves, amount, reason, at)
    values ('${voting}', '${p(person)}', '${u(login)}', true, 600.00, '', now());`;
const post = (lines: object[], event = 'E04') => `${operation}
  select * from post_voucher('11111111-1111-4111-8111-111111111111', 1, '记', '2026-01-10', '${event}', 'x',
    'deposit', null, null, '${u('treasurer')}', now(), 0, '${JSON.stringify(lines)}', p_dips => true);`;
const trigger = (name: string, table: string) => `drop trigger ${name} on ${table};`;
const constraint = (name: string, table: string) => `alter table ${table} drop constraint ${name};`;
const onFunds = (name: string) => constraint(name, 'fund_balances');
/** What keeps promised money whole. */
const promises =
  onFunds('commitment_within_fund') + trigger('fees_alone_reach_promised_money', 'fund_balances');

/** [what holds, the guard's removal, the attack, the code with which the guard answers] */
const guards: readonly (readonly [string, string, string, string])[] = [
  [
    'a posted line is not changed',
    trigger('voucher_lines_append_only', 'voucher_lines'),
    `update voucher_lines set amount = 1 where voucher_id = '${voucher}'`,
    'LF006',
  ],
  [
    'a posted voucher is not deleted',
    trigger('vouchers_append_only', 'vouchers'),
    `update vouchers set summary = 'y' where id = '${voucher}'`,
    'LF006',
  ],
  [
    'the journal is not emptied',
    trigger('voucher_lines_kept', 'voucher_lines') +
      trigger('bank_match_parts_kept', 'bank_match_parts'),
    'truncate voucher_lines cascade',
    'LF006',
  ],
  [
    'an audit entry is not changed',
    trigger('audit_entries_append_only', 'audit_entries'),
    `update audit_entries set body = 'x'`,
    'LF006',
  ],
  [
    'no line joins a voucher later, not even balanced',
    trigger('lines_complete_and_balanced', 'voucher_lines'),
    line(3, '100201', 'null', 'debit', '1.00'),
    'LF002',
  ],
  [
    'a voucher balances',
    trigger('lines_complete_and_balanced', 'voucher_lines'),
    post([
      { account: '100201', side: 'debit', amount: '5.00' },
      { account: '220902', side: 'credit', amount: '4.00' },
    ]),
    'LF001',
  ],
  [
    'income names its fund',
    trigger('lines_complete_and_balanced', 'voucher_lines'),
    post([
      { account: '100201', side: 'debit', amount: '5.00' },
      { account: '410102', side: 'credit', amount: '5.00' },
    ]),
    'LF004',
  ],
  [
    'a fund is never overdrawn',
    onFunds('fund_never_overdrawn') + onFunds('goods_within_fund') + promises,
    post([
      { account: '530102', fund: world.funds.F01, side: 'debit', amount: '9999.00' },
      { account: '220902', side: 'credit', amount: '9999.00' },
    ]),
    '23514',
  ],
  [
    'promised money is not spent otherwise',
    promises,
    post([
      { account: '530102', fund: world.funds.F01, side: 'debit', amount: '8800.00' },
      { account: '220902', side: 'credit', amount: '8800.00' },
    ]),
    '23514',
  ],
  [
    'goods are not bought with cash that a fund lacks',
    onFunds('goods_within_fund') + promises,
    post([
      { account: '120102', fund: world.funds.F01, side: 'debit', amount: '9900.00' },
      { account: '220902', side: 'credit', amount: '9900.00' },
    ]),
    '23514',
  ],
  [
    'a restricted account names a restricted fund',
    trigger('lines_complete_and_balanced', 'voucher_lines'),
    post([
      { account: '100201', side: 'debit', amount: '5.00' },
      { account: '410102', fund: world.funds.F00, side: 'credit', amount: '5.00' },
    ]),
    'LF004',
  ],
  [
    'what is held for a beneficiary is what is owed to them',
    constraint('agency_held_is_owed', 'agency_balances'),
    `insert into agency_balances values ('A07', 0, 0);` +
      post([
        { account: '100202', side: 'debit', amount: '5.00', beneficiary: 'A07' },
        { account: '220902', side: 'credit', amount: '5.00' },
      ]),
    '23514',
  ],
  [
    'the cash box never goes below zero',
    constraint('cash_never_negative', 'account_balances') +
      trigger('cash_stands_every_day', 'voucher_lines') +
      trigger('box_closed_while_a_count_is_open', 'voucher_lines'),
    post([
      { account: '100201', side: 'debit', amount: '5.00' },
      { account: '100101', side: 'credit', amount: '5.00' },
    ]),
    '23514',
  ],
  [
    'a request is not approved without its votes',
    trigger('request_moves_by_the_rules', 'aid_requests'),
    `update aid_requests set status = 'approved', granted = 600.00, version = version + 1 where id = '${voting}'`,
    'LF007',
  ],
  [
    'a request skips no step',
    trigger('request_moves_by_the_rules', 'aid_requests'),
    `update aid_requests set status = 'paid', version = version + 1 where id = '${draft}'`,
    'LF013',
  ],
  [
    'who filed or visited does not vote',
    trigger('vote_by_an_eligible_member', 'votes'),
    vote('worker'),
    'LF008',
  ],
  [
    'an account does not vote in another person’s name',
    trigger('vote_by_an_eligible_member', 'votes'),
    vote('member1', 'member2'),
    'LF008',
  ],
  [
    'two accounts of one person have one vote',
    `${trigger('vote_by_an_eligible_member', 'votes')} ${constraint('one_vote_per_person', 'votes')}`,
    vote('member1') + vote('member1b'),
    'LF015',
  ],
  [
    'a visit is signed while it is open',
    trigger('visit_signed_by_its_visitors', 'visit_signatures'),
    `insert into visit_signatures select id, '${p('admin')}', '${u('admin')}', now() from visits
      where request_id = '${voting}'`,
    'LF013',
  ],
  [
    'an order is what was decided',
    trigger('order_of_a_decision', 'payment_orders'),
    `insert into payment_orders (request_id, fund_id, amount, method, payee_kind, payee_name_sealed,
      payee_name_masked, prepared_by, prepared_person_id, prepared_at)
      values ('${voting}', '${world.funds.F01}', 600, 'cash', 'applicant', 'x', 'x', '${u('treasurer')}',
      '${p('treasurer')}', now())`,
    'LF013',
  ],
  [
    'a voucher is signed by another than who prepared it',
    trigger('voucher_signed_by_another', 'voucher_signatures'),
    `insert into voucher_signatures values ('${voucher}', '${u('treasurer')}', '${p('treasurer')}', now())`,
    'LF008',
  ],
  [
    'a cash count is signed by another than who counted',
    trigger('cash_count_confirmed_once', 'cash_counts'),
    `update cash_counts set confirmed_by = '${u('cashier2')}', confirmed_at = now() where id = '${count.body.id}'`,
    'LF007',
  ],
  [
    'no cash is banked while a difference is open',
    trigger('deposit_after_count', 'deposits') + trigger('deposit_complete', 'deposits'),
    `insert into deposits (kind, amount, fee, deposited_on, slip_reference, deposited_by, created_at)
      values ('cash', 1, 0, '2026-01-10', 'X', '${u('cashier')}', now())`,
    'LF017',
  ],
  [
    'a receipt shows its gift and no other sum',
    trigger('receipt_of_its_donation', 'receipts'),
    `alter table receipts drop constraint receipt_one_per_gift;
     insert into receipts (donation_id, type, year, number, amount, issued_at)
      values ('${given.body.id}', 'internal', 2026, 77, 91.00, now())`,
    'LF007',
  ],
  [
    'an operation is answered once',
    trigger('operation_answered_once', 'operations'),
    'update operations set status = 500',
    'LF006',
  ],
  [
    'a notice belongs to a decided request',
    trigger('notice_masked', 'notices'),
    `insert into notices (number, request_id, masked_name, fund_name, amount, posted_on, ends_on, posted_by)
      values (99, '${ready}', '王*', 'x', 500, '2026-01-10', '2026-01-17', '${u('chair')}')`,
    'LF013',
  ],
];

describe('each guard of the database', () => {
  test.each(guards)('%s', async (_name, removal, attack, code) => {
    expect(await outcome(attack)).toBe(code);
    expect(await outcome(attack, removal)).toBe('got through');
  });

  test('the constraint alone keeps two accounts of one person to one vote', async () => {
    const attack = vote('member1') + vote('member1b');
    const triggerOff = trigger('vote_by_an_eligible_member', 'votes');
    expect(await outcome(attack, triggerOff)).toBe('23505');
  });
});

describe('as the application role', () => {
  const attack = (event: string, lines: object[]) => async () =>
    sqlStateOf(
      world.client.begin(async (sql) => {
        const [claim] =
          await sql`select * from claim_operation(${u('treasurer')}, gen_random_uuid(), 'x', '', now())`;
        await sql`select * from post_entry(${claim!['operation_id'] as string}, 1, '记', '2026-01-10', ${event}, 'x',
          'donation', null, ${u('treasurer')}, now(), 0, ${JSON.stringify(lines)})`;
      }),
    );

  test('aid is not posted without an approved and reserved request', async () => {
    const lines = [
      { account: '510102', fund: world.funds.F01, side: 'debit', amount: '10.00', request: voting },
      { account: '100201', side: 'credit', amount: '10.00' },
    ];
    for (const event of ['E18', 'E19', 'E01', 'E02']) {
      expect(await attack(event, lines)()).toBe('LF007');
    }
  });

  test('a refund is not posted without its decision', async () => {
    const lines = [
      { account: '410102', fund: world.funds.F01, side: 'debit', amount: '10.00' },
      { account: '100201', side: 'credit', amount: '10.00' },
    ];
    expect(await attack('E02', lines)()).toBe('LF007');
  });

  test('income is not posted without its donation', async () => {
    const lines = [
      { account: '100201', side: 'debit', amount: '10.00' },
      { account: '410102', fund: world.funds.F01, side: 'credit', amount: '10.00' },
    ];
    expect(await attack('E02', lines)()).toBe('LF007');
  });
});
