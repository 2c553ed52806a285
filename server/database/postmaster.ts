import { execFile, spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { childEnvironment, isWindows, type Account } from './account.ts';
import type { Binary } from './binaries.ts';

const run = promisify(execFile);

/** One cluster as its supervisor sees it. */
export interface Cluster {
  pgdata: string;
  logFile: string;
  account: Account;
  binary: Binary;
  password: string;
  ephemeral: boolean;
  log: (line: string) => void;
}

interface PidFile {
  pid: number;
  port: number;
  status: string;
}

function readPidFile(pgdata: string): PidFile | undefined {
  try {
    const lines = fs.readFileSync(path.join(pgdata, 'postmaster.pid'), 'utf8').split('\n');
    const field = (line: number) => (lines[line - 1] ?? '').trim();
    return { pid: Number(field(1)), port: Number(field(4)), status: field(8) };
  } catch {
    return undefined;
  }
}

/**
 * Whose process a number of postmaster.pid is: numbers are used again, and a copied data folder
 * carries the number of the original. Only a process that runs PostgreSQL on exactly this folder is
 * ours; `unknown` where we may not look.
 */
function whoseProcess(pid: number, pgdata: string): 'ours' | 'foreign' | 'gone' | 'unknown' {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'gone';
  }
  if (isWindows) return 'unknown';
  try {
    const words = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const runsPostgres = path.basename(words[0] ?? '').startsWith('postgres');
    return runsPostgres && words.includes(pgdata) ? 'ours' : 'foreign';
  } catch {
    if (process.platform === 'linux') return 'unknown';
  }
  const ps = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  if (ps.error) return 'unknown';
  return ps.stdout.includes('postgres') && ps.stdout.includes(pgdata) ? 'ours' : 'foreign';
}

/**
 * The port of the postmaster that serves this very folder and answers with the stored password, or
 * undefined. Waits for one that is starting (recovery after a crash) or stopping.
 */
export async function findRunning(
  cluster: Pick<Cluster, 'pgdata' | 'password' | 'ephemeral'>,
  waitMilliseconds = 60_000,
): Promise<number | undefined> {
  for (let waited = 0; waited <= waitMilliseconds; waited += 250) {
    const file = readPidFile(cluster.pgdata);
    if (!file) return undefined;
    const whose = whoseProcess(file.pid, cluster.pgdata);
    if (whose !== 'ours' && whose !== 'unknown') return undefined;
    if (file.status === 'ready') return (await serves(cluster, file.port)) ? file.port : undefined;
    if (whose === 'unknown') return undefined;
    await sleep(250);
  }
  return undefined;
}

async function serves(
  cluster: Pick<Cluster, 'pgdata' | 'password' | 'ephemeral'>,
  port: number,
): Promise<boolean> {
  const client = postgres(superuserUrl(cluster.password, port, 'postgres'), {
    max: 1,
    connect_timeout: 3,
    onnotice: () => {},
  });
  try {
    const [row] = await client`
      select current_setting('data_directory') as directory,
        current_setting('fsync') = 'on' as durable,
        pg_is_in_recovery() as recovering`;
    if (!row || row.recovering || (!row.durable && !cluster.ephemeral)) return false;
    return fs.realpathSync(row.directory as string) === fs.realpathSync(cluster.pgdata);
  } catch {
    return false;
  } finally {
    await client.end({ timeout: 1 });
  }
}

/** The address of a database of an embedded cluster for its superuser. */
export function superuserUrl(password: string, port: number, database: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
}

/**
 * Adopts the postmaster that a killed process left behind, else starts one; returns its port. One
 * that is ours but cannot be adopted is stopped first. Tried again for a while: orphans of a killed
 * postmaster hold its shared memory.
 */
export async function adoptOrStart(cluster: Cluster, preferredPort: number): Promise<number> {
  const attempts = 10;
  for (let attempt = 1; ; attempt++) {
    const running = await findRunning(cluster);
    if (running !== undefined) {
      cluster.log('a database that was still running was adopted');
      return running;
    }
    await clearTheWay(cluster);
    const port = await freePort(preferredPort);
    if ((await startPostmaster(cluster, port)) === 0) return port;
    if (attempt === attempts) {
      const said = fs.readFileSync(cluster.logFile, 'utf8').split('\n').slice(-12).join('\n');
      throw new Error(`The database in ${cluster.pgdata} did not start. Its last words:\n${said}`);
    }
    await sleep(500);
  }
}

/**
 * Stops a postmaster of ours that cannot be adopted; removes a postmaster.pid whose number is a
 * stranger's.
 */
export async function clearTheWay(cluster: Cluster): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const file = readPidFile(cluster.pgdata);
    const whose = file && whoseProcess(file.pid, cluster.pgdata);
    // PostgreSQL itself judges the file of a process that is gone or that we may not look at
    if (!file || whose === 'gone' || whose === 'unknown') return;
    if (whose === 'foreign') {
      fs.rmSync(path.join(cluster.pgdata, 'postmaster.pid'), { force: true });
      return;
    }
    if (attempt === 0) cluster.log('stopping a database that cannot be adopted');
    await stopPostmaster(cluster).catch(() => sleep(250));
  }
  throw new Error(`A PostgreSQL process that does not stop holds ${cluster.pgdata}: end it first.`);
}

function freePort(preferred: number): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<number>((resolve, reject) => {
      const server = net.createServer().once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        const address = server.address() as net.AddressInfo;
        server.close(() => resolve(address.port));
      });
    });
  return tryPort(preferred).catch(() => tryPort(0));
}

/**
 * Loopback and scram only, no socket file. Nothing that a person typed may reach the log: error
 * messages quote values, so errors are not logged there at all (the application logs them without
 * values), details and statements neither.
 */
function serverFlags(port: number, ephemeral: boolean): string {
  const settings = [
    'max_connections=100',
    'timezone=UTC',
    'log_timezone=UTC',
    'log_min_messages=log',
    'log_error_verbosity=terse',
    'log_min_error_statement=panic',
    'log_parameter_max_length=0',
    'log_parameter_max_length_on_error=0',
    'log_statement=none',
    'log_min_duration_statement=-1',
    "unix_socket_directories=''",
  ];
  const careless = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  if (ephemeral) {
    settings.push(...careless, 'autovacuum=off', 'io_method=sync', 'shared_buffers=64MB');
  }
  return [`-p ${port}`, '-h 127.0.0.1', ...settings.map((setting) => `-c ${setting}`)].join(' ');
}

function controlOptions(cluster: Cluster) {
  return { ...cluster.account, env: childEnvironment, cwd: cluster.pgdata, windowsHide: true };
}

function startPostmaster(cluster: Cluster, port: number): Promise<number | null> {
  const flags = serverFlags(port, cluster.ephemeral);
  const command = ['-D', cluster.pgdata, 'start', '-w', '-t', '60', '-l', cluster.logFile];
  return new Promise((resolve, reject) => {
    // stdio must be 'ignore': the postmaster inherits it and would keep a pipe, and this promise,
    // open for ever
    const control = spawn(cluster.binary('pg_ctl'), [...command, '-o', flags], {
      ...controlOptions(cluster),
      stdio: 'ignore',
    });
    control.once('error', reject);
    control.once('exit', resolve);
  });
}

const stopCommand = (pgdata: string) => ['-D', pgdata, 'stop', '-m', 'fast', '-w'];

/** Stops a cluster cleanly: sessions are ended, a checkpoint is written. */
export async function stopPostmaster(cluster: Cluster): Promise<void> {
  await run(cluster.binary('pg_ctl'), stopCommand(cluster.pgdata), controlOptions(cluster));
}

/** The same for the last moment of a process, when nothing can be awaited any more. */
export function stopPostmasterSync(cluster: Cluster): void {
  const options = { ...controlOptions(cluster), stdio: 'ignore' as const };
  spawnSync(cluster.binary('pg_ctl'), stopCommand(cluster.pgdata), options);
}
