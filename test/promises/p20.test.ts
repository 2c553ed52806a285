import { expect, test } from 'vitest';
import { gift } from '../support/acts.ts';
import { ok } from '../support/cases.ts';
import { makeWorld, type Answer } from '../support/world.ts';
import { count } from './counts.ts';
import { randomOf, seed } from './random.ts';
import { reached } from './report.ts';

// late enough that every month of the race lies in the past
const world = await makeWorld('2043-12-20T02:00:00.000Z');
const random = randomOf(seed);
const rounds = count(12, 200);
const treasurer = world.as('treasurer');
const give = (receivedOn: string) => treasurer.post('/donations', gift({ receivedOn }));
const close = (period: number) => treasurer.post(`/periods/${period}/close`);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function signAll(period: number): Promise<void> {
  const unsigned = await world.client`select id from vouchers v where period_id = ${period}
    and not exists (select 1 from voucher_signatures s where s.voucher_id = v.id)`;
  for (const { id } of unsigned) ok(await world.as('treasurer2').post(`/vouchers/${id}/sign`));
}

/** What the month was closed with, and what its lines say now. */
async function kept(period: number) {
  const [row] = await world.client`
    select (select coalesce(sum(debit), 0) from closing_balances where period_id = ${period}) as closed,
      (select coalesce(sum(amount) filter (where side = 'debit'), 0) from voucher_lines
        where period_id <= ${period}) as lines,
      (select count(*) from vouchers where period_id = ${period})::int as vouchers,
      (select count(*) from vouchers v join periods p on p.id = v.period_id
        where v.period_id = ${period} and v.posted_at > p.closed_at)::int as "late",
      (select count(*) from closing_balances where period_id = ${period} and account_code >= '4'
        and debit <> credit)::int as "left"`;
  return row as unknown as Record<'closed' | 'lines', string> &
    Record<'vouchers' | 'late' | 'left', number>;
}

const said = ({ status, body }: Answer) => (status < 300 ? 'done' : `${status} ${body.code}`);
let late = 0;
let wins = 0;

async function round(turn: number): Promise<void> {
  const period = (2026 + Math.floor(turn / 12)) * 100 + (turn % 12) + 1;
  const day = `${String(period).slice(0, 4)}-${String(period).slice(4)}-28`;
  ok(await give(day));
  await signAll(period);
  const pause = Math.floor(random() * 12);
  const [closing, ...posts] = await Promise.all([
    wait(turn % 3 === 0 ? 0 : pause).then(() => close(period)),
    ...Array.from({ length: 8 }, (_, at) =>
      wait(turn % 3 === 1 ? at : at * 4).then(() => give(day)),
    ),
  ]);
  for (const each of posts) expect(said(each)).toMatch(/^(done|409 PERIOD_LOCKED)$/);
  late += posts.filter((each) => each.status === 409).length;
  expect(said(closing)).toMatch(/^(done|409 PERIOD_NOT_READY)$/);
  if (closing.status === 200) wins++;
  else {
    expect(posts.every(({ status }) => status === 201)).toBe(true);
    await signAll(period);
    ok(await close(period));
  }
  const before = await kept(period);
  expect(before).toMatchObject({ closed: before.lines, late: 0, left: 0 });
  expect(said(await give(day))).toBe('409 PERIOD_LOCKED');
  expect(await kept(period)).toEqual(before);
}

test(
  'P20 of posts and a close at once, none lands in the closed month',
  async () => {
    for (let turn = 0; turn < rounds; turn++) await round(turn);
  },
  count(60_000, 600_000),
);

test('P20 nothing is dated or taken back into a closed month, by Shanghai’s calendar', async () => {
  const [last] = await world.client`select id, ends_on::text as day from periods
    where status = 'closed' order by id desc limit 1`;
  const day = last!['day'] as string;
  const [gave] = await world.client`select id from donations order by seq limit 1`;
  const body = { reason: '误录', reversedOn: day };
  const back = await world.as('treasurer2').post(`/donations/${gave!['id']}/reverse`, body);
  expect(said(back)).toBe('409 PERIOD_LOCKED');
  const [first] =
    await world.client`select starts_on::text as day from periods order by id limit 1`;
  const earlier = `${Number((first!['day'] as string).slice(0, 4)) - 1}-12-31`;
  expect(said(await give(earlier))).toBe('409 PERIOD_LOCKED');
  // half past midnight of the first in Shanghai is still the last day of the month in UTC
  world.setNow(`${day}T16:30:00.000Z`);
  const tomorrow = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  expect(said(await give(day))).toBe('409 PERIOD_LOCKED');
  expect(said(await give(tomorrow))).toBe('done');
  expect(said(await close(last!['id'] as number))).toBe('409 STATE_CONFLICT');
  reached(
    'P20',
    '0 entries after close',
    `${rounds} races (${wins} closed first), ${late} late posts refused, 0 entries after close`,
    seed,
  );
});
