import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freeClock, seedDatabase } from '../drizzle/seed.ts';
import { buildApp } from './app.ts';
import { makeSealer, type Sealer } from './audit/seal.ts';
import type { Config } from './config.ts';
import { type Clock, systemClock } from './core/clock.ts';
import type { Core, Log } from './core/context.ts';
import { loadKeys } from './core/keys.ts';
import { admission, connect } from './database/connect.ts';
import { openDatabase } from './database/open.ts';

const POOL = 8;
const SEAL_EVERY_MS = 5000;
const clientFolder = fileURLToPath(new URL('../dist/client', import.meta.url));

/** A running application. */
export interface Running {
  core: Core;
  sealer: Sealer;
  url: string;
  dataDir: string;
  /** Answers what is under way, seals, closes the pool and stops an embedded database. */
  stop: () => Promise<void>;
}

/**
 * Puts together what the application shares, on an opened database. Ends its pool with
 * `client.end()`.
 */
export function makeCore(parts: {
  appUrl: string;
  auditUrl: string;
  dataDir: string;
  clock: Clock;
  log: Log;
}): Core {
  const { client, database } = connect(parts.appUrl, { max: POOL });
  return {
    ...parts.clock,
    ...loadKeys(parts.dataDir),
    client,
    database,
    // one connection stays free for reads, so that a page still opens while commands queue
    admit: admission(POOL - 1),
    log: parts.log,
    auditUrl: parts.auditUrl,
    dataDir: parts.dataDir,
    setupToken: undefined,
  };
}

/**
 * Starts everything: database, migrations, seals, HTTP. Fails with a sentence that says how to mend
 * it and leaves nothing running.
 */
export async function start(
  config: Config,
  options: { clock?: Clock; log: Log; say: (line: string) => void; ephemeral?: boolean },
): Promise<Running> {
  const opened = await openDatabase({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    runAs: config.databaseAccount,
    port: config.databasePort,
    ephemeral: options.ephemeral,
    log: options.say,
    // only the demo and tests bring a clock of their own
    seed: options.clock ? freeClock : seedDatabase,
  });
  const clock = options.clock ?? systemClock;
  const core = makeCore({ ...opened, clock, log: options.log });
  try {
    const found = await core.client`select 1 from organisations`;
    if (found.length === 0) core.setupToken = randomBytes(12).toString('hex');
    const sealer = makeSealer(core);
    const server = await listen(config, core);
    const stopSealing = sealer.start(SEAL_EVERY_MS);
    const { port } = server.address() as AddressInfo;
    const scheme = config.tls ? 'https' : 'http';
    const stop = async () => {
      await closeServer(server);
      await stopSealing();
      await sealer.sealNow();
      await core.client.end({ timeout: 5 });
      await opened.stop();
    };
    const url = `${scheme}://${config.host}:${port}`;
    return { core, sealer, url, dataDir: opened.dataDir, stop };
  } catch (error) {
    await core.client.end({ timeout: 1 });
    await opened.stop();
    throw error;
  }
}

async function listen(config: Config, core: Core): Promise<http.Server> {
  const { tls } = config;
  const app = buildApp(core, {
    clientFolder: existsSync(join(clientFolder, 'index.html')) ? clientFolder : undefined,
    secure: tls !== undefined,
    trustProxy: config.trustProxy,
  });
  const limits = { maxHeaderSize: 8192, connectionsCheckingInterval: 5000 };
  const server = tls
    ? https.createServer(
        { ...limits, cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) },
        app,
      )
    : http.createServer(limits, app);
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 5000;
  server.maxConnections = 500;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(new Error(listenFailure(error as NodeJS.ErrnoException, config), { cause: error }));
    });
    server.listen(config.port, config.host, resolve);
  });
  return server;
}

function listenFailure(error: NodeJS.ErrnoException, { host, port }: Config): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is taken by another program. Set PORT to a free one, such as ${port + 1}.`;
  }
  return `Cannot listen on ${host}:${port}: ${error.code ?? 'unknown'}. Set HOST and PORT.`;
}

async function closeServer(server: http.Server): Promise<void> {
  const hard = setTimeout(() => server.closeAllConnections(), 5000);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(hard);
}
