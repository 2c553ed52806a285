/**
 * How often a promise is tried: the full count with PROMISES=full, a short one within `npm test`.
 */
export function count(short: number, full: number): number {
  return isFull ? full : short;
}

/** Whether this run takes the full counts, as `npm run test:promises` does. */
export const isFull = process.env.PROMISES === 'full';
