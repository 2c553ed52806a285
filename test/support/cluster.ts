import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { freeClock } from '../../drizzle/seed.ts';
import { administerAsOwner, withDatabase } from '../../server/database/administer.ts';
import { destroyEmbedded, ephemeralRoot, startEmbedded } from '../../server/database/embedded.ts';
import { migrateDatabase } from '../../server/database/migrate.ts';
import { ensureRoles, type DatabaseRoles } from '../../server/database/roles.ts';

/** What the tests of one run know of their server. */
export interface TestCluster {
  /** The superuser's address of the server; put another database name behind it. */
  adminUrl: string;
  /** A migrated and seeded database to clone. */
  template: string;
  roles: DatabaseRoles;
  /** The addresses of the template for the two login roles; the same logins open every clone. */
  appUrl: string;
  auditUrl: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    cluster: TestCluster;
  }
}

interface Shared {
  users: number;
  started: Promise<{ cluster: TestCluster; stop: () => Promise<void> }>;
}

// each project that has files in this run calls the setup below, with its own copy of this module
const key = Symbol.for('hardship-fund test cluster');
const process_ = globalThis as typeof globalThis & { [key]?: Shared | undefined };

/**
 * One cluster for all projects of a run that need one: started by the first, stopped by the last.
 */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const shared = (process_[key] ??= { users: 0, started: start() });
  shared.users++;
  const { cluster, stop } = await shared.started;
  provide('cluster', cluster);
  return async () => {
    shared.users--;
    if (shared.users > 0) return;
    process_[key] = undefined;
    await stop();
  };
}

/** TEST_DATABASE_URL uses a server instead of an embedded cluster. */
async function start() {
  const root = ephemeralRoot();
  await reapKilledRuns(root);
  const dir = mkdtempSync(path.join(root, `hardship-test-${process.pid}-`));
  // as root, PostgreSQL runs under another account, which must be able to enter
  chmodSync(dir, 0o711);
  const server = process.env.TEST_DATABASE_URL;
  const undo: (() => Promise<unknown>)[] = [
    async () => rmSync(dir, { recursive: true, force: true }),
  ];
  const stop = async () => {
    for (const step of undo.reverse()) await step();
  };
  try {
    const embedded = server ? undefined : await startEmbedded({ dataDir: dir, ephemeral: true });
    if (embedded) undo.push(() => embedded.stop());
    const adminUrl = server ?? embedded!.url('postgres');
    return { cluster: await makeTemplate(adminUrl, dir, undo), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function makeTemplate(
  adminUrl: string,
  dir: string,
  undo: (() => Promise<unknown>)[],
): Promise<TestCluster> {
  const template = `template_${process.pid}_${randomBytes(3).toString('hex')}`;
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  undo.push(() => admin.end());
  await admin.unsafe(`create database ${template}`);
  undo.push(() => admin.unsafe(`drop database if exists ${template} with (force)`));
  const url = withDatabase(adminUrl, template);
  const access = await ensureRoles(url, dir);
  const { roles } = access;
  if (process.env.TEST_DATABASE_URL) {
    // roles belong to the server, not to a database: take ours away again, after the databases
    const dropRoles = `drop role if exists ${roles.app}, ${roles.audit}, ${roles.owner}`;
    undo.splice(-1, 0, () => admin.unsafe(dropRoles));
  }
  await migrateDatabase(url, roles);
  await administerAsOwner(url, roles, freeClock);
  return { adminUrl, template, ...access };
}

/**
 * A run that was killed leaves postmasters behind, and their data in memory; some lie one folder
 * deeper.
 */
export async function reapKilledRuns(root: string): Promise<void> {
  for (const name of readdirSync(root)) {
    const pid = /^hardship-test-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const parent = path.join(root, name);
    const inner = readdirSync(parent).map((each) => path.join(parent, each));
    for (const folder of [...inner.filter((each) => existsSync(`${each}/pgdata`)), parent]) {
      await destroyEmbedded(folder).catch(() => {});
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
