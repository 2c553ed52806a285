import { chmodSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import postgres, { type Sql } from 'postgres';
import { seedDatabase } from '../drizzle/seed.ts';
import { administerAsOwner } from '../server/database/administer.ts';
import { destroyEmbedded, ephemeralRoot } from '../server/database/embedded.ts';
import { type OpenedDatabase, openDatabase } from '../server/database/open.ts';
import { workbookStream } from '../server/reports/export.ts';
import { fillBooks } from './fill.ts';

/**
 * `npm run bench:export [-- --json] [-- --rows N]`: writes the workbook of 100,000 journal rows as
 * the product does, in a worker thread, and the same rows by COPY … TO CSV in the same run on the
 * same server. Memory is that of the whole process above what it had before the first export.
 */
const LINES = 8;
const ROUNDS = 3;
const argument = process.argv.indexOf('--rows');
const rows = argument < 0 ? 100_000 : Number(process.argv[argument + 1]);
const isJson = process.argv.includes('--json');
const say = (line: string) => (isJson ? undefined : console.log(line));
const MIB = 1024 * 1024;

/** The journal as the workbook has it: the same sixteen columns from the same joins. */
const journal = `
  select v.voucher_date, v.word || '-' || v.number, l.line_no, v.summary, l.account_code, a.name_zh,
    f.code, d.code,
    r.case_number, n.name_masked, case l.side when 'debit' then l.amount else 0.00 end,
    case l.side when 'credit' then l.amount else 0.00 end, v.attachment_count, p.name, q.name, '系统'
  from vouchers v join voucher_lines l on l.voucher_id = v.id join accounts a on a.code =
    l.account_code
  left join funds f on f.id = l.fund_id left join drives d on d.id = l.drive_id
  left join aid_requests r on r.id = l.request_id left join donors n on n.id = l.donor_id
  left join users u on u.id = v.prepared_by left join persons p on p.id = u.person_id
  left join voucher_signatures s on s.voucher_id = v.id left join persons q on q.id = s.person_id
  where v.period_id between 202601 and 202601 order by v.voucher_date, v.seq, l.line_no`;

async function fill(database: OpenedDatabase): Promise<void> {
  await administerAsOwner(database.adminUrl, database.roles, async (sql) => {
    const id = async (query: PromiseLike<readonly { id?: string }[]>) => (await query)[0]!.id!;
    const at = '2026-01-01T00:00:00Z';
    await sql`insert into organisations (name, created_at) values ('街道办事处', ${at})`;
    const staff = async (name: string, login: string) => {
      const person = await id(
        sql`insert into persons (name, created_at) values (${name}, ${at}) returning id`,
      );
      const user =
        await id(sql`insert into users (person_id, login, roles, password_hash, status, created_at)
        values (${person}, ${login}, '{treasurer}', 'none', 'active', ${at}) returning id`);
      return { person, user };
    };
    const [maker, checker] = [
      await staff('会计甲', 'treasurer'),
      await staff('会计乙', 'treasurer2'),
    ];
    const fund = await id(sql`insert into funds (code, name, kind, purpose, created_at)
      values ('F01', '突发性特困救助资金', 'restricted', '救助', ${at}) returning id`);
    const drive = await id(sql`insert into drives (code, name, fund_id, purpose, target, starts_on,
        fundraising_basis, surplus_clause, fee_bearer, status, created_at)
      values ('D1', '募捐', ${fund}, '救助', 0, '2026-01-01', 'mutual_aid', '', 'unrestricted', 'open',
        ${at})
      returning id`);
    const donor = await id(sql`insert into donors (kind, name_masked, created_at)
      values ('person', '王*国', ${at}) returning id`);
    const actor = maker.user;
    await fillBooks(sql, { vouchers: rows / LINES, lines: LINES, actor, fund, drive, donor });
    await sql`insert into voucher_signatures (voucher_id, user_id, person_id, signed_at)
      select id, ${checker.user}, ${checker.person}, ${at} from vouchers`;
    await sql`analyze`;
  });
}

interface Measured {
  seconds: number;
  bytes: number;
}

async function drain(stream: AsyncIterable<Buffer>): Promise<Measured> {
  const began = performance.now();
  let bytes = 0;
  for await (const chunk of stream) bytes += chunk.length;
  return { seconds: (performance.now() - began) / 1000, bytes };
}

const copy = async (sql: Sql): Promise<Measured> =>
  drain(await sql.unsafe(`copy (${journal}) to stdout csv`).readable());

const workbook = ({ auditUrl, dataDir }: OpenedDatabase, verified = false): Promise<Measured> => {
  const order = {
    id: 'bench',
    from: 202601,
    to: 202601,
    format: 'xlsx' as const,
    // what the plain copy has too; the ledgers would repeat every line of the journal
    include: [
      'journal' as const,
      'trialBalance' as const,
      'fundStatement' as const,
      'donations' as const,
      'payments' as const,
    ],
    madeBy: '审计',
    madeAt: '2026-01-31',
  };
  const at = new Date().toISOString();
  return drain(workbookStream({ auditUrl, dataDir, order, at, verified }));
};

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The most that the process had of the machine's memory while `work` ran. */
async function withPeak<T>(work: () => Promise<T>): Promise<{ result: T; peak: number }> {
  let peak = process.memoryUsage.rss();
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  try {
    return { result: await work(), peak };
  } finally {
    clearInterval(timer);
  }
}

async function measure(database: OpenedDatabase) {
  const sql = postgres(database.auditUrl, { max: 1, onnotice: () => {} });
  await copy(sql); // warms the server's cache for both
  await pause(2000);
  const idle = process.memoryUsage.rss();
  const lag = monitorEventLoopDelay({ resolution: 5 });
  const books: Measured[] = [];
  const copies: Measured[] = [];
  let peak = 0;
  for (let round = 0; round < ROUNDS; round++) {
    copies.push(await copy(sql));
    lag.enable();
    const made = await withPeak(() => workbook(database));
    lag.disable();
    books.push(made.result);
    peak = Math.max(peak, made.peak);
    say(
      `round ${round + 1}: COPY ${copies.at(-1)!.seconds.toFixed(2)} s, ` +
        `workbook ${made.result.seconds.toFixed(2)} s, ${Math.round((made.peak - idle) / MIB)} MiB above idle`,
    );
  }
  const verified = await workbook(database, true);
  await sql.end();
  return { idle, peak, books, copies, verified, lag };
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(ephemeralRoot(), 'hardship-bench-'));
  // as root, PostgreSQL runs under another account, which must be able to enter
  chmodSync(dataDir, 0o711);
  try {
    const database = await openDatabase({ dataDir, ephemeral: true, log: say, seed: seedDatabase });
    say(`posting ${rows} journal rows …`);
    await fill(database);
    const { idle, peak, books, copies, verified, lag } = await measure(database);
    const seconds = median(books.map((each) => each.seconds));
    const copySeconds = median(copies.map((each) => each.seconds));
    const round = (value: number, digits = 2) => Number(value.toFixed(digits));
    const report = {
      rows,
      seconds: round(seconds),
      rowsPerSecond: Math.round(rows / seconds),
      bytes: books[0]!.bytes,
      copySeconds: round(copySeconds, 3),
      copyBytes: copies[0]!.bytes,
      secondsWithVerification: round(verified.seconds),
      idleMiB: Math.round(idle / MIB),
      memoryAboveIdleMiB: Math.round((peak - idle) / MIB),
      mainThreadLagP99Ms: round(lag.percentile(99) / 1e6, 1),
      ratios: { copy: round(seconds / copySeconds, 1) },
    };
    say(
      `${report.rowsPerSecond} rows/s, ${report.ratios.copy} × COPY, ${report.memoryAboveIdleMiB} MiB above idle`,
    );
    console.log(JSON.stringify(report));
    await database.stop();
  } finally {
    await destroyEmbedded(dataDir);
  }
}

await main();
