import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// both projects with a database share one throw-away cluster; the others never start it
const globalSetup = ['test/support/cluster.ts'];
// the files of a worker share their modules: to load the server or antd anew takes longer than most
// files run, and a test that leaves something behind shows in the next one
const isolate = false;

// .ci/run reads the figures of a run from this file
const figures = process.env['VITEST_JSON'];

export default defineConfig({
  test: {
    reporters: figures ? ['default', ['json', { outputFile: figures }]] : ['default'],
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      include: ['server/**', 'shared/**', 'client/**'],
      reporter: ['text-summary'],
    },
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          isolate,
          include: ['test/unit/**/*.test.ts', 'test/tidy.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'api',
          environment: 'node',
          pool: 'forks',
          isolate,
          include: ['test/{api,stories,races,database,promises}/**/*.test.ts'],
          globalSetup,
          setupFiles: ['test/support/tidy-up.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'client',
          environment: 'jsdom',
          isolate,
          include: ['test/client/**/*.test.{ts,tsx}'],
          setupFiles: ['test/support/jsdom.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          pool: 'forks',
          isolate,
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: [...globalSetup, 'test/e2e/build.ts'],
          setupFiles: ['test/support/tidy-up.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
