import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import type { Context } from '../core/context.ts';
import { voucherLabel } from '../ledger/journal.ts';
import { bankEventsPage } from './queries.ts';

/** A page of what the bank did to our account, newest first. */
export async function listBankEvents(
  context: Context,
  query: { cursor?: string | undefined; limit: number },
) {
  const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, z.int());
  const rows = await bankEventsPage(context, { before, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => ({
      id: row.id,
      kind: row.kind,
      fundCode: row.fund_code,
      amount: row.amount,
      happenedOn: row.happened_on,
      reference: row.reference,
      note: row.note,
      voucherId: row.voucher_id,
      voucherNumber: voucherLabel(row.word, row.number),
      reversed: row.reversed,
    })),
    nextCursor: rows.length > query.limit && last ? encodeCursor(Number(last.seq)) : null,
  };
}
