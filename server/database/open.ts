import { existsSync } from 'node:fs';
import type { Sql } from 'postgres';
import { administer, administerAsOwner } from './administer.ts';
import { attachRunning, startEmbedded, type EmbeddedCluster } from './embedded.ts';
import { placesIn } from './initialise.ts';
import { resolveDataDir } from './location.ts';
import { migrateDatabase } from './migrate.ts';
import { ensureRoles, savedAccess, type DatabaseRoles } from './roles.ts';
import { checkSettings } from './settings.ts';

const embeddedDatabase = 'hardship_fund';

export interface OpenOptions {
  /**
   * A PostgreSQL server to use instead of the embedded one: one login, whose database becomes ours.
   */
  databaseUrl?: string | undefined;
  dataDir: string;
  /** For tests: a fast embedded cluster without durability. */
  ephemeral?: boolean | undefined;
  /** The account for the embedded PostgreSQL when we run as root. */
  runAs?: string | undefined;
  /** The port that the embedded PostgreSQL prefers. */
  port?: number | undefined;
  log: (line: string) => void;
  /**
   * Writes the data that every fund needs, with the owner's rights, after each migration; run at
   * every start.
   */
  seed?: ((client: Sql) => Promise<void>) | undefined;
}

export interface OpenedDatabase {
  /** For the running application. */
  appUrl: string;
  /** For everything that only reads. */
  auditUrl: string;
  /** The login that prepared the rest: a superuser when embedded. Not for use at run time. */
  adminUrl: string;
  roles: DatabaseRoles;
  embedded: boolean;
  /** The folder that really holds the data. */
  dataDir: string;
  /** Stops the embedded database; nothing for another server. */
  stop(): Promise<void>;
}

/**
 * Opens the database for the application: starts or adopts the embedded one, or takes
 * `databaseUrl`; makes the roles, applies the migrations, seeds, and checks the settings. Rejects
 * with a sentence that says how to mend it, and leaves nothing running.
 */
export async function openDatabase(options: OpenOptions): Promise<OpenedDatabase> {
  const cluster = options.databaseUrl === undefined ? await startEmbedded(options) : undefined;
  try {
    const dataDir = cluster?.dataDir ?? resolveDataDir(options.dataDir);
    const adminUrl = options.databaseUrl ?? (await embeddedUrl(cluster!));
    const access = await ensureRoles(adminUrl, dataDir);
    await migrateDatabase(adminUrl, access.roles);
    if (options.seed) await administerAsOwner(adminUrl, access.roles, options.seed);
    await checkSettings(access, { allowThrowAway: options.ephemeral, log: options.log });
    return {
      ...access,
      adminUrl,
      embedded: cluster !== undefined,
      dataDir,
      stop: async () => await cluster?.stop(),
    };
  } catch (error) {
    await cluster?.stop();
    throw error;
  }
}

async function embeddedUrl(cluster: EmbeddedCluster): Promise<string> {
  await administer(cluster.url('postgres'), async (client) => {
    const found = await client`select 1 from pg_database where datname = ${embeddedDatabase}`;
    if (found.length === 0) await client.unsafe(`CREATE DATABASE ${embeddedDatabase}`);
  });
  return cluster.url(embeddedDatabase);
}

/**
 * Opens the data for commands such as verify and admin-link: beside a running server, or, when none
 * runs, with the embedded database started for as long as it takes. Makes no roles, applies no
 * migrations.
 */
export async function openForReading(
  options: Pick<OpenOptions, 'databaseUrl' | 'dataDir' | 'runAs' | 'log'>,
): Promise<Pick<OpenedDatabase, 'appUrl' | 'auditUrl' | 'roles' | 'dataDir' | 'stop'>> {
  const there = resolveDataDir(options.dataDir);
  if (options.databaseUrl !== undefined) {
    return { ...savedAccess(options.databaseUrl, there), dataDir: there, stop: async () => {} };
  }
  const port = await attachRunning(there);
  if (port !== undefined) {
    return { ...savedAccess(embeddedAddress(port), there), dataDir: there, stop: async () => {} };
  }
  if (!existsSync(placesIn(there).pgdata)) {
    throw new Error(`There is no fund in ${there}: start the application there first.`);
  }
  const cluster = await startEmbedded(options);
  const { dataDir } = cluster;
  const stop = () => cluster.stop();
  try {
    return { ...savedAccess(embeddedAddress(cluster.port), dataDir), dataDir, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const embeddedAddress = (port: number) => `postgres://127.0.0.1:${port}/${embeddedDatabase}`;
