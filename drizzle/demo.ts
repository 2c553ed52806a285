import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { type Config, readConfig } from '../server/config.ts';
import { clockOf } from '../server/core/clock.ts';
import type { Log } from '../server/core/context.ts';
import { sealAndVerify } from '../server/audit/service.ts';
import { start } from '../server/start.ts';
import { type Stopping, stopOnSignal } from '../server/stop.ts';
import { todayInShanghai } from '../shared/dates.ts';
import { assemble, partWords } from './demo/cast.ts';
import { Ledger } from './demo/figures.ts';
import { loadDemo } from './demo/load.ts';
import { clearHalf, mark, requireLoaded } from './demo/marker.ts';
import { DEMO_PASSWORD, makePlayer } from './demo/player.ts';
import { goodsInKind } from './demo/goods.ts';
import { auditorsFigures, appeal, bankTheCash, shortBox, twoDrives } from './demo/story.ts';
import { aidFirst } from './demo/story-aid.ts';

const say = (line: string) => console.log(line);
const quiet: Log = (level, facts) => {
  if (level === 'error') console.error(JSON.stringify(facts));
};

/** Time for the demo: where the story puts it while it plays, the real time afterwards. */
function storyClock() {
  let told: Date | undefined;
  const now = () => told ?? new Date();
  const clock = clockOf(now);
  const set = (instant: Date | undefined) => {
    told = instant;
  };
  return { clock, set };
}

async function begin(config: Config, log: Log, ephemeral: boolean) {
  const time = storyClock();
  const running = await start(config, { clock: time.clock, log, say: () => {}, ephemeral });
  return { running, time, player: makePlayer(running.url, time) };
}

/** Plays V01–V04 on a throw-away fund and compares each figure with the scenario's. */
async function check(config: Config): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'hardship-check-'));
  const ledger = new Ledger();
  try {
    for (const short of [true, false]) {
      const dataDir = join(folder, short ? 'short' : 'whole');
      const fresh = {
        ...config,
        databaseUrl: undefined,
        dataDir,
        port: 0,
        databasePort: undefined,
      };
      const { running, player } = await begin(fresh, quiet, true);
      try {
        player.at('2026-01-03', '09:00');
        await assemble(player, running.core.setupToken ?? '');
        const f01 = await twoDrives(player, ledger);
        if (short) {
          await shortBox(player, ledger);
          continue;
        }
        await bankTheCash(player, ledger);
        await aidFirst(player, ledger, f01);
        await appeal(player, ledger);
        await auditorsFigures(player, ledger);
        await goodsInKind(player, ledger);
        const verified = await sealAndVerify(running.core);
        for (const { name, ok } of verified.checks) ledger.expect('verify', name, 'true', ok);
      } finally {
        await running.stop();
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return report(ledger);
}

function report(ledger: Ledger): boolean {
  for (const { scenario, what, expected, actual } of ledger.figures) {
    const mark = expected === actual ? 'ok  ' : 'BAD ';
    say(`${mark} ${scenario.padEnd(9)} ${what.padEnd(44)} expected ${expected}  actual ${actual}`);
  }
  const bad = ledger.figures.filter(({ expected, actual }) => expected !== actual).length;
  say(`\n${ledger.figures.length - bad} figures right, ${bad} wrong`);
  return bad === 0;
}

/**
 * Loads the demo fund when there is none yet, through the product's own commands, and serves it.
 */
async function serve(config: Config, stopping: Stopping): Promise<void> {
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const log: Log = (level, facts) => {
    if (level !== 'info') logger[level](facts);
  };
  if (await clearHalf(config.dataDir)) {
    say(
      '上次建立演示数据时被中断，现在重新建立 · loading was interrupted last time: it begins anew',
    );
  }
  const { running, time, player } = await begin(config, log, false);
  stopping.ready(running.stop);
  const { dataDir } = running;
  const { setupToken } = running.core;
  if (setupToken === undefined) requireLoaded(dataDir);
  else {
    say('正在建立演示数据（约一分钟）· loading the demo fund (about a minute)');
    mark(dataDir, 'loading');
    await loadDemo(player, { setupToken, today: todayInShanghai(new Date()), say });
    mark(dataDir, 'loaded');
  }
  time.set(undefined);
  await running.sealer.sealNow();
  announce(running.url);
}

function announce(url: string): void {
  say(`\n  演示基金 · demo fund   ${url}`);
  say(`  公示与捐赠进度（不登录） · public page   ${url}/public\n`);
  for (const [login, words] of Object.entries(partWords)) {
    say(`  ${login.padEnd(10)} ${DEMO_PASSWORD}   ${words}`);
  }
  say('\n  Ctrl-C 停止 · stops\n');
}

const config = readConfig();
const checks = process.argv.includes('--check');
const stopping = checks ? undefined : stopOnSignal(() => say('正在停止 · stopping'));
try {
  if (stopping === undefined) process.exitCode = (await check(config)) ? 0 : 1;
  else if (config.databaseUrl !== undefined) {
    throw new Error('The demo keeps to its own embedded database. Unset DATABASE_URL.');
  } else await serve({ ...config, dataDir: join(config.dataDir, 'demo') }, stopping);
} catch (error) {
  // what fails because we are being stopped is no news, and the stop ends the process
  if (!stopping?.asked()) {
    console.error(`\n  ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
