import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { maskName } from '../../shared/identity.ts';
import { ZERO } from '../../shared/money.ts';
import type { identifyBody, SendBackBody, unidentifiedBody } from '../../shared/unidentified.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import { receiveGift } from '../donations/service.ts';
import { postEntry } from '../ledger/journal.ts';
import { unidentifiedReceived, unidentifiedSentBack } from '../ledger/postings-gifts.ts';
import { insertOutcome, insertUnidentified, receiptToSettle } from './queries.ts';

/**
 * Notes money in the bank whose giver is not known (E12): a liability, no income and no receipt.
 * Fails with DATE_FUTURE, DUPLICATE_TRANSACTION (the slip is a gift or noted), PERIOD_LOCKED.
 */
export async function recordUnidentified(
  context: Context,
  { payer, ...body }: z.output<typeof unidentifiedBody>,
) {
  refuseFuture(context, body.receivedOn, '/receivedOn');
  return runCommand(context, 'unidentified.recorded', { payer, ...body }, async (tx) => {
    const id = randomUUID();
    await insertUnidentified(tx, {
      id,
      ...body,
      payerMasked: maskName(payer),
      recordedBy: context.actor.userId,
      recordedPersonId: context.actor.personId,
      createdAt: context.now(),
    });
    const posted = await postEntry(tx, context, {
      date: body.receivedOn,
      dateField: '/receivedOn',
      summary: `收到待查款项（${body.bankReference}）`,
      source: { type: 'unidentified', id },
      posting: unidentifiedReceived(body.amount),
    });
    const result = { id, ...posted };
    return { result, subject: `unidentified:${id}`, facts: { amount: body.amount } };
  });
}

async function requireOpen(tx: Tx, id: string, day: string, pointer: string) {
  const row = await receiptToSettle(tx, id);
  if (!row) throw new AppError('NOT_FOUND', 'There is no such receipt.');
  if (row.settled) throw new AppError('STATE_CONFLICT', 'This receipt is settled already.');
  if (day < row.received_on) {
    throw fieldError('RANGE_INVALID', pointer, 'The money arrived later than this.');
  }
  return row;
}

/**
 * The giver is known: the receipt becomes a gift of the channel `identified` with its own receipt
 * number, and counts for its drive. Fails with NOT_FOUND, STATE_CONFLICT (settled),
 * RANGE_INVALID, DRIVE_CLOSED, DATE_FUTURE, PERIOD_LOCKED.
 */
export async function identifyReceipt(
  context: Context,
  id: string,
  body: z.output<typeof identifyBody>,
) {
  refuseFuture(context, body.identifiedOn, '/identifiedOn');
  return runCommand(context, 'unidentified.identified', { id, ...body }, async (tx) => {
    const { amount } = await requireOpen(tx, id, body.identifiedOn, '/identifiedOn');
    const gift = await receiveGift(tx, context, {
      driveId: body.driveId,
      donor: body.donor,
      channel: 'identified',
      gross: amount,
      fee: ZERO,
      receivedOn: body.identifiedOn,
      transactionReference: null,
      note: body.note,
    });
    await insertOutcome(tx, {
      id: randomUUID(),
      receiptId: id,
      donationId: gift.id,
      reason: '',
      decidedBy: context.actor.userId,
      decidedPersonId: context.actor.personId,
      decidedAt: context.now(),
    });
    const { receiptNumber, voucherId, voucherNumber } = gift;
    const result = { id, donationId: gift.id, receiptNumber, voucherId, voucherNumber };
    const facts = { donation: gift.id, amount, receipt: receiptNumber };
    return { result, subject: `unidentified:${id}`, facts };
  });
}

/**
 * The chair sends the money back to where it came from; it posts at once. Fails with NOT_FOUND,
 * STATE_CONFLICT (settled), SOD_VIOLATION (who recorded it), RANGE_INVALID, DATE_FUTURE,
 * PERIOD_LOCKED.
 */
export async function sendBack(context: Context, id: string, body: SendBackBody) {
  refuseFuture(context, body.returnedOn, '/returnedOn');
  return runCommand(context, 'unidentified.returned', { id, ...body }, async (tx) => {
    const row = await requireOpen(tx, id, body.returnedOn, '/returnedOn');
    const { userId, personId } = context.actor;
    if (row.recorded_person_id === personId) {
      throw new AppError('SOD_VIOLATION', 'Who recorded a receipt does not send it back.');
    }
    const outcome = randomUUID();
    await insertOutcome(tx, {
      id: outcome,
      receiptId: id,
      ...body,
      decidedBy: userId,
      decidedPersonId: personId,
      decidedAt: context.now(),
    });
    const posted = await postEntry(tx, context, {
      date: body.returnedOn,
      dateField: '/returnedOn',
      summary: `退回待查款项（${row.bank_reference}）`,
      source: { type: 'unidentified_return', id: outcome },
      posting: unidentifiedSentBack(row.amount),
    });
    return { result: { id, ...posted }, subject: `unidentified:${id}`, facts: { ...posted } };
  });
}
