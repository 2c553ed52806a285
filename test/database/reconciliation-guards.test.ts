import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { bankChecks } from '../../server/ledger/bank-checks.ts';
import { gift } from '../support/acts.ts';
import { bookJanuary, confirm, matchingNow, sidesOf, take } from '../support/bank.ts';
import { ok, sqlStateOf } from '../support/cases.ts';
import { outcomeOf } from '../support/guards.ts';
import { tamper } from '../support/tamper.ts';
import { makeWorld } from '../support/world.ts';

/** Statements, matches, sheets and cash follow-ups, attacked with each guard and without it. */
const world = await makeWorld('2026-02-10T02:00:00.000Z');
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
await owner.unsafe('set search_path = fund');
afterAll(() => owner.end({ timeout: 2 }));
const treasurer = world.as('treasurer');

await bookJanuary(world);
const statementId = ok(await take(world)).id as string;
const [first, second] = (await matchingNow(world)).proposals.map(sidesOf);
const matchId = ok(await confirm(world, [first!])).ids[0] as string;
const sheetOf = async () =>
  ok(await treasurer.post('/bank-reconciliations', { accountCode: '100201', asOf: '2026-01-31' }))
    .id as string;
const signed = await sheetOf();
ok(await world.as('chair').post(`/bank-reconciliations/${signed}/review`));
const sheet = await sheetOf();
const notes = [{ face: '100', sheets: 2 }];
await treasurer.post('/donations', gift({ channel: 'cash', gross: '200.01' }));
const counting = { countedOn: '2026-02-10', countedAmount: '200.00', denominations: notes };
const countId = ok(await world.as('cashier').post('/cash-counts', counting)).id as string;
ok(await treasurer.post(`/cash-counts/${countId}/confirm`));
const paying = { way: 'paid_in', amount: '0.01', settledOn: '2026-02-10', reason: '赔' };
const settlementId = ok(
  await world.as('cashier').post(`/cash-counts/${countId}/settlements`, paying),
).id as string;

const { users, personOf } = world;
const line = first!.ledgerLines[0]!;
const id = '22222222-2222-4222-8222-222222222222';
const bankLine = (sequence: number) =>
  `(select id from statement_lines where statement_id = '${statementId}' and line_no = ${sequence})`;
const match = (parts: string, account = '100201') => `
  insert into bank_matches (id, account_code, part_count, matched_by, matched_at)
    values ('${id}', '${account}', 2, '${users['treasurer']}', now());
  insert into bank_match_parts (match_id, part_no, statement_line_id, voucher_id, line_no)
    values ${parts};`;
const booked = ({ voucherId, lineNo }: typeof line) => `'${voucherId}', ${lineNo}`;
const newStatement = (values: string, lines = '') => `
  insert into bank_statements (id, account_code, starts_on, ends_on, opening, closing, line_count,
    source_hash, entered_by, created_at)
  values ('${id}', ${values}, '${'a'.repeat(64)}', '${users['treasurer']}', now()); ${lines}`;
const newLine = (statement: string, no: number, day: string, moneyIn: string) => `
  insert into statement_lines (statement_id, account_code, line_no, line_date, money_in, money_out,
    counterparty, reference, memo, occurrence)
  values ('${statement}', '100201', ${no}, '${day}', ${moneyIn}, 0, '', '', '', 7);`;
const review = (login: string) => `
  insert into reconciliation_signatures (reconciliation_id, user_id, person_id, signed_at)
  values ('${sheet}', '${users[login]}', '${personOf[login]}', now());`;
const settlement = (values: string) => `insert into cash_settlements
  (id, count_id, way, amount, settled_on, reason, proposed_by, created_at)
  values ('${id}', '${countId}', ${values}, now());`;
const approval = (login: string) => `insert into cash_differences
  (settlement_id, approved_by, approved_at) values ('${settlementId}', '${users[login]}', now());`;
const unposted = 'drop trigger cash_difference_posted on cash_differences;';
const withdrawal = (login: string, amount: string) => `insert into withdrawals
  (account_code, amount, withdrawn_on, slip_reference, withdrawn_by, created_at)
  values ('100201', ${amount}, '2026-02-10', 'W', '${users[login]}', now());`;
const undrawn = 'drop trigger withdrawal_posted on withdrawals;';
const trigger = (name: string, table: string) => `drop trigger ${name} on ${table};`;
const constraint = (name: string, table: string) => `alter table ${table} drop constraint ${name};`;

/** [what holds, the guard's removal, the attack, the code with which the guard answers] */
const guards: readonly (readonly [string, string, string, string])[] = [
  [
    'a statement foots',
    trigger('statement_foots', 'bank_statements'),
    newStatement(`'100201', '2026-02-01', '2026-02-02', 1, 2, 0`),
    'LF001',
  ],
  [
    'nobody adds a line to a statement that is complete',
    trigger('statement_line_in_its_statement', 'statement_lines'),
    newLine(statementId, 5, '2026-01-09', '1'),
    'LF007',
  ],
  [
    'the same line of another statement is a double',
    constraint('statement_line_taken_once', 'statement_lines'),
    newStatement(
      `'100201', '2026-01-07', '2026-01-07', 0, 500, 1`,
      newLine(id, 1, '2026-01-07', '500'),
    ),
    '23505',
  ],
  [
    'the two sides of a match agree',
    trigger('match_agrees', 'bank_matches'),
    match(
      `('${id}', 1, ${bankLine(4)}, null, null), ('${id}', 2, null, ${booked(second!.ledgerLines[0]!)})`,
    ),
    'LF001',
  ],
  [
    'a match is of lines of its account',
    trigger('match_part_claimed', 'bank_match_parts'),
    match(
      `('${id}', 1, ${bankLine(2)}, null, null), ('${id}', 2, null, ${booked(second!.ledgerLines[0]!)})`,
      '100901',
    ),
    'LF004',
  ],
  [
    'a line of the bank is in one live match',
    constraint('statement_line_matched_once', 'matched_lines') +
      constraint('ledger_line_matched_once', 'matched_lines'),
    match(`('${id}', 1, ${bankLine(1)}, null, null), ('${id}', 2, null, ${booked(line)})`),
    '23505',
  ],
  [
    'a match that a signed sheet rests on stays',
    trigger('match_undone_before_signing', 'bank_unmatches'),
    `insert into bank_unmatches values ('${matchId}', 'x', '${users['treasurer']}', now());`,
    'LF013',
  ],
  [
    'the preparer does not review',
    trigger('reconciliation_reviewed_by_another', 'reconciliation_signatures'),
    review('treasurer'),
    'LF008',
  ],
  [
    'a cashier does not review',
    trigger('reconciliation_reviewed_by_another', 'reconciliation_signatures'),
    review('cashier'),
    'LF008',
  ],
  [
    'the notes of a count come with it',
    trigger('denominations_add_up', 'cash_count_denominations'),
    `insert into cash_count_denominations values ('${countId}', 50, 1);`,
    'LF001',
  ],
  [
    'a shortage is proposed to be paid in by a cashier',
    trigger('settlement_within_difference', 'cash_settlements'),
    settlement(`'paid_in', 0.01, '2026-02-10', 'x', '${users['treasurer']}'`),
    'LF008',
  ],
  [
    'no more than the difference is settled',
    trigger('settlement_within_difference', 'cash_settlements'),
    settlement(`'paid_in', 0.02, '2026-02-10', 'x', '${users['cashier']}'`),
    'LF014',
  ],
  [
    'a shortage is not recognised as income',
    trigger('settlement_within_difference', 'cash_settlements'),
    settlement(`'recognised', 0.01, '2026-02-10', 'x', '${users['treasurer']}'`),
    'LF013',
  ],
  [
    'a settlement is approved by a treasurer of another person',
    trigger('cash_difference_approved_by_another', 'cash_differences') + unposted,
    approval('cashier'),
    'LF008',
  ],
  ['an approved settlement is posted', unposted, approval('treasurer'), 'LF007'],
  [
    'only a cashier draws cash',
    trigger('withdrawal_within_float', 'withdrawals') + undrawn,
    withdrawal('treasurer', '1'),
    'LF008',
  ],
  [
    'no more is drawn than the float',
    trigger('withdrawal_within_float', 'withdrawals') + undrawn,
    withdrawal('cashier', '2900'),
    'LF018',
  ],
  ['a withdrawal is posted', undrawn, withdrawal('cashier', '1'), 'LF007'],
];

describe('each guard', () => {
  test.each(guards)('%s', async (_name, removal, attack, code) => {
    expect(await outcomeOf(owner, attack)).toBe(code);
    expect(await outcomeOf(owner, attack, removal)).toBe('got through');
  });

  test('a shortage is signed only with the name of who is liable', async () => {
    const cash = gift({ channel: 'cash', gross: '1.00', receivedOn: '2026-02-10' });
    ok(await treasurer.post('/donations', cash));
    const counted = { countedOn: '2026-02-10', countedAmount: '0.00' };
    const next = ok(await world.as('cashier').post('/cash-counts', counted)).id as string;
    const attack = `update cash_counts set confirmed_by = '${users['treasurer']}',
      confirmed_at = now() where id = '${next}';`;
    const settled = trigger('cash_count_confirmed_once', 'cash_counts');
    expect(await outcomeOf(owner, attack, settled)).toBe('LF007');
    const both = settled + trigger('shortage_is_named', 'cash_counts');
    expect(await outcomeOf(owner, attack, both)).toBe('got through');
  });
});

describe('the application role', () => {
  test.each([
    [
      'freezes no sheet by hand',
      'insert into bank_reconciliations overriding system value select * from bank_reconciliations',
    ],
    [
      'adds no item to a sheet',
      'insert into reconciliation_items overriding system value select * from reconciliation_items',
    ],
    ['frees no matched line', 'delete from matched_lines'],
    ['changes no statement', 'update statement_lines set money_in = 1'],
    ['calls no lines of a document', `select lines_of_withdrawal('${id}')`],
  ])('%s', async (_name, attack) => {
    expect(await sqlStateOf(world.client.unsafe(attack))).toBe('42501');
  });

  const prepare = (login: string, asOf: string, account = '100201') =>
    sqlStateOf(
      world.client.begin(async (sql) => {
        const [claim] = await sql`select * from
          claim_operation(${users[login]!}, gen_random_uuid(), 'x', '', ${world.now().toISOString()})`;
        await sql`select prepare_reconciliation(${claim!['operation_id'] as string}, ${account}, ${asOf}, now())`;
        throw Object.assign(new Error(), { code: 'got through' });
      }),
    );
  test.each([
    ['treasurer', '2026-01-31', '100201', 'got through'],
    ['chair', '2026-01-31', '100201', 'LF008'],
    ['cashier', '2026-01-31', '100201', 'LF008'],
    ['treasurer', '2026-02-11', '100201', 'LF013'],
    ['treasurer', '2026-02-01', '100201', 'LF013'],
    ['treasurer', '2026-01-31', '100101', 'LF013'],
  ])('prepares as %s of %s on %s: %s', async (login, asOf, account, code) => {
    expect(await prepare(login, asOf, account)).toBe(code);
  });

  test('needs an act of its own for that', async () => {
    const made = world.client`select prepare_reconciliation(${id}, '100201', '2026-01-31', now())`;
    expect(await sqlStateOf(made)).toBe('LF002');
  });
});

describe('verify', () => {
  const failing = async () => {
    const named: string[] = [];
    for (const check of bankChecks) {
      const { bad } = await check(world.core.client);
      if (bad) named.push(`${check.name}: ${bad.row}`);
    }
    return named;
  };

  test.each([
    [
      'statement_lines set money_in = money_in + 1 where line_no = 1',
      'everyStatementFoots: statement 1',
    ],
    [
      `bank_match_parts set statement_line_id = ${bankLine(4)} where part_no = 1`,
      'everyMatchAgrees: match 1',
    ],
    [
      `matched_lines set statement_line_id = ${bankLine(4)} where part_no = 1`,
      'everyLineIsInOneLiveMatch: match 1',
    ],
    [
      "reconciliation_items set amount = amount + 1 where kind = 'bank_in'",
      'everyReconciliationAgreesAndHasTwoPersons: reconciliation 1',
    ],
    ['cash_count_denominations set sheets = 3', 'everyCashCountIsItsNotes: cash count 1'],
  ])('names the row after: update %s', async (change, row) => {
    expect(await failing()).toEqual([]);
    const [table = ''] = change.split(' ');
    await tamper(world.adminUrl, async (sql) => {
      await sql.unsafe(`create table public.kept as table ${table}; update ${change}`);
    });
    expect((await failing()).join('; ')).toContain(row);
    await tamper(world.adminUrl, async (sql) => {
      await sql.unsafe(`delete from ${table}; insert into ${table} overriding system value
        table public.kept; drop table public.kept`);
    });
  });

  test('names a difference that was settled by one person alone', async () => {
    ok(await treasurer.post(`/cash-settlements/${settlementId}/approve`));
    expect(await failing()).toEqual([]);
    const alone = (login: string) =>
      tamper(world.adminUrl, (sql) =>
        sql.unsafe(`update cash_differences set approved_by = '${users[login]}'`),
      );
    await alone('cashier');
    expect(await failing()).toEqual(['noDifferenceIsSettledTwice: cash count 1']);
    await alone('treasurer');
  });
});
