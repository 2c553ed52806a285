import pino from 'pino';
import { readConfig } from './config.ts';
import type { Log } from './core/context.ts';
import { start } from './start.ts';

const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime });
const log: Log = (level, facts) => logger[level](facts);
const say = (line: string) => console.log(line);

try {
  const running = await start(readConfig(), { log, say });
  say(`\n  突发性特困救助资金 · hardship fund\n  ${running.url}\n`);
  if (running.core.setupToken !== undefined) {
    say('  首次使用：打开下面的地址，建立机构和第一位管理员。');
    say('  First run: open this address to create the organisation and its first administrator.');
    say(`  ${running.url}/setup#${running.core.setupToken}\n`);
  }
  stopOnSignal(running.stop);
} catch (error) {
  console.error(`\n  ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = () => {
    if (stopping) return;
    stopping = true;
    say('正在停止 · stopping');
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  process.on('unhandledRejection', (reason) => {
    const name = reason instanceof Error ? reason.name : typeof reason;
    log('error', { event: 'unhandled rejection', name });
    process.exitCode = 1;
    onSignal();
  });
}
