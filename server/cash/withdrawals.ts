import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Withdrawal, withdrawalBody } from '../../shared/cash.ts';
import { addMoney, exceeds, isNegative, subtractMoney, ZERO } from '../../shared/money.ts';
import { runCommand } from '../core/command.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { refuseFuture } from '../core/refusals.ts';
import { postEntry } from '../ledger/journal.ts';
import { cashWithdrawn } from '../ledger/postings-cash.ts';
import { hasOpenCount, lockBookCash } from './queries.ts';
import { floatLimit, insertWithdrawal } from './settlement-queries.ts';

const OWN_BANK = '100201';

/**
 * Books cash that the cashier drew from the bank for the float. Fails with CASH_COUNT_OPEN,
 * CASH_FLOAT_EXCEEDED (the box would hold more than its float), CASH_INSUFFICIENT (the bank holds
 * less), DUPLICATE_TRANSACTION (a slip twice), PERIOD_LOCKED. Source: E37, decision 6.
 */
export async function recordWithdrawal(
  context: Context,
  body: z.output<typeof withdrawalBody>,
): Promise<Withdrawal> {
  refuseFuture(context, body.withdrawnOn, '/withdrawnOn');
  const { amount, withdrawnOn, slipReference } = body;
  return runCommand(context, 'withdrawal.recorded', body, async (tx) => {
    const inBox = await lockBookCash(tx);
    if (await hasOpenCount(tx)) {
      throw new AppError('CASH_COUNT_OPEN', 'A cash difference waits for its second signature.');
    }
    const limit = await floatLimit(tx.sql);
    if (exceeds(addMoney(inBox, amount), limit)) {
      const left = subtractMoney(limit, inBox);
      throw new AppError('CASH_FLOAT_EXCEEDED', `The box may hold ${limit}.`, {
        available: isNegative(left) ? ZERO : left,
        fields: [{ pointer: '/amount', code: 'CASH_FLOAT_EXCEEDED' }],
      });
    }
    const id = randomUUID();
    const row = { id, amount, withdrawnOn, slipReference };
    await insertWithdrawal(tx, {
      ...row,
      accountCode: OWN_BANK,
      withdrawnBy: context.actor.userId,
      createdAt: context.now(),
    });
    const posted = await postEntry(tx, context, {
      date: withdrawnOn,
      dateField: '/withdrawnOn',
      summary: '提取现金补充备用金',
      source: { type: 'withdrawal', id },
      posting: cashWithdrawn(amount),
    });
    return {
      result: { ...row, ...posted, reversed: false },
      subject: `withdrawal:${id}`,
      facts: { amount },
    };
  });
}
