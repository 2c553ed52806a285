import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import type { Unidentified } from '../../shared/unidentified.ts';
import type { Context } from '../core/context.ts';
import { voucherLabel } from '../ledger/journal.ts';
import { type UnidentifiedRow, unidentifiedPageOf } from './queries.ts';

/** A page of receipts whose giver was not known, with their age and what this reader may do. */
export async function listUnidentified(
  context: Context,
  query: { cursor?: string | undefined; limit: number },
) {
  const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, z.int());
  const rows = await unidentifiedPageOf(context, { before, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => unidentifiedFor(context, row)),
    nextCursor: rows.length > query.limit && last ? encodeCursor(Number(last.seq)) : null,
  };
}

function unidentifiedFor({ actor }: Context, row: UnidentifiedRow): Unidentified {
  const open = !row.settled;
  return {
    id: row.id,
    amount: row.amount,
    receivedOn: row.received_on,
    bankReference: row.bank_reference,
    payerMasked: row.payer_masked,
    recordedByName: row.recorded_by_name,
    ageDays: open ? row.age : null,
    status: open ? 'open' : row.donation_id === null ? 'returned' : 'named',
    donationId: row.donation_id,
    voucherId: row.voucher_id,
    voucherNumber: voucherLabel(row.word, row.number),
    mayIdentify: open && actor.roles.includes('treasurer'),
    mayReturn: open && actor.roles.includes('chair') && row.recorded_person_id !== actor.personId,
  };
}
