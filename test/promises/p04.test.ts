import { afterAll, expect, test } from 'vitest';
import { Chaos, killAgainAndAgain } from '../support/chaos.ts';
import { count } from './counts.ts';
import { randomOf, seed } from './random.ts';
import { reached } from './report.ts';

const chaos = new Chaos();
afterAll(() => chaos.destroy());
const kills = count(2, 30);

test(
  'P04 whoever heard nothing asks again with the same key, and it happened exactly once',
  async () => {
    const tally = await killAgainAndAgain(chaos, {
      kills,
      random: randomOf(seed),
      victim: (turn) => (turn % 2 ? 'database' : 'server'),
      // every fifth writer hangs up at once, so that answers get lost without any kill
      impatience: 0.2,
    });
    expect(tally).toMatchObject({ lost: 0, notOnce: 0, gaps: 0 });
    expect(tally.open).toBeGreaterThan(kills);
    reached(
      'P04',
      'exactly one effect for 100 %',
      `${tally.open} of ${tally.open} open requests resolved to one effect (${kills} kills, lost answers)`,
      seed,
    );
  },
  count(240_000, 1_200_000),
);
