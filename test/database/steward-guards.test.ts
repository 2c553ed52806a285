import postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';
import { stewardChecks } from '../../server/ledger/steward-checks.ts';
import { readSnapshot } from '../../server/database/snapshot.ts';
import { gift } from '../support/acts.ts';
import { ok, sqlStateOf } from '../support/cases.ts';
import { outcomeOf } from '../support/guards.ts';
import { begunHandover, coverFor, preparedBudget } from '../support/steward-posts.ts';
import { tamper } from '../support/tamper.ts';
import { makeWorld } from '../support/world.ts';

/** Handing over, covers, budgets and limits, attacked in SQL with each guard and without it. */
const world = await makeWorld();
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
await owner.unsafe('set search_path = fund');
afterAll(() => owner.end({ timeout: 2 }));

const { users, personOf: persons } = world;
for (const login of ['cashier', 'cashier2', 'chair', 'treasurer', 'treasurer2']) {
  await world.tokenOf(login);
}
const sessionOf = (login: string) =>
  `(select id from sessions where user_id = '${users[login]!}' limit 1)`;
const AT = `'2026-01-10T03:00:00Z'`;
const NEW = '22222222-2222-4222-8222-222222222222';
const trigger = (name: string, table: string) => `drop trigger ${name} on ${table};`;

const begun = await begunHandover(world);
const confirmed = ok(await world.as('admin').post('/covers', await coverFor(world))).id as string;
ok(await world.as('chair').post(`/covers/${confirmed}/confirm`));
const [running] = await world.client`select covering_user_id as id from covers
  where id = ${confirmed}`;
const entered = ok(
  await world
    .as('admin')
    .post('/covers', await coverFor(world, { fromOn: '2026-01-11', untilOn: '2026-01-12' })),
).id as string;
const oldBudget = await preparedBudget(world);
const budget = await preparedBudget(world, { programme: '300.00' });

const handover = (from: string, to: string, witness: string, books = 'books_at_handover()') =>
  `insert into handovers (id, kind, from_person_id, to_person_id, witness_person_id, handed_on,
    items, balances, begun_by, created_at)
  values ('${NEW}', 'cashier', '${persons[from]!}', '${persons[to]!}', '${persons[witness]!}',
    '2026-01-10', '[{"name":"章","quantity":"1"}]', ${books}, '${users[from]!}', ${AT});`;
const signature = (id: string, part: string, login: string, session = login) =>
  `insert into handover_signatures (handover_id, part, user_id, person_id, session_id, signed_at)
  values ('${id}', '${part}', '${users[login]!}', '${persons[login]!}', ${sessionOf(session)}, ${AT});`;
const whole = (books?: string) =>
  handover('cashier', 'cashier2', 'chair', books) + signature(NEW, 'giver', 'cashier');
const cover = (covered: string, covering: string, by = 'admin', role = 'treasurer') =>
  `insert into covers (id, role, covered_user_id, covering_user_id, from_on, until_on, reason,
    entered_by, created_at)
  values ('${NEW}', '${role}', '${users[covered]!}', '${users[covering]!}', '2026-01-10',
    '2026-01-12', 'x', '${users[by]!}', ${AT});`;
const step = (id: string, name: string, login: string | null, at = AT) =>
  `insert into cover_steps (cover_id, step, user_id, at)
  values ('${id}', '${name}', ${login === null ? 'null' : `'${users[login]!}'`}, ${at});`;
const approval = (id: string, login: string) =>
  `insert into budget_approvals (budget_id, user_id, person_id, approved_at)
  values ('${id}', '${users[login]!}', '${persons[login]!}', ${AT});`;
const limit = (login: string, from: string) =>
  `insert into cash_limits (effective_from, amount, banking_days, set_by, created_at)
  values ('${from}', 9000, 1, '${users[login]!}', ${AT});`;
const noBooksMove = trigger('handover_signed_in_turn', 'handover_signatures');
const noGiver = trigger('handover_begins_by_giver', 'handovers');
const noCover = trigger('cover_by_who_may', 'covers');
const noStep = trigger('cover_step_by_who_may', 'cover_steps');
const rolesTo = (login: string, roles: string) =>
  `update users set roles = '{${roles}}' where id = '${users[login]!}';`;

/** [what holds, the guard's removal, the attack, the code with which the guard answers] */
const guards: readonly (readonly [string, string, string, string])[] = [
  ['a handover begins by its giver', noGiver, handover('cashier', 'cashier2', 'chair'), 'LF007'],
  [
    'a giver has the duty',
    trigger('handover_by_who_may', 'handovers') + noGiver,
    handover('treasurer', 'cashier2', 'chair'),
    'LF008',
  ],
  [
    'a receiver has the duty',
    trigger('handover_by_who_may', 'handovers') + noGiver,
    handover('cashier', 'treasurer', 'chair'),
    'LF008',
  ],
  [
    'the frozen balances are those of the books',
    trigger('handover_by_who_may', 'handovers'),
    whole(`jsonb_set(books_at_handover(), '{accounts,0,balance}', '"1.00"')`),
    'LF013',
  ],
  [
    'the witness does not sign before the receiver',
    noBooksMove,
    signature(begun, 'witness', 'chair'),
    'LF013',
  ],
  ['nobody signs another’s part', noBooksMove, signature(begun, 'receiver', 'treasurer'), 'LF008'],
  [
    'nobody signs in another’s session',
    noBooksMove,
    signature(begun, 'receiver', 'cashier2', 'treasurer'),
    'LF008',
  ],
  [
    'the books are those of the list at the last signature',
    noBooksMove,
    `${signature(begun, 'receiver', 'cashier2')} insert into counters
      values ('receipt:internal:2027', 5); ${signature(begun, 'witness', 'chair')}`,
    'LF013',
  ],
  [
    'a list made anew ends the one before',
    noBooksMove,
    `${whole()} ${signature(begun, 'receiver', 'cashier2')}`,
    'LF013',
  ],
  [
    'only an administrator enters a cover',
    noCover,
    cover('treasurer', 'member1', 'treasurer'),
    'LF008',
  ],
  ['a cashier does not stand in for a treasurer', noCover, cover('treasurer', 'cashier'), 'LF008'],
  [
    'an auditor stands in for nobody',
    noCover,
    cover('cashier', 'auditor', 'admin', 'cashier'),
    'LF008',
  ],
  ['only the chair confirms', noStep, step(entered, 'confirmed', 'member2'), 'LF008'],
  [
    'nothing begins before it is confirmed',
    noStep,
    step(entered, 'begun', null, `'2026-01-11T03:00:00Z'`),
    'LF013',
  ],
  [
    'nothing begins before its first day',
    noStep,
    step(entered, 'confirmed', 'chair') + step(entered, 'begun', null),
    'LF013',
  ],
  [
    'nobody begins with a duty that clashes',
    noStep,
    `${rolesTo('member2', 'committee')} ${cover('treasurer', 'member2')} ${step(NEW, 'confirmed', 'chair')}
     ${rolesTo('member2', 'cashier')} ${step(NEW, 'begun', null)}`,
    'LF008',
  ],
  ['a running cover does not end by itself', noStep, step(confirmed, 'ended', null), 'LF013'],
  [
    'roles stay while a cover runs',
    trigger('covered_roles_stay', 'users'),
    `update users set roles = '{committee,treasurer,chair}' where id = '${running!['id'] as string}';`,
    'LF013',
  ],
  [
    'two accounts of a person do not hold treasurer and cashier',
    trigger('person_roles_compatible', 'users'),
    rolesTo('member1', 'treasurer') + rolesTo('member1b', 'cashier'),
    '23514',
  ],
  [
    'a treasurer prepares the budget',
    trigger('budget_by_treasurer', 'budgets'),
    `insert into budgets (fund_id, year, version, programme, administration, fundraising, note,
      prepared_by, created_at) values ('${world.funds.F01}', 2026, 9, 1, 1, 1, '', '${users['cashier']!}', ${AT});`,
    'LF008',
  ],
  [
    'only the chair approves a budget',
    trigger('budget_approved_by_chair', 'budget_approvals'),
    approval(budget, 'treasurer2'),
    'LF008',
  ],
  [
    'the newest version is approved',
    trigger('budget_approved_by_chair', 'budget_approvals'),
    approval(oldBudget, 'chair'),
    'LF013',
  ],
  [
    'only the chair sets the limit of cash',
    trigger('cash_limit_set_by_chair', 'cash_limits'),
    limit('treasurer', '2026-01-10'),
    'LF008',
  ],
  [
    'a limit is not backdated',
    trigger('cash_limit_set_by_chair', 'cash_limits'),
    limit('chair', '2026-01-09'),
    'LF013',
  ],
  [
    'a signature stays',
    trigger('handover_signatures_append_only', 'handover_signatures'),
    `update handover_signatures set signed_at = now() where handover_id = '${begun}';`,
    'LF006',
  ],
];

test.each(guards)('%s', async (_name, removal, attack, code) => {
  expect(await outcomeOf(owner, attack)).toBe(code);
  expect(await outcomeOf(owner, attack, removal)).toBe('got through');
});

test('what is right goes through', async () => {
  expect(await outcomeOf(owner, whole())).toBe('got through');
  const both = signature(begun, 'receiver', 'cashier2') + signature(begun, 'witness', 'chair');
  expect(await outcomeOf(owner, both)).toBe('got through');
});

test('the application changes no rule and no row of these', async () => {
  const attacks = [
    world.client`update handovers set handed_on = '2026-01-01'`,
    world.client`delete from cover_steps`,
    world.client`insert into cost_rules values ('x', '2026-01-01', 1, 1, 1, 1, 1, '')`,
    world.client`update budgets set programme = 1`,
  ];
  for (const attack of attacks) expect(await sqlStateOf(attack)).toBe('42501');
});

test('two accounts of one person racing for clashing duties: one of them gets it', async () => {
  const change = (login: string, role: string) =>
    world.as('admin').post(`/users/${users[login]!}/roles`, { roles: [role], version: 1 });
  const answers = await Promise.all(
    ['member1', 'member1b'].map((login, at) => change(login, at ? 'cashier' : 'treasurer')),
  );
  expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
});

test('the verifier names a signer, a confirmation and an approval that were changed', async () => {
  ok(await world.as('treasurer').post('/donations', gift()));
  ok(await world.as('chair').post(`/budgets/${budget}/approve`));
  const findings = () =>
    readSnapshot(world.auditUrl, async (sql) => {
      const found: [string, string | undefined][] = [];
      for (const check of stewardChecks) found.push([check.name, (await check(sql)).bad?.row]);
      return found.filter(([, row]) => row !== undefined).map(([name]) => name);
    });
  expect(await findings()).toEqual([]);
  await tamper(world.adminUrl, async (sql) => {
    await sql`update handover_signatures set person_id = ${persons['treasurer']!}`;
    await sql`update cover_steps set user_id = ${users['admin']!} where step = 'confirmed'`;
    await sql`update users set roles = '{committee}' where id = ${running!['id'] as string}`;
    await sql`update budget_approvals set person_id = ${persons['treasurer']!}`;
  });
  expect(await findings()).toEqual(stewardChecks.map((check) => check.name));
});
