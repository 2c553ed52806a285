import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { decisionBody, transferBody, TransferKind } from '../../shared/transfers.ts';
import type { FundKind } from '../../shared/funds.ts';
import { runCommand } from '../core/command.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import { requireFund } from '../funds/service.ts';
import { type Posted, postEntry } from '../ledger/journal.ts';
import { fundsTransferred } from '../ledger/postings-funds.ts';
import { insertDecision, insertTransfer, transferToDecide } from './queries.ts';

const words: Record<TransferKind, string> = {
  transfer: '限定性基金之间划转',
  release: '限定解除转入非限定性',
  surplus: '活动结余转用',
  set_aside: '非限定性资金内部指定',
};

/** From which kind of fund to which each movement goes; everything else is refused. */
const joins = (kind: TransferKind, from: FundKind, to: FundKind): boolean => {
  const bound = [from === 'restricted', to === 'restricted'];
  if (kind === 'release') return bound[0] === true && bound[1] === false;
  if (kind === 'set_aside') return !bound.includes(true);
  return !bound.includes(false);
};

/**
 * Prepares money to move between funds, with the document that allows it (E13, E14, E34). Nothing
 * moves before another person agrees. Fails with VALUE_INVALID at /toFundId (this movement does not
 * join these funds), STATE_CONFLICT (the drive is open, or has no surplus clause), DATE_FUTURE.
 */
export async function prepareTransfer(context: Context, body: z.output<typeof transferBody>) {
  refuseFuture(context, body.transferredOn, '/transferredOn');
  return runCommand(context, 'fund_transfer.prepared', body, async (tx) => {
    const from = await requireFund(tx, body.fromFundId);
    const to = await requireFund(tx, body.toFundId);
    if (!joins(body.kind, from.kind, to.kind)) {
      throw fieldError('VALUE_INVALID', '/toFundId', 'This movement does not join these funds.');
    }
    const id = randomUUID();
    await insertTransfer(tx, {
      id,
      ...body,
      preparedBy: context.actor.userId,
      preparedPersonId: context.actor.personId,
      preparedAt: context.now(),
    });
    const facts = { kind: body.kind, amount: body.amount, from: from.code, to: to.code };
    return { result: { id }, subject: `fund-transfer:${id}`, facts };
  });
}

/**
 * The chair's word on a transfer; agreeing posts it. Fails with NOT_FOUND, STATE_CONFLICT (decided
 * already), SOD_VIOLATION (who prepared it), FUND_INSUFFICIENT, PERIOD_LOCKED.
 */
export async function decideTransfer(
  context: Context,
  id: string,
  body: z.output<typeof decisionBody>,
) {
  return runCommand(context, 'fund_transfer.decided', { id, ...body }, async (tx) => {
    const row = await transferToDecide(tx, id);
    if (!row) throw new AppError('NOT_FOUND', 'There is no such transfer.');
    if (row.decided) throw new AppError('STATE_CONFLICT', 'This transfer is decided already.');
    const { userId, personId } = context.actor;
    if (row.prepared_person_id === personId) {
      throw new AppError('SOD_VIOLATION', 'Who prepared a transfer does not decide on it.');
    }
    const decision = { id, ...body, decidedBy: userId, decidedPersonId: personId };
    await insertDecision(tx, { ...decision, decidedAt: context.now() });
    let posted: Posted | undefined;
    if (body.agrees) {
      posted = await postEntry(tx, context, {
        date: row.transferred_on,
        summary: `${words[row.kind]}（${row.document_number}）`,
        source: { type: 'fund_transfer', id },
        posting: fundsTransferred({
          kind: row.kind,
          amount: row.amount,
          fromFundId: row.from_fund_id,
          toFundId: row.to_fund_id,
        }),
      });
    }
    const result = {
      id,
      agrees: body.agrees,
      voucherId: posted?.voucherId ?? null,
      voucherNumber: posted?.voucherNumber ?? null,
    };
    return { result, subject: `fund-transfer:${id}`, facts: { agrees: body.agrees } };
  });
}
