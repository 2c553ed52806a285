import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { fillFund, ok, submitted, visitBody, visited, vote } from '../support/cases.ts';
import { outcomeOf } from '../support/guards.ts';
import { playTwoDrives, playUrgentCase } from '../support/stories.ts';
import { makeWorld } from '../support/world.ts';

/** Ways round a decision, each attacked with its guard and without. */
const world = await makeWorld();
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
await owner.unsafe('set search_path = fund');
afterAll(() => owner.end({ timeout: 2 }));

await playTwoDrives(world);
await fillFund(world, '9000.00');
const urgent = await playUrgentCase(world);
ok(
  await world
    .as('worker')
    .post(`/aid-requests/${urgent}/visit`, visitBody(world, { suggested: '6000.00' })),
);
ok(await world.as('worker2').post(`/aid-requests/${urgent}/sign-visit`));
const draft = await submitted(world);
const approved = await visited(world, '2000.00');
ok(await vote(world, 'member2', approved, '2000.00'));

const trigger = (name: string, table: string) => `drop trigger ${name} on ${table};`;
const u = (login: string) => world.users[login]!;
const p = (login: string) => world.personOf[login]!;

/** [what holds, the guard's removal, the attack, the code with which the guard answers] */
const guards: readonly (readonly [string, string, string, string])[] = [
  [
    'no request begins in the small lane',
    trigger('request_moves_by_the_rules', 'aid_requests'),
    `insert into aid_requests overriding system value select (jsonb_populate_record(r, jsonb_build_object(
        'id', gen_random_uuid(), 'seq', 9999, 'case_number', 'A2026-9999', 'status', 'draft', 'lane', 'small',
        'version', 1))).* from aid_requests r where id = '${draft}'`,
    'LF013',
  ],
  [
    'the leader who ordered does not ratify',
    trigger('vote_by_an_eligible_member', 'votes'),
    `insert into votes (request_id, person_id, user_id, approves, amount, reason, at)
      values ('${urgent}', '${p('chair')}', '${u('chair')}', true, 6000.00, '', now())`,
    'LF008',
  ],
  [
    'no notice is dated before the decision',
    trigger('notice_masked', 'notices'),
    `insert into notices (number, request_id, masked_name, fund_name, amount, posted_on, ends_on, posted_by)
      select 99, id, '王*', 'x', granted, '2026-01-02', '2026-01-20', '${u('chair')}'
      from aid_requests where id = '${approved}'`,
    'LF013',
  ],
  [
    'who recused prepares no order',
    trigger('order_of_a_decision', 'payment_orders'),
    `insert into recusals (request_id, person_id, user_id, reason, at)
      values ('${approved}', '${p('member3')}', '${u('member3')}', '', now());
     alter table users drop constraint user_roles_compatible;
     update users set roles = '{committee,treasurer}' where id = '${u('member3')}';
     insert into payment_orders (request_id, fund_id, amount, method, payee_kind, payee_name_sealed,
      payee_name_masked, prepared_by, prepared_person_id, prepared_at)
      select id, fund_id, granted, 'cash', 'applicant', 'x', 'x', '${u('member3')}', '${p('member3')}', now()
      from aid_requests where id = '${approved}'`,
    'LF008',
  ],
];

describe('each guard of a decision', () => {
  test.each(guards)('%s', async (_name, removal, attack, code) => {
    expect(await outcomeOf(owner, attack)).toBe(code);
    expect(await outcomeOf(owner, attack, removal)).toBe('got through');
  });

  test('a reservation is released only by an act', async () => {
    const call = `select release_aid(gen_random_uuid(), '${approved}', 'x', now())`;
    expect(await outcomeOf(owner, call)).toBe('LF002');
  });

  test('a seal takes no leaf that is not its row', async () => {
    const seal = (digest: string) => `
      select append_seal(1, '\\x00', sha256(convert_to('vote:' || v.seq || ':' || encode(${digest}, 'hex'), 'UTF8')),
        '\\x01', '\\x02', 'k', now(), array['vote'], array[v.seq], array[${digest}])
      from (select r.row_seq as seq, r.digest from sealed_rows r where r.kind = 'vote' limit 1) v`;
    expect(await outcomeOf(owner, seal(`'\\x07'::bytea`))).toBe('LF002');
    expect(await outcomeOf(owner, seal('v.digest'))).toBe('got through');
  });
});
