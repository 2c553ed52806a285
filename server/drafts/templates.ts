import type { z } from 'zod';
import type { templateBody, VoucherWords } from '../../shared/drafts.ts';
import { runCommand } from '../core/command.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { chooseWords, insertTemplate, voucherWordsNow } from './queries.ts';

/** Keeps lines under a name to begin vouchers with. Fails with DUPLICATE for a name in use. */
export async function saveTemplate(
  context: Context,
  body: z.output<typeof templateBody>,
): Promise<{ id: string }> {
  return runCommand(context, 'voucher_template.saved', body, async (tx) => {
    const { userId } = context.actor;
    const id = await insertTemplate(tx, { ...body, userId, at: context.now() });
    return { result: { id }, subject: `voucher-template:${id}`, facts: { name: body.name } };
  });
}

/** One word or three, and whether that may be changed now. */
export async function readWords(context: Context) {
  const { words, inUse } = await voucherWordsNow(context.client);
  return { words, mayChange: !inUse && context.actor.roles.includes('treasurer') };
}

/**
 * Chooses one word for vouchers or three (decision 7), before the first voucher of a new month.
 * Fails with VOUCHER_WORDS_FIXED while an open month has vouchers.
 */
export async function changeWords(context: Context, words: VoucherWords) {
  return runCommand(context, 'voucher_words.chosen', { words }, async (tx) => {
    const now = await voucherWordsNow(tx.sql);
    if (now.inUse && now.words !== words) {
      throw new AppError('VOUCHER_WORDS_FIXED', 'An open month has vouchers already.');
    }
    await chooseWords(tx, words);
    return { result: { words }, subject: 'organisation:1', facts: { words } };
  });
}
