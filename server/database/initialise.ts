import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { childEnvironment, type Account } from './account.ts';
import type { Binary } from './binaries.ts';

const run = promisify(execFile);

/** The places inside a data folder that the database uses. */
export function placesIn(dataDir: string) {
  return {
    pgdata: path.join(dataDir, 'pgdata'),
    keys: path.join(dataDir, 'keys'),
    password: path.join(dataDir, 'keys', 'superuser'),
    log: path.join(dataDir, 'postgres.log'),
  };
}

/**
 * Makes a cluster in the data folder unless one is there: checksums on, scram passwords only, a
 * random password for the superuser in `keys/superuser` (0600). It is made beside its place and
 * renamed at the end, so a start that was killed half-way is simply made again. Refuses data of
 * another major version of PostgreSQL.
 */
export async function initialiseCluster(
  dataDir: string,
  binary: Binary,
  account: Account,
  options: { ephemeral: boolean; log: (line: string) => void },
): Promise<void> {
  const { pgdata } = placesIn(dataDir);
  if (!fs.existsSync(path.join(pgdata, 'PG_VERSION'))) {
    await createCluster(dataDir, binary, account, options.ephemeral);
    options.log('a new database cluster was made');
  }
  const stored = fs.readFileSync(path.join(pgdata, 'PG_VERSION'), 'utf8').trim();
  const program = { ...account, env: childEnvironment, cwd: dataDir, encoding: 'utf8' as const };
  const shipped = /\d+/.exec(execFileSync(binary('postgres'), ['--version'], program))?.[0];
  if (stored !== shipped) {
    throw new Error(
      `The data in ${pgdata} is of PostgreSQL ${stored}, the shipped programs are ${shipped}: ` +
        'start the release that made it, export a backup, and restore it here.',
    );
  }
}

async function createCluster(
  dataDir: string,
  binary: Binary,
  account: Account,
  ephemeral: boolean,
): Promise<void> {
  const { pgdata, keys, password: passwordFile } = placesIn(dataDir);
  const half = `${pgdata}.new`;
  const handOver = path.join(dataDir, 'initial-password');
  const password = randomBytes(24).toString('base64url');
  fs.mkdirSync(keys, { recursive: true, mode: 0o700 });
  fs.rmSync(half, { recursive: true, force: true });
  fs.mkdirSync(half, { mode: 0o700 });
  fs.rmSync(handOver, { force: true });
  fs.writeFileSync(handOver, `${password}\n`, { mode: 0o600 });
  for (const file of [half, handOver]) give(file, account);
  const options = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  options.push('--locale=C', '--data-checksums', '-A', 'scram-sha-256', '-U', 'postgres');
  if (ephemeral) options.push('--no-sync');
  try {
    await run(binary('initdb'), ['-D', half, `--pwfile=${handOver}`, ...options], {
      ...account,
      env: childEnvironment,
      cwd: dataDir,
      windowsHide: true,
    });
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr ?? String(cause);
    throw new Error(`The database cluster in ${pgdata} could not be made: ${said}`, { cause });
  } finally {
    fs.rmSync(handOver, { force: true });
  }
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  fs.renameSync(half, pgdata);
}

/**
 * The account that owns an existing cluster is the one to run it; copies made by root are given to
 * `account`.
 */
export function accountFor(pgdata: string, account: Account): Account {
  if (!fs.existsSync(pgdata) || !process.getuid) return account;
  const owner = fs.statSync(pgdata);
  if (process.getuid() !== 0) {
    if (owner.uid === process.getuid()) return account;
    throw new Error(
      `The data in ${pgdata} belongs to another account (number ${owner.uid}): ` +
        'start as that account, or make it the data of yours with chown.',
    );
  }
  if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  giveAll(pgdata, account);
  return account;
}

/** Hands a file to the database account when it is another one than ours. */
export function give(file: string, account: Account): void {
  if (account.uid !== undefined && account.gid !== undefined) {
    fs.chownSync(file, account.uid, account.gid);
  }
}

function giveAll(folder: string, account: Account): void {
  give(folder, account);
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    give(path.join(folder, name), account);
  }
}
