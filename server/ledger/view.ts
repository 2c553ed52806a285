import { z } from 'zod';
import type { Voucher, VoucherSummary } from '../../shared/ledger.ts';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { voucherLabel } from './journal.ts';
import {
  correctionsAround,
  linesOf,
  voucherById,
  type VoucherRow,
  vouchersPage,
} from './queries.ts';

/** A page of vouchers, newest first. */
export async function listVouchers(
  context: Context,
  query: { period?: number | undefined; cursor?: string | undefined; limit: number },
) {
  const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, z.int());
  const rows = await vouchersPage(context, {
    period: query.period,
    before,
    limit: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(summaryOf),
    nextCursor: rows.length > query.limit && last ? encodeCursor(Number(last.seq)) : null,
  };
}

/** One voucher with its lines and what this reader may do with it. Fails with NOT_FOUND. */
export async function readVoucher(context: Context, id: string): Promise<Voucher> {
  const row = await voucherById(context, id);
  if (!row) throw new AppError('NOT_FOUND', 'There is no such voucher.');
  const lines = await linesOf(context, id);
  const isTreasurer = context.actor.roles.includes('treasurer');
  const other = isTreasurer && row.prepared_person !== context.actor.personId;
  const maySign = other && !row.makers.includes(context.actor.personId);
  const stands = !row.reverses_label && !row.reversed_by_label;
  const mayReverse = other && stands && row.reversible;
  const mayCopy = isTreasurer && row.source_type === 'manual' && !row.reverses_label;
  return {
    ...summaryOf(row),
    attachmentCount: row.attachment_count,
    cashierName: row.cashier_name,
    postedAt: new Date(row.posted_at).toISOString(),
    digest: row.digest.toString('hex'),
    corrections: await correctionsAround(context, id),
    lines: lines.map((line) => ({
      lineNo: line.line_no,
      accountCode: line.account_code,
      accountNameZh: line.name_zh,
      accountNameEn: line.name_en,
      bookCode: line.book_code,
      bookNameZh: line.book_name_zh,
      bookNameEn: line.book_name_en,
      fundCode: line.fund_code,
      fundName: line.fund_name,
      side: line.side,
      amount: line.amount,
      driveCode: line.drive_code,
      caseNumber: line.case_number,
    })),
    allowedActions: [
      ...(maySign && row.signed_by_name === null ? (['sign'] as const) : []),
      ...(mayReverse ? (['reverse'] as const) : []),
      ...(isTreasurer && stands ? (['correct'] as const) : []),
      ...(mayCopy && !row.event.startsWith('C') ? (['copy'] as const) : []),
    ],
  };
}

function summaryOf(row: VoucherRow): VoucherSummary {
  return {
    id: row.id,
    periodId: row.period_id,
    word: row.word,
    number: row.number,
    label: voucherLabel(row.word, row.number),
    voucherDate: row.voucher_date,
    event: row.event,
    summary: row.summary,
    total: row.total,
    sourceType: row.source_type,
    sourceId: row.source_id,
    preparedByName: row.prepared_by_name,
    signedByName: row.signed_by_name,
    reversesLabel: row.reverses_label,
    reversedByLabel: row.reversed_by_label,
  };
}
