import { z } from 'zod';
import type { RosterRow } from '../../shared/books.ts';
import { maskIdNumber } from '../../shared/identity.ts';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import type { Context } from '../core/context.ts';
import { maskedApplicant, openSealed, placeOf } from '../households/service.ts';
import type { Months } from './queries.ts';
import { readRoster, type RosterFound } from './roster-queries.ts';

const pageEnd = z.strictObject({
  paidOn: z.iso.date(),
  seq: z.string().regex(/^\d{1,18}$/),
  no: z.number().int().min(1),
});

/**
 * A page of the recipient list (发放花名册), names and numbers masked as in the list of payments: a
 * child stands there by the code of its file.
 */
export async function rosterPageFor(
  context: Context,
  { cursor, limit, ...months }: Months & { cursor?: string | undefined; limit: number },
): Promise<{ items: RosterRow[]; nextCursor: string | null }> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, pageEnd);
  const found = await readRoster(context.client, months, { after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const before = after?.no ?? 0;
  const items = page.map((row, index) => ({ ...shown(context, row), no: before + index + 1 }));
  const last = page.at(-1);
  const nextCursor =
    found.length > limit && last
      ? encodeCursor({ paidOn: last.paidOn, seq: last.seq, no: before + page.length })
      : null;
  return { items, nextCursor };
}

function shown({ vault }: Context, row: RosterFound): Omit<RosterRow, 'no'> {
  const key = { id: row.keyId, wrapped: row.wrapped };
  const open = (column: string, sealed: string) =>
    openSealed(vault, key, placeOf(column, row.householdId), sealed);
  const applicantName = open('name', row.nameSealed) ?? undefined;
  const { householdCode: code, applicantIsMinor } = row;
  return {
    ...row,
    name: maskedApplicant({ code, applicantIsMinor, applicantName }),
    idNumber: maskIdNumber(open('id_number', row.idNumberSealed) ?? ''),
  };
}
