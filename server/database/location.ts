import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { canReach, type Account } from './account.ts';

/** Where root keeps data and programs that the database account cannot reach elsewhere. */
export const systemFolder = '/var/lib/hardship-fund';

const signpost = 'LOCATION';

/**
 * The folder that really holds the data of `dataDir`: the folder itself, or the one that its file
 * `LOCATION` names. Every command that touches data goes through here.
 */
export function resolveDataDir(dataDir: string): string {
  const here = path.resolve(dataDir);
  const sign = path.join(here, signpost);
  if (!fs.existsSync(sign)) return here;
  const there = fs.readFileSync(sign, 'utf8').trim();
  if (path.isAbsolute(there) && fs.existsSync(there)) return there;
  throw new Error(
    `${sign} names the data folder "${there}", which does not exist: bring that folder back, ` +
      `or delete ${sign} to begin with an empty fund.`,
  );
}

/**
 * Creates the data folder and returns the one to use, as a real path. When `account` cannot enter
 * it, the data moves to a system folder named by a hash of the path, and `LOCATION` is left behind
 * to name it.
 */
export function prepareDataDir(
  dataDir: string,
  account: Account,
  log: (line: string) => void,
): string {
  const here = path.resolve(dataDir);
  fs.mkdirSync(here, { recursive: true });
  const there = resolveDataDir(here);
  if (there !== here || canReach(here, account)) return fs.realpathSync(there);
  const hash = createHash('sha256').update(fs.realpathSync(here)).digest('hex').slice(0, 16);
  const target = path.join(systemFolder, hash);
  moveContents(here, target);
  fs.writeFileSync(path.join(here, signpost), `${target}\n`);
  log(`the database account cannot enter ${here}: the data lives in ${target}`);
  return fs.realpathSync(target);
}

/**
 * Moves what a data folder holds already; it is copied whole before the first original is removed.
 */
function moveContents(here: string, target: string): void {
  const names = fs.readdirSync(here);
  if (!names.includes('pgdata')) {
    fs.mkdirSync(target, { recursive: true, mode: 0o755 });
    return;
  }
  if (fs.existsSync(target)) {
    throw new Error(
      `Both ${here} and ${target} hold data for the same place: move one of them away, then start again.`,
    );
  }
  const half = `${target}.${process.pid}`;
  fs.mkdirSync(half, { recursive: true, mode: 0o755 });
  for (const name of names) {
    fs.cpSync(path.join(here, name), path.join(half, name), { recursive: true });
  }
  fs.renameSync(half, target);
  for (const name of names) fs.rmSync(path.join(here, name), { recursive: true });
}
