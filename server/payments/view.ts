import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import type { PaymentOrder } from '../../shared/payments.ts';
import { keepReading } from '../aid/reading.ts';
import { isToBePaid, orderRefusal } from '../aid/service.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { openSealed } from '../households/service.ts';
import { voucherLabel } from '../ledger/journal.ts';
import { listOrders, type OrderRow } from './queries.ts';
import { sealedAt } from './service.ts';

/** A page of payment orders, the newest first, with whether the reader may pay each. */
export async function orderPageFor(
  context: Context,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: PaymentOrder[]; nextCursor: string | null }> {
  const rows = await listOrders(context.client, {
    personId: context.actor.personId,
    before: cursor === undefined ? null : decodeCursor(cursor, z.int().positive()),
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const items = page.map((row) => shown(context, row));
  return { items, nextCursor: last ? encodeCursor(Number(last.seq)) : null };
}

/**
 * One order. The cashier has to know whom to pay while it is to be paid: the name is opened, and
 * the trail says who read it. Everybody else sees the masked copy. Fails with NOT_FOUND.
 */
export async function orderFor(context: Context, id: string): Promise<PaymentOrder> {
  const by = { id, personId: context.actor.personId, before: null, limit: 1 };
  const [row] = await listOrders(context.client, by);
  if (!row) throw new AppError('NOT_FOUND', 'There is no such payment order.');
  const order = shown(context, row);
  if (!context.actor.roles.includes('cashier') || !isToBePaid(row.status) || row.voided) {
    return order;
  }
  await keepReading(context, { id: row.requestId, caseNumber: row.caseNumber });
  const key = { id: row.keyId, wrapped: row.wrapped };
  const place = sealedAt('payee_name', row.id);
  const clear = openSealed(context.vault, key, place, row.payeeNameSealed);
  return { ...order, payeeName: clear ?? order.payeeName };
}

function shown(context: Context, row: OrderRow): PaymentOrder {
  const asked = { ...row, orderAmount: row.amount, isPaid: row.payment !== null };
  const refusalOf = (action: 'pay' | 'void_order' | 'decide_void') =>
    row.voided
      ? 'STATE_CONFLICT'
      : orderRefusal(context, action, { ...asked, voiding: row.askedVoid });
  const refusal = refusalOf('pay');
  const { payment, askedVoid } = row;
  // people write names into reasons
  const reads = context.actor.roles.some((role) => role === 'treasurer' || role === 'chair');
  return {
    ...row,
    payment: payment && {
      ...payment,
      voucherNumber: voucherLabel(payment.word, payment.number),
    },
    voiding: askedVoid && { ...askedVoid, reason: reads ? askedVoid.reason : '' },
    mayVoid: refusalOf('void_order') === null,
    mayDecideVoid: refusalOf('decide_void') === null,
    mayPay: refusal === null,
    refusal,
  };
}
