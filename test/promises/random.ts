import { createHash } from 'node:crypto';

/** The seed of this run: RANDOM_SEED repeats an earlier one. */
export const seed = Number(process.env.RANDOM_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Numbers in [0, 1) that a seed decides. */
export function randomOf(start: number): () => number {
  let drawn = 0;
  return () => {
    const digest = createHash('sha256').update(`${start}:${drawn++}`).digest();
    return digest.readUInt32BE() / 2 ** 32;
  };
}
