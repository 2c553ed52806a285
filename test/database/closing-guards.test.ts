import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { verify } from '../../server/audit/verify.ts';
import { gift } from '../support/acts.ts';
import { ok, sqlStateOf } from '../support/cases.ts';
import { outcomeOf } from '../support/guards.ts';
import { closeMonth, signMonth } from '../support/months.ts';
import { tamper } from '../support/tamper.ts';
import { makeWorld } from '../support/world.ts';

/** What guards closed months, attacked with each guard and without it, and by the application. */
const world = await makeWorld('2026-03-10T02:00:00.000Z');
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
await owner.unsafe('set search_path = fund');
afterAll(() => owner.end({ timeout: 2 }));

const treasurer = world.as('treasurer');
ok(await treasurer.post('/donations', gift({ gross: '500.00', receivedOn: '2026-01-05' })));
await closeMonth(world, 202601);
ok(await treasurer.post('/periods/202601/reopen-requests', { reason: '漏记' }));
ok(
  await treasurer.post(
    '/donations',
    gift({ channel: 'cash', gross: '80.00', receivedOn: '2026-02-20' }),
  ),
);
ok(
  await treasurer.post(
    '/donations',
    gift({ channel: 'cash', gross: '20.00', receivedOn: '2026-02-01' }),
  ),
);
const u = (login: string) => world.users[login]!;
const act = '11111111-1111-4111-8111-111111111111';
const operation = (login: string, at = '2026-03-10') => `insert into operations
  (id, actor_id, client_key, action, fingerprint, created_at)
  values ('${act}', '${u(login)}', gen_random_uuid(), 'x', '', '${at}');`;
const trigger = (name: string, table: string) => `drop trigger ${name} on ${table};`;
const line = (account: string, side: string, amount: string) => ({ account, side, amount });
const post = (day: string, lines: object[]) => `${operation('treasurer')}
  select * from post_voucher('${act}', 1, '记', '${day}', 'E04C', 'x', 'deposit', null, null,
    '${u('treasurer')}', now(), 0, '${JSON.stringify(lines)}');`;
const lock = `${operation('chair')} insert into year_locks (year, audited_on, reference, user_id,
  person_id, operation_id, locked_at) values (2026, '2027-03-01', 'x', '${u('chair')}',
  '${world.personOf['chair']}', '${act}', now());`;

/** [what holds, the guard's removal, the attack, the code with which the guard answers] */
const guards: readonly (readonly [string, string, string, string])[] = [
  [
    'a closed month does not open by itself',
    trigger('period_reopened_by_two', 'periods'),
    `update periods set status = 'open' where id = 202601`,
    'LF003',
  ],
  [
    'what a month was closed with is not dropped',
    trigger('closing_balances_append_only', 'closing_balances'),
    'delete from closing_balances where period_id = 202601',
    'LF006',
  ],
  [
    'cash stands at the end of every day',
    trigger('cash_stands_every_day', 'voucher_lines'),
    post('2026-02-10', [line('100201', 'debit', '30.00'), line('100101', 'credit', '30.00')]),
    'LF012',
  ],
  [
    'no closing commits without its voucher',
    trigger('closing_posted', 'closings'),
    `${operation('treasurer')} insert into closings (period_id, kind, regime, ordinal, posted_by,
      operation_id, posted_at) values (202602, 'month', '2026', 1, '${u('treasurer')}', '${act}', now())`,
    'LF007',
  ],
  [
    'the regime changes between years',
    trigger('regime_changes_between_years', 'organisations'),
    `update organisations set closing_regime = '2004'`,
    'LF013',
  ],
  [
    'a year lock stays',
    trigger('year_locks_append_only', 'year_locks'),
    `${lock} delete from year_locks`,
    'LF006',
  ],
];

describe('each guard of closed months', () => {
  test.each(guards)('%s', async (_name, removal, attack, code) => {
    expect(await outcomeOf(owner, attack)).toBe(code);
    expect(await outcomeOf(owner, attack, removal)).toBe('got through');
  });
});

describe('the functions of closing, as the application role', () => {
  const attempt = (login: string, call: string, isolation = 'read committed') =>
    sqlStateOf(
      world.client.begin(`isolation level ${isolation}`, async (sql) => {
        const [claim] = await sql`select operation_id from claim_operation(${u(login)},
          gen_random_uuid(), 'x', '', '2026-03-10')`;
        await sql.unsafe(call.replace('$op', `'${claim!['operation_id'] as string}'`));
        throw Object.assign(new Error('got through'), { code: 'got through' });
      }),
    );
  const close = 'select close_period($op, 202602)';

  test('close nothing unsigned, and only at READ COMMITTED', async () => {
    expect(await attempt('treasurer', close)).toBe('LF022');
    await signMonth(world, 202602);
    expect(await attempt('treasurer', close, 'repeatable read')).toBe('LF002');
    expect(await attempt('treasurer', close, 'serializable')).toBe('LF002');
    expect(await attempt('treasurer', close)).toBe('got through');
  });

  const refused: readonly (readonly [string, string, string, string])[] = [
    ['a cashier closing', 'cashier', close, 'LF008'],
    ['a month that no voucher opened', 'treasurer', 'select close_period($op, 202607)', 'LF013'],
    [
      'a deficit signed by a treasurer',
      'treasurer',
      `select sign_deficits($op, 202602, 'x')`,
      'LF008',
    ],
    ['a deficit that is none', 'chair', `select sign_deficits($op, 202602, 'x')`, 'LF013'],
    ['a re-opening asked by the chair', 'chair', `select ask_reopening($op, 202601, 'x')`, 'LF008'],
    ['a re-opening asked twice', 'treasurer2', `select ask_reopening($op, 202601, 'x')`, 'LF013'],
    ['a treasurer deciding', 'treasurer2', 'select decide_reopening($op, 202601, true)', 'LF008'],
    ['a month nobody asked for', 'chair', 'select decide_reopening($op, 202602, true)', 'LF013'],
    [
      'a lock by a treasurer',
      'treasurer',
      `select lock_year($op, 2026, '2027-01-05', 'x')`,
      'LF008',
    ],
    [
      'a lock of a year that goes on',
      'chair',
      `select lock_year($op, 2026, '2027-01-05', 'x')`,
      'LF013',
    ],
    [
      'a closing by hand',
      'treasurer',
      `select post_closing(o, 202602, 'month') from operations o`,
      '42501',
    ],
    ['a snapshot dropped', 'treasurer', 'delete from closing_balances', '42501'],
    ['a month opened', 'treasurer', `update periods set status = 'open'`, '42501'],
    ['a decision written', 'chair', 'insert into reopen_decisions default values', '42501'],
  ];
  test.each(refused)('refuse %s', async (_name, login, call, code) => {
    expect(await attempt(login, call)).toBe(code);
  });
});

describe('the verifier names', () => {
  class Undo extends Error {}
  const changes: readonly (readonly [string, string, RegExp])[] = [
    [
      'income that was left in a closed month',
      `update closing_balances set credit = credit + 1 where account_code = '410101'`,
      /every closed month leaves no income or expense: account 410101 of fund F00 at the end of 202601/,
    ],
    [
      'a closed month without its closing voucher',
      `delete from vouchers where source_type = 'closing'`,
      /every closed month holds its closing vouchers: period 202601/,
    ],
    [
      'a closing without its document',
      'delete from closings',
      /every closing has its voucher in its month: voucher 记-0002 of 202601/,
    ],
    [
      'a fund that its closing changed',
      `update voucher_lines set amount = amount + 1 where account_code = '3101'`,
      /no fund changes by its closing: voucher 记-0002 of 202601: it changes fund F00 by 1.00/,
    ],
    [
      'a voucher slipped into a closed month',
      `update periods set closed_at = '2026-01-31' where id = 202601`,
      /every voucher of a closed month came before its close: voucher 记-0001 of 202601/,
    ],
    [
      'a voucher of a closed month that lost its signature',
      'delete from voucher_signatures',
      /every voucher of a closed month is signed: voucher 记-0001 of 202601/,
    ],
    [
      'a month that was opened behind the books',
      `update periods set status = 'open', closed_at = null, closed_by = null where id = 202601`,
      /every closing has its voucher in its month: voucher 记-0002 of 202601: closes a month that is open/,
    ],
    [
      'a re-opening by one person alone',
      `insert into reopen_decisions (request_id, approves, user_id, person_id, operation_id,
        decided_at) select id, false, user_id, person_id, operation_id, asked_at from reopen_requests`,
      /every reopening is of two people: reopening 1 of 202601/,
    ],
    [
      'a locked year that goes on',
      `insert into year_locks (year, audited_on, reference, user_id, person_id, operation_id,
        locked_at) select 2026, '2027-03-01', 'x', user_id, person_id, operation_id, '2026-01-01'
        from reopen_requests`,
      /every locked year is closed and stays: year 2026/,
    ],
  ];
  test.each(changes)('%s', async (_name, change, finding) => {
    let said: string[] = [];
    await tamper(world.adminUrl, async (sql) => {
      await sql.unsafe(change);
      const evidence = { publicKeys: new Map(), sealFileLines: [] };
      const { findings } = await verify(sql, evidence);
      said = findings.map(({ check, row, detail }) => `${check}: ${row}: ${detail}`);
      throw new Undo();
    }).catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
    expect(said.filter((each) => finding.test(each))).toHaveLength(1);
  });
});
