import * as fs from 'node:fs';
import * as os from 'node:os';
import { databaseAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { accountFor, give, initialiseCluster, placesIn } from './initialise.ts';
import { prepareDataDir, resolveDataDir } from './location.ts';
import { lockDataDir } from './lock.ts';
import * as postmaster from './postmaster.ts';

export interface EmbeddedOptions {
  dataDir: string;
  /** The TCP port to prefer; a free one is taken when it is busy. */
  port?: number | undefined;
  /** A throw-away cluster for tests: fast, and lost with the power. */
  ephemeral?: boolean | undefined;
  /** The account for PostgreSQL when we run as root. */
  runAs?: string | undefined;
  log?: ((line: string) => void) | undefined;
}

export interface EmbeddedCluster {
  port: number;
  /** The folder that really holds the data, see `resolveDataDir`. */
  dataDir: string;
  /** The address of one of its databases for its superuser. */
  url(database: string): string;
  /** Stops the database cleanly and releases the folder; the second call does nothing. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL server of a data folder, or adopts the one that a killed process left
 * running; makes the cluster when the folder is new. The folder stays locked until `stop()`: a
 * second instance is refused. The server listens on 127.0.0.1 only. When the process exits without
 * `stop()`, the server is stopped all the same.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedCluster> {
  const log = options.log ?? (() => {});
  const preferred = databaseAccount(options.runAs);
  const dataDir = prepareDataDir(options.dataDir, preferred, log);
  const unlock = await lockDataDir(dataDir);
  try {
    const cluster = await prepareCluster(dataDir, options, log);
    const port = await postmaster.adoptOrStart(cluster, options.port ?? 54330);
    return handle(cluster, { port, dataDir, unlock });
  } catch (error) {
    unlock();
    throw error;
  }
}

async function prepareCluster(
  dataDir: string,
  options: EmbeddedOptions,
  log: (line: string) => void,
): Promise<postmaster.Cluster> {
  const places = placesIn(dataDir);
  const account = accountFor(places.pgdata, databaseAccount(options.runAs));
  const binary = findBinaries(account, log);
  const ephemeral = options.ephemeral ?? false;
  await initialiseCluster(dataDir, binary, account, { ephemeral, log });
  fs.closeSync(fs.openSync(places.log, 'a', 0o600));
  give(places.log, account);
  const password = readPassword(dataDir);
  if (password === undefined) {
    throw new Error(
      `${places.password} is missing, and without it nobody can sign in to the database in ${places.pgdata}: ` +
        'bring the folder "keys" of this data back.',
    );
  }
  return {
    pgdata: places.pgdata,
    logFile: places.log,
    account,
    binary,
    password,
    ephemeral,
    log,
  };
}

function handle(
  cluster: postmaster.Cluster,
  { port, dataDir, unlock }: { port: number; dataDir: string; unlock: () => void },
): EmbeddedCluster {
  let stopped = false;
  const stopAtExit = () => postmaster.stopPostmasterSync(cluster);
  process.once('exit', stopAtExit);
  return {
    port,
    dataDir,
    url: (database) => postmaster.superuserUrl(cluster.password, port, database),
    async stop() {
      if (stopped) return;
      stopped = true;
      process.off('exit', stopAtExit);
      try {
        await postmaster.stopPostmaster(cluster);
      } finally {
        unlock();
      }
    },
  };
}

/**
 * The port of the database that runs on a data folder at this moment, or undefined. For commands
 * beside the server, such as verify: nothing is started, locked or stopped.
 */
export async function attachRunning(dataDir: string): Promise<number | undefined> {
  const there = resolveDataDir(dataDir);
  const password = readPassword(there);
  if (password === undefined) return undefined;
  const { pgdata } = placesIn(fs.realpathSync(there));
  return await postmaster.findRunning({ pgdata, password, ephemeral: true }, 10_000);
}

/** Stops whatever still runs in a data folder that nobody owns any more, and removes the folder. */
export async function destroyEmbedded(dataDir: string, runAs?: string): Promise<void> {
  const there = fs.realpathSync(resolveDataDir(dataDir));
  const unlock = await lockDataDir(there);
  try {
    if (fs.existsSync(placesIn(there).pgdata) && readPassword(there) !== undefined) {
      const silent = () => {};
      const cluster = await prepareCluster(there, { dataDir, runAs, ephemeral: true }, silent);
      await postmaster.clearTheWay(cluster);
    }
  } finally {
    unlock();
  }
  for (const folder of new Set([there, dataDir])) {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The fastest place for throw-away clusters: memory where the system has a folder for it. */
export function ephemeralRoot(): string {
  return fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
}

function readPassword(dataDir: string): string | undefined {
  const { password } = placesIn(dataDir);
  return fs.existsSync(password) ? fs.readFileSync(password, 'utf8').trim() : undefined;
}
