import { z } from 'zod';
import { comesIn, type Movement } from '../../shared/agency.ts';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import type { Context } from '../core/context.ts';
import { voucherLabel } from '../ledger/journal.ts';
import { type MovementRow, movementsPage } from './queries.ts';

/** A page of movements of agency money and goods, with what this reader may do. */
export async function listMovements(
  context: Context,
  query: { cursor?: string | undefined; limit: number },
) {
  const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, z.int());
  const rows = await movementsPage(context, { before, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => movementFor(context, row)),
    nextCursor: rows.length > query.limit && last ? encodeCursor(Number(last.seq)) : null,
  };
}

function movementFor({ actor }: Context, row: MovementRow): Movement {
  const waiting = row.agrees === null && !comesIn(row.kind);
  const hand = row.kind === 'money_out' || row.kind === 'return' ? 'cashier' : 'chair';
  return {
    id: row.id,
    beneficiary: row.beneficiary,
    kind: row.kind,
    till: row.till,
    fundCode: row.fund_code,
    amount: row.amount,
    goods: row.goods,
    movedOn: row.moved_on,
    documentName: row.document_name,
    documentNumber: row.document_number,
    preparedByName: row.prepared_by_name,
    status: waiting ? 'waiting' : row.agrees === false ? 'refused' : 'posted',
    decidedByName: row.decided_by_name,
    voucherId: row.voucher_id,
    voucherNumber: row.word && row.number ? voucherLabel(row.word, row.number) : null,
    mayDecide: waiting && actor.roles.includes(hand) && row.prepared_person_id !== actor.personId,
  };
}
