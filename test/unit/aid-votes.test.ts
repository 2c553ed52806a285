import { describe, expect, test } from 'vitest';
import { nothingYet, type History } from '../../server/aid/case.ts';
import { verdictOf } from '../../server/aid/policy.ts';

describe('a vote', () => {
  const history = (values: Partial<History>) => ({ ...nothingYet, today: '2026-02-10', ...values });

  test.each([
    [1, 0, 1, ['b'], 'approved'],
    [1, 0, 2, ['b'], 'open'],
    [0, 1, 2, ['b', 'c'], 'open'],
    [0, 1, 2, ['b'], 'rejected'],
    [1, 1, 2, [], 'rejected'],
    [2, 1, 2, [], 'approved'],
    [2, 0, 3, ['c', 'd'], 'open'],
  ] as const)('of %i for and %i against, %i needed, %o left is %s', (yes, no, needed, left, is) => {
    const values = { votesFor: yes, votesAgainst: no, votesNeeded: needed, mayVote: left };
    expect(verdictOf(history(values))).toBe(is);
  });
});
