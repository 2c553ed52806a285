const steps: (() => unknown)[] = [];

/**
 * Has this done after the test file, the newest first: tidy-up.ts does it. Unlike `afterAll` it may
 * be asked for anywhere, also inside of a test or of `beforeAll`, where `afterAll` is not heard.
 */
export function afterFile(step: () => unknown): void {
  steps.push(step);
}

/** Does what was asked for, and forgets it; a step that fails does not keep the others from it. */
export async function cleanUp(): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps.splice(0).toReversed()) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'a test file left something behind');
}
