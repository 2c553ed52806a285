import { performance } from 'node:perf_hooks';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { countProxy } from './count-proxy.ts';
import { makeEntries } from './entry.ts';
import { floorSql, pgbenchFloor } from './floor.ts';
import { readConfig } from '../server/config.ts';
import type { Context } from '../server/core/context.ts';
import { placesIn } from '../server/database/initialise.ts';
import { savedAccess } from '../server/database/roles.ts';
import { recordDonation } from '../server/donations/service.ts';
import { makeCore, start } from '../server/start.ts';
import { recordDonationBody } from '../shared/donations.ts';
import { assemble } from '../drizzle/demo/cast.ts';
import { DEMO_PASSWORD, makePlayer } from '../drizzle/demo/player.ts';

const CLIENTS = 8;
const SECONDS = Number(process.argv[process.argv.indexOf('--seconds') + 1] || 3) || 3;
const ROUNDS = 5;

interface Round {
  perSecond: number;
  p50: number;
  p99: number;
}

/** Lets CLIENTS callers act one after another for SECONDS; times in milliseconds. */
async function measure(act: (client: number) => Promise<unknown>): Promise<Round> {
  const times: number[] = [];
  const until = performance.now() + SECONDS * 1000;
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_each, client) => {
      while (performance.now() < until) {
        const began = performance.now();
        await act(client);
        times.push(performance.now() - began);
      }
    }),
  );
  times.sort((left, right) => left - right);
  const at = (share: number) => times[Math.floor((times.length - 1) * share)] ?? 0;
  return { perSecond: times.length / SECONDS, p50: at(0.5), p99: at(0.99) };
}

const median = (rounds: Round[]): Round => {
  const sorted = [...rounds].sort((left, right) => left.perSecond - right.perSecond);
  return sorted[Math.floor(sorted.length / 2)]!;
};

const folder = mkdtempSync(join(tmpdir(), 'hardship-bench-'));
const config = { ...readConfig(), databaseUrl: undefined, dataDir: folder, port: 0 };
const running = await start(config, { log: () => {}, say: () => {} });
const floor = postgres(adminUrl(), { max: CLIENTS, onnotice: () => {} });
try {
  const player = makePlayer(running.url, { set: () => {} });
  player.at(new Date().toISOString().slice(0, 10));
  await assemble(player, running.core.setupToken ?? '');
  await floor.unsafe(floorSql);
  const me = await player.get('kuaiji', '/session');
  const actor = { ...me, sessionId: '' } as unknown as Context['actor'];
  const body = {
    driveId: null,
    donor: { kind: 'anonymous' },
    channel: 'bank',
    gross: '1.00',
    receivedOn: running.core.today(),
  };
  const gift = recordDonationBody.parse(body);
  const token = await signIn();
  const day = running.core.today();
  const entries = await makeEntries(floor, {
    actor: actor.userId,
    role: savedAccess(adminUrl(), running.dataDir).roles.owner,
  });
  const acts = {
    hot: () => entries.hot(day),
    spread: () => entries.spread(day),
    floor: () => {
      const [a, b] = [1 + Math.floor(Math.random() * 999), 1000];
      return floor`select floor.post(${a}, ${b}, 1.00)`;
    },
    command: () => {
      const context = { ...running.core, actor, requestId: '', idempotencyKey: randomUUID() };
      return recordDonation(context, gift);
    },
    http: async () => {
      const response = await fetch(`${running.url}/api/v1/donations`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${token}`,
          'Idempotency-Key': randomUUID(),
        },
        body: JSON.stringify(body),
      });
      if (response.status !== 201) throw new Error(await response.text());
      await response.arrayBuffer();
    },
  };
  const results = Object.fromEntries(Object.keys(acts).map((name) => [name, [] as Round[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, act] of Object.entries(acts)) results[name]!.push(await measure(act));
  }
  const figures = Object.fromEntries(
    Object.entries(results).map(([name, rounds]) => [name, median(rounds)]),
  );
  for (const [name, { perSecond, p50, p99 }] of Object.entries(figures)) {
    const row = `${name.padEnd(8)} ${perSecond.toFixed(0).padStart(6)} posts/s`;
    console.log(`${row}   p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms`);
  }
  const pgbench = pgbenchFloor(adminUrl(), { clients: CLIENTS, seconds: SECONDS, folder });
  console.log(
    pgbench === undefined
      ? 'pgbench is not installed: the floor is called from Node only'
      : `pgbench  ${pgbench.toFixed(0).padStart(6)} posts/s   the floor without Node`,
  );
  const trips = await roundTrips((core) =>
    recordDonation({ ...core, actor, requestId: '', idempotencyKey: randomUUID() }, gift),
  );
  console.log(`a command takes ${trips.toFixed(1)} round trips at the socket (the aim is 8)`);
  // the ratios are to the floor called through Node, which exists on every machine
  const ratio = (name: string) => figures[name]!.perSecond / figures['floor']!.perSecond;
  const ratios = {
    command: ratio('command'),
    http: ratio('http'),
    entryHot: ratio('hot'),
    entrySpread: ratio('spread'),
  };
  const measured = { figures, pgbenchFloor: pgbench ?? null, roundTrips: trips, ratios };
  console.log(JSON.stringify({ clients: CLIENTS, rounds: ROUNDS, ...measured }));
} finally {
  await floor.end({ timeout: 2 });
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Round trips of one act, on average, through a proxy that counts them; statements are known. */
async function roundTrips(act: (core: typeof running.core) => Promise<unknown>): Promise<number> {
  const proxy = await countProxy(new URL(adminUrl()));
  const { appUrl } = savedAccess(adminUrl(), running.dataDir);
  const through = new URL(appUrl);
  through.host = `127.0.0.1:${proxy.port}`;
  const core = makeCore({ ...running.core, clock: running.core, appUrl: through.href });
  try {
    // every connection of the pool prepares its statements once
    for (let turn = 0; turn < 40; turn++) await act(core);
    proxy.take();
    const times = 40;
    for (let turn = 0; turn < times; turn++) await act(core);
    return proxy.take() / times;
  } finally {
    await core.client.end({ timeout: 2 });
    await proxy.close();
  }
}

async function signIn(): Promise<string> {
  const response = await fetch(`${running.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ login: 'kuaiji', password: DEMO_PASSWORD }),
  });
  const { accessToken } = (await response.json()) as { accessToken: string };
  return accessToken;
}

/**
 * The floor needs a schema of its own, which only the superuser of the throw-away cluster makes.
 */
function adminUrl(): string {
  const url = new URL(running.core.auditUrl);
  url.username = 'postgres';
  url.password = readFileSync(placesIn(running.dataDir).password, 'utf8').trim();
  return url.href;
}
