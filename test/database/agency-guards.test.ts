import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { fillFund, ok } from '../support/cases.ts';
import { outcomeOf } from '../support/guards.ts';
import { heldFor, movement, transferTo } from '../support/posts-agency.ts';
import { makeWorld } from '../support/world.ts';

/** The guards of bank events, fund transfers and agency money, with each guard and without it. */
const world = await makeWorld();
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
await owner.unsafe('set search_path = fund');
afterAll(() => owner.end({ timeout: 2 }));

await fillFund(world, '100.00');
const treasurer = world.as('treasurer');
const fund = { code: 'F02', name: '另一专项', kind: 'restricted', purpose: '试' };
const F02 = ok(await treasurer.post('/funds', fund)).id as string;
const transferId = ok(await treasurer.post('/fund-transfers', transferTo(world, F02))).id as string;
const code = await heldFor(world, '5.00');
const out = movement(world, code, { kind: 'money_out', till: 'bank', amount: '5.00' });
const movementId = ok(await treasurer.post('/agency-movements', out)).id as string;

const u = (login: string) => world.users[login]!;
const p = (login: string) => world.personOf[login]!;
const id = '22222222-2222-4222-8222-222222222222';
const trigger = (name: string, table: string) => `drop trigger ${name} on ${table};`;
const bankEvent = (kind: string, fundId: string, login = 'treasurer') =>
  `insert into bank_events (id, kind, fund_id, amount, happened_on, reference, note, recorded_by, created_at)
    values ('${id}', '${kind}', '${fundId}', 1, '2026-01-10', 'X', '', '${u(login)}', now());`;
const transfer = (from: string, to: string) =>
  `insert into fund_transfers (id, kind, from_fund_id, to_fund_id, amount, transferred_on, basis,
      document_name, document_number, reason, prepared_by, prepared_person_id, prepared_at)
    values ('${id}', 'transfer', '${from}', '${to}', 1, '2026-01-10', 'donor_consent', 'x', 'x', 'x',
      '${u('treasurer')}', '${p('treasurer')}', now());`;
const decision = (table: string, document: string, login: string, agrees: boolean) =>
  `insert into ${table} (id, agrees, reason, decided_by, decided_person_id, decided_at)
    values ('${document}', ${agrees}, '', '${u(login)}', '${p(login)}', now());`;
const moneyIn = `insert into agency_movements (id, beneficiary, kind, till, amount, goods, moved_on,
    document_name, document_number, prepared_by, prepared_person_id, prepared_at)
  values ('${id}', '${code}', 'money_in', 'bank', 1, '', '2026-01-10', 'x', 'x',
    '${u('treasurer')}', '${p('treasurer')}', now());`;

/** [what holds, the guard's removal, the attack, the code with which the guard answers] */
const guards: readonly (readonly [string, string, string, string])[] = [
  [
    'no bank event commits without its voucher',
    trigger('bank_event_posted', 'bank_events'),
    bankEvent('interest', world.funds.F00),
    'LF007',
  ],
  [
    'a bank fee is the unrestricted fund’s',
    trigger('bank_event_of_its_fund', 'bank_events') + trigger('bank_event_posted', 'bank_events'),
    bankEvent('fee', F02),
    'LF004',
  ],
  [
    'only a treasurer records what the bank did',
    trigger('bank_event_of_its_fund', 'bank_events') + trigger('bank_event_posted', 'bank_events'),
    bankEvent('interest', world.funds.F00, 'cashier'),
    'LF008',
  ],
  [
    'a transfer joins restricted funds',
    trigger('transfer_with_its_document', 'fund_transfers'),
    transfer(world.funds.F00, F02),
    'LF004',
  ],
  [
    'another person decides on a transfer',
    trigger('transfer_decided_by_another', 'fund_transfer_decisions'),
    decision('fund_transfer_decisions', transferId, 'treasurer', false),
    'LF008',
  ],
  [
    'no agreed transfer commits without its voucher',
    trigger('transfer_posted', 'fund_transfer_decisions'),
    decision('fund_transfer_decisions', transferId, 'chair', true),
    'LF007',
  ],
  [
    'agency money that came in does not commit without its voucher',
    trigger('agency_receipt_posted', 'agency_movements'),
    moneyIn,
    'LF007',
  ],
  [
    'agency money leaves by a cashier’s hand',
    trigger('agency_decided_by_another', 'agency_decisions'),
    decision('agency_decisions', movementId, 'chair', false),
    'LF008',
  ],
  [
    'agency money that left does not commit without its voucher',
    trigger('agency_outflow_posted', 'agency_decisions'),
    decision('agency_decisions', movementId, 'cashier', true),
    'LF007',
  ],
  [
    'what was decided stays',
    trigger('fund_transfers_append_only', 'fund_transfers'),
    `update fund_transfers set amount = 2 where id = '${transferId}'`,
    'LF006',
  ],
];

describe('each guard of bank events, transfers and agency money', () => {
  test.each(guards)('%s', async (_name, removal, attack, expected) => {
    expect(await outcomeOf(owner, attack)).toBe(expected);
    expect(await outcomeOf(owner, attack, removal)).toBe('got through');
  });
});
