import { expect, test } from 'vitest';
import { administer } from '../../server/database/administer.ts';
import { gift } from '../support/acts.ts';
import { family, fillFund, ok, orderBody, sqlStateOf, visitBody } from '../support/cases.ts';
import { makeWorld, type Answer } from '../support/world.ts';
import { isFull } from './counts.ts';
import { reached } from './report.ts';

const world = await makeWorld();
const sql = world.core.client;
await fillFund(world, '200000.00');

const hands = ['filer', 'visitor', 'voter', 'preparer', 'payer'] as const;
type Hand = (typeof hands)[number];
/** Everybody may do anything, so that only the history of the request can refuse. */
const actors = ['a', 'b', 'c', 'outsider1', 'outsider2', 'outsider3', 'outsider4', 'outsider5'];
// the database lets nobody be treasurer and cashier; here hands are tried that nobody could have
await administer(
  world.adminUrl,
  (owner) => owner`alter table fund.users disable trigger person_roles_compatible`,
);
for (const actor of actors) {
  const [person] = await sql`insert into persons (name, created_at)
    values (${actor}, now()) returning id`;
  for (const role of ['caseworker', 'committee', 'treasurer', 'cashier']) {
    const login = `${actor}.${role}`;
    const community = role === 'caseworker' ? world.communities['报达']! : null;
    const [row] = await sql`insert into users
        (person_id, login, roles, community_id, password_hash, status, created_at)
      values (${person!['id']}, ${login}, ${[role]}, ${community}, 'none', 'active', now())
      returning id`;
    world.users[login] = row!['id'] as string;
    world.personOf[login] = person!['id'] as string;
  }
}

/** Only the filer may also be one of the two visitors (decision 18). */
const compatible = (left: Hand, right: Hand) =>
  [left, right].toSorted().join() === ['filer', 'visitor'].join();

type Cast = Record<Hand, string>;
const outsiders: Cast = {
  filer: 'outsider1',
  visitor: 'outsider2',
  voter: 'outsider3',
  preparer: 'outsider4',
  payer: 'outsider5',
};

/** Casts of one request: every ordered triple of actors for some three of its hands. */
function casts(three: readonly Hand[]): Cast[] {
  const names = ['a', 'b', 'c'];
  return names.flatMap((first) =>
    names.flatMap((second) =>
      names.map((third) => ({
        ...outsiders,
        [three[0]!]: first,
        [three[1]!]: second,
        [three[2]!]: third,
      })),
    ),
  );
}

const triples = hands.flatMap((first, at) =>
  hands
    .slice(at + 1)
    .flatMap((second, next) =>
      hands.slice(at + next + 2).map((third) => [first, second, third] as const),
    ),
);
/** Of each pair of hands both in one person; the other hands are strangers'. */
const pairs = hands.flatMap((left, at) =>
  hands.slice(at + 1).map((right) => ({ ...outsiders, [left]: 'a', [right]: 'a' }) as Cast),
);
const all = isFull
  ? triples.flatMap(casts)
  : [...casts(['filer', 'voter', 'payer'] as const), ...pairs];

let refusals = 0;

/**
 * Lets the cast take a step by SQL and over HTTP; when the rules forbid it, an outsider takes it.
 */
async function step(
  hand: Hand,
  cast: Cast,
  done: Map<Hand, string>,
  ways: { bySql: (actor: string) => Promise<string>; byHttp: (actor: string) => Promise<Answer> },
): Promise<Answer['body']> {
  const actor = cast[hand];
  const forbidden = [...done].some(([earlier, who]) => who === actor && !compatible(earlier, hand));
  expect([hand, cast, await ways.bySql(actor)]).toEqual([
    hand,
    cast,
    forbidden ? 'LF008' : 'allowed',
  ]);
  const answer = await ways.byHttp(actor);
  if (!forbidden) {
    done.set(hand, actor);
    return ok(answer);
  }
  refusals++;
  expect([hand, cast, answer.status, answer.body.code]).toEqual([hand, cast, 403, 'SOD_VIOLATION']);
  done.set(hand, outsiders[hand]);
  return ok(await ways.byHttp(outsiders[hand]));
}

/**
 * What the application's own login is told inside an operation of that account; never committed.
 */
const inOperation = (login: string, statement: (operation: string) => string) =>
  sqlStateOf(
    sql.begin(async (tx) => {
      const [claim] = await tx`select operation_id from claim_operation(${world.users[login]!},
        gen_random_uuid(), 'test', '\\x00', now())`;
      await tx.unsafe(statement(claim!['operation_id'] as string));
      throw Object.assign(new Error('never committed'), { code: 'allowed' });
    }),
  );

async function playThrough(cast: Cast): Promise<void> {
  const done = new Map<Hand, string>([['filer', cast.filer]]);
  const filer = world.as(`${cast.filer}.caseworker`);
  const { id: householdId } = ok(await filer.post('/households', family(world)));
  const request = { householdId, needCode: '01', fundId: world.funds.F01, requested: '100.00' };
  const { id } = ok(await filer.post('/aid-requests', { ...request, story: '病', summary: '病' }));
  ok(await filer.post(`/aid-requests/${id}/submit`));
  done.set('visitor', cast.visitor);
  const secondPersonId = world.personOf[`${cast.visitor}.caseworker`];
  const visitPath = `/aid-requests/${id}/visit`;
  ok(
    await world
      .as('worker')
      .post(visitPath, visitBody(world, { secondPersonId, suggested: '100.00' })),
  );
  ok(await world.as(`${cast.visitor}.caseworker`).post(`/aid-requests/${id}/sign-visit`));
  await step('voter', cast, done, {
    bySql: (actor) =>
      inOperation(
        `${actor}.committee`,
        () => `insert into votes (request_id, person_id, user_id, approves, amount, reason, at)
          values ('${id}', '${world.personOf[`${actor}.committee`]}',
            '${world.users[`${actor}.committee`]}', true, '100.00', '', now())`,
      ),
    byHttp: (actor) =>
      world.as(`${actor}.committee`).post(`/aid-requests/${id}/votes`, {
        approves: true,
        amount: '100.00',
      }),
  });
  const order = await step('preparer', cast, done, {
    bySql: (actor) =>
      inOperation(
        `${actor}.treasurer`,
        () => `insert into payment_orders (request_id, fund_id, amount, method, payee_kind,
            payee_name_sealed, payee_name_masked, prepared_by, prepared_person_id, prepared_at)
          values ('${id}', '${world.funds.F01}', '100.00', 'cash', 'applicant', 'x', 'x',
            '${world.users[`${actor}.treasurer`]}', '${world.personOf[`${actor}.treasurer`]}', now())`,
      ),
    byHttp: (actor) => world.as(`${actor}.treasurer`).post('/payment-orders', orderBody(id)),
  });
  await step('payer', cast, done, {
    bySql: (actor) =>
      inOperation(
        `${actor}.cashier`,
        (operation) => `select pay_aid('${operation}', '${order.id}', '记', '2026-01-10', null,
          null, 's', '${world.users[`${actor}.cashier`]}', '2026-01-10T03:00:00Z')`,
      ),
    byHttp: (actor) =>
      world
        .as(`${actor}.cashier`)
        .post(`/payment-orders/${order.id}/pay`, { paidOn: '2026-01-10' }),
  });
}

test(
  'P11 of one request nobody holds two hands, whichever account they use',
  async () => {
    for (const cast of all) await playThrough(cast);
  },
  isFull ? 600_000 : 60_000,
);

test('P11 nobody signs off, reverses or confirms what they themselves prepared', async () => {
  const [person] = await sql`select person_id from users where login = 'treasurer'`;
  const [row] =
    await sql`insert into users (person_id, login, roles, password_hash, status, created_at)
    values (${person!['person_id']}, 'treasurer.again', '{treasurer}', 'none', 'active', now()) returning id`;
  world.users['treasurer.again'] = row!['id'] as string;
  const { id, voucherId } = ok(await world.as('treasurer').post('/donations', gift()));
  for (const login of ['treasurer', 'treasurer.again']) {
    const signed = await world.as(login).post(`/vouchers/${voucherId}/sign`);
    const body = { reason: '误', reversedOn: '2026-01-10' };
    const reversed = await world.as(login).post(`/donations/${id}/reverse`, body);
    expect([signed.body.code, reversed.body.code]).toEqual(['SOD_VIOLATION', 'SOD_VIOLATION']);
    const user = world.users[login]!;
    const signature = sql`insert into voucher_signatures (voucher_id, user_id, person_id, signed_at)
      values (${voucherId}, ${user}, ${person!['person_id']}, now())`;
    expect(await sqlStateOf(signature)).toBe('LF008');
    const red = await inOperation(
      login,
      (operation) =>
        `select reverse_voucher('${operation}', 1, '${voucherId}', '2026-01-10', 's', '${user}', now())`,
    );
    expect(red).toBe('LF008');
    refusals += 2;
  }
  reached(
    'P11',
    '100 % refused at both layers',
    `${all.length} casts: ${refusals} of ${refusals} refused twice`,
  );
});
