import type { Donation } from '../../shared/donations.ts';
import { exceeds, isZero } from '../../shared/money.ts';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import { z } from 'zod';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { voucherLabel } from '../ledger/journal.ts';
import { type DonationRow, donationRow, donationsPage } from './queries.ts';
import { bounces, receiptLabel } from './service.ts';

/** A page of gifts as this reader may see them: only a treasurer reads names and notes. */
export async function listDonations(
  context: Context,
  query: { driveId?: string | undefined; cursor?: string | undefined; limit: number },
) {
  const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, z.int());
  const page = { driveId: query.driveId, before, limit: query.limit + 1 };
  const rows = await donationsPage(context, page);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => donationFor(context, row)),
    nextCursor: rows.length > query.limit && last ? encodeCursor(last.seq) : null,
  };
}

/** One gift as this reader may see it. Fails with NOT_FOUND. */
export async function readDonation(context: Context, id: string): Promise<Donation> {
  const row = await donationRow(context, id);
  if (!row) throw new AppError('NOT_FOUND', 'There is no such gift.');
  return donationFor(context, row);
}

function donationFor(context: Context, row: DonationRow): Donation {
  const reversed = row.reversedBy !== null;
  const isTreasurer = context.actor.roles.includes('treasurer');
  const isWhole = !reversed && isZero(row.refunded);
  const mayReverse = isTreasurer && isWhole && row.recordedByPerson !== context.actor.personId;
  const mayBounce = isTreasurer && isWhole && bounces(row.channel);
  const inMoney = row.channel !== 'goods';
  const mayRefund = isTreasurer && inMoney && !reversed && exceeds(row.gross, row.refunded);
  return {
    ...row,
    donorName: isTreasurer ? nameInClear(context, row) : row.nameMasked,
    // people write names into notes
    note: isTreasurer ? row.note : '',
    receiptNumber: receiptLabel(row.receiptYear, row.receiptNumber),
    receiptValid: isWhole,
    voucherNumber: voucherLabel(row.voucherWord, row.voucherNumber),
    reversed,
    allowedActions: [
      ...(mayReverse ? (['reverse'] as const) : []),
      ...(mayBounce ? (['bounce'] as const) : []),
      ...(mayRefund ? (['refund'] as const) : []),
    ],
  };
}

function nameInClear(context: Context, row: DonationRow): string {
  if (row.nameSealed === null || row.keyId === null || row.wrapped === null) return row.nameMasked;
  const key = { id: row.keyId, wrapped: row.wrapped };
  return context.vault.open(key, `donors.name:${row.donorId}`, row.nameSealed);
}
