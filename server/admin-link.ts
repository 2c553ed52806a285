import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type Config, readConfig } from './config.ts';
import { systemClock } from './core/clock.ts';
import { openForReading } from './database/open.ts';
import { makeCore } from './start.ts';
import { localLink } from './users/invitations.ts';

/**
 * `npm run admin-link -- LOGIN`: prints a one-time link for an administrator or the chair who is
 * locked out, beside a running server or alone. Whoever may run it holds the data anyway; the trail
 * keeps that it was run.
 */
async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [login] = positionals;
  if (login === undefined) throw new Error('Say whose link: npm run admin-link -- LOGIN');
  const config = readConfig();
  const opened = await openForReading({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    runAs: config.databaseAccount,
    log: () => {},
  });
  const core = makeCore({ ...opened, clock: systemClock, log: () => {} });
  try {
    const requestId = randomUUID();
    const context = { ...core, actor: null, requestId, idempotencyKey: randomUUID() };
    const { token } = await localLink(context, login);
    process.stdout.write(`${addressOf(config)}/invitation#${token}\n`);
  } finally {
    await core.client.end({ timeout: 5 });
    await opened.stop();
  }
}

const addressOf = ({ tls, host, port }: Config) => `${tls ? 'https' : 'http'}://${host}:${port}`;

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
