import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadDemo } from '../../drizzle/demo/load.ts';
import { makePlayer } from '../../drizzle/demo/player.ts';
import { buildApp } from '../../server/app.ts';
import { sealAndVerify } from '../../server/audit/service.ts';
import { clockOf } from '../../server/core/clock.ts';
import { makeCore } from '../../server/start.ts';
import { freshDatabase } from '../support/database.ts';

/** The loader of `npm run demo`, whole, but with two months of history instead of all. */
const db = await freshDatabase();
const dataDir = mkdtempSync(join(tmpdir(), 'hardship-demo-'));
let now = new Date();
const core = makeCore({ ...db, dataDir, clock: clockOf(() => now), log: () => {} });
core.setupToken = 'f00d5a1ade57eaf00d5a1ade';
const server = http.createServer(buildApp(core)).listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const player = makePlayer(url, { set: (instant) => (now = instant) });
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await core.client.end({ timeout: 2 });
  rmSync(dataDir, { recursive: true, force: true });
});

test('the demo loads to its end, in the order of time, and its books verify', async () => {
  const said: string[] = [];
  const setupToken = core.setupToken!;
  const say = (line: string) => said.push(line.trim());
  await loadDemo(player, { setupToken, today: '2026-05-10', say });
  expect(said).toEqual(['2026-03 …', '2026-04 …']);

  const periods = await core.client`select id, status::text from periods order by id`;
  const states = periods.map((row) => `${row['id']} ${row['status']}`);
  expect(states).toEqual(['202601 closed', '202602 closed', '202603 closed', '202604 open']);
  const waiting = await core.client`
    select status::text, count(*)::int as n from aid_requests group by 1`;
  expect(Object.fromEntries(waiting.map((row) => [row['status'], row['n']]))).toMatchObject({
    submitted: 1,
    visited: 1,
    in_notice: 1,
    payable: 1,
  });
  const { checks } = await sealAndVerify(core);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
}, 300_000);

test('its clock refuses to go back', () => {
  expect(() => player.at('2026-05-01')).toThrow('go back to 2026-05-01');
});
