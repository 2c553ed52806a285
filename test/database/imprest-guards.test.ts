import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { fillFund, ok, sqlStateOf } from '../support/cases.ts';
import { outcomeOf } from '../support/guards.ts';
import { imprestAttacks, MADE_UP } from '../support/imprest-attacks.ts';
import {
  approvedAdvance,
  approvedBatch,
  boxOrder,
  families,
  handedIn,
  paidAdvance,
  preparedBatch,
  reviewed,
  takenAdvance,
} from '../support/posts-imprest.ts';
import { makeWorld } from '../support/world.ts';

/** The guards of condolence batches and advances, with each guard and without it. */
const world = await makeWorld();
const owner = postgres(world.adminUrl, { max: 1, onnotice: () => {} });
await owner.unsafe('set search_path = fund');
afterAll(() => owner.end({ timeout: 2 }));

await fillFund(world, '3000.00');
const voting = await preparedBatch(world);
const open = await approvedBatch(world);
const asked = await takenAdvance(world, open.id);
const granted = await approvedAdvance(world, (await approvedBatch(world)).id);
const settling = await handedIn(world);
const cashWaits = await reviewed(world);
const lapsed = await approvedBatch(world);
const lapsedAdvance = await paidAdvance(world, lapsed.id);
const box = await boxOrder(world);
const closed = await approvedBatch(world);
ok(await world.as('treasurer').post(`/condolences/${closed.id}/close`));
const [family] = (await families(world, 1)) as [string];
// one person who is everything, as no office allows: what a guard asks must not hang on roles alone
await owner.unsafe(`alter table users disable trigger all;
  alter table users drop constraint user_roles_compatible;
  update users set roles = '{caseworker,committee,chair,treasurer,cashier}',
    community_id = '${world.communities['报达']}'
  where login in ('worker2', 'member1', 'treasurer', 'cashier', 'chair', 'worker');
  alter table users enable trigger all;`);

const { batch, line, vote, step, advance, moved, paid, handout, signature, proxy, judged, late } =
  imprestAttacks(world, family);
const id = MADE_UP;
const drop = (name: string, table: string) => `drop trigger ${name} on ${table};`;
const batchFoots =
  drop('condolence_batch_foots', 'condolence_batches') +
  drop('condolence_roster_foots', 'condolence_lines');
const voted = drop('condolence_vote_by_another', 'condolence_votes');
const inTurn = drop('condolence_step_in_turn', 'condolence_steps');
const advanced = drop('advance_within_its_batch', 'advances');
const byAnother = drop('advance_step_by_another', 'advance_steps');
const posted = drop('advance_posted', 'advance_steps');
const within = drop('condolence_payment_within_its_money', 'condolence_payments');
const once = drop('line_handed_out_once', 'handouts');
const foots =
  drop('condolence_payment_foots', 'condolence_payments') + drop('handouts_foot', 'handouts');
const signedBefore = drop('handout_signed_before_two', 'handout_signatures');
const stepped =
  drop('condolence_payment_step_by_another', 'condolence_payment_steps') +
  drop('condolence_posted', 'condolence_payment_steps');
const consumes = drop('condolence_payment_consumes', 'condolence_payment_steps');
const [freeLine, otherLine] = open.lines as [string, string];

/** [what holds, the guard's removal, the attack, the code with which the guard answers] */
const guards: readonly (readonly [string, string, string, string])[] = [
  [
    'only a caseworker or the chair prepares a batch',
    drop('condolence_under_its_policy', 'condolence_batches'),
    batch('treasurer2') + line(id),
    'LF008',
  ],
  ['a roster foots to its batch', batchFoots, batch('worker3', '301') + line(id), 'LF007'],
  ['a roster takes no line later', batchFoots, line(open.id, 3), 'LF007'],
  ['who prepared a batch does not vote', voted, vote(voting, 'worker'), 'LF008'],
  ['only the committee and the chair vote', voted, vote(voting, 'auditor'), 'LF008'],
  [
    'nobody votes on what is decided',
    voted + drop('condolence_vote_decides', 'condolence_votes'),
    vote(open.id, 'member2'),
    'LF013',
  ],
  ['no batch is approved without its votes', inTurn, step(voting, 'approved', 'chair'), 'LF007'],
  [
    'no batch is closed while an advance is out',
    inTurn,
    step(lapsed.id, 'closed', 'treasurer2'),
    'LF013',
  ],
  [
    'approving reserves what the fund has',
    drop('condolence_step_moves_money', 'condolence_steps'),
    `update fund_balances set committed_cash = balance - not_cash
      where fund_id = '${world.funds.F01}';` + vote(voting, 'member2'),
    'LF005',
  ],
  ['only a caseworker takes an advance', advanced, advance(open.id, 'treasurer2'), 'LF008'],
  ['who voted takes no advance', advanced, advance(open.id, 'member1'), 'LF008'],
  ['no advance beyond its batch', advanced, advance(open.id, 'worker', '400.01'), 'LF014'],
  ['no advance of a closed batch', advanced, advance(closed.id, 'worker'), 'LF013'],
  [
    'no further advance while one is overdue',
    advanced,
    advance(open.id, 'worker2', '1', `'2026-02-10T02:00:00Z'`),
    'LF190',
  ],
  [
    'who takes an advance does not approve it',
    byAnother,
    moved(asked, 'approved', 'worker2'),
    'LF008',
  ],
  [
    'who takes an advance does not pay it',
    byAnother + posted,
    moved(granted, 'paid', 'worker2'),
    'LF008',
  ],
  [
    'who approves an advance does not pay it',
    byAnother + posted,
    moved(granted, 'paid', 'chair'),
    'LF008',
  ],
  [
    'nothing is paid that is not approved',
    byAnother + posted,
    moved(asked, 'paid', 'cashier2'),
    'LF013',
  ],
  [
    'no bank payment without its reference',
    byAnother + posted,
    moved(granted, 'paid', 'cashier2', '2026-01-10', ''),
    'LF007',
  ],
  [
    'no payment before its approval',
    byAnother + posted,
    moved(granted, 'paid', 'cashier2', '2026-01-09'),
    'LF013',
  ],
  ['no advance is paid without its voucher', posted, moved(granted, 'paid', 'cashier2'), 'LF007'],
  [
    'only the holder settles',
    within,
    paid(lapsed.id, lapsedAdvance, '0, 100, 0', 'worker'),
    'LF008',
  ],
  [
    'no more comes back than is open',
    within,
    paid(lapsed.id, lapsedAdvance, '0, 600.01, 0', 'worker2'),
    'LF014',
  ],
  [
    'one settlement at a time',
    within,
    paid(settling.batch.id, settling.advanceId, '0, 1, 0', 'worker2'),
    'LF013',
  ],
  [
    'nothing is settled that was not paid',
    within,
    paid(open.id, asked, '0, 1, 0', 'worker2'),
    'LF013',
  ],
  [
    'the box pays by a treasurer’s order',
    within,
    paid(open.id, null, '300, 0, 300', 'worker3') + handout(id, freeLine),
    'LF008',
  ],
  [
    'the box pays not what advances hold',
    within,
    paid(lapsed.id, null, '600, 0, 600', 'treasurer2') +
      handout(id, lapsed.lines[0]!) +
      handout(id, lapsed.lines[1]!).replace(`'${id}',`, 'gen_random_uuid(),'),
    'LF014',
  ],
  [
    'lines foot to what was spent',
    foots,
    paid(lapsed.id, lapsedAdvance, '1, 0, 0', 'worker2'),
    'LF007',
  ],
  [
    'a line is handed out whole',
    once + foots,
    paid(open.id, null, '300, 0, 300', 'treasurer2') + handout(id, freeLine, '299'),
    'LF004',
  ],
  [
    'a line is of its own roster',
    once,
    paid(open.id, null, '300, 0, 300', 'treasurer2') + handout(id, closed.lines[0]!),
    'LF004',
  ],
  [
    'a line is handed out once',
    once,
    paid(box.batch.id, null, '300, 0, 300', 'treasurer2') + handout(id, box.batch.lines[0]!),
    'LF010',
  ],
  [
    'the treasurer of an order does not have it signed',
    signedBefore,
    signature(box.id, 'treasurer', 'worker'),
    'LF008',
  ],
  ['no signature after the review', signedBefore, late(cashWaits.id), 'LF013'],
  [
    'no signature before the money',
    signedBefore,
    signature(box.id, 'cashier2', 'worker', '2026-01-09'),
    'LF013',
  ],
  ['a receiver signs for no other line', signedBefore, proxy(box.id, 'cashier2'), 'LF008'],
  [
    'who hands in does not review',
    stepped + consumes,
    judged(settling.id, 'reviewed', 'worker2'),
    'LF008',
  ],
  [
    'who stood by does not review',
    stepped + consumes,
    judged(settling.id, 'reviewed', 'worker'),
    'LF008',
  ],
  [
    'no cash before the review',
    stepped + consumes,
    judged(settling.id, 'cash', 'cashier2'),
    'LF013',
  ],
  ['who voted does not pay', stepped + consumes, judged(cashWaits.id, 'cash', 'member1'), 'LF008'],
  [
    'who hands in takes no cash',
    stepped + consumes,
    judged(cashWaits.id, 'cash', 'worker2'),
    'LF008',
  ],
  [
    'no cash before the handing-out',
    stepped + consumes,
    judged(cashWaits.id, 'cash', 'cashier2', '2026-01-09'),
    'LF013',
  ],
  [
    'no money without its signature',
    stepped + consumes,
    judged(box.id, 'cash', 'cashier2'),
    'LF007',
  ],
  [
    'nothing is posted twice',
    stepped + consumes,
    judged(box.id, 'refused', 'cashier2') + judged(box.id, 'cash', 'cashier2'),
    'LF013',
  ],
  [
    'no settlement is done without its voucher',
    drop('condolence_posted', 'condolence_payment_steps'),
    judged(cashWaits.id, 'cash', 'cashier2'),
    'LF007',
  ],
  [
    'what was agreed stays',
    drop('handouts_append_only', 'handouts'),
    `update handouts set amount = 1 where payment_id = '${settling.id}'`,
    'LF006',
  ],
];

describe('each guard of batches and advances', () => {
  test.each(guards)('%s', async (_name, removal, attack, expected) => {
    expect(await outcomeOf(owner, attack)).toBe(expected);
    expect(await outcomeOf(owner, attack, removal)).toBe('got through');
  });

  test('the application writes no reservation and reads no proxy', async () => {
    const app = world.core.client;
    expect(
      await sqlStateOf(app`insert into condolence_commitments (batch_id, fund_id, movement, amount, at)
        values (${open.id}, ${world.funds.F01}, 'reserved', 1, now())`),
    ).toBe('42501');
    expect(await sqlStateOf(app`update advances set amount = 1`)).toBe('42501');
    expect(await sqlStateOf(app`delete from handouts`)).toBe('42501');
    expect(await sqlStateOf(app`select proxy_index from handout_signatures`)).toBe('42501');
    expect(await sqlStateOf(app`select ${otherLine}::text, condolence_verdict(${open.id})`)).toBe(
      '42501',
    );
  });
});
