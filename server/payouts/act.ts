import type { AidStep } from '../../shared/aid.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Money } from '../../shared/money.ts';
import { recordStep } from '../aid/service.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import type { Asker } from './policy.ts';
import { holdPayment, paymentOf, type PaymentRow } from './queries.ts';

interface Act<Result> {
  /** What the audit trail calls it, such as `payout.returned`. */
  name: string;
  /** The payment, or what hangs on it. */
  of: { what: 'payment' | 'return' | 'plan' | 'recovery' | 'settlement'; id: string };
  input: object;
  work: (
    tx: Tx,
    payment: PaymentRow,
    asker: Asker,
  ) => Promise<{
    result: Result;
    facts: object;
    /** The step in the history of the request, with its sum; none when nothing was done. */
    step?: AidStep;
    amount?: Money;
  }>;
}

/**
 * Does one thing to a payment that was made, under the lock of its request, so that two of them
 * never see the same state. It stands in the request's history and in its audit trail. Fails with
 * NOT_FOUND and with what `work` says.
 */
export async function actOnPayment<Result>(context: Context, act: Act<Result>): Promise<Result> {
  const { what, id } = act.of;
  return runCommand(context, act.name, { id, ...act.input }, async (tx) => {
    const { personId, roles } = context.actor;
    const paymentId = what === 'payment' ? id : await paymentOf(tx, what, id);
    const payment = paymentId && (await holdPayment(tx, paymentId, personId));
    if (!payment) throw new AppError('NOT_FOUND', 'There is no such payment.');
    const asker = { personId, roles, hands: payment.hands };
    const { result, facts, step, amount } = await act.work(tx, payment, asker);
    if (step) await recordStep(tx, context, payment.requestId, { step, amount: amount ?? null });
    const subject = `aid-request:${payment.requestId}`;
    const all = { caseNumber: payment.caseNumber, paymentId: payment.id, ...facts };
    return { result, subject, facts: all };
  });
}

/** Refuses a day to come or one before `from`. Fails with DATE_FUTURE and DATE_RANGE. */
export function requireDay(
  context: Context,
  day: string,
  { from, pointer }: { from: string; pointer: string },
): void {
  refuseFuture(context, day, pointer);
  if (day < from) throw fieldError('DATE_RANGE', pointer, `Not before ${from}.`);
}

/** Whether a day lies in a later year than the payment. */
export const isLaterYear = (day: string, payment: PaymentRow): boolean =>
  day.slice(0, 4) > payment.paidOn.slice(0, 4);

/** The row that an act on a locked payment needs, or NOT_FOUND. */
export function found<Row>(row: Row | undefined, code: ErrorCode = 'NOT_FOUND'): Row {
  if (row === undefined) throw new AppError(code, 'There is no such thing on this payment.');
  return row;
}

/** Who did something, and when, as its row keeps it. */
export function doneBy(context: Context) {
  const { userId, personId } = context.actor;
  return { userId, personId, at: context.now().toISOString() };
}

/** The voucher of an answer while there is none. */
export const noVoucher: { voucherId: string | null; voucherNumber: string | null } = {
  voucherId: null,
  voucherNumber: null,
};
