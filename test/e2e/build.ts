import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { launch } from './browser.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The client as it is served, built for this run. */
    clientFolder: string;
  }
}

/** Builds the client once for all browser tests of a run, as for production. */
export default async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'hardship-client-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  provide('clientFolder', folder);
  const browser = await launch();
  await browser?.close();
  if (!browser) {
    console.warn('no browser can run here: its tests are skipped');
    return remove;
  }
  const vite = ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'];
  const built = spawnSync(process.execPath, [...vite, '--outDir', folder, '--emptyOutDir'], {
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (built.status === 0) return remove;
  remove();
  throw new Error('the client cannot be built');
}
