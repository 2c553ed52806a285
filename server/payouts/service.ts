import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type {
  planned,
  repayBody,
  ReturnBody,
  returned,
  returnPlanBody,
  settled,
} from '../../shared/payouts.ts';
import type { decided, decisionBody } from '../../shared/transfers.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { postEntry } from '../ledger/journal.ts';
import {
  returnCancelled,
  returnedPaidAgain,
  transferReturned,
} from '../ledger/postings-payouts.ts';
import { sealPayee } from '../payments/service.ts';
import { actOnPayment, doneBy, found, isLaterYear, noVoucher, requireDay } from './act.ts';
import { type Asker, outcomeRefusal, planRefusal, refuse, returnRefusal } from './policy.ts';
import { insertOutcome, insertPlan, insertReturn, planById, returnById } from './queries.ts';

type Plan = z.output<typeof returnPlanBody>;

/**
 * The bank returned a transfer (E21): posts Dr bank / Cr 220903 of the case; the expense stays.
 * Fails with NOT_FOUND, STATE_CONFLICT (cash, or it came back already), DATE_FUTURE, DATE_RANGE
 * (before it was paid), DUPLICATE_TRANSACTION, PERIOD_LOCKED.
 */
export async function recordReturn(
  context: Context,
  paymentId: string,
  body: ReturnBody,
): Promise<z.input<typeof returned>> {
  return actOnPayment(context, {
    name: 'payout.returned',
    of: { what: 'payment', id: paymentId },
    input: body,
    work: async (tx, payment, asker) => {
      refuse(returnRefusal(asker, payment));
      requireDay(context, body.returnedOn, { from: payment.leftOn, pointer: '/returnedOn' });
      const { amount, requestId, caseNumber } = payment;
      const id = randomUUID();
      await insertReturn(tx, {
        id,
        ...body,
        paymentId,
        amount,
        recordedBy: context.actor.userId,
        recordedPersonId: context.actor.personId,
        recordedAt: context.now(),
      });
      const posted = await postEntry(tx, context, {
        date: body.returnedOn,
        dateField: '/returnedOn',
        summary: `银行退汇 ${caseNumber}`,
        source: { type: 'payment_return', id },
        posting: transferReturned({ amount, requestId }),
      });
      const facts = { returnId: id, amount, voucher: posted.voucherId };
      return { result: { id, amount, ...posted }, facts, step: 'payment_returned', amount };
    },
  });
}

/**
 * A treasurer plans what becomes of returned money: whom to pay again, or that it goes back to its
 * fund. A newer plan takes the place of one that nobody carried out. Fails with NOT_FOUND,
 * STATE_CONFLICT (the money no longer waits), SOD_VIOLATION, DATE_FUTURE, DATE_RANGE.
 */
export async function planReturn(
  context: Context,
  returnId: string,
  body: Plan,
): Promise<z.input<typeof planned>> {
  return actOnPayment(context, {
    name: 'payout.planned',
    of: { what: 'return', id: returnId },
    input: body,
    work: async (tx, payment, asker) => {
      const { amount, isOpen, returnedOn } = found(await returnById(tx, returnId));
      refuse(planRefusal(asker, body.way, isOpen));
      const id = randomUUID();
      const row = {
        id,
        returnId,
        way: body.way,
        reason: body.reason,
        plannedBy: context.actor.userId,
        plannedPersonId: context.actor.personId,
        plannedAt: context.now(),
      };
      if (body.way === 'cancel') {
        requireDay(context, body.cancelledOn, { from: returnedOn, pointer: '/cancelledOn' });
        await insertPlan(tx, { ...row, cancelledOn: body.cancelledOn });
      } else {
        const payee = await sealPayee(context, tx, {
          householdId: payment.householdId,
          payee: body,
          placeOf: (column) => sealedAt(column, id),
        });
        const { payeeKind, payeeBank } = body;
        await insertPlan(tx, { ...row, ...payee, payeeKind, payeeBank });
      }
      const facts = { planId: id, returnId, way: body.way };
      return { result: { id, way: body.way }, facts, step: 'return_planned', amount };
    },
  });
}

/** The place to which a sealed field of a plan is bound. */
export function sealedAt(column: string, planId: string): string {
  return `return_plans.${column}_sealed:${planId}`;
}

/**
 * A cashier pays returned money again, once: posts Dr 220903 / Cr bank. Fails with NOT_FOUND,
 * STATE_CONFLICT (paid, cancelled, or planned anew), SOD_VIOLATION, DATE_FUTURE, DATE_RANGE (before
 * the plan or the return), DUPLICATE_TRANSACTION, PERIOD_LOCKED.
 */
export async function repay(
  context: Context,
  planId: string,
  body: z.output<typeof repayBody>,
): Promise<z.input<typeof settled>> {
  return actOnPayment(context, {
    name: 'payout.repaid',
    of: { what: 'plan', id: planId },
    input: body,
    work: async (tx, payment, asker) => {
      const plan = await requirePlan(tx, planId, { asker, way: 'repay' });
      const from = plan.returnedOn > plan.plannedOn ? plan.returnedOn : plan.plannedOn;
      requireDay(context, body.paidOn, { from, pointer: '/paidOn' });
      const { requestId, caseNumber } = payment;
      const { amount } = plan;
      const done = { ...doneBy(context), id: planId, way: 'repay' as const, agrees: true };
      const { paidOn: happenedOn, bankReference } = body;
      await insertOutcome(tx, { ...done, happenedOn, bankReference, reason: '' });
      const posted = await postEntry(tx, context, {
        date: happenedOn,
        dateField: '/paidOn',
        summary: `退汇重付 ${caseNumber}`,
        source: { type: 'repayment', id: planId },
        posting: returnedPaidAgain({ amount, requestId }),
      });
      const facts = { planId, amount, voucher: posted.voucherId };
      return { result: { id: planId, ...posted }, facts, step: 'repaid', amount };
    },
  });
}

/**
 * The chair's word on giving returned money back; agreeing posts Dr 220903 / Cr 5101 of the fund,
 * or in a later year Cr 3201. Fails with NOT_FOUND, STATE_CONFLICT, SOD_VIOLATION (who noted the
 * return or planned it), PERIOD_LOCKED.
 */
export async function decideCancellation(
  context: Context,
  planId: string,
  body: z.output<typeof decisionBody>,
): Promise<z.input<typeof decided>> {
  return actOnPayment(context, {
    name: 'payout.cancellation_decided',
    of: { what: 'plan', id: planId },
    input: body,
    work: async (tx, payment, asker) => {
      const { amount, cancelledOn } = await requirePlan(tx, planId, { asker, way: 'cancel' });
      const { agrees, reason } = body;
      const happenedOn = found(cancelledOn ?? undefined, 'STATE_CONFLICT');
      const done = { ...doneBy(context), id: planId, way: 'cancel' as const, agrees, reason };
      await insertOutcome(tx, { ...done, happenedOn, bankReference: null });
      const none = { id: planId, agrees, ...noVoucher };
      if (!agrees) return { result: none, facts: { planId, agrees } };
      const { requestId, fund, caseNumber } = payment;
      const priorYear = isLaterYear(happenedOn, payment);
      const posted = await postEntry(tx, context, {
        date: happenedOn,
        summary: `退汇撤销发放 ${caseNumber}`,
        source: { type: 'return_cancellation', id: planId },
        posting: returnCancelled({ amount, requestId, fund, priorYear }),
      });
      const facts = { planId, agrees, amount, priorYear, voucher: posted.voucherId };
      return { result: { ...none, ...posted }, facts, step: 'return_cancelled', amount };
    },
  });
}

/** The plan that may be carried out in this way now, with the return that it is for. */
async function requirePlan(tx: Tx, planId: string, by: { asker: Asker; way: 'repay' | 'cancel' }) {
  const plan = found(await planById(tx, planId));
  if (!plan.isNewest) throw new AppError('STATE_CONFLICT', 'A newer plan took its place.');
  const { amount, returnedOn, ...back } = found(await returnById(tx, plan.returnId));
  refuse(outcomeRefusal(by.asker, by.way, { ...back, plan }));
  return { ...plan, amount, returnedOn };
}
