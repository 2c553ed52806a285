import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { bankEventBody, BankEventKind } from '../../shared/bank.ts';
import { runCommand } from '../core/command.ts';
import type { Context } from '../core/context.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import { requireFund } from '../funds/service.ts';
import { postEntry } from '../ledger/journal.ts';
import { bankDid } from '../ledger/postings-funds.ts';
import { insertBankEvent } from './queries.ts';

const words: Record<BankEventKind, string> = {
  interest: '银行存款利息',
  fee: '银行账户费用',
  grant: '收到政府补助',
};

/**
 * Records interest (E25), a bank fee (E26) or a government grant (E35) from the bank's statement.
 * A fee is never refused for want of money: the bank took it already (decisions 4 and 5). Fails
 * with VALUE_INVALID at /fundId (a fee of another fund than the unrestricted one),
 * DUPLICATE_TRANSACTION (this number is booked), PERIOD_LOCKED, DATE_FUTURE.
 */
export async function recordBankEvent(context: Context, body: z.output<typeof bankEventBody>) {
  refuseFuture(context, body.happenedOn, '/happenedOn');
  return runCommand(context, 'bank_event.recorded', body, async (tx) => {
    const fund = await requireFund(tx, body.fundId);
    if (body.kind === 'fee' && fund.kind !== 'unrestricted') {
      throw fieldError('VALUE_INVALID', '/fundId', 'A bank fee is the unrestricted fund’s.');
    }
    const id = randomUUID();
    const { userId } = context.actor;
    await insertBankEvent(tx, { id, ...body, recordedBy: userId, createdAt: context.now() });
    const posted = await postEntry(tx, context, {
      date: body.happenedOn,
      dateField: '/happenedOn',
      summary: words[body.kind],
      source: { type: 'bank_event', id },
      posting: bankDid({ kind: body.kind, amount: body.amount, fund }),
    });
    const facts = { kind: body.kind, amount: body.amount, fund: fund.code };
    return { result: { id, ...posted }, subject: `bank-event:${id}`, facts };
  });
}
