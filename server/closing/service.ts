import type {
  AskReopeningBody,
  DecideReopeningBody,
  LockYearBody,
  SignDeficitBody,
} from '../../shared/closing.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import {
  askReopening,
  closeMonth,
  decideReopening,
  lockBookYear,
  periodState,
  readPoints,
  signDeficits,
} from './queries.ts';

/** What the database says by a code of its own. */
const SAID_BY_THE_DATABASE = new Set(['month_not_over', 'earlier_month_open']);

/**
 * Closes a month: posts the vouchers that bring income and expense to zero (E32, and E33 in
 * December); nothing posts into it afterwards. Fails with PERIOD_NOT_READY (`params.blockers` names
 * what keeps it open), PERIOD_NOT_OVER, STATE_CONFLICT (an earlier month is open, or it is closed
 * already).
 */
export async function closePeriod(context: Context, period: number) {
  return runCommand(context, 'period.closed', { period }, async (tx) => {
    await refuseBlockers(tx, context, period);
    await closeMonth(tx, period);
    const result = { id: period, status: 'closed' as const };
    return { result, subject: `period:${period}`, facts: { period } };
  });
}

async function refuseBlockers(tx: Tx, context: Context, period: number): Promise<void> {
  const points = await readPoints(tx.sql, { period, today: context.today() });
  // read after them: whoever closed it meanwhile left a closing voucher unsigned
  const state = await periodState(tx.sql, period);
  if (state?.status !== 'open') return;
  const blockers = points.filter(({ level, count }) => level === 'blocker' && count > 0);
  const names = blockers.map(({ name }) => name);
  if (names.length === 0 || names.some((name) => SAID_BY_THE_DATABASE.has(name))) return;
  throw new AppError('PERIOD_NOT_READY', `The checklist is not done: ${names.join(', ')}.`, {
    params: { blockers: names.join(',') },
  });
}

/**
 * The chair signs off the funds that end a month below zero (decision 4). Fails with STATE_CONFLICT
 * when none waits for it or the month is closed.
 */
export async function signDeficit(context: Context, period: number, body: SignDeficitBody) {
  return runCommand(context, 'period.deficit_signed', { period, ...body }, async (tx) => {
    const funds = await signDeficits(tx, period, body.reason);
    return { result: { id: period, funds }, subject: `period:${period}`, facts: { period, funds } };
  });
}

/**
 * Asks for a month to be opened again. Fails with STATE_CONFLICT: only the last closed month, once
 * at a time, and never in a year that the audit has locked.
 */
export async function askForReopening(context: Context, period: number, body: AskReopeningBody) {
  return runCommand(context, 'period.reopening_asked', { period, ...body }, async (tx) => {
    const requestId = await askReopening(tx, period, body.reason);
    const facts = { period, requestId };
    return { result: { id: period, requestId }, subject: `period:${period}`, facts };
  });
}

/**
 * The chair decides whether a month opens again: its closing vouchers are then taken back in red.
 * Fails with STATE_CONFLICT (nobody asked, or it is not the last closed month any more) and
 * SOD_VIOLATION (who asked does not approve).
 */
export async function decideOnReopening(
  context: Context,
  period: number,
  body: DecideReopeningBody,
) {
  return runCommand(context, 'period.reopening_decided', { period, ...body }, async (tx) => {
    await decideReopening(tx, period, body.approves);
    const status = body.approves ? ('open' as const) : ('closed' as const);
    return {
      result: { id: period, status },
      subject: `period:${period}`,
      facts: { period, approves: body.approves },
    };
  });
}

/**
 * Locks a year by the report of its audit: no month of it opens again (decision 9). Fails with
 * STATE_CONFLICT (December is not closed, or the year is locked), PERIOD_NOT_READY (vouchers lack
 * their second signature), DATE_FUTURE, DATE_RANGE (a report of a year that had not ended).
 */
export async function lockYear(context: Context, year: number, body: LockYearBody) {
  refuseFuture(context, body.auditedOn, '/auditedOn');
  if (Number(body.auditedOn.slice(0, 4)) <= year) {
    throw fieldError('DATE_RANGE', '/auditedOn', 'The report comes after the end of its year.');
  }
  return runCommand(context, 'year.locked', { year, ...body }, async (tx) => {
    await lockBookYear(tx, { year, ...body });
    return { result: { year }, subject: `year:${year}`, facts: { year, ...body } };
  });
}
