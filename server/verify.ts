import { parseArgs } from 'node:util';
import type { Verification } from '../shared/audit.ts';
import { readEvidence, verify } from './audit/verify.ts';
import { readConfig } from './config.ts';
import { openForReading } from './database/open.ts';
import { readSnapshot } from './database/snapshot.ts';

/**
 * `npm run verify [-- --data DIR]`: proves the books of a data folder, or of a copy of one, with
 * the read-only role, beside a running server or alone. Exit code 0: all holds; 1: a rule is
 * broken; 2: the data could not be read.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, json: { type: 'boolean' } },
  });
  const config = readConfig();
  const opened = await openForReading({
    // a folder that is named on the command line is the embedded database of that folder
    databaseUrl: values.data === undefined ? config.databaseUrl : undefined,
    dataDir: values.data ?? config.dataDir,
    runAs: config.databaseAccount,
    log: () => {},
  });
  try {
    const evidence = readEvidence(opened.dataDir);
    const result = await readSnapshot(opened.auditUrl, (sql) => verify(sql, evidence));
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : report(result));
    return result.ok ? 0 : 1;
  } finally {
    await opened.stop();
  }
}

function report(result: Verification): string {
  const width = Math.max(...result.checks.map((check) => check.name.length));
  const lines = result.checks.map(
    ({ name, rows, ok }) => `${ok ? 'ok ' : 'BAD'}  ${name.padEnd(width)}  ${rows} rows`,
  );
  const found = result.findings.map(
    ({ check, row, detail }) => `BAD  ${row}: ${detail} (${check})`,
  );
  const head = `seal ${result.sealNo} ${result.head || '-'}, ${result.unsealed} rows not sealed yet`;
  const verdict = result.ok ? 'All rules hold.' : `Broken rules: ${found.length}.`;
  return `${[...lines, '', ...found, head, verdict].join('\n')}\n`;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
