// npm run test:promises: every promise at its full count, and the table of what was reached.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reached } from './report.ts';

const asJson = process.argv.includes('--json');
const only = process.argv.slice(2).filter((each) => !each.startsWith('--'));
const folder = mkdtempSync(join(tmpdir(), 'promises-'));
const report = join(folder, 'report.jsonl');
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const files = only.length > 0 ? only.map((each) => `test/promises/${each}`) : ['test/promises'];
const ran = spawnSync(process.execPath, [vitest, 'run', ...files], {
  env: { ...process.env, PROMISES: 'full', PROMISES_REPORT: report },
  // with --json the table alone goes to the standard output
  stdio: ['ignore', asJson ? 2 : 'inherit', 'inherit'],
});
const rows = existsSync(report) ? readRows(report) : [];
rmSync(folder, { recursive: true, force: true });
console.log(asJson ? JSON.stringify(rows) : markdown(rows));
process.exitCode = ran.status ?? 1;

function readRows(file: string): Reached[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines
    .map((line) => JSON.parse(line) as Reached)
    .sort((left, right) => left.promise.localeCompare(right.promise));
}

function markdown(table: Reached[]): string {
  const lines = table.map(
    ({ promise, target, reached, seed }) =>
      `| ${promise} | ${target} | ${reached} | ${seed ?? '–'} |`,
  );
  return ['| promise | target | reached | seed |', '|---|---|---|---|', ...lines].join('\n');
}
