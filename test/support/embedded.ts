import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { administer } from '../../server/database/administer.ts';
import { destroyEmbedded, ephemeralRoot } from '../../server/database/embedded.ts';

const dataDirs: string[] = [];

/** Removes the data folders of a test file; tidy-up.ts calls it after each file. */
export async function removeDataDirs(): Promise<void> {
  for (const dataDir of dataDirs.splice(0)) {
    await destroyEmbedded(dataDir).catch(() => {}); // some tests leave none, or a broken one
    rmSync(path.dirname(dataDir), { recursive: true, force: true });
  }
}

/**
 * A data folder of a test, removed after the file with whatever still runs in it. The name may hold
 * any characters.
 */
export function temporaryDataDir(name = 'data'): string {
  const parent = mkdtempSync(path.join(ephemeralRoot(), `hardship-test-${process.pid}-`));
  // as root, PostgreSQL runs under another account, which must be able to enter
  chmodSync(parent, 0o711);
  const dataDir = path.join(parent, name);
  dataDirs.push(dataDir);
  return dataDir;
}

/** Starts the embedded database of a folder in a process of its own, which the test may kill. */
export async function keepDatabase(
  dataDir: string,
): Promise<{ child: ChildProcess; port: number; url: string; kill(): Promise<void> }> {
  const script = fileURLToPath(new URL('keep-database.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    child.once('exit', (code) => reject(new Error(`the child process ended with ${code}`)));
  });
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  return { child, kill, ...(JSON.parse(line) as { port: number; url: string }) };
}

/** The process number in postmaster.pid. */
export function postmasterPid(dataDir: string): number {
  return Number(readFileSync(path.join(dataDir, 'pgdata/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Writes one line into a table of the cluster, making the table when it is new. */
export async function writeNote(url: string, text: string): Promise<void> {
  await administer(url, async (client) => {
    await client`create table if not exists note (text text primary key)`;
    await client`insert into note values (${text})`;
  });
}

/** All lines written so far. */
export async function readNotes(url: string): Promise<string[]> {
  return await administer(url, async (client) => {
    const rows = await client`select text from note order by text`;
    return rows.map((row) => row.text as string);
  });
}
