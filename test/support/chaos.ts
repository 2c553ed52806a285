import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { destroyEmbedded } from '../../server/database/embedded.ts';
import { todayInShanghai } from '../../shared/dates.ts';
import { gift } from './acts.ts';
import { postmasterPid } from './embedded.ts';

/** What a server of these tests says of itself once it listens. */
interface Served {
  url: string;
  tokens: Record<string, string>;
  auditUrl: string;
  dataDir: string;
  settings: Record<string, string>;
}

/** What became of the writes of a run. */
export interface Tally {
  kills: number;
  acknowledged: number;
  /** Requests that got no answer, or one that leaves the outcome open. */
  open: number;
  /** Acknowledged, but not there after the restart. */
  lost: number;
  /** Keys that did not have exactly one effect after the retry. */
  notOnce: number;
  /** Series of voucher or receipt numbers with a gap: the highest is not how many there are. */
  gaps: number;
}

const WRITERS = 8;
const script = fileURLToPath(new URL('server-process.ts', import.meta.url));
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * The product in a process of its own on a durable database on disk, with what is needed to kill
 * it.
 */
export class Chaos {
  readonly #parent = mkdtempSync(join(tmpdir(), `hardship-chaos-${process.pid}-`));
  readonly #acknowledged: string;
  readonly #acks: number;
  readonly #open = new Map<string, object>();
  #child: ChildProcess | undefined;
  #exited: Promise<unknown> = Promise.resolve();
  served: Served | undefined;
  /** How many writes were acknowledged so far. */
  acknowledged = 0;

  constructor() {
    // as root, PostgreSQL runs under another account, which must be able to enter
    chmodSync(this.#parent, 0o711);
    this.#acknowledged = join(this.#parent, 'acknowledged');
    this.#acks = openSync(this.#acknowledged, 'a');
  }

  /** Starts the product, or starts it again after a kill. */
  async start(): Promise<Served> {
    const args = ['--import', 'tsx', script, join(this.#parent, 'data')];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    this.#exited = new Promise((resolve) => child.once('exit', resolve));
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout!.once('data', (chunk: Buffer) => resolve(chunk.toString()));
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
    this.served = JSON.parse(line) as Served;
    return this.served;
  }

  /** kill -9 of the API alone; its database goes on. */
  async killServer(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#exited;
  }

  /** kill -9 of the postmaster and of each of its children, by their numbers. */
  killDatabase(): void {
    const pid = postmasterPid(this.served!.dataDir);
    const listed = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).stdout;
    const children = listed
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number))
      .filter(([, parent]) => parent === pid)
      .map(([child]) => child!);
    for (const each of [pid, ...children]) {
      try {
        process.kill(each, 'SIGKILL');
      } catch {
        // it ended meanwhile
      }
    }
  }

  /** Lets eight writers record gifts until the function that it returns is called. */
  write(impatience = 0): () => Promise<void> {
    const stopping = new AbortController();
    const writers = Array.from({ length: WRITERS }, async () => {
      while (!stopping.signal.aborted) await this.#writeOnce(stopping.signal, impatience);
    });
    return async () => {
      stopping.abort();
      await Promise.all(writers);
    };
  }

  async #writeOnce(stop: AbortSignal, impatience: number): Promise<void> {
    const key = randomUUID();
    const body = gift({ receivedOn: todayInShanghai(new Date()), note: key });
    this.#open.set(key, body);
    const signals = Math.random() < impatience ? [stop, AbortSignal.timeout(1)] : [stop];
    const answer = await this.#post(key, body, AbortSignal.any(signals)).catch(() => undefined);
    if (answer?.status === 201) this.#acknowledge(key, answer.id!);
    else await sleep(10);
  }

  async #post(key: string, body: object, signal: AbortSignal) {
    const { url, tokens } = this.served!;
    const headers = {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${tokens['treasurer']}`,
      'Idempotency-Key': key,
    };
    const init = { method: 'POST', headers, body: JSON.stringify(body), signal };
    const answer = await fetch(`${url}/api/v1/donations`, init);
    const { id } = (await answer.json()) as { id?: string };
    return { status: answer.status, id };
  }

  /** Notes an acknowledgement outside the database, on disk before anything else happens. */
  #acknowledge(key: string, id: string): void {
    writeSync(this.#acks, `${key} ${id}\n`);
    fsyncSync(this.#acks);
    this.acknowledged++;
    this.#open.delete(key);
  }

  /** Retries what is open under its own key and counts what became of everything. */
  async settle(): Promise<Omit<Tally, 'kills'>> {
    const acknowledged = this.#readAcks();
    const open = [...this.#open];
    const sql = postgres(this.served!.auditUrl, { max: 1, onnotice: () => {} });
    try {
      const before = new Set(
        (await sql`select id from donations`).map((row) => row['id'] as string),
      );
      const lost = acknowledged.filter(({ id }) => !before.has(id)).length;
      for (const [key, body] of open) {
        const answer = await this.#post(key, body, AbortSignal.timeout(10_000));
        if (answer.status === 201) this.#acknowledge(key, answer.id!);
      }
      const rows =
        await sql`select note as key, count(*)::int as effects from donations group by note`;
      const effects = new Map(rows.map((row) => [row['key'] as string, row['effects'] as number]));
      const keys = [...acknowledged.map(({ key }) => key), ...open.map(([key]) => key)];
      const notOnce =
        keys.filter((key) => effects.get(key) !== 1).length + (rows.length - keys.length);
      const gaps = await sql`
        select 1 from vouchers group by period_id, word having max(number) <> count(*)
        union all
        select 1 from receipts group by type, year having max(number) <> count(*)`;
      const counts = { acknowledged: acknowledged.length, open: open.length, gaps: gaps.length };
      return { ...counts, lost, notOnce };
    } finally {
      await sql.end();
    }
  }

  #readAcks(): { key: string; id: string }[] {
    const lines = readFileSync(this.#acknowledged, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => {
      const [key = '', id = ''] = line.split(' ');
      return { key, id };
    });
  }

  /** Ends what still runs and removes the folder. */
  async destroy(): Promise<void> {
    await this.killServer();
    closeSync(this.#acks);
    await destroyEmbedded(join(this.#parent, 'data'));
    rmSync(this.#parent, { recursive: true, force: true });
  }
}

/**
 * Kills again and again at a moment of chance while eight writers write, and settles after each
 * restart.
 */
export async function killAgainAndAgain(
  chaos: Chaos,
  options: {
    kills: number;
    random: () => number;
    victim: (turn: number) => 'server' | 'database';
    impatience?: number;
    /** Acknowledged writes to wait for before each kill. */
    acks?: number;
  },
): Promise<Tally> {
  const tally: Tally = { kills: 0, acknowledged: 0, open: 0, lost: 0, notOnce: 0, gaps: 0 };
  await chaos.start();
  for (let turn = 0; turn < options.kills; turn++) {
    const stop = chaos.write(options.impatience);
    const least = chaos.acknowledged + (options.acks ?? 0);
    await sleep(300 + 2700 * options.random());
    while (chaos.acknowledged < least) await sleep(20);
    if (options.victim(turn) === 'database') {
      chaos.killDatabase();
      // the server lives on without its database for a while and says so to the writers
      await sleep(200);
    }
    await chaos.killServer();
    await stop();
    await chaos.start();
    const settled = await chaos.settle();
    tally.kills++;
    tally.acknowledged = settled.acknowledged;
    tally.open += settled.open;
    tally.lost = Math.max(tally.lost, settled.lost);
    tally.notOnce = Math.max(tally.notOnce, settled.notOnce);
    tally.gaps = Math.max(tally.gaps, settled.gaps);
  }
  return tally;
}
