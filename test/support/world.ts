import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { buildApp } from '../../server/app.ts';
import { clockOf } from '../../server/core/clock.ts';
import type { Core } from '../../server/core/context.ts';
import { makeCore } from '../../server/start.ts';
import { afterFile } from './clean-up.ts';
import { freshDatabase } from './database.ts';
import { openSession, populate } from './people.ts';

export interface Answer {
  status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look at answers freely
  body: any;
  headers: Record<string, string>;
}

export type World = Awaited<ReturnType<typeof worldOn>>;

/**
 * The real application on a database of its own, with an organisation and its people. Time stands
 * at `at` until `setNow`. Sign-in itself has tests of its own; here each person simply has a
 * session. `through` may put something between the application and its database.
 */
export async function makeWorld(
  at?: string,
  through?: (urls: { appUrl: string; adminUrl: string }) => Promise<string>,
) {
  const dataDir = mkdtempSync(join(tmpdir(), 'hardship-world-'));
  afterFile(() => rmSync(dataDir, { recursive: true, force: true }));
  return await worldOn(await freshDatabase({ through }), dataDir, at);
}

/** The same on a database that is there already, with its files in `dataDir`. */
export async function worldOn(
  db: Awaited<ReturnType<typeof freshDatabase>>,
  dataDir: string,
  at = '2026-01-10T02:00:00.000Z',
) {
  let now = new Date(at);
  const lines: string[] = [];
  const core: Core = makeCore({
    ...db,
    dataDir,
    clock: clockOf(() => now),
    log: (level, facts) => {
      lines.push(JSON.stringify({ level, ...facts }));
      // a bug in the server says in the test's output where it is
      if (level === 'error') console.error(JSON.stringify({ ...facts, frames: undefined }));
    },
  });
  afterFile(async () => {
    await core.client.end({ timeout: 2 });
  });
  const ids = await populate(core, now);
  const app = buildApp(core);
  const tokens = new Map<string, { at: number; token: string }>();
  const tokenOf = async (login: string): Promise<string> => {
    const kept = tokens.get(login);
    if (kept && kept.at === now.getTime()) return kept.token;
    const token = await openSession(core, now, ids.users[login]!);
    tokens.set(login, { at: now.getTime(), token });
    return token;
  };
  const as = (login: string) => ({
    async get(path: string): Promise<Answer> {
      const token = await tokenOf(login);
      return request(app).get(`/api/v1${path}`).set('Authorization', `Bearer ${token}`);
    },
    async post(path: string, body: object = {}, options: { key?: string } = {}): Promise<Answer> {
      const token = await tokenOf(login);
      return request(app)
        .post(`/api/v1${path}`)
        .set('Authorization', `Bearer ${token}`)
        .set('Idempotency-Key', options.key ?? randomUUID())
        .send(body);
    },
  });
  return {
    ...db,
    ...ids,
    app,
    core,
    dataDir,
    logLines: lines,
    as,
    tokenOf,
    anonymous: () => request(app),
    setNow: (instant: string) => {
      now = new Date(instant);
    },
    now: () => now,
  };
}
