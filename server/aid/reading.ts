import { createHmac } from 'node:crypto';
import { runCommand } from '../core/command.ts';
import type { Context } from '../core/context.ts';
import { isAnswered } from './view-queries.ts';

/**
 * Writes into the trail that this account read a case in clear, once a day: what the family said,
 * what visitors found, whom to pay. It is written before anything is shown; a reading that cannot
 * be written down shows nothing.
 */
export async function keepReading(
  context: Context,
  request: { id: string; caseNumber: string },
): Promise<void> {
  const day = context.today();
  // the same key all day: the first reading is the entry, the others find it
  const key = createHmac('sha256', context.secrets.pepper)
    .update(`reading\n${request.id}\n${day}`)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
  if (await isAnswered(context.client, { actorId: context.actor.userId, key })) return;
  const reading = { ...context, idempotencyKey: key, onReplay: undefined };
  const input = { id: request.id, day };
  await runCommand(reading, 'aid.read_in_clear', input, async () => ({
    result: {},
    subject: `aid-request:${request.id}`,
    facts: { caseNumber: request.caseNumber, day },
  }));
}
