import postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';
import { Chaos, killAgainAndAgain } from '../support/chaos.ts';
import { count } from './counts.ts';
import { randomOf, seed } from './random.ts';
import { reached } from './report.ts';

const chaos = new Chaos();
afterAll(() => chaos.destroy());
const kills = count(2, 50);

test(
  'P02 no acknowledged gift is lost when PostgreSQL and all its children are killed',
  async () => {
    const tally = await killAgainAndAgain(chaos, {
      kills,
      random: randomOf(seed),
      victim: () => 'database',
    });
    expect(tally).toMatchObject({ kills, lost: 0, notOnce: 0, gaps: 0 });
    expect(tally.acknowledged).toBeGreaterThan(kills);
    reached(
      'P02',
      '0 lost in 50 kills',
      `${tally.lost} lost of ${tally.acknowledged} acks in ${kills} kills; ${tally.open} in flight, each once after retry`,
      seed,
    );
  },
  count(240_000, 1_800_000),
);

test('P02 every role writes durably', async () => {
  const durable = {
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    data_checksums: 'on',
  };
  const { settings, auditUrl } = chaos.served ?? (await chaos.start());
  expect(settings).toEqual(durable);
  const sql = postgres(auditUrl, { max: 1 });
  const [seen] = await sql`select current_setting('fsync') as fsync,
    current_setting('synchronous_commit') as synchronous_commit,
    current_setting('full_page_writes') as full_page_writes,
    current_setting('data_checksums') as data_checksums`;
  await sql.end();
  expect(seen).toEqual(durable);
});
