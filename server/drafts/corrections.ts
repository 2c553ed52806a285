import type { z } from 'zod';
import type {
  correctBody,
  CorrectionKind,
  correctionOffer,
  DraftLine,
  DraftSaved,
} from '../../shared/drafts.ts';
import { monthEnd, periodOf } from '../../shared/dates.ts';
import { isZero, subtractMoney } from '../../shared/money.ts';
import { runCommand } from '../core/command.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError } from '../core/refusals.ts';
import type { Reader } from '../database/snapshot.ts';
import { correctionEvents } from './check.ts';
import { firstOpenAfter, originalById } from './facts-queries.ts';
import { kindsFor } from './policy.ts';
import { voucherLines } from './queries.ts';
import { addDraft } from './service.ts';

/**
 * The day of a correction: the last day of the original's month that has come, if that month is
 * still open, else of the first open one.
 */
async function correctionDay(sql: Reader, voucherDate: string, today: string): Promise<string> {
  const open = await firstOpenAfter(sql, voucherDate);
  const latest = open === undefined ? today : monthEnd(periodOf(open));
  const day = latest < today ? latest : today;
  return day < voucherDate ? voucherDate : day;
}

/** 1月31日付-0007号凭证: with its year when the correction is of a later one. */
function nameOf(voucher: { voucherDate: string; label: string }, day: string): string {
  const [year = '', month, date] = voucher.voucherDate.split('-').map(Number);
  const years = day.startsWith(`${year}-`) ? '' : `${year}年`;
  return `${years}${month}月${date}日${voucher.label}号凭证`;
}

const blueWords: Record<CorrectionKind, string> = {
  full: '订正',
  difference: '更正金额差额：',
  prior_year: '更正以前年度',
};

/**
 * How a voucher may be corrected now, and what the wizard begins with. Fails with NOT_FOUND.
 * Source: domain.md §1.7.
 */
export async function offerCorrection(
  context: Context,
  id: string,
): Promise<z.input<typeof correctionOffer>> {
  const sql = context.client;
  const original = await originalById(sql, id);
  if (!original) throw new AppError('NOT_FOUND', 'There is no such voucher.');
  const day = await correctionDay(sql, original.voucherDate, context.today());
  const kinds = original.openDraftId === null ? kindsFor(original, day) : [];
  const name = nameOf(original, day);
  return {
    voucherId: id,
    voucherLabel: original.label,
    voucherDate: original.voucherDate,
    kinds,
    refusal: kinds.length > 0 ? null : refusalFor(original),
    correctedOn: day,
    redSummary: `注销${name}`,
    blueSummary: `${blueWords[kinds[0] ?? 'full']}${name}`,
    lines: await voucherLines(sql, id),
    openDraftId: original.openDraftId,
  };
}

function refusalFor(original: { isReversal: boolean; isCorrected: boolean }) {
  return original.isCorrected || original.isReversal ? 'ALREADY_REVERSED' : 'CORRECTION_KIND';
}

/**
 * Prepares the correction of a posted voucher as a draft, which another treasurer reviews; red and
 * blue are posted together then. Fails with NOT_FOUND, ALREADY_REVERSED, STATE_CONFLICT (one is
 * under way), CORRECTION_KIND and, for a difference that differs in nothing, JOURNAL_LINES.
 */
export async function correctVoucher(
  context: Context,
  id: string,
  body: z.output<typeof correctBody>,
): Promise<DraftSaved> {
  return runCommand(context, 'voucher.correction_prepared', { id, ...body }, async (tx) => {
    const original = await originalById(tx.sql, id);
    if (!original) throw new AppError('NOT_FOUND', 'There is no such voucher.');
    if (original.isCorrected || original.isReversal) {
      throw new AppError('ALREADY_REVERSED', 'This voucher is already taken back or corrected.');
    }
    if (original.openDraftId !== null) {
      throw new AppError('STATE_CONFLICT', 'A correction of this voucher is under way.');
    }
    const day = await correctionDay(tx.sql, original.voucherDate, context.today());
    const { kind, reason, papers } = body;
    if (!kindsFor(original, day).includes(kind)) {
      throw fieldError('CORRECTION_KIND', '/kind', 'This voucher is not corrected so.');
    }
    const lines =
      kind === 'difference'
        ? differences(await voucherLines(tx.sql, id), body.amounts)
        : body.lines;
    const draftId = await addDraft(tx, context, {
      voucherDate: day,
      summary: `${blueWords[kind]}${nameOf(original, day)}`,
      event: correctionEvents[kind],
      lines,
      papers,
      corrects: { id, kind, reason },
    });
    const result = { id: draftId, version: 1, status: 'draft' as const };
    return { result, subject: `voucher:${id}`, facts: { draft: draftId, kind } };
  });
}

/**
 * Right less posted, line by line: too little is added in blue, too much taken off in red. What
 * goes up at one line and down at another is no difference of one amount: it is corrected in full.
 */
function differences(lines: readonly DraftLine[], right: z.output<typeof correctBody>['amounts']) {
  if (right.length !== lines.length) {
    throw fieldError('JOURNAL_LINES', '/amounts', 'Give the right amount of every line.');
  }
  const found = lines
    .map((line, at) => ({ ...line, amount: subtractMoney(right[at] ?? line.amount, line.amount) }))
    .filter(({ amount }) => !isZero(amount));
  if (found.length < 2) throw fieldError('JOURNAL_LINES', '/amounts', 'Nothing differs.');
  const reds = found.filter(({ amount }) => amount.startsWith('-'));
  if (reds.length > 0 && reds.length < found.length) {
    throw fieldError('CORRECTION_KIND', '/amounts', 'Correct it in full: amounts go both ways.');
  }
  return found;
}
