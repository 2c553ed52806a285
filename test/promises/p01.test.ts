import { afterAll, expect, test } from 'vitest';
import { Chaos, killAgainAndAgain } from '../support/chaos.ts';
import { count } from './counts.ts';
import { randomOf, seed } from './random.ts';
import { reached } from './report.ts';

const chaos = new Chaos();
afterAll(() => chaos.destroy());
const kills = count(2, 50);
// the full run is to see 20,000 acknowledged gifts
const acks = count(1, 400);

test(
  'P01 no acknowledged gift is lost when the server is killed',
  async () => {
    const tally = await killAgainAndAgain(chaos, {
      kills,
      random: randomOf(seed),
      victim: () => 'server',
      acks,
    });
    expect(tally).toMatchObject({ kills, lost: 0, notOnce: 0, gaps: 0 });
    expect(tally.acknowledged).toBeGreaterThanOrEqual(kills * acks);
    reached(
      'P01',
      '0 lost in 50 kills, ≥ 20 k acks',
      `${tally.lost} lost of ${tally.acknowledged} acks in ${kills} kills; ${tally.open} in flight, each once after retry; no gap in the numbers`,
      seed,
    );
  },
  count(240_000, 1_200_000),
);
