import { afterAll } from 'vitest';
import { cleanUp } from './clean-up.ts';
import { removeDataDirs } from './embedded.ts';
import { endPrograms } from './program.ts';

// modules are shared by the files of a worker, so what they leave is removed from here: a set-up
// file runs before each test file
afterAll(async () => {
  await cleanUp();
  endPrograms();
  await removeDataDirs();
});
