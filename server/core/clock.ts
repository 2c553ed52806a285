import { todayInShanghai } from '../../shared/dates.ts';

/** Where time comes from; tests and the demo bring their own. */
export interface Clock {
  now(): Date;
  today(): string;
}

/** The real clock; the business day is Shanghai's. */
export const systemClock: Clock = clockOf(() => new Date());

/** A clock that reads `now`. */
export function clockOf(now: () => Date): Clock {
  return { now, today: () => todayInShanghai(now()) };
}
