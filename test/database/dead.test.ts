import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { afterAll, expect, it, vi } from 'vitest';
import { databaseAccount } from '../../server/database/account.ts';
import { findBinaries } from '../../server/database/binaries.ts';
import { accountFor, placesIn } from '../../server/database/initialise.ts';
import { adoptOrStart } from '../../server/database/postmaster.ts';
import { start } from '../../server/start.ts';
import { gift } from '../support/acts.ts';
import { postmasterPid, temporaryDataDir } from '../support/embedded.ts';
import { openSession, populate } from '../support/people.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** A database that dies under a live server, and comes back without the server being restarted. */
const dataDir = temporaryDataDir();
const config = {
  databaseUrl: undefined,
  dataDir,
  host: '127.0.0.1',
  port: 0,
  databaseAccount: undefined,
  databasePort: undefined,
  trustProxy: undefined,
  tls: undefined,
};
const running = await start(config, { log: () => {}, say: () => {}, ephemeral: true });
afterAll(() => running.stop());
const { core, url } = running;
const { users } = await populate(core, core.now());
const token = await openSession(core, core.now(), users['treasurer']!);
const port = Number(new URL(core.auditUrl).port);

const ask = async (address: string, key?: string) => {
  const response = await fetch(`${url}${address}`, {
    method: key === undefined ? 'GET' : 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      ...(key !== undefined && { 'Content-Type': 'application/json', 'Idempotency-Key': key }),
    },
    ...(key !== undefined && { body: JSON.stringify(gift({ receivedOn: core.today() })) }),
  });
  const body = (await response.json()) as { code?: string };
  return [response.status, ...(response.ok ? [] : [body.code])];
};
const reads = ['/readyz', '/api/v1/funds', '/api/v1/donations'];

async function stopDatabase(): Promise<void> {
  process.kill(postmasterPid(dataDir), 'SIGINT'); // what pg_ctl calls fast
  while (existsSync(path.join(dataDir, 'pgdata/postmaster.pid'))) await sleep(20);
}

async function startDatabase(): Promise<void> {
  const places = placesIn(dataDir);
  const account = accountFor(places.pgdata, databaseAccount());
  const binary = findBinaries(account, () => {});
  const cluster = { pgdata: places.pgdata, logFile: places.log, account, binary, password: '' };
  const back = await adoptOrStart({ ...cluster, ephemeral: true, log: () => {} }, port);
  expect(back).toBe(port);
}

it('a dead database is said to be dead; when it is back, the same key succeeds once', async () => {
  for (const address of reads) expect([address, ...(await ask(address))]).toEqual([address, 200]);
  await stopDatabase();
  const key = randomUUID();
  for (let turn = 0; turn < 2; turn++) {
    for (const address of reads) {
      expect([address, ...(await ask(address))]).toEqual([address, 503, 'DB_UNAVAILABLE']);
    }
    expect(await ask('/api/v1/donations', key)).toEqual([503, 'DB_UNAVAILABLE']);
  }
  // the process lives all the while
  expect(await ask('/livez')).toEqual([200]);
  await startDatabase();
  await expect.poll(() => ask('/readyz'), { timeout: 30_000 }).toEqual([200]);
  expect(await ask('/api/v1/donations', key)).toEqual([201]);
  expect(await ask('/api/v1/donations', key)).toEqual([201]);
  const [row] = await core.client`select count(*)::int as gifts from donations`;
  expect(row!['gifts']).toBe(1);
  for (const address of reads) expect([address, ...(await ask(address))]).toEqual([address, 200]);
});
