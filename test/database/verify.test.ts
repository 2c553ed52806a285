import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { seedDatabase } from '../../drizzle/seed.ts';
import { administer } from '../../server/database/administer.ts';
import { openDatabase } from '../../server/database/open.ts';
import { temporaryDataDir } from '../support/embedded.ts';

const script = fileURLToPath(new URL('../../server/verify.ts', import.meta.url));

/** Runs `npm run verify` as it is, on this folder. */
function runVerify(dataDir: string): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const given = ['--import', 'tsx', script, '--data', dataDir];
    execFile(process.execPath, given, (error, stdout, stderr) => {
      const code = error === null ? 0 : Number(error.code);
      resolve({ code, said: stdout + stderr });
    });
  });
}

test('verify tells a sound fund from a changed one, beside a server and alone', async () => {
  const dataDir = temporaryDataDir();
  const opened = await openDatabase({
    dataDir,
    ephemeral: true,
    log: () => {},
    seed: seedDatabase,
  });
  const beside = await runVerify(dataDir);
  expect(beside.said).toContain('All rules hold.');
  expect(beside.code).toBe(0);

  await administer(opened.adminUrl, async (sql) => {
    await sql`insert into fund.counters values ('voucher:202601:记', 7)`;
  });
  const changed = await runVerify(dataDir);
  expect(changed.said).toContain('BAD  series voucher:202601:记: counter 7, last number 0');
  expect(changed.code).toBe(1);

  await opened.stop();
  const alone = await runVerify(dataDir);
  expect(alone.said).toContain('Broken rules: 1.');
  expect(alone.code).toBe(1);
});

test('verify says what it misses when there is no fund, and ends with 2', async () => {
  const { code, said } = await runVerify(temporaryDataDir());
  expect(said).toContain('There is no fund in');
  expect(code).toBe(2);
});
