import { runCommand } from '../core/command.ts';
import type { PublicContext } from '../core/context.ts';
import { type DueStep, insertDueStep, lockDueSteps } from './cover-queries.ts';

/**
 * Begins and ends the covers (代班) of an account by the calendar, before anything else is done in
 * its name: a role is given on the first request of its days, and taken back on the first request
 * after them. A cover that no longer fits the person's roles ends without having begun.
 */
export async function settleCovers(context: PublicContext, userId: string): Promise<void> {
  await runCommand(context, 'cover.settled', { userId }, async (tx) => {
    const today = context.today();
    const done: DueStep[] = [];
    // one after the other: what the first gave or took decides about the next
    for (;;) {
      const [due] = await lockDueSteps(tx, userId, today);
      if (!due) break;
      await insertDueStep(tx, due, context.now());
      done.push(due);
    }
    return { result: { id: userId }, subject: `user:${userId}`, facts: { steps: done } };
  });
}
