import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { ok, sqlStateOf } from '../support/cases.ts';
import { outcomeOf } from '../support/guards.ts';
import { tamper } from '../support/tamper.ts';
import { runVerification } from '../support/verification.ts';
import { makeWorld } from '../support/world.ts';

/** What keeps rule books, accounts and opening balances, attacked with each guard and without. */
const world = await makeWorld();
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
await owner.unsafe('set search_path = fund');
afterAll(() => owner.end({ timeout: 2 }));

const treasurer = world.as('treasurer');
const { F01 } = world.funds;
const me = world.users['treasurer']!;
const chair = world.users['chair']!;
const other = world.users['treasurer2']!;
const rows = (fund: string) => [
  { accountCode: '100201', debit: '5.00', credit: '0' },
  { accountCode: '3102', fundCode: fund, debit: '0', credit: '5.00' },
];
const sheet = {
  firstMonth: 202601,
  rows: rows('F01'),
  funds: [{ fundCode: 'F01', balance: '5.00' }],
};
const { id: sheetId } = ok(await treasurer.post('/opening-sheets', sheet));
ok(await world.as('treasurer2').post(`/opening-sheets/${sheetId}/review`));
const { id: unreviewed } = ok(await treasurer.post('/opening-sheets', sheet));
const { id: choiceId } = ok(
  await treasurer.post('/rule-book-choices', {
    ruleBook: '2004',
    version: 1,
    effectiveFrom: '2026-01-01',
  }),
);
const { accountCode } = ok(
  await treasurer.post('/accounts', { parentCode: '1122', nameZh: '押金', nameEn: 'Deposits' }),
);

const operationId = randomUUID();
const operation = (
  actor = me,
) => `insert into operations (id, actor_id, client_key, action, fingerprint, created_at)
  values ('${operationId}', '${actor}', gen_random_uuid(), 'x', '', now());`;
const partId = randomUUID();
const part = (sheetOf = sheetId, by = me) =>
  `insert into opening_parts (id, sheet_id, part, posted_by, posted_at)
    values ('${partId}', '${sheetOf}', 1, '${by}', now());`;
const posted = (
  amount = '5.00',
) => `select * from post_entry('${operationId}', 1, '记', '2025-12-31', 'E31', 'x', 'opening',
  '${partId}', '${me}', now(), 0, '[{"account":"100201","side":"debit","amount":"${amount}"},
  {"account":"3102","fund":"${F01}","side":"credit","amount":"${amount}"}]');`;
const forged = (values: { debit?: string; fund?: string; by?: string }) => {
  const id = randomUUID();
  const { debit = '5.00', fund = '5.00', by = me } = values;
  return `insert into opening_sheets (id, opens_on, total, prepared_by, prepared_at)
      values ('${id}', '2025-12-31', ${debit}, '${by}', now());
    insert into opening_rows values ('${id}', 1, 1, '100201', null, null, 'debit', ${debit}),
      ('${id}', 2, 1, '3102', '${F01}', null, 'credit', 5.00);
    insert into opening_funds values ('${id}', '${F01}', ${fund});`;
};
const approval = (by: string) =>
  `insert into rule_book_approvals (choice_id, approved_by, approved_at) values ('${choiceId}', '${by}', now());`;
const choice = (by: string, book = '2004', from = '2026-01-01') =>
  `insert into organisation_rule_books (rule_book, version, effective_from, chosen_by, chosen_at)
    values ('${book}', 1, '${from}', '${by}', now());`;
const trigger = (name: string, table: string) => `drop trigger ${name} on ${table};`;
const closedMonth = `insert into periods values (202602, '2026-02-01', '2026-02-28', 'closed', now(), '${me}');`;

/** [what holds, the guard's removal, the attack, the code with which the guard answers] */
const guards: readonly (readonly [string, string, string, string])[] = [
  [
    'only a treasurer chooses',
    trigger('rule_book_chosen_in_time', 'organisation_rule_books'),
    choice(chair),
    'LF008',
  ],
  [
    'no book before its day',
    trigger('rule_book_chosen_in_time', 'organisation_rule_books'),
    choice(me, '2026', '2025-01-01'),
    'LF004',
  ],
  [
    'no choice for a closed month',
    trigger('rule_book_chosen_in_time', 'organisation_rule_books'),
    closedMonth + choice(me),
    'LF003',
  ],
  [
    'a year has one rule book',
    'alter table organisation_rule_books drop constraint rule_book_begins_a_year;',
    choice(me, '2004', '2026-02-01'),
    '23514',
  ],
  [
    'only the chair approves',
    trigger('rule_book_approved_by_chair', 'rule_book_approvals'),
    approval(other),
    'LF008',
  ],
  [
    'who chose does not approve',
    trigger('rule_book_approved_by_chair', 'rule_book_approvals'),
    `update users set roles = '{treasurer,chair}' where id = '${me}'; ${approval(me)}`,
    'LF008',
  ],
  [
    'no approval for a closed month',
    trigger('rule_book_approved_by_chair', 'rule_book_approvals'),
    closedMonth + approval(chair),
    'LF003',
  ],
  [
    'an account is not renamed',
    trigger('accounts_append_only', 'accounts'),
    `update accounts set name_zh = '别的' where code = '${accountCode}';`,
    'LF006',
  ],
  [
    'a map is not changed',
    trigger('rule_book_accounts_append_only', 'rule_book_accounts'),
    `update rule_book_accounts set book_code = '9999' where account_code = '5301';`,
    'LF006',
  ],
  [
    'nothing is added to a sheet',
    trigger('opening_row_with_its_sheet', 'opening_rows'),
    `insert into opening_rows values ('${sheetId}', 3, 1, '100101', null, null, 'debit', 1);`,
    'LF006',
  ],
  [
    'a sheet foots in total',
    trigger('opening_sheet_foots', 'opening_sheets'),
    forged({ debit: '5.01' }),
    'LF001',
  ],
  [
    'a sheet foots per fund',
    trigger('opening_sheet_foots', 'opening_sheets'),
    forged({ fund: '5.01' }),
    'LF001',
  ],
  [
    'a treasurer enters a sheet',
    trigger('opening_sheet_foots', 'opening_sheets'),
    forged({ by: chair }),
    'LF008',
  ],
  [
    'who entered a sheet does not review it',
    trigger('opening_reviewed_by_another', 'opening_reviews'),
    `insert into opening_reviews (sheet_id, reviewed_by, reviewed_at) values ('${unreviewed}', '${me}', now());`,
    'LF008',
  ],
  [
    'who reviewed a sheet does not post it',
    trigger('opening_posted_first', 'opening_parts'),
    operation() + part(sheetId, other) + posted(),
    'LF008',
  ],
  [
    'the books are opened before any close',
    trigger('opening_posted_first', 'opening_parts'),
    `insert into periods values (202510, '2025-10-01', '2025-10-31', 'closed', now(), '${me}'); ${operation()} ${part()} ${posted()}`,
    'LF003',
  ],
  ['no part without its voucher', trigger('opening_posted', 'opening_parts'), part(), 'LF007'],
];

describe.each(guards)('%s', (_name, dropping, attack, code) => {
  test('the guard answers, and without it the attack gets through', async () => {
    expect(await outcomeOf(owner, attack)).toBe(code);
    expect(await outcomeOf(owner, attack, dropping)).toBe('got through');
  });
});

test('a voucher says exactly what the sheet says', async () => {
  expect(await outcomeOf(owner, operation() + part() + posted('5.01'))).toBe('LF007');
  expect(await outcomeOf(owner, operation() + part() + posted())).toBe('got through');
});

test('the application cannot write accounts, maps or bank accounts by itself', async () => {
  const { client: sql } = world;
  for (const attempt of [
    sql`insert into accounts values ('999999', 'x', 'x', 1, 'debit', null, true, false, false, false)`,
    sql`update accounts set takes_lines = false where code = '1501'`,
    sql`insert into rule_book_accounts values ('2026', 1, '1501', '9999', 'x', 'x', null, null)`,
    sql`insert into account_closures (account_code, closed_on, reason, closed_by, closed_at)
      values ('1501', now(), 'x', ${me}, now())`,
    sql`insert into bank_accounts (account_code, bank_name, last_four, kind, opened_on, added_by, added_at)
      values ('100201', 'x', '1234', 'own', now(), ${me}, now())`,
    sql`select insert_leaf('1122', 'x', 'x', false)`,
  ]) {
    expect(await sqlStateOf(attempt)).toBe('42501');
  }
  // its functions ask for an operation of this transaction, and for a treasurer
  expect(await sqlStateOf(sql`select add_account(gen_random_uuid(), '1122', 'x', 'x')`)).toBe(
    'LF002',
  );
  const byChair = `${operation(chair)} select add_account('${operationId}', '1122', 'x', 'x');`;
  expect(await outcomeOf(owner, byChair)).toBe('LF008');
  const attempts: [string, string][] = [
    [`add_account('${operationId}', '1002', 'x', 'x')`, 'LF007'],
    [`add_account('${operationId}', '100101', 'x', 'x')`, 'LF007'],
    [`add_account('${operationId}', '4101', 'x', 'x')`, 'LF007'],
    [`add_account('${operationId}', '1999', 'x', 'x')`, 'LF004'],
    [`close_account('${operationId}', '100101', '2026-01-10', 'x')`, 'LF007'],
    [`close_account('${operationId}', '1002', '2026-01-10', 'x')`, 'LF004'],
    [`add_bank_account('${operationId}', '100202', 'x', '1234', 'own', '2026-01-10')`, 'LF004'],
    [`close_account('${operationId}', '${accountCode}', '2026-01-10', 'x')`, 'got through'],
  ];
  for (const [call, code] of attempts) {
    expect([call, await outcomeOf(owner, `${operation()} select ${call};`)]).toEqual([call, code]);
  }
});

test('verify names what was changed behind the guards', async () => {
  ok(await treasurer.post(`/opening-sheets/${sheetId}/post`));
  ok(await world.as('chair').post(`/rule-book-choices/${choiceId}/approve`));
  expect(await runVerification(world)).toEqual([]);
  const changes: [string, RegExp][] = [
    [
      `delete from rule_book_accounts where account_code = '5301' and rule_book = '2004'`,
      /account 5301: has no row/,
    ],
    [`update rule_book_approvals set approved_by = '${me}'`, /rule book 2004 from 2026-01-01/],
    [
      `update accounts set takes_lines = true where code = '1122'`,
      /account 1122.*differs from its parent/,
    ],
    [
      `update opening_funds set balance = 5.01 where sheet_id = '${sheetId}'`,
      /opening of 2025-12-31, fund F01: rows 5.00, fund table 5.01/,
    ],
    [
      `update opening_reviews set reviewed_by = '${me}'`,
      /opening of 2025-12-31, part 1: its preparer/,
    ],
    [
      `insert into account_closures (account_code, closed_on, reason, closed_by, closed_at)
      values ('100201', '2026-01-10', 'x', '${me}', now())`,
      /account 100201: was closed/,
    ],
  ];
  for (const [at, [change, named]] of changes.entries()) {
    const table = /(?:from|update|into) (\w+)/.exec(change)![1]!;
    await tamper(world.adminUrl, async (sql) => {
      await sql.unsafe(`create table kept_${at} as table ${table}`);
      await sql.unsafe(change);
    });
    const said = (await runVerification(world)).map(({ row, detail }) => `${row}: ${detail}`);
    expect([change, said.join('\n')]).toEqual([change, expect.stringMatching(named)]);
    await tamper(world.adminUrl, async (sql) => {
      await sql.unsafe(
        `delete from ${table}; insert into ${table} overriding system value select * from kept_${at}`,
      );
    });
  }
  // what the last change put in was sealed meanwhile, and now it is missed
  const missed = await runVerification(world);
  expect(missed.map(({ row }) => row)).toEqual([expect.stringMatching(/^account_closure \d+$/)]);
});
