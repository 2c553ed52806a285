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

/** The hands of each lane, in the order in which a request asks for them. */
const lanes = {
  ordinary: ['filer', 'visitor', 'recused', 'voter', 'preparer', 'payer'],
  urgent: ['filer', 'recused', 'leader', 'preparer', 'payer', 'visitor', 'voter'],
} as const;
type Lane = keyof typeof lanes;
type Hand = (typeof lanes)[Lane][number];
/** Everybody may do anything, so that only the history of the request can refuse. */
const actors = ['a', 'b', 'c', 'outsider1', 'outsider2', 'outsider3', 'outsider4', 'outsider5'];
actors.push('outsider6', 'outsider7');
// the database lets nobody be treasurer and cashier; here hands are tried that nobody could have
await administer(
  world.adminUrl,
  (owner) => owner`alter table fund.users disable trigger person_roles_compatible`,
);
for (const actor of actors) {
  const [person] = await sql`insert into persons (name, created_at)
    values (${actor}, now()) returning id`;
  for (const role of ['caseworker', 'committee', 'chair', 'treasurer', 'cashier']) {
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

/**
 * Only the filer may also be one of the two visitors (decision 18), and both may declare an
 * interest.
 */
const compatible = (earlier: Hand, later: Hand) =>
  ['filer visitor', 'visitor filer', 'filer recused', 'visitor recused'].includes(
    `${earlier} ${later}`,
  );
/** How database and server refuse a hand to somebody who had these before. */
const refusalOf = (hand: Hand, earlier: Hand[]) => {
  const decides = hand === 'voter' || hand === 'leader';
  if (decides && earlier.includes('recused')) return { state: 'LF016', code: 'RECUSED' };
  const isBarred = earlier.some((each) => !compatible(each, hand));
  return isBarred ? { state: 'LF008', code: 'SOD_VIOLATION' } : undefined;
};

type Cast = Record<Hand, string>;
const outsiders: Cast = {
  filer: 'outsider1',
  visitor: 'outsider2',
  voter: 'outsider3',
  preparer: 'outsider4',
  payer: 'outsider5',
  leader: 'outsider6',
  recused: 'outsider7',
};

/** Every ordered triple of actors for three hands. */
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
/** All choices of `size` out of a list. */
function choices<T>(list: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return list.flatMap((each, at) =>
    choices(list.slice(at + 1), size - 1).map((rest) => [each, ...rest]),
  );
}

/** Two hands of a lane in one person; the other hands are strangers'. */
const pairsOf = (lane: Lane, asked: (pair: Hand[]) => boolean) =>
  choices<Hand>(lanes[lane], 2)
    .filter(asked)
    .map((pair) => ({ ...outsiders, ...Object.fromEntries(pair.map((hand) => [hand, 'a'])) }));
const triplesOf = (lane: Lane, asked: (three: Hand[]) => boolean) =>
  choices<Hand>(lanes[lane], 3).filter(asked).flatMap(casts);
const hasLeader = (some: Hand[]) => some.includes('leader');
const all: Record<Lane, Cast[]> = isFull
  ? { ordinary: triplesOf('ordinary', () => true), urgent: triplesOf('urgent', hasLeader) }
  : {
      ordinary: [...casts(['filer', 'voter', 'payer']), ...pairsOf('ordinary', () => true)],
      urgent: pairsOf('urgent', (pair) => hasLeader(pair) || pair.includes('recused')),
    };

let refusals = 0;

/**
 * Lets the cast take a step by SQL and over HTTP; when the rules forbid it, an outsider takes it.
 */
async function step(
  hand: Hand,
  cast: Cast,
  done: Map<Hand, string>,
  how: { bySql: (actor: string) => Promise<string>; byHttp: (actor: string) => Promise<Answer> },
): Promise<Answer['body']> {
  const actor = cast[hand];
  const earlier = [...done].filter(([, who]) => who === actor).map(([each]) => each);
  const refused = refusalOf(hand, earlier);
  expect([hand, cast, await how.bySql(actor)]).toEqual([hand, cast, refused?.state ?? 'allowed']);
  const answer = await how.byHttp(actor);
  if (refused === undefined) {
    done.set(hand, actor);
    return ok(answer);
  }
  refusals++;
  expect([hand, cast, answer.status, answer.body.code]).toEqual([hand, cast, 403, refused.code]);
  done.set(hand, outsiders[hand]);
  return ok(await how.byHttp(outsiders[hand]));
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

const AMOUNT = '100.00';
/** The ids of an actor's account for one role, as SQL. */
const account = (login: string) => `'${world.personOf[login]}', '${world.users[login]}'`;

/** How each hand is had: the statement of the application's login, and the call of its page. */
const ways = {
  recused: (id: string) => ({
    bySql: (actor: string) =>
      inOperation(
        `${actor}.committee`,
        () => `insert into recusals (request_id, person_id, user_id, reason, at)
          values ('${id}', ${account(`${actor}.committee`)}, 'x', now())`,
      ),
    byHttp: (actor: string) =>
      world.as(`${actor}.committee`).post(`/aid-requests/${id}/recuse`, { reason: '亲属' }),
  }),
  voter: (id: string) => ({
    bySql: (actor: string) =>
      inOperation(
        `${actor}.committee`,
        () => `insert into votes (request_id, person_id, user_id, approves, amount, reason, at)
          values ('${id}', ${account(`${actor}.committee`)}, true, ${AMOUNT}, '', now())`,
      ),
    byHttp: (actor: string) =>
      world
        .as(`${actor}.committee`)
        .post(`/aid-requests/${id}/votes`, { approves: true, amount: AMOUNT }),
  }),
  leader: (id: string) => ({
    bySql: (actor: string) =>
      inOperation(
        `${actor}.chair`,
        () => `insert into urgent_orders (request_id, person_id, user_id, amount, at)
          values ('${id}', ${account(`${actor}.chair`)}, ${AMOUNT}, '2026-01-10T03:00:00Z')`,
      ),
    byHttp: (actor: string) =>
      world.as(`${actor}.chair`).post(`/aid-requests/${id}/urgent-orders`, { amount: AMOUNT }),
  }),
  visitor: (id: string) => ({
    bySql: (actor: string) =>
      inOperation(
        `${actor}.caseworker`,
        () => `insert into visits (request_id, visited_on, recorded_by, first_person_id,
            second_person_id, findings_sealed, suggested, created_at)
          values ('${id}', '2026-01-10', '${world.users[`${actor}.caseworker`]}',
            '${world.personOf[`${actor}.caseworker`]}', '${world.personOf['worker2']}', 'x',
            ${AMOUNT}, now())`,
      ),
    byHttp: (actor: string) =>
      world
        .as(`${actor}.caseworker`)
        .post(`/aid-requests/${id}/visit`, visitBody(world, { suggested: AMOUNT })),
  }),
  preparer: (id: string) => ({
    bySql: (actor: string) =>
      inOperation(
        `${actor}.treasurer`,
        () => `insert into payment_orders (request_id, fund_id, amount, method, payee_kind,
            payee_name_sealed, payee_name_masked, prepared_by, prepared_person_id, prepared_at)
          values ('${id}', '${world.funds.F01}', ${AMOUNT}, 'cash', 'applicant', 'x', 'x',
            '${world.users[`${actor}.treasurer`]}', '${world.personOf[`${actor}.treasurer`]}', now())`,
      ),
    byHttp: (actor: string) =>
      world.as(`${actor}.treasurer`).post('/payment-orders', orderBody(id)),
  }),
  payer: (order: string) => ({
    bySql: (actor: string) =>
      inOperation(
        `${actor}.cashier`,
        (operation) => `select pay_aid('${operation}', '${order}', '记', '2026-01-10', null,
          '2026-01-26', 's', '${world.users[`${actor}.cashier`]}', '2026-01-10T03:00:00Z')`,
      ),
    byHttp: (actor: string) =>
      world.as(`${actor}.cashier`).post(`/payment-orders/${order}/pay`, { paidOn: '2026-01-10' }),
  }),
};

async function playThrough(lane: Lane, cast: Cast): Promise<void> {
  const done = new Map<Hand, string>([['filer', cast.filer]]);
  const filer = world.as(`${cast.filer}.caseworker`);
  const { id: householdId } = ok(await filer.post('/households', family(world)));
  const asked = { householdId, needCode: '01', fundId: world.funds.F01, requested: AMOUNT };
  const words = { story: '病', summary: '病', urgent: lane === 'urgent' };
  const { id } = ok(await filer.post('/aid-requests', { ...asked, ...words }));
  ok(await filer.post(`/aid-requests/${id}/submit`));
  let order = '';
  for (const hand of lanes[lane].slice(1)) {
    if (hand === 'filer') continue;
    // who stepped aside in a case with nobody to step aside for changes nothing
    if (hand === 'recused' && cast.recused === outsiders.recused) continue;
    const answer = await step(hand, cast, done, ways[hand](hand === 'payer' ? order : id));
    if (hand === 'preparer') order = (answer as { id: string }).id;
    if (hand === 'visitor') ok(await world.as('worker2').post(`/aid-requests/${id}/sign-visit`));
  }
}

test(
  'P11 of one request nobody holds two hands, whichever account they use',
  async () => {
    for (const cast of all.ordinary) await playThrough('ordinary', cast);
    for (const cast of all.urgent) await playThrough('urgent', cast);
  },
  isFull ? 1_200_000 : 180_000,
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
    `${all.ordinary.length + all.urgent.length} casts of seven hands: ${refusals} of ${refusals} refused twice`,
  );
});
