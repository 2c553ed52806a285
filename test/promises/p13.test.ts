import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { routes } from '../../server/app.ts';
import { gift } from '../support/acts.ts';
import { family, filed, fillFund, ok, orderBody, payable } from '../support/cases.ts';
import { choice, openingBody } from '../support/every-post-opening.ts';
import { everyPost } from '../support/every-post.ts';
import { heldFor, movement, transferTo } from '../support/posts-agency.ts';
import { addItem, bagsNoted, coatsInStore, counted } from '../support/posts-goods.ts';
import { pledgeOf, preparedRefund, unknownMoney } from '../support/posts-gifts.ts';
import {
  notedLoss,
  plannedReturn,
  preparedRecovery,
  returnedAid,
} from '../support/posts-payouts.ts';
import { approvedBatch, handedIn, takenAdvance } from '../support/posts-imprest.ts';
import { begunHandover, coverFor, preparedBudget } from '../support/steward-posts.ts';
import { frozenSheet, matchedPair, settlementOf, statementOf } from '../support/every-post-bank.ts';
import { drafted, interest } from '../support/drafts.ts';
import { makeWorld, type Answer } from '../support/world.ts';
import { count } from './counts.ts';
import { reached } from './report.ts';

const world = await makeWorld();
await fillFund(world, '5000.00');

/** Two of everything, by what they are; of cases the second is another community's. */
async function two(make: () => Promise<string>): Promise<[string, string]> {
  return [await make(), await make()];
}
const give = async () => ok(await world.as('treasurer').post('/donations', gift()));
const pay = async () => {
  const { orderId } = await payable(world, '100.00');
  const answer = await world.as('cashier').post(`/payment-orders/${orderId}/pay`, {
    paidOn: '2026-01-10',
  });
  return ok(answer).id as string;
};
const months = { fromPeriod: 202601, toPeriod: 202601 };
const elsewhere = { communityId: world.communities['红河'] };
const foreignHousehold = ok(await world.as('worker3').post('/households', family(world, elsewhere)))
  .id as string;
const ownHousehold = ok(await world.as('worker').post('/households', family(world))).id as string;
const foreignRequest = ok(
  await world.as('worker3').post('/aid-requests', {
    householdId: foreignHousehold,
    needCode: '01',
    fundId: world.funds.F01,
    requested: '100.00',
    story: '病',
    summary: '病',
  }),
).id as string;
const cashCounted = { countedOn: '2026-01-10', countedAmount: '0.00' };
const countId = ok(await world.as('cashier').post('/cash-counts', cashCounted)).id as string;

const { id: otherFund } = ok(
  await world.as('treasurer').post('/funds', {
    code: 'F77',
    name: '另一专项',
    kind: 'restricted',
    purpose: '试',
  }),
);
const transfer = async () =>
  ok(await world.as('treasurer').post('/fund-transfers', transferTo(world, otherFund)))
    .id as string;
const agencyMove = async () => {
  const body = { kind: 'money_out', till: 'bank', amount: '1.00' };
  const code = await heldFor(world, '1.00');
  const answer = await world.as('treasurer').post('/agency-movements', movement(world, code, body));
  return ok(answer).id as string;
};

const ids: Record<string, string[]> = {
  'fund-transfers': await two(transfer),
  'agency-movements': await two(agencyMove),
  'goods-items': await two(() => addItem(world)),
  'goods-documents': await two(async () => (await coatsInStore(world)).id),
  'goods-counts': await two(async () => counted(world, await addItem(world), '0')),
  'goods-memos': await two(() => bagsNoted(world)),
  pledges: await two(
    async () => ok(await world.as('treasurer').post('/pledges', pledgeOf(world))).id as string,
  ),
  refunds: await two(() => preparedRefund(world)),
  'unidentified-receipts': await two(async () => (await unknownMoney(world)).id),
  condolences: await two(async () => (await approvedBatch(world)).id),
  advances: await two(async () => takenAdvance(world, (await approvedBatch(world)).id)),
  'condolence-payments': await two(async () => (await handedIn(world)).id),
  donations: await two(async () => (await give()).id as string),
  vouchers: await two(async () => (await give()).voucherId as string),
  households: [ownHousehold, foreignHousehold],
  'aid-requests': [await filed(world), foreignRequest],
  'payment-orders': await two(async () => (await payable(world, '100.00')).orderId),
  payments: await two(pay),
  'payment-returns': await two(async () => (await returnedAid(world)).returnId),
  'return-plans': await two(async () => (await plannedReturn(world, 'cancel')).planId),
  recoveries: await two(async () => (await preparedRecovery(world)).recoveryId),
  'recovery-settlements': await two(async () => (await notedLoss(world)).settlementId),
  users: [world.users['chair']!, world.users['member3']!],
  invitations: [
    ok(await world.as('admin').post(`/users/${world.users['member3']}/invitation`)).id as string,
  ],
  drives: await two(async () => (await world.client`select id from drives`)[0]!['id'] as string),
  'cash-counts': [countId],
  handovers: await two(() => begunHandover(world)),
  covers: [ok(await world.as('admin').post('/covers', await coverFor(world))).id as string],
  budgets: [await preparedBudget(world)],
  'opening-sheets': await two(
    async () =>
      ok(await world.as('treasurer').post('/opening-sheets', openingBody(world))).id as string,
  ),
  'rule-book-choices': await two(
    async () =>
      ok(await world.as('treasurer').post('/rule-book-choices', choice(world))).id as string,
  ),
  'bank-statements': await two(() => statementOf(world)),
  'bank-matches': await two(() => matchedPair(world)),
  'bank-reconciliations': await two(() => frozenSheet(world)),
  'cash-settlements': await two(() => settlementOf(world)),
  drafts: await two(() => drafted(world, interest(world))),
  exports: [
    ok(await world.as('auditor').post('/exports', months)).id as string,
    ok(await world.as('treasurer').post('/exports', months)).id as string,
  ],
};
const malformed = [
  '1',
  '-1',
  '0x1',
  randomUUID().toUpperCase(),
  `${'0'.repeat(8)}-${'0'.repeat(4)}-${'0'.repeat(4)}-${'0'.repeat(4)}-${'0'.repeat(12)}`,
];

const readers: Record<string, string> = {
  '/drives/:id': 'treasurer',
  '/donations/:id': 'auditor',
  '/households/:id': 'worker',
  '/aid-requests/:id': 'worker',
  '/vouchers/:id': 'auditor',
  '/cash-counts/:id': 'auditor',
  '/bank-statements/:id': 'auditor',
  '/bank-reconciliations/:id': 'auditor',
  '/vouchers/:id/correction': 'treasurer',
  '/drafts/:id': 'auditor',
  '/exports/:id/workbook': 'auditor',
  '/exports/:id/journal': 'auditor',
  '/handovers/:id': 'auditor',
  '/payment-orders/:id': 'auditor',
  '/payments/:id': 'auditor',
  '/condolences/:id': 'auditor',
  '/households/:id/yearly-aid': 'worker',
  '/goods-items/:id': 'auditor',
};
/** Ids that somebody else may use, but not this reader. */
const foreign: Record<string, string[]> = {
  '/households/:id': [foreignHousehold],
  '/aid-requests/:id': [foreignRequest],
  '/households/:id/yearly-aid': [foreignHousehold],
  '/exports/:id/workbook': [ids['exports']![1]!],
  '/exports/:id/journal': [ids['exports']![1]!],
};

/**
 * Everything that an id of this noun is not: ids of all other nouns, unknown ones and malformed
 * ones.
 */
function strangers(noun: string): string[] {
  const others = Object.entries(ids).flatMap(([name, some]) =>
    name === noun ? [] : some.slice(0, count(1, 2)),
  );
  // a gift's voucher id under /vouchers is right, and a user's id is one of a person's accounts
  return [...others, randomUUID(), ...malformed];
}
const nounOf = (path: string) => path.split('/')[1]!;
const shape = ({ status, body }: Answer) => ({ status, ...body, instance: '' });
let tried = 0;

/** Each of these ids is answered as one that nobody has; eight are asked for at a time. */
async function refused(some: readonly string[], ask: (id: string) => Promise<Answer>) {
  for (let at = 0; at < some.length; at += 8) {
    const asked = some.slice(at, at + 8);
    const answers = await Promise.all(asked.map(ask));
    expect(answers.map(({ status, body }, n) => [asked[n], status, body.code])).toEqual(
      asked.map((id) => [id, 404, 'NOT_FOUND']),
    );
    tried += asked.length;
  }
}

test('P13 every address with an id is looked at', () => {
  const paths = routes.filter(({ path }) => path.includes(':id') && !path.startsWith('/periods'));
  const gets = paths.filter(({ method }) => method === 'get').map(({ path }) => path);
  expect(gets.toSorted()).toEqual(Object.keys(readers).toSorted());
  expect(new Set(paths.map(({ path }) => nounOf(path)))).toEqual(
    new Set(Object.keys(ids).filter((noun) => paths.some(({ path }) => nounOf(path) === noun))),
  );
});

test.each(Object.entries(readers))('P13 GET %s knows only its own ids', async (path, login) => {
  const unknown = shape(await world.as(login).get(path.replace(':id', randomUUID())));
  expect(unknown).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  await refused(strangers(nounOf(path)), (id) => world.as(login).get(path.replace(':id', id)));
  for (const id of foreign[path] ?? []) {
    expect(shape(await world.as(login).get(path.replace(':id', id)))).toEqual(unknown);
    tried++;
  }
});

const steps = everyPost.filter(
  ({ route }) => route.includes(':id') && !route.includes('/periods/'),
);

test.each(steps)('P13 $route acts on no other id', async ({ prepare }) => {
  const { login, path, body } = await prepare(world);
  const noun = nounOf(path);
  const swapped = (id: string) => path.replace(/[0-9a-f-]{36}/, id);
  const unknown = shape(await world.as(login).post(swapped(randomUUID()), body));
  expect(unknown).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  await refused(strangers(noun), (id) => world.as(login).post(swapped(id), body));
  if (noun === 'aid-requests' && login.startsWith('worker')) {
    expect(shape(await world.as(login).post(swapped(foreignRequest), body))).toEqual(unknown);
    tried++;
  }
  // the same under its own id goes through, so that nothing else was refused
  ok(await world.as(login).post(path, body));
});

test('P13 unmasking and ids inside a body are no way around', async () => {
  const worker = world.as('worker');
  const reason = { reason: '核对' };
  const request = {
    needCode: '01',
    fundId: world.funds.F01,
    requested: '1.00',
    story: '病',
    summary: '病',
  };
  for (const id of [foreignHousehold, randomUUID()]) {
    const answers = await Promise.all([
      worker.post(`/households/${id}/unmask`, reason),
      worker.post('/aid-requests', { ...request, householdId: id }),
    ]);
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      Array(2).fill([404, 'NOT_FOUND']),
    );
    tried += 2;
  }
  for (const id of [ownHousehold, ids['payments']![0]!, randomUUID()]) {
    const answer = await world.as('treasurer').post('/payment-orders', orderBody(id));
    expect([answer.status, answer.body.code]).toEqual([404, 'NOT_FOUND']);
    tried++;
  }
});

test('P13 an id of others takes as long to refuse as one that nobody has', async () => {
  const times: Record<'foreign' | 'unknown', number[]> = { foreign: [], unknown: [] };
  for (let turn = 0; turn < 25; turn++) {
    for (const kind of ['foreign', 'unknown'] as const) {
      const began = performance.now();
      await world
        .as('worker')
        .get(`/households/${kind === 'foreign' ? foreignHousehold : randomUUID()}`);
      times[kind].push(performance.now() - began);
    }
  }
  const median = (each: number[]) => each.toSorted((a, b) => a - b)[12]!;
  const difference = Math.abs(median(times.foreign) - median(times.unknown));
  expect(difference).toBeLessThan(15);
  reached(
    'P13',
    '404, no difference, 100 % of ids',
    `${tried} swapped ids, all 404; medians ${difference.toFixed(1)} ms apart`,
  );
});
