import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { VoidBody, voidAsked, voidDecided } from '../../shared/payments.ts';
import type { decisionBody } from '../../shared/transfers.ts';
import { recordStep, takeRequestStep } from '../aid/service.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { askedVoid, decideVoidOf, insertVoid, orderById } from './queries.ts';

/**
 * A treasurer asks to void an order that nobody has paid, so that another is prepared (again) or
 * because the family takes its request back (withdraw). Nothing moves before another person agrees.
 * Fails with NOT_FOUND, ALREADY_DISBURSED, STATE_CONFLICT (not payable, voided, or asked already).
 */
export async function askVoid(
  context: Context,
  orderId: string,
  body: VoidBody,
): Promise<z.input<typeof voidAsked>> {
  const order = await requireOrder(context, orderId);
  const { requestId } = order;
  return takeRequestStep(context, {
    name: 'payment.void_asked',
    action: 'void_order',
    requestId,
    input: { orderId, ...body },
    work: async (tx) => {
      const { userId, personId } = context.actor;
      const id = randomUUID();
      const at = context.now().toISOString();
      await insertVoid(tx, { ...body, id, orderId, userId, personId, at });
      await recordStep(tx, context, requestId, { step: 'void_asked', amount: order.amount });
      return { result: { id, orderId }, facts: { orderId, outcome: body.outcome } };
    },
  });
}

/**
 * Another person's word on a void: the chair's for another order, the community's caseworker's that
 * the family withdrew. Agreeing voids the order at once: the request goes back to where an order is
 * prepared and keeps its reservation, or is withdrawn and its money goes back to the fund. Fails
 * with NOT_FOUND, ALREADY_DISBURSED, STATE_CONFLICT, FORBIDDEN, SOD_VIOLATION (who asked).
 */
export async function decideVoid(
  context: Context,
  orderId: string,
  body: z.output<typeof decisionBody>,
): Promise<z.input<typeof voidDecided>> {
  const { requestId, amount } = await requireOrder(context, orderId);
  return takeRequestStep(context, {
    name: 'payment.void_decided',
    action: 'decide_void',
    requestId,
    input: { orderId, ...body },
    work: async (tx) => {
      const asked = await askedVoid(tx, orderId);
      if (!asked) throw new AppError('STATE_CONFLICT', 'Nobody asked to void this order.');
      const { userId, personId } = context.actor;
      const at = context.now().toISOString();
      const decision = { ...body, id: asked.id, requestId, userId, personId, at };
      const status = await decideVoidOf(tx, decision);
      const step = body.agrees ? 'order_voided' : 'void_refused';
      await recordStep(tx, context, requestId, { step, amount });
      const released = status === 'withdrawn' ? amount : null;
      const facts = { orderId, agrees: body.agrees, outcome: asked.outcome, status, released };
      return { result: { orderId, agrees: body.agrees, status }, facts };
    },
  });
}

async function requireOrder(context: Context, orderId: string) {
  const order = await orderById(context.client, orderId);
  if (!order) throw new AppError('NOT_FOUND', 'There is no such payment order.');
  return order;
}
