import { appendFileSync } from 'node:fs';

/** One row of the table that `npm run test:promises` prints. */
export interface Reached {
  promise: string;
  target: string;
  reached: string;
  seed?: number | undefined;
}

/** Notes the figure that a promise reached; kept only when PROMISES_REPORT names a file. */
export function reached(promise: string, target: string, figure: string, seed?: number): void {
  const file = process.env.PROMISES_REPORT;
  if (file === undefined) return;
  const row: Reached = { promise, target, reached: figure, seed };
  appendFileSync(file, `${JSON.stringify(row)}\n`);
}
