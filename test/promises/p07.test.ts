import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, expect, test } from 'vitest';
import { buildApp, routes } from '../../server/app.ts';
import { makeCore } from '../../server/start.ts';
import { clockOf } from '../../server/core/clock.ts';
import { everyPost, send } from '../support/every-post.ts';
import type { ReadyPost } from '../support/prepared.ts';
import { makeWorld, type Answer } from '../support/world.ts';
import { count } from './counts.ts';
import { reached } from './report.ts';

const world = await makeWorld();
const again = makeCore({ ...world, clock: clockOf(world.now), log: () => {} });
// a second process on the same database, as after a restart
const restarted = buildApp(again);
afterAll(() => again.client.end({ timeout: 2 }));

const keys = count(everyPost.length, 1000);
const twins = count(8, 20);

async function sendToRestarted(ready: ReadyPost, key: string): Promise<Answer> {
  return request(restarted)
    .post(`/api/v1${ready.path}`)
    .set('Authorization', `Bearer ${await world.tokenOf(ready.login)}`)
    .set('Idempotency-Key', key)
    .send(ready.body);
}

/** How often this key has done something: operations, audit entries and vouchers. */
async function effects(key: string) {
  const [row] = await world.client`
    select (select count(*) from operations where client_key = ${key})::int as operations,
      (select count(*) from audit_entries a join operations o on o.id = a.operation_id
        where o.client_key = ${key})::int as entries,
      (select count(*) from vouchers v join operations o on o.id = v.operation_id
        where o.client_key = ${key} and v.ordinal = 1)::int as vouchers`;
  return row as unknown as { operations: number; entries: number; vouchers: number };
}

/** Twins at once, twenty in the full run: one acts, the others hear what it did. */
async function sendTwins(ready: ReadyPost, key: string): Promise<Answer> {
  const answers = await Promise.all(Array.from({ length: twins }, () => send(world, ready, key)));
  const good = answers.filter(({ status }) => status < 300);
  expect(answers.filter(({ status }) => status >= 300).map(({ body }) => body.code)).toEqual([]);
  expect(good.filter((each) => each.headers['idempotency-replayed'] !== 'true')).toHaveLength(1);
  expect(new Set(good.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  return good[0]!;
}

test('everyPost holds each route that asks for a key', () => {
  const keyed = routes.filter((each) => each.keyed).map(({ path }) => `POST ${path}`);
  expect(everyPost.map(({ route }) => route).toSorted()).toEqual(keyed.toSorted());
});

let done = 0;
test.each(everyPost)(
  'P07 $route acts once, however often it is sent',
  async ({ prepare }) => {
    for (let turn = 0; turn < Math.ceil(keys / everyPost.length); turn++) {
      const ready = await prepare(world);
      const key = randomUUID();
      const first = await sendTwins(ready, key);
      for (let later = 0; later < count(4, twins); later++) {
        const answer =
          later % 2 ? await sendToRestarted(ready, key) : await send(world, ready, key);
        expect([answer.status, answer.body]).toEqual([first.status, first.body]);
        expect(answer.headers['idempotency-replayed']).toBe('true');
      }
      const found = await effects(key);
      expect([found.operations, found.entries]).toEqual([1, 1]);
      expect(found.vouchers).toBeLessThanOrEqual(1);
      const other = await send(
        world,
        { ...ready, body: { ...ready.body, ...otherBody(ready) } },
        key,
      );
      if (Object.keys(otherBody(ready)).length > 0) {
        expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
      }
      done++;
    }
  },
  count(30_000, 300_000),
);

/** The same request with one word changed, where it has one. */
function otherBody(ready: ReadyPost): object {
  const body = ready.body as Record<string, unknown>;
  if ('reason' in body) return { reason: '另一个理由' };
  if ('gross' in body) return { gross: '99.99' };
  return 'name' in body ? { name: '另一个名字' } : {};
}

test('P07 reached', () => {
  expect(done).toBeGreaterThanOrEqual(Math.min(keys, 25));
  reached(
    'P07',
    '1 effect, identical body',
    `${done} keys × ${twins + count(4, twins)} sends, 1 effect each`,
  );
});
