import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';
import { bookChecks } from '../../server/ledger/checks.ts';
import { documentChecks } from '../../server/ledger/document-checks.ts';
import { voucherChecks } from '../../server/ledger/voucher-checks.ts';
import { readSnapshot } from '../../server/database/snapshot.ts';
import { cutProxy } from '../support/cut-proxy.ts';
import { everyPost, send } from '../support/every-post.ts';
import { makeWorld } from '../support/world.ts';
import { count, isFull } from './counts.ts';
import { randomOf, seed } from './random.ts';
import { reached } from './report.ts';

/**
 * P03: the backend of a money route is ended between every pair of its statements, one after
 * another; each time nothing of the act is left, or all of it, and asking again with the same key
 * brings it about exactly once. Other clients' work goes on meanwhile in P02 and P04.
 */
let proxy: Awaited<ReturnType<typeof cutProxy>> | undefined;
let admin: postgres.Sql | undefined;
const world = await makeWorld(undefined, async ({ appUrl, adminUrl }) => {
  admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  proxy = await cutProxy(new URL(appUrl), admin);
  const through = new URL(appUrl);
  through.host = `127.0.0.1:${proxy.port}`;
  return through.href;
});
const cutter = proxy!;
afterAll(async () => {
  await cutter.close();
  await admin!.end({ timeout: 2 });
});

let cuts = 0;
const PATIENCE = 60;
/** The full run cuts before every statement, the short one at three places of each route. */
const CUTS = count(3, PATIENCE);
const random = randomOf(seed);
const step = () => (isFull ? 1 : 1 + Math.floor(random() * 9));

/** Operations with this key, those never answered, and the vouchers of the first. */
async function effects(key: string) {
  const [found] = await admin!`
    select count(*)::int as acts, count(*) filter (where o.status is null)::int as open,
      (select count(*)::int from fund.vouchers v join fund.operations x on x.id = v.operation_id
        where x.client_key = ${key}) as vouchers,
      (select count(*)::int from fund.audit_entries a join fund.operations x on x.id = a.operation_id
        where x.client_key = ${key}) as entries
    from fund.operations o where o.client_key = ${key}`;
  return found as unknown as { acts: number; open: number; vouchers: number; entries: number };
}

const rules = [...bookChecks, ...documentChecks, ...voucherChecks];
const broken = () =>
  readSnapshot(world.auditUrl, async (sql) => {
    const bad: string[] = [];
    for (const rule of rules) {
      const outcome = await rule(sql);
      if (outcome.bad) bad.push(`${rule.name}: ${outcome.bad.row}`);
    }
    return bad;
  });

const routes = everyPost.filter(({ money }) => money);

test.each(routes)('P03 $route, cut between all its statements', async ({ prepare }) => {
  const ready = await prepare(world);
  await world.tokenOf(ready.login);
  const key = randomUUID();
  let answer = { status: 0 };
  let cut = 0;
  let k = isFull ? 0 : Math.floor(random() * 4);
  for (let tries = 0; tries < PATIENCE; tries++) {
    const armed = cut < CUTS;
    if (armed) cutter.arm(k);
    answer = await send(world, ready, key);
    const fired = armed && cutter.disarm();
    const { acts, open, entries } = await effects(key);
    // all of it or nothing of it, and what was said to be done is there
    expect([acts, open, entries]).toEqual(acts === 0 ? [0, 0, 0] : [1, 0, 1]);
    if (answer.status < 300) expect(acts).toBe(1);
    else expect([409, 500, 503]).toContain(answer.status);
    if (fired) {
      cuts++;
      cut++;
      k += step();
    } else if (answer.status < 300) break;
    // the pool still held a connection that went down with the last cut: ask again
    else await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(answer.status).toBeLessThan(300);
  expect(k).toBeGreaterThan(2);
  expect(await effects(key)).toMatchObject({ acts: 1, open: 0, entries: 1 });
  if (isFull) expect(await broken()).toEqual([]);
});

test('P03 after all cuts the books keep their rules', async () => {
  expect(await broken()).toEqual([]);
});

test('P03 every money route was cut', () => {
  expect(cuts).toBeGreaterThanOrEqual(routes.length * count(1, 4));
  reached(
    'P03',
    '0 stray rows, 0 acked-but-absent',
    `${cuts} cuts between the statements of ${routes.length} money routes: 0 stray, 0 absent`,
    seed,
  );
});
