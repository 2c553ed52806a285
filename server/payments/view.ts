import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import type { PaymentOrder } from '../../shared/payments.ts';
import { isToBePaid, payRefusal } from '../aid/service.ts';
import type { Context } from '../core/context.ts';
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

function shown(context: Context, row: OrderRow): PaymentOrder {
  const refusal = payRefusal(context, {
    ...row,
    orderAmount: row.amount,
    isPaid: row.payment !== null,
  });
  const { payment } = row;
  return {
    ...row,
    payeeName: payeeFor(context, row),
    payment: payment && {
      ...payment,
      voucherNumber: voucherLabel(payment.word, payment.number),
    },
    mayPay: refusal === null,
    refusal,
  };
}

/** The cashier has to know whom to pay until it is paid; everybody else sees the masked copy. */
function payeeFor({ actor, vault }: Context, row: OrderRow): string {
  if (!actor.roles.includes('cashier') || !isToBePaid(row.status)) return row.payeeName;
  const key = { id: row.keyId, wrapped: row.wrapped };
  const place = sealedAt('payee_name', row.id);
  return openSealed(vault, key, place, row.payeeNameSealed) ?? row.payeeName;
}
