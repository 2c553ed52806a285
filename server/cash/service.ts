import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type {
  cancelCountBody,
  cashCountBody,
  confirmCountBody,
  Deposit,
  depositBody,
} from '../../shared/cash.ts';
import { addDays } from '../../shared/dates.ts';
import {
  compareMoney,
  exceeds,
  isNegative,
  isZero,
  moneySchema,
  subtractMoney,
} from '../../shared/money.ts';
import { runCommand } from '../core/command.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import { requireUnrestrictedFund } from '../funds/service.ts';
import { postEntry } from '../ledger/journal.ts';
import { cashBanked, cashDiffered, platformPaidOut } from '../ledger/postings.ts';
import {
  hasOpenCount,
  insertCount,
  insertDenominations,
  insertDeposit,
  insertLiability,
  lockBookCash,
  lockCount,
  saveCancellation,
  saveConfirmation,
} from './queries.ts';

const platformWords = { wechat: '微信', alipay: '支付宝' } as const;

/**
 * Moves money to the bank: cash from the box, or what a platform paid out. For a platform, `amount`
 * is what left the platform and `fee` what it kept of it. Fails with CASH_INSUFFICIENT (more than
 * the box holds), CASH_COUNT_OPEN (a difference waits for its second signature),
 * DUPLICATE_TRANSACTION. Source: V02, E04.
 */
export async function recordDeposit(
  context: Context,
  body: z.output<typeof depositBody>,
): Promise<Deposit> {
  refuseFuture(context, body.depositedOn, '/depositedOn');
  const { kind, amount, fee, depositedOn, slipReference } = body;
  if ((kind === 'cash' && !isZero(fee)) || compareMoney(fee, amount) >= 0) {
    throw new AppError(
      'FEE_ABOVE_GROSS',
      'A deposit of cash costs no fee, a payout less than itself.',
      {
        fields: [{ pointer: '/fee', code: 'FEE_ABOVE_GROSS' }],
      },
    );
  }
  return runCommand(context, 'deposit.recorded', body, async (tx) => {
    const id = randomUUID();
    if (kind === 'cash') {
      const inBox = await lockBookCash(tx);
      if (await hasOpenCount(tx)) {
        throw new AppError('CASH_COUNT_OPEN', 'A cash difference waits for its second signature.');
      }
      if (exceeds(amount, inBox)) {
        throw new AppError('CASH_INSUFFICIENT', `The box holds ${inBox}.`, {
          available: inBox,
          fields: [{ pointer: '/amount', code: 'CASH_INSUFFICIENT' }],
        });
      }
    }
    const row = { id, kind, amount, fee, depositedOn, slipReference };
    await insertDeposit(tx, {
      ...row,
      depositedBy: context.actor.userId,
      createdAt: context.now(),
    });
    const posted = await postEntry(tx, context, {
      date: depositedOn,
      dateField: '/depositedOn',
      summary: kind === 'cash' ? '捐款现金缴存银行' : `${platformWords[kind]}捐款提现到银行`,
      source: { type: 'deposit', id },
      posting:
        kind === 'cash'
          ? cashBanked(amount)
          : platformPaidOut({
              platform: kind,
              gross: amount,
              fee,
              net: subtractMoney(amount, fee),
              feeFundId: (await requireUnrestrictedFund(tx)).id,
            }),
    });
    return {
      result: { ...row, ...posted, reversed: false },
      subject: `deposit:${id}`,
      facts: { kind, amount, fee },
    };
  });
}

/**
 * Notes a count of the cash box, of today or yesterday. While a difference waits for a treasurer's
 * signature nothing leaves the box. Fails with DATE_FUTURE, DATE_RANGE, CASH_COUNT_OPEN and
 * PERIOD_LOCKED.
 */
export async function recordCount(context: Context, body: z.output<typeof cashCountBody>) {
  refuseFuture(context, body.countedOn, '/countedOn');
  if (body.countedOn < addDays(context.today(), -1)) {
    throw fieldError('DATE_RANGE', '/countedOn', 'A count is of today or yesterday.');
  }
  return runCommand(context, 'cash.counted', body, async (tx) => {
    const bookAmount = await lockBookCash(tx);
    if (await hasOpenCount(tx)) {
      throw new AppError(
        'CASH_COUNT_OPEN',
        'An earlier difference waits for its second signature.',
      );
    }
    const difference = subtractMoney(body.countedAmount, bookAmount);
    const count = { ...body, bookAmount, countedBy: context.actor.userId, at: context.now() };
    const id = await insertCount(tx, count);
    await insertDenominations(tx, id, body.denominations ?? []);
    const result = { id, difference, needsConfirmation: !isZero(difference) };
    return {
      result,
      subject: `cash-count:${id}`,
      facts: { bookAmount, counted: body.countedAmount },
    };
  });
}

/**
 * The second signature under a count, by another person: books the difference as it stood when
 * counted, whatever came in since (E30); of a shortage it names who is liable. Fails with
 * NOT_FOUND, ALREADY_SIGNED, SOD_VIOLATION.
 */
export async function confirmCount(
  context: Context,
  id: string,
  body: z.output<typeof confirmCountBody>,
) {
  return runCommand(context, 'cash.count_confirmed', { id, ...body }, async (tx) => {
    const count = await lockCount(tx, id);
    if (!count) throw new AppError('NOT_FOUND', 'There is no such count.');
    if (count.confirmed_by) throw new AppError('ALREADY_SIGNED', 'This count is already signed.');
    if (count.cancelled) throw new AppError('STATE_CONFLICT', 'This count was taken back.');
    if (count.person_id === context.actor.personId) {
      throw new AppError('SOD_VIOLATION', 'The second signature must be another person’s.');
    }
    const counted = moneySchema.parse(count.counted_amount);
    const difference = subtractMoney(counted, moneySchema.parse(count.book_amount));
    const { userId } = context.actor;
    if (isNegative(difference)) {
      const { liableRole, liableReason: reason } = body;
      const noted = { notedBy: userId, notedAt: context.now() };
      await insertLiability(tx, { countId: id, liableRole, reason, ...noted });
    }
    let posted: { voucherId: string; voucherNumber: string } | undefined;
    if (!isZero(difference)) {
      posted = await postEntry(tx, context, {
        date: count.counted_on,
        summary: '现金盘点差异',
        source: { type: 'cash_count', id },
        posting: cashDiffered(difference),
      });
    }
    const voucherId = posted?.voucherId ?? null;
    await saveConfirmation(tx, { id, userId, at: context.now(), voucherId });
    const result = { id, voucherId, voucherNumber: posted?.voucherNumber ?? null };
    return { result, subject: `cash-count:${id}`, facts: { difference } };
  });
}

/**
 * Takes back a count that nobody confirmed, by who counted, with a reason: it was miscounted. Fails
 * with NOT_FOUND, SOD_VIOLATION (another person's count) and STATE_CONFLICT (settled already).
 */
export async function cancelCount(
  context: Context,
  id: string,
  { reason }: z.output<typeof cancelCountBody>,
): Promise<{ id: string }> {
  return runCommand(context, 'cash.count_cancelled', { id, reason }, async (tx) => {
    const count = await lockCount(tx, id);
    if (!count) throw new AppError('NOT_FOUND', 'There is no such count.');
    if (count.person_id !== context.actor.personId) {
      throw new AppError('SOD_VIOLATION', 'Only who counted takes a count back.');
    }
    if (count.confirmed_by || count.cancelled) {
      throw new AppError('STATE_CONFLICT', 'This count is settled.');
    }
    await saveCancellation(tx, { id, userId: context.actor.userId, at: context.now(), reason });
    return { result: { id }, subject: `cash-count:${id}`, facts: { cancelled: true } };
  });
}
