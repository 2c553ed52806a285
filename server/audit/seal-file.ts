import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Seal } from './chain.ts';

/**
 * The file that keeps every seal outside the database, one JSON object a line, only ever added to.
 */
export const sealFileOf = (dataDir: string) => join(dataDir, 'seals.jsonl');

/** Adds seals to the file and waits until they are on the disk. */
export function appendSeals(file: string, seals: readonly Seal[]): void {
  if (seals.length === 0) return;
  const descriptor = openSync(file, 'a', 0o600);
  try {
    // the first line break ends a line that a crash cut short; the seal on it comes again
    writeSync(descriptor, `\n${seals.map((seal) => JSON.stringify(seal)).join('\n')}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const TAIL_BYTES = 8192;

/** The number of the newest seal in the file, 0 when there is none; reads its end only. */
export function newestInFile(file: string): number {
  if (!existsSync(file)) return 0;
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(descriptor, tail, 0, tail.length, size - tail.length);
    const seals = tail.toString('utf8').split('\n').map(parseSealLine);
    return seals.findLast((seal) => seal !== undefined)?.no ?? 0;
  } finally {
    closeSync(descriptor);
  }
}

/** The lines of the file that say something; none when there is no file yet. */
export function readSealLines(file: string): string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** The seal of a line, or undefined when the line is damaged. */
export function parseSealLine(line: string): Seal | undefined {
  try {
    const seal = JSON.parse(line) as Partial<Seal> | null;
    return typeof seal?.no === 'number' && typeof seal.hash === 'string'
      ? (seal as Seal)
      : undefined;
  } catch {
    return undefined;
  }
}
