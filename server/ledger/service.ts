import type { ReverseBody } from '../../shared/donations.ts';
import { runCommand } from '../core/command.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { refuseFuture } from '../core/refusals.ts';
import { type Posted, reverseEntry } from './journal.ts';
import { insertSignature, voucherState } from './queries.ts';

/**
 * Signs a voucher off as the second treasurer. Fails with NOT_FOUND, ALREADY_SIGNED, SOD_VIOLATION.
 */
export async function signVoucher(context: Context, id: string): Promise<{ id: string }> {
  return runCommand(context, 'voucher.signed', { id }, async (tx) => {
    const voucher = await voucherState(tx, id, context.actor.personId);
    if (!voucher) throw new AppError('NOT_FOUND', 'There is no such voucher.');
    if (voucher.signed) throw new AppError('ALREADY_SIGNED', 'This voucher is already signed.');
    const { userId, personId } = context.actor;
    if (voucher.person_id === personId) {
      throw new AppError('SOD_VIOLATION', 'Who prepared a voucher does not sign it off.');
    }
    if (voucher.made) {
      throw new AppError('SOD_VIOLATION', 'Who prepared a payment does not sign its voucher.');
    }
    await insertSignature(tx, { voucherId: id, userId, personId, at: context.now() });
    return { result: { id }, subject: `voucher:${id}`, facts: { label: voucher.label } };
  });
}

/** What is taken back from its voucher's own page, having no page that does more. */
export const takenBackHere: readonly string[] = ['deposit', 'cash_count', 'manual'];

/**
 * Takes a voucher back with a red one. A gift is taken back from its own page, so that its receipt
 * goes with it; a payment is never taken back so. Fails with NOT_FOUND, ALREADY_REVERSED,
 * STATE_CONFLICT, SOD_VIOLATION.
 */
export async function reverseVoucher(
  context: Context,
  id: string,
  body: ReverseBody,
): Promise<Posted> {
  refuseFuture(context, body.reversedOn, '/reversedOn');
  return runCommand(context, 'voucher.reversed', { id, ...body }, async (tx) => {
    const voucher = await voucherState(tx, id, context.actor.personId);
    if (!voucher) throw new AppError('NOT_FOUND', 'There is no such voucher.');
    if (voucher.reversed)
      throw new AppError('ALREADY_REVERSED', 'This voucher is already reversed.');
    if (!voucher.reversible) {
      throw new AppError('STATE_CONFLICT', 'Take it back from the gift or payment it belongs to.');
    }
    const posted = await reverseEntry(tx, context, {
      voucherId: id,
      date: body.reversedOn,
      summary: `注销${namedDay(voucher.voucher_date, body.reversedOn)}${voucher.label}号凭证`,
    });
    const facts = { reverses: voucher.label, voucher: posted.voucherId };
    return { result: posted, subject: `voucher:${id}`, facts };
  });
}

/** 1月31日, or with its year when the other voucher is of another one (domain.md §1.7). */
function namedDay(day: string, other: string): string {
  const [year = '', month, date] = day.split('-').map(Number);
  return `${other.startsWith(`${year}-`) ? '' : `${year}年`}${month}月${date}日`;
}
