import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import type { Refund } from '../../shared/refunds.ts';
import type { Context } from '../core/context.ts';
import { receiptLabel } from '../donations/service.ts';
import { voucherLabel } from '../ledger/journal.ts';
import { type RefundRow, refundsPage } from './queries.ts';

/** A page of refunds, newest first, with what this reader may do. */
export async function listRefunds(
  context: Context,
  query: { cursor?: string | undefined; limit: number },
) {
  const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, z.int());
  const rows = await refundsPage(context, { before, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => refundFor(context, row)),
    nextCursor: rows.length > query.limit && last ? encodeCursor(Number(last.seq)) : null,
  };
}

function statusOf(row: RefundRow): Refund['status'] {
  if (row.agrees === null) return 'waiting';
  if (!row.agrees) return 'refused';
  if (row.kind === 'refund') return 'posted';
  return row.paid ? 'paid' : 'owed';
}

function refundFor({ actor }: Context, row: RefundRow): Refund {
  const status = statusOf(row);
  const prepared = row.prepared_person_id === actor.personId;
  return {
    id: row.id,
    kind: row.kind,
    donationId: row.donation_id,
    receiptNumber: receiptLabel(row.year, row.receipt),
    fundCode: row.fund_code,
    till: row.till,
    amount: row.amount,
    priorYear: row.prior_year,
    restricted: row.restricted,
    refundedOn: row.refunded_on,
    documentNumber: row.document_number,
    // people write names into reasons
    reason: actor.roles.some((role) => role === 'treasurer' || role === 'chair') ? row.reason : '',
    preparedByName: row.prepared_by_name,
    status,
    decidedByName: row.decided_by_name,
    voucherId: row.voucher_id,
    voucherNumber: row.word && row.number ? voucherLabel(row.word, row.number) : null,
    mayDecide: status === 'waiting' && actor.roles.includes('chair') && !prepared,
    mayPay:
      status === 'owed' &&
      actor.roles.includes('cashier') &&
      !prepared &&
      row.decided_person_id !== actor.personId,
  };
}
