import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startEmbedded } from '../../server/database/embedded.ts';
import {
  keepDatabase,
  postmasterPid,
  readNotes,
  temporaryDataDir,
  writeNote,
} from '../support/embedded.ts';

describe('after a crash', () => {
  const dataDir = temporaryDataDir();
  const pidFile = path.join(dataDir, 'pgdata/postmaster.pid');
  async function start() {
    const lines: string[] = [];
    const cluster = await startEmbedded({ dataDir, port: 0, log: (line) => lines.push(line) });
    return { cluster, lines };
  }

  it('of Node alone, the next start adopts the living database', async () => {
    const keeper = await keepDatabase(dataDir);
    await writeNote(keeper.url, 'before the first crash');
    const pid = postmasterPid(dataDir);
    await expect(start()).rejects.toThrow(`another running instance (process ${keeper.child.pid})`);
    await keeper.kill();
    const { cluster, lines } = await start();
    expect(postmasterPid(dataDir)).toBe(pid);
    expect(cluster.port).toBe(keeper.port);
    expect(lines).toEqual(['a database that was still running was adopted']);
    expect(await readNotes(cluster.url('postgres'))).toEqual(['before the first crash']);
    await cluster.stop();
    expect(fs.existsSync(pidFile)).toBe(false);
  });

  it('of Node and PostgreSQL, the next start recovers what was committed', async () => {
    const keeper = await keepDatabase(dataDir);
    await writeNote(keeper.url, 'committed before the second crash');
    process.kill(postmasterPid(dataDir), 'SIGKILL');
    await keeper.kill();
    const { cluster } = await start();
    expect(await readNotes(cluster.url('postgres'))).toHaveLength(2);
    await cluster.stop();
  });

  it('a database that cannot be adopted is stopped and started again', async () => {
    const keeper = await keepDatabase(dataDir);
    const pid = postmasterPid(dataDir);
    await keeper.kill();
    process.kill(pid, 'SIGSTOP'); // hangs: answers nobody
    setTimeout(() => process.kill(pid, 'SIGCONT'), 3_500);
    const { cluster, lines } = await start();
    expect(lines).toContain('stopping a database that cannot be adopted');
    expect(postmasterPid(dataDir)).not.toBe(pid);
    await cluster.stop();
  });

  it('a stranger with the number of the dead postmaster is left alone', async () => {
    const stranger = spawn('sleep', ['60']);
    fs.writeFileSync(pidFile, `${stranger.pid}\n${dataDir}/pgdata\n1\n54330\n\n\n\nready   \n`);
    const { cluster } = await start();
    expect(await readNotes(cluster.url('postgres'))).toHaveLength(2);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    await cluster.stop();
    stranger.kill();
  });

  it('a copy of a folder in use starts beside the original', async () => {
    const { cluster: original } = await start();
    const copied = temporaryDataDir();
    fs.cpSync(dataDir, copied, { recursive: true });
    const copy = await startEmbedded({ dataDir: copied, port: 0 });
    expect(copy.port).not.toBe(original.port);
    expect(await readNotes(copy.url('postgres'))).toHaveLength(2);
    expect(await readNotes(original.url('postgres'))).toHaveLength(2);
    await Promise.all([copy.stop(), original.stop()]);
  });

  it.each([
    ['SIGTERM', 'a clean stop', 0],
    ['SIGINT', 'process.exit without a stop', 3],
  ] as const)('%s, %s, leaves nothing running', async (signal, _, code) => {
    const keeper = await keepDatabase(dataDir);
    const ended = new Promise((resolve) => keeper.child.once('exit', resolve));
    keeper.child.kill(signal);
    expect(await ended).toBe(code);
    expect(fs.existsSync(pidFile)).toBe(false);
  });
});
