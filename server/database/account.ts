import { spawnSync } from 'node:child_process';

/** The account that PostgreSQL runs as; empty when it is the account of this process. */
export interface Account {
  uid?: number | undefined;
  gid?: number | undefined;
}

export const isWindows = process.platform === 'win32';

/**
 * What the PostgreSQL programs see of our environment: nothing. They inherit no secret, and no
 * PGPORT or PGDATA of the surroundings can lead them astray. Windows programs do not start without
 * its own variables.
 */
export const childEnvironment = isWindows
  ? undefined
  : { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * The unprivileged account for the database: PostgreSQL refuses to run as root, so root steps down
 * to `preferred`, `postgres` or `nobody`, whichever exists first. No account is ever created.
 */
export function databaseAccount(preferred?: string): Account {
  if (isWindows || process.getuid?.() !== 0) return {};
  for (const name of [preferred, 'postgres', 'nobody']) {
    if (!name) continue;
    const uid = numericId('-u', name);
    const gid = numericId('-g', name);
    if (uid && gid !== undefined) return { uid, gid };
  }
  throw new Error(
    'PostgreSQL does not run as root and no account "postgres" or "nobody" exists: ' +
      'name an unprivileged account in EMBEDDED_PG_USER, or start as an ordinary user.',
  );
}

/** Whether `account` may run a program or enter a folder, with every folder on the way to it. */
export function canReach(file: string, account: Account): boolean {
  if (account.uid === undefined) return true;
  return spawnSync('test', ['-x', file], { ...account, cwd: '/' }).status === 0;
}

function numericId(flag: '-u' | '-g', name: string): number | undefined {
  const answer = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return answer.status === 0 ? Number(answer.stdout) : undefined;
}
