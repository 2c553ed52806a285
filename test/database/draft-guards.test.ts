import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { fillFund, ok, sqlStateOf } from '../support/cases.ts';
import { byHand, drafted, expense, interest, reviewedDraft, step } from '../support/drafts.ts';
import { outcomeOf } from '../support/guards.ts';
import { makeWorld } from '../support/world.ts';

/** What keeps vouchers by hand honest, attacked with each guard and without it. */
const world = await makeWorld('2026-02-10T02:00:00.000Z');
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
await owner.unsafe('set search_path = fund');
afterAll(() => owner.end({ timeout: 2 }));
const { users, personOf, funds } = world;
const me = users['treasurer']!;
const second = users['treasurer2']!;

await fillFund(world, '9000.00', '2026-02-10');
ok(
  await world
    .as('treasurer')
    .post('/donations', gift({ gross: '500.00', receivedOn: '2026-02-10' })),
);
const draftId = await drafted(world, interest(world));
const submitted = await drafted(world, interest(world));
ok(await step(world, 'treasurer', submitted, 'submit'));
const reviewed = await drafted(world, interest(world));
await reviewedDraft(world, reviewed);
const original = await byHand(world, expense(world, '20.00'));

const operationId = '11111111-1111-4111-8111-111111111111';
const operation = (actor = me) => `insert into operations (id, actor_id, client_key, action,
  fingerprint, created_at) values ('${operationId}', '${actor}', gen_random_uuid(), 'x', '', now());`;
const post = (id: string, actor = me) => `${operation(actor)}
  select * from post_draft('${operationId}', '${id}', '记', '${actor}', '2026-02-10T02:00:00Z');`;
const review = (id: string, user: string, login: string) => `update voucher_drafts
  set status = 'reviewed', version = version + 1, reviewed_by = '${user}',
    reviewed_person_id = '${personOf[login]}', reviewed_at = now() where id = '${id}';`;
const WAY = 'alter table voucher_drafts disable trigger draft_goes_its_way;';
const ANOTHER = 'alter table voucher_drafts drop constraint draft_reviewed_by_another;';
const LINES = 'alter table voucher_draft_lines disable trigger draft_line_stands;';

/** [what holds, the guard's removal, the attack, the code with which the guard answers] */
const guards: readonly (readonly [string, string, string, string])[] = [
  ['a preparer does not review', WAY + ANOTHER, review(submitted, me, 'treasurer'), 'LF008'],
  ['nor under the name of another person', WAY, review(submitted, me, 'treasurer2'), 'LF008'],
  ['a cashier does not review', WAY, review(submitted, users['cashier']!, 'cashier'), 'LF008'],
  [
    'only a draft that was submitted is reviewed',
    WAY,
    review(draftId, second, 'treasurer2'),
    'LF013',
  ],
  [
    'what was submitted says the same to the end',
    WAY,
    `update voucher_drafts set summary = 'x', version = version + 1 where id = '${submitted}';`,
    'LF006',
  ],
  [
    'lines stand still',
    LINES,
    `delete from voucher_draft_lines where draft_id = '${submitted}';`,
    'LF006',
  ],
  [
    'lines are not changed in place',
    LINES,
    `update voucher_draft_lines set amount = amount + 1 where draft_id = '${draftId}';`,
    'LF006',
  ],
  [
    'papers stand still',
    'alter table voucher_draft_papers disable trigger draft_paper_stands;',
    `delete from voucher_draft_papers where draft_id = '${submitted}';`,
    'LF006',
  ],
  [
    'a draft goes back with a note',
    WAY,
    `update voucher_drafts set status = 'draft', version = version + 1 where id = '${submitted}';`,
    'LF007',
  ],
  [
    'a draft is posted with its voucher',
    WAY,
    `update voucher_drafts set status = 'posted', version = version + 1 where id = '${reviewed}';`,
    'LF007',
  ],
  [
    'a draft is not deleted',
    `${WAY} ${LINES} alter table voucher_draft_papers disable trigger draft_paper_stands;`,
    `delete from voucher_drafts where id = '${draftId}';`,
    'LF006',
  ],
  [
    'the chair approves, and nobody else',
    WAY,
    `update voucher_drafts set version = version + 1, approved_by = '${second}',
      approved_person_id = '${personOf['treasurer2']}', approved_at = now() where id = '${submitted}';`,
    'LF008',
  ],
  [
    'one correction of a voucher at a time',
    'drop index draft_one_correction_at_a_time;',
    Array(2)
      .fill(
        `insert into voucher_drafts (voucher_date, summary, event, corrects_id, correction, prepared_by,
          prepared_person_id, created_at) values ('2026-02-10', 'x', 'C01', '${original}', 'full', '${me}',
          '${personOf['treasurer']}', now());`,
      )
      .join(''),
    '23505',
  ],
];

describe('each guard of a draft', () => {
  test.each(guards)('%s', async (name, removal, attack, code) => {
    expect(await outcomeOf(owner, attack)).toBe(code);
    const without = await outcomeOf(owner, attack, removal);
    // its parts still name a draft that is to be deleted
    expect(without).toBe(name === 'a draft is not deleted' ? '23503' : 'got through');
  });
});

describe('post_draft says no', () => {
  let outgoing: string;
  beforeAll(async () => {
    outgoing = await drafted(world, expense(world, '5.00'));
    ok(await step(world, 'treasurer', outgoing, 'submit'));
    ok(await step(world, 'treasurer2', outgoing, 'review'));
  });

  test('to a draft that nobody reviewed, to a cashier, to a day to come', async () => {
    expect(await outcomeOf(owner, post(submitted))).toBe('LF013');
    expect(await outcomeOf(owner, post(reviewed, users['cashier']))).toBe('LF008');
    expect(await outcomeOf(owner, post(reviewed))).toBe('got through');
    const early = post(reviewed).replace('2026-02-10T02', '2026-02-09T02');
    expect(await outcomeOf(owner, early)).toBe('LF013');
  });

  test('to money that goes out without the chair, or without a paper', async () => {
    expect(await outcomeOf(owner, post(outgoing))).toBe('LF007');
    const approved = `${WAY} update voucher_drafts set approved_by = '${users['chair']}',
      approved_person_id = '${personOf['chair']}', approved_at = now() where id = '${outgoing}';`;
    expect(await outcomeOf(owner, post(outgoing), approved)).toBe('got through');
    const paperless = `alter table voucher_draft_papers disable trigger draft_paper_stands;
      delete from voucher_draft_papers where draft_id = '${outgoing}';`;
    expect(await outcomeOf(owner, post(outgoing), approved + paperless)).toBe('LF007');
  });

  const lines = (...rows: string[]) => `${LINES}
    delete from voucher_draft_lines where draft_id = '${reviewed}';
    insert into voucher_draft_lines (draft_id, line_no, account, fund_id, side, amount)
    values ${rows.map((row, at) => `('${reviewed}', ${at + 1}, ${row})`).join(', ')};
    ${WAY} update voucher_drafts set event = 'M00' where id = '${reviewed}';`;
  const wrong: readonly (readonly [string, string[], string])[] = [
    [
      'income of gifts',
      ["'100201', null, 'debit', 9", `'410101', '${funds.F00}', 'credit', 9`],
      'LF007',
    ],
    [
      'aid without a case',
      [`'510102', '${funds.F01}', 'debit', 9`, "'220902', null, 'credit', 9"],
      'LF007',
    ],
    ['agency money', ["'100202', null, 'debit', 9", "'220902', null, 'credit', 9"], 'LF007'],
    [
      'a transfer between funds',
      [`'3102', '${funds.F01}', 'debit', 9`, `'3101', '${funds.F00}', 'credit', 9`],
      'LF007',
    ],
    [
      'two events in one',
      [
        "'100101', null, 'debit', 9",
        `'530101', '${funds.F00}', 'debit', 1`,
        "'1009', null, 'credit', 10",
      ],
      'LF007',
    ],
    [
      'what does not balance',
      ["'112201', null, 'debit', 9", "'220902', null, 'credit', 8"],
      'LF001',
    ],
    ['red amounts', ["'112201', null, 'debit', -9", "'220902', null, 'credit', -9"], 'LF007'],
    [
      'a restricted fund in an unrestricted account',
      ["'112201', null, 'debit', 9", `'490101', '${funds.F01}', 'credit', 9`],
      'LF004',
    ],
  ];
  test.each(wrong)('to %s', async (_name, rows, code) => {
    expect(await outcomeOf(owner, post(reviewed), lines(...rows))).toBe(code);
  });
});

test('the application may do none of it around its functions', async () => {
  const { client } = world;
  const attempts = [
    client`insert into voucher_corrections (original_id, blue_id, kind, reason, prepared_person_id,
      reviewed_person_id, at) select id, id, 'full', 'x', ${personOf['treasurer']!},
      ${personOf['treasurer2']!}, now() from vouchers limit 1`,
    client`insert into voucher_approvals (voucher_id, user_id, person_id, approved_at)
      values (${original}, ${users['chair']!}, ${personOf['chair']!}, now())`,
    client`update manual_rules set plain = true`,
    client`update organisations set voucher_words = 'three'`,
    client`delete from voucher_drafts`,
    client`select check_draft(d) from voucher_drafts d`,
  ];
  for (const attempt of attempts) expect(await sqlStateOf(attempt)).toBe('42501');
});
