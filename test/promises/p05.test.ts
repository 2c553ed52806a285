import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';
import { gift, openDrive } from '../support/acts.ts';
import { everyPost, send } from '../support/every-post.ts';
import { makeWorld } from '../support/world.ts';
import { count, isFull } from './counts.ts';
import { reached } from './report.ts';

/**
 * P05: whenever anyone looks, the books balance: every month, every voucher, and the funds together
 * are what is owned less what is owed. A reader with one snapshot looks all the time while gifts
 * arrive, are taken back, banked, promised and paid.
 */
const world = await makeWorld();
const auditor = postgres(world.auditUrl, {
  max: 1,
  onnotice: () => {},
  connection: { search_path: 'fund' },
});
afterAll(() => auditor.end({ timeout: 2 }));
// a read is one question to the books; a look asks five of them on one snapshot
const reads = count(2000, 100_000);
const READS_PER_LOOK = 5;
let looked = 0;
let seen = 0;

/** What is out of balance in one snapshot, by where: five reads of the books. */
async function look(): Promise<void> {
  const bad = await auditor.begin('isolation level repeatable read read only', async (sql) => {
    const rows = await sql<{ place: string; off: string }[]>`
      select 'month ' || period_id as place, sum(debit - credit)::text as off from period_balances
        group by period_id having sum(debit - credit) <> 0
      union all select 'all accounts', sum(debit - credit)::text from account_balances
        having sum(debit - credit) <> 0
      union all select 'voucher ' || voucher_id, sum(case side when 'debit' then amount else -amount end)::text
        from voucher_lines group by voucher_id
        having sum(case side when 'debit' then amount else -amount end) <> 0
      union all select 'fund ' || b.fund_id, b.balance::text from fund_balances b
        where b.balance <> (select coalesce(sum(case side when 'credit' then amount else -amount end), 0)
          from voucher_lines l where l.fund_id = b.fund_id and l.account_code >= '3')
      union all select 'funds together', f.total::text from
        (select sum(balance) as total from fund_balances) f,
        (select coalesce(sum(debit - credit), 0) as total from account_balances where account_code < '3') a
        where f.total <> a.total`;
    const [vouchers] = await sql<{ n: number }[]>`select count(*)::int as n from vouchers`;
    seen = Math.max(seen, vouchers!.n);
    return [...rows];
  });
  looked += READS_PER_LOOK;
  expect(bad).toEqual([]);
}

test(
  'P05 the trial balance is zero at every instant',
  async () => {
    const driveId = await openDrive(world, { code: 'D99' });
    let isOver = false;
    const giving = Array.from({ length: 4 }, async () => {
      while (!isOver) {
        const answer = await world.as('treasurer').post('/donations', gift({ driveId }));
        expect([201, 503]).toContain(answer.status);
        // a full run would else read ever longer books
        await pause(isFull ? 400 : 10);
      }
    });
    const acting = (async () => {
      for (const each of everyPost.filter(({ money }) => money)) {
        if (!isOver) await send(world, await each.prepare(world));
      }
    })();
    const before = seen;
    while (looked < reads || seen <= before + 20) {
      await look();
      await pause(isFull ? 0 : 5);
    }
    isOver = true;
    await Promise.all([...giving, acting]);
    await look();
    // the books moved while they were read
    expect(seen).toBeGreaterThan(before + 20);
    reached(
      'P05',
      '0 violations in ≥ 100 k reads',
      `0 violations in ${looked} reads (${looked / READS_PER_LOOK} snapshots), while ${seen} vouchers were posted`,
    );
  },
  count(240_000, 1_200_000),
);
