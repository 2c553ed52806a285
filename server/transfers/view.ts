import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import type { Transfer } from '../../shared/transfers.ts';
import type { Context } from '../core/context.ts';
import { voucherLabel } from '../ledger/journal.ts';
import { type TransferRow, transfersPage } from './queries.ts';

/** A page of transfers between funds, newest first, with what this reader may do. */
export async function listTransfers(
  context: Context,
  query: { cursor?: string | undefined; limit: number },
) {
  const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, z.int());
  const rows = await transfersPage(context, { before, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => transferFor(context, row)),
    nextCursor: rows.length > query.limit && last ? encodeCursor(Number(last.seq)) : null,
  };
}

function transferFor({ actor }: Context, row: TransferRow): Transfer {
  const waiting = row.agrees === null;
  return {
    id: row.id,
    kind: row.kind,
    fromFundCode: row.from_fund_code,
    toFundCode: row.to_fund_code,
    amount: row.amount,
    transferredOn: row.transferred_on,
    basis: row.basis,
    documentName: row.document_name,
    documentNumber: row.document_number,
    publishedOn: row.published_on,
    driveCode: row.drive_code,
    reason: row.reason,
    preparedByName: row.prepared_by_name,
    status: waiting ? 'waiting' : row.agrees ? 'posted' : 'refused',
    decidedByName: row.decided_by_name,
    decisionReason: row.decision_reason,
    voucherId: row.voucher_id,
    voucherNumber: row.word && row.number ? voucherLabel(row.word, row.number) : null,
    mayDecide:
      waiting && actor.roles.includes('chair') && row.prepared_person_id !== actor.personId,
  };
}
