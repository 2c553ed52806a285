import { existsSync, mkdirSync, readFileSync, watch } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { temporaryDataDir } from '../support/embedded.ts';
import { runProgram } from '../support/program.ts';

// programs start in seconds here, on a busy machine in half a minute
vi.setConfig({ testTimeout: 180_000 });

const pidFileOf = (dataDir: string) => path.join(dataDir, 'pgdata/postmaster.pid');
const serverOn = (dataDir: string, more: NodeJS.ProcessEnv = {}) =>
  runProgram('server/main.ts', { DATA_DIR: dataDir, PORT: '0', ...more });

/** Waits until PostgreSQL begins to run in a data folder. */
async function postmasterBegins(dataDir: string): Promise<void> {
  const pgdata = path.join(dataDir, 'pgdata');
  await new Promise<void>((resolve) => {
    const watcher = watch(dataDir, { recursive: true }, look);
    function look() {
      if (!existsSync(path.join(pgdata, 'postmaster.pid'))) return;
      watcher.close();
      resolve();
    }
    look();
  });
}

describe('Ctrl-C and SIGTERM, which take the same way', () => {
  const dataDir = temporaryDataDir();

  it('while the server starts for the first time leaves no database behind', async () => {
    mkdirSync(dataDir, { recursive: true });
    const begun = postmasterBegins(dataDir);
    const server = serverOn(dataDir);
    await begun;
    server.child.kill('SIGINT');
    expect(await server.ended).toBe(0);
    expect(server.said()).toContain('stopping');
    expect(server.said()).not.toContain('setup#');
    expect(existsSync(pidFileOf(dataDir))).toBe(false);
  });

  it('ends a running server with 0, and its database with it', async () => {
    const server = serverOn(dataDir);
    const [, url] = await server.saying(/(http:\S+)\/setup#/);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(existsSync(pidFileOf(dataDir))).toBe(true);
    server.child.kill('SIGTERM');
    server.child.kill('SIGTERM'); // npm may pass it on twice
    expect(await server.ended).toBe(0);
    expect(existsSync(pidFileOf(dataDir))).toBe(false);
  });
});

describe('a start that cannot be', () => {
  it('names the busy port and how to mend it, and leaves nothing running', async () => {
    const stranger = net.createServer();
    const busy = await new Promise<number>((resolve) => {
      stranger.listen(0, '127.0.0.1', () => resolve((stranger.address() as net.AddressInfo).port));
    });
    const dataDir = temporaryDataDir();
    const server = serverOn(dataDir, { PORT: String(busy) });
    expect(await server.ended).toBe(1);
    expect(server.said()).toContain(`Port ${busy} on 127.0.0.1 is taken by another program.`);
    expect(server.said()).toContain(`Set PORT to a free one, such as ${busy + 1}.`);
    expect(existsSync(pidFileOf(dataDir))).toBe(false);
    await new Promise((resolve) => stranger.close(resolve));
  });
});

describe('a demo stopped while it loads', () => {
  const dataDir = temporaryDataDir('demo');
  const demo = () => runProgram('drizzle/demo.ts', { DATA_DIR: path.dirname(dataDir), PORT: '0' });
  const marker = path.join(dataDir, 'DEMO');

  it('stops its database too, and the next start says so and begins anew', async () => {
    const first = demo();
    await first.saying(/loading the demo fund/);
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(readFileSync(marker, 'utf8')).toBe('loading\n');
    expect(existsSync(pidFileOf(dataDir))).toBe(false);
    const second = demo();
    await second.saying(/it begins anew[^]*loading the demo fund/);
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
  });

  it('a fund that no demo loaded is refused, not removed', async () => {
    const own = temporaryDataDir('demo');
    const fund = serverOn(own);
    const [, url, token] = await fund.saying(/(http:\S+)\/setup#(\w+)/);
    const body = {
      token,
      organisationName: '和平街道办事处',
      communities: ['向阳社区'],
      administratorName: '王管理',
      login: 'wang',
      password: '一二三四五六七八九十一二三四五六',
    };
    const made = await fetch(`${url}/api/v1/setup`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(made.status).toBe(201);
    fund.child.kill('SIGTERM');
    expect(await fund.ended).toBe(0);
    const refused = runProgram('drizzle/demo.ts', {
      DATA_DIR: path.dirname(own),
      PORT: '0',
    });
    expect(await refused.ended).toBe(1);
    expect(refused.said()).toContain('holds a fund that the demo did not load');
    expect(refused.said()).toContain('another DATA_DIR');
    expect(existsSync(pidFileOf(own))).toBe(false);
    expect(existsSync(path.join(own, 'pgdata/PG_VERSION'))).toBe(true);
  });
});
