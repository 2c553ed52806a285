import pino from 'pino';
import { readConfig } from './config.ts';
import type { Log } from './core/context.ts';
import { start } from './start.ts';
import { stopOnSignal } from './stop.ts';

const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime });
const log: Log = (level, facts) => logger[level](facts);
const say = (line: string) => console.log(line);

const stopping = stopOnSignal(() => say('正在停止 · stopping'));
process.on('unhandledRejection', (reason) => {
  const name = reason instanceof Error ? reason.name : typeof reason;
  log('error', { event: 'unhandled rejection', name });
  stopping.end(1);
});

try {
  const running = await start(readConfig(), { log, say });
  if (!stopping.asked()) {
    say(`\n  突发性特困救助资金 · hardship fund\n  ${running.url}\n`);
    if (running.core.setupToken !== undefined) {
      say('  首次使用：打开下面的地址，建立机构和第一位管理员。');
      say('  First run: open this address to create the organisation and its first administrator.');
      say(`  ${running.url}/setup#${running.core.setupToken}\n`);
    }
  }
  stopping.ready(running.stop);
} catch (error) {
  console.error(`\n  ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
