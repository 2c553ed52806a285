import { afterAll } from 'vitest';
import { removeDataDirs } from './embedded.ts';
import { endPrograms } from './program.ts';

// modules are shared by the files of a worker, so what they leave is removed from here: a set-up
// file runs before each test file
afterAll(async () => {
  endPrograms();
  await removeDataDirs();
});
