import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { destroyEmbedded } from '../../server/database/embedded.ts';
import { resolveDataDir } from '../../server/database/location.ts';

type State = 'loading' | 'loaded';

// in the data folder of a demo: how far its loading came. A real fund has no such file
const markerIn = (dataDir: string) => join(dataDir, 'DEMO');

const stateOf = (dataDir: string) =>
  existsSync(markerIn(dataDir)) ? readFileSync(markerIn(dataDir), 'utf8').trim() : undefined;

/** Notes in the data folder how far the loading of the demo is. */
export function mark(dataDir: string, state: State): void {
  writeFileSync(markerIn(dataDir), `${state}\n`);
}

/**
 * Removes a demo whose loading did not come to its end, so that nobody takes half of it for the
 * whole; answers whether there was one. A folder without the marker is left alone.
 */
export async function clearHalf(dataDir: string): Promise<boolean> {
  if (!existsSync(dataDir) || stateOf(resolveDataDir(dataDir)) !== 'loading') return false;
  await destroyEmbedded(dataDir);
  return true;
}

/** Refuses a fund that no demo loaded to its end, and says how to mend it. */
export function requireLoaded(dataDir: string): void {
  if (stateOf(dataDir) === 'loaded') return;
  throw new Error(
    `${dataDir} holds a fund that the demo did not load, or not to its end. If it is an old demo, ` +
      'delete that folder and start again; if it is a fund of yours, give the demo another DATA_DIR.',
  );
}
