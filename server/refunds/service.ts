import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { exceeds, type Money, subtractMoney } from '../../shared/money.ts';
import type { payRefundBody, refundBody } from '../../shared/refunds.ts';
import type { decisionBody } from '../../shared/transfers.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import { type Posted, postEntry } from '../ledger/journal.ts';
import { giftGivenBack, owedGiftPaid } from '../ledger/postings-gifts.ts';
import {
  giftToRefund,
  insertRefund,
  insertRefundDecision,
  insertRefundPayment,
  refundToMove,
} from './queries.ts';

type Moving = NonNullable<Awaited<ReturnType<typeof refundToMove>>>;

/**
 * Prepares to give a gift back, in whole or in part, now (E09, E10b) or as a debt first (E10).
 * Nothing moves before the chair agrees. Fails with VALUE_INVALID at /donationId, DATE_FUTURE,
 * RANGE_INVALID (dated before the gift), STATE_CONFLICT (taken back), EXCEEDS_GIFT.
 */
export async function prepareRefund(context: Context, body: z.output<typeof refundBody>) {
  refuseFuture(context, body.refundedOn, '/refundedOn');
  return runCommand(context, 'refund.prepared', body, async (tx) => {
    const gift = await requireGift(tx, body.donationId, body.amount);
    if (body.refundedOn < gift.received_on) {
      throw fieldError('RANGE_INVALID', '/refundedOn', 'The gift arrived later than this.');
    }
    const id = randomUUID();
    await insertRefund(tx, {
      id,
      ...body,
      preparedBy: context.actor.userId,
      preparedPersonId: context.actor.personId,
      preparedAt: context.now(),
    });
    const facts = { kind: body.kind, amount: body.amount, donation: body.donationId };
    return { result: { id }, subject: `refund:${id}`, facts };
  });
}

/** The gift, of which at least `amount` was not given back. */
async function requireGift(tx: Tx, donationId: string, amount: Money) {
  const gift = await giftToRefund(tx, donationId);
  if (!gift) throw fieldError('VALUE_INVALID', '/donationId', 'There is no such gift.');
  if (gift.reversed) throw new AppError('STATE_CONFLICT', 'This gift is already taken back.');
  const left = subtractMoney(gift.gross, gift.back);
  if (exceeds(amount, left)) {
    throw fieldError('EXCEEDS_GIFT', '/amount', `Only ${left} of this gift is left.`);
  }
  return gift;
}

/**
 * The chair's word on a refund; agreeing posts it, dated as prepared, and the receipt is void.
 * Fails with NOT_FOUND, STATE_CONFLICT (decided already, or the gift is taken back),
 * SOD_VIOLATION (who prepared it), EXCEEDS_GIFT, FUND_INSUFFICIENT (the fund cannot bear it),
 * PERIOD_LOCKED.
 */
export async function decideRefund(
  context: Context,
  id: string,
  body: z.output<typeof decisionBody>,
) {
  return runCommand(context, 'refund.decided', { id, ...body }, async (tx) => {
    const row = await refundToMove(tx, id);
    if (!row) throw new AppError('NOT_FOUND', 'There is no such refund.');
    if (row.agrees !== null) {
      throw new AppError('STATE_CONFLICT', 'This refund is decided already.');
    }
    const { userId, personId } = context.actor;
    if (row.prepared_person_id === personId) {
      throw new AppError('SOD_VIOLATION', 'Who prepared a refund does not decide on it.');
    }
    if (body.agrees) await requireGift(tx, row.donation_id, row.amount);
    const decision = { id, ...body, decidedBy: userId, decidedPersonId: personId };
    await insertRefundDecision(tx, { ...decision, decidedAt: context.now() });
    const posted = body.agrees ? await post(tx, context, id, row) : undefined;
    const result = {
      id,
      agrees: body.agrees,
      voucherId: posted?.voucherId ?? null,
      voucherNumber: posted?.voucherNumber ?? null,
    };
    return { result, subject: `refund:${id}`, facts: { agrees: body.agrees } };
  });
}

function post(tx: Tx, context: Context, id: string, row: Moving): Promise<Posted> {
  const what = row.kind === 'obligation' ? '应退捐款' : '退还捐款';
  return postEntry(tx, context, {
    date: row.refunded_on,
    summary: `${what}（${row.document_number}）`,
    source: { type: 'refund', id },
    posting: giftGivenBack({
      kind: row.kind,
      till: row.till,
      amount: row.amount,
      priorYear: row.prior_year,
      driveId: row.drive_id,
      donorId: row.donor_id,
      fund: { id: row.fund_id, kind: row.fund_kind },
    }),
  });
}

/**
 * A cashier pays what is owed to a donor (E10, second step). Fails with NOT_FOUND, STATE_CONFLICT
 * (nothing is owed, or it is paid), SOD_VIOLATION (who prepared or decided it), RANGE_INVALID
 * (before the debt), CASH_INSUFFICIENT, PERIOD_LOCKED, DATE_FUTURE.
 */
export async function payRefund(
  context: Context,
  id: string,
  body: z.output<typeof payRefundBody>,
) {
  refuseFuture(context, body.paidOn, '/paidOn');
  return runCommand(context, 'refund.paid', { id, ...body }, async (tx) => {
    const row = await refundToMove(tx, id);
    if (!row) throw new AppError('NOT_FOUND', 'There is no such refund.');
    if (row.kind !== 'obligation' || row.agrees !== true || row.paid) {
      throw new AppError('STATE_CONFLICT', 'Nothing is owed here.');
    }
    const { userId, personId } = context.actor;
    if (row.prepared_person_id === personId || row.decided_person_id === personId) {
      throw new AppError('SOD_VIOLATION', 'Who prepared or decided it does not pay it.');
    }
    if (body.paidOn < row.refunded_on) {
      throw fieldError('RANGE_INVALID', '/paidOn', 'It was not owed yet on this day.');
    }
    const payment = { id, ...body, paidBy: userId, paidPersonId: personId };
    await insertRefundPayment(tx, { ...payment, paidAt: context.now() });
    const posted = await postEntry(tx, context, {
      date: body.paidOn,
      dateField: '/paidOn',
      summary: `支付应退捐款（${row.document_number}）`,
      source: { type: 'refund_payment', id },
      posting: owedGiftPaid({
        amount: row.amount,
        driveId: row.drive_id,
        donorId: row.donor_id,
      }),
    });
    const facts = { amount: row.amount, voucher: posted.voucherId };
    return { result: { id, ...posted }, subject: `refund:${id}`, facts };
  });
}
