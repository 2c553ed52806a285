import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { addWorkingDays } from '../../shared/dates.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type {
  orderPrepared,
  paid,
  payBody,
  PayeeKind,
  prepareOrderBody,
  ProofBody,
} from '../../shared/payments.ts';
import { recordStep, setStatus, takeRequestStep } from '../aid/service.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { familyOf } from '../households/service.ts';
import { atDate, voucherLabel, WORD } from '../ledger/journal.ts';
import { maskedPayee, paymentWarnings } from './policy.ts';
import {
  hasUnbankedCash,
  insertOrder,
  insertProof,
  orderById,
  payOrder,
  paymentById,
} from './queries.ts';

type Prepare = z.output<typeof prepareOrderBody>;

/**
 * Prepares the order of a decided request: the treasurer fixes the payee, the amount is what was
 * granted. The payee is sealed with the family's key. Fails with REQUIRED (a bank order without
 * account), NOTICE_RUNNING with the day until which, STATE_CONFLICT and SOD_VIOLATION.
 */
export async function prepareOrder(
  context: Context,
  body: Prepare,
): Promise<z.input<typeof orderPrepared>> {
  if (body.method === 'bank' && body.payeeAccount === null) {
    throw fieldError('REQUIRED', '/payeeAccount');
  }
  const { requestId } = body;
  return takeRequestStep(context, {
    name: 'payment.order_prepared',
    action: 'prepare_order',
    requestId,
    input: body,
    work: async (tx, { request }) => {
      const amount = request.granted;
      if (amount === null) throw new AppError('STATE_CONFLICT', 'Nothing has been granted yet.');
      const id = randomUUID();
      const payee = await sealPayee(context, tx, {
        householdId: request.householdId,
        payee: body,
        placeOf: (column) => sealedAt(column, id),
      });
      const { userId, personId } = context.actor;
      await insertOrder(tx, {
        ...payee,
        id,
        requestId,
        amount,
        fundId: request.fundId,
        method: body.method,
        payeeKind: body.payeeKind,
        payeeBank: body.payeeBank,
        preparedBy: userId,
        preparedPersonId: personId,
        at: context.now().toISOString(),
      });
      await setStatus(tx, requestId, request.lane === 'urgent' ? 'emergency_payable' : 'payable');
      await recordStep(tx, context, requestId, { step: 'order_prepared', amount });
      const facts = { orderId: id, amount, method: body.method, payeeKind: body.payeeKind };
      return { result: { id, requestId, amount }, facts };
    },
  });
}

/** A payee as it is kept: sealed with the family's key, each field at its place, and masked. */
export async function sealPayee(
  context: Context,
  tx: Tx,
  of: {
    householdId: string;
    payee: { payeeKind: PayeeKind; payeeName: string; payeeAccount: string | null };
    placeOf: (column: string) => string;
  },
) {
  const { payeeKind, payeeName, payeeAccount } = of.payee;
  const { key } = await familyOf(context, tx, of.householdId);
  const seal = (column: string, text: string) => context.vault.seal(key, of.placeOf(column), text);
  const mask = maskedPayee({ kind: payeeKind, name: payeeName, account: payeeAccount });
  return {
    payeeNameSealed: seal('payee_name', payeeName),
    payeeNameMasked: mask.name,
    payeeAccountSealed: payeeAccount === null ? null : seal('payee_account', payeeAccount),
    payeeAccountMasked: mask.account,
  };
}

/** The place to which a sealed field of an order is bound. */
export function sealedAt(column: string, orderId: string): string {
  return `payment_orders.${column}_sealed:${orderId}`;
}

/**
 * Pays an order once: posts the voucher, uses the reservation up, and in the urgent lane dates the
 * papers. Fails with NOT_FOUND, DATE_FUTURE, DATE_RANGE (before the order), ALREADY_DISBURSED,
 * SOD_VIOLATION, PERIOD_LOCKED and CASH_INSUFFICIENT.
 */
export async function pay(
  context: Context,
  orderId: string,
  body: z.output<typeof payBody>,
): Promise<z.input<typeof paid>> {
  const order = await orderById(context.client, orderId);
  if (!order) throw new AppError('NOT_FOUND', 'There is no such payment order.');
  const { requestId, amount, method } = order;
  return takeRequestStep(context, {
    name: 'payment.paid',
    action: 'pay',
    requestId,
    input: { orderId, ...body },
    work: async (tx, { request }) => {
      const { paidOn, bankReference } = body;
      requireDay(context, paidOn, { from: order.preparedOn, pointer: '/paidOn' });
      const isUrgent = request.lane === 'urgent';
      const cashNotBanked = method === 'cash' && (await hasUnbankedCash(tx, paidOn));
      await recordStep(tx, context, requestId, { step: 'paid', amount });
      const paying = payOrder(tx, {
        orderId,
        word: WORD,
        paidOn,
        bankReference,
        papersDueOn: isUrgent ? addWorkingDays(paidOn, request.papersDays) : null,
        summary: `发放救助款 ${request.caseNumber}`,
        userId: context.actor.userId,
        at: context.now().toISOString(),
      });
      const posted = await atDate('/paidOn', paying);
      const warnings = paymentWarnings({ method, cashNotBanked });
      // money goes out: 付 where vouchers have three words
      const word = posted.words === 'three' ? '付' : WORD;
      const voucherNumber = voucherLabel(word, posted.number);
      const { paymentId: id, voucherId } = posted;
      return {
        result: { id, voucherId, voucherNumber, amount, warnings },
        facts: { orderId, paymentId: id, amount, paidOn, warnings },
      };
    },
  });
}

/**
 * Records the proof that the money arrived. Fails with NOT_FOUND, DUPLICATE, DATE_FUTURE and
 * DATE_RANGE (before the payment).
 */
export async function recordProof(
  context: Context,
  paymentId: string,
  body: ProofBody,
): Promise<{ id: string }> {
  const payment = await paymentById(context.client, paymentId);
  if (!payment) throw new AppError('NOT_FOUND', 'There is no such payment.');
  const { requestId, paidOn } = payment;
  return takeRequestStep(context, {
    name: 'payment.proof_recorded',
    action: 'record_proof',
    requestId,
    input: { paymentId, ...body },
    work: async (tx) => {
      requireDay(context, body.receivedOn, { from: paidOn, pointer: '/receivedOn' });
      const at = context.now().toISOString();
      await insertProof(tx, { ...body, paymentId, recordedBy: context.actor.userId, at });
      await recordStep(tx, context, requestId, { step: 'proof_recorded' });
      return { result: { id: paymentId }, facts: { paymentId, kind: body.kind } };
    },
  });
}

function requireDay(
  context: Context,
  day: string,
  { from, pointer }: { from: string; pointer: string },
): void {
  if (day > context.today()) throw fieldError('DATE_FUTURE', pointer);
  if (day < from) throw fieldError('DATE_RANGE', pointer);
}

function fieldError(code: ErrorCode, pointer: string): AppError {
  return new AppError(code, `Refused: ${pointer}.`, { fields: [{ pointer, code }] });
}
