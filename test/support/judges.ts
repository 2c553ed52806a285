import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Independent accounting programs that read our journals: Debian's packages hledger and beancount.
 */
const run = promisify(execFile);

/** What an account stands at by an account's own name, in yuan; accounts at zero may be missing. */
export type Balances = Map<string, string>;

/** Whether this program is on the machine. */
export function isInstalled(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Lends the texts as files in a folder of their own. */
async function withFiles<T>(texts: readonly string[], work: (files: string[]) => Promise<T>) {
  const folder = mkdtempSync(join(tmpdir(), 'hardship-judge-'));
  try {
    const files = texts.map((text, at) => {
      const file = join(folder, `${at}.journal`);
      writeFileSync(file, text);
      return file;
    });
    return await work(files);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What hledger makes of a journal under its strict checks; throws what hledger complains of. */
export function hledgerBalances(text: string, query: readonly string[] = []): Promise<Balances> {
  return withFiles([text], async ([file]) => {
    const env = { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };
    const asked = ['-f', file!, '--strict', 'bal', '--flat', '-N', '-O', 'csv', ...query];
    const { stdout } = await run('hledger', asked, { env });
    const rows = stdout.trim().split('\n').slice(1);
    return new Map(
      rows.flatMap((row) => {
        const [, account, amount] = /^"(.*)","(-?[\d.]+)(?: CNY)?"$/.exec(row) ?? [];
        return account && amount ? [[account, Number(amount).toFixed(2)] as const] : [];
      }),
    );
  });
}

const script = `
import json, sys
from beancount import loader
from beancount.core.data import Transaction
for name in sys.argv[1:]:
    entries, errors, options = loader.load_file(name)
    sums = {}
    for entry in entries:
        if isinstance(entry, Transaction):
            for posting in entry.postings:
                sums[posting.account] = sums.get(posting.account, 0) + posting.units.number
    said = {"errors": [str(e) for e in errors], "sums": {k: f"{v:.2f}" for k, v in sums.items() if v}}
    print(json.dumps(said))
`;

/** The Python that beancount is installed for: another may come first in the path. */
function python(): string {
  const beanCheck = execFileSync('sh', ['-c', 'command -v bean-check'], { encoding: 'utf8' });
  const [, found] = /^#!(\S+)/.exec(readFileSync(beanCheck.trim(), 'utf8')) ?? [];
  return found ?? 'python3';
}

/** What beancount's own loader and validation make of each journal, in one start of Python. */
export function beancountBalances(
  texts: readonly string[],
): Promise<{ errors: string[]; balances: Balances }[]> {
  return withFiles(texts, async (files) => {
    const { stdout } = await run(python(), ['-c', script, ...files], { maxBuffer: 1e9 });
    return stdout
      .trim()
      .split('\n')
      .map((line) => {
        const { errors, sums } = JSON.parse(line) as {
          errors: string[];
          sums: Record<string, string>;
        };
        return { errors, balances: new Map(Object.entries(sums)) };
      });
  });
}

/** Exits with an error unless `bean-check` accepts the journal. */
export function beanCheck(text: string): Promise<void> {
  return withFiles([text], async ([file]) => {
    await run('bean-check', [file!]);
  });
}
