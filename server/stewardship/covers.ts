import { type Cover, type EnterCoverBody, LONGEST_COVER_DAYS } from '../../shared/covers.ts';
import { addDays } from '../../shared/dates.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError } from '../core/refusals.ts';
import {
  type CoverRow,
  coverStatusOn,
  insertCover,
  insertCoverStep,
  listCovers,
  lockCover,
  standInOf,
} from './cover-queries.ts';

/** The last covers, with what this reader may do about each. */
export async function readCovers(context: Context): Promise<Cover[]> {
  const today = context.today();
  const { roles } = context.actor;
  return (await listCovers(context)).map((row) => {
    const status = coverStatusOn(row, today);
    return {
      ...row,
      status,
      mayConfirm: status === 'entered' && mayConfirm(context, row),
      mayEnd: status !== 'ended' && (roles.includes('administrator') || roles.includes('chair')),
    };
  });
}

const mayConfirm = ({ actor }: Context, row: CoverRow) =>
  actor.roles.includes('chair') && !row.persons.includes(actor.personId);

/**
 * Enters a cover during absence (代班); it gives nothing until the chair confirms it. Fails with
 * COVER_DATES, COVER_UNFIT at /coveringUserId, VALUE_INVALID at /coveredUserId. Source: issue 3,
 * domain.md §4.
 */
export async function enterCover(context: Context, body: EnterCoverBody) {
  requireDates(context, body);
  return runCommand(context, 'cover.entered', body, async (tx) => {
    await requireFit(tx, body);
    const { userId } = context.actor;
    const id = await insertCover(tx, { ...body, enteredBy: userId, at: context.now() });
    const { role, coveredUserId: covered, coveringUserId: covering, fromOn, untilOn } = body;
    return {
      result: { id, status: 'entered' as const },
      subject: `cover:${id}`,
      facts: { role, covered, covering, fromOn, untilOn },
    };
  });
}

function requireDates(context: Context, { fromOn, untilOn }: EnterCoverBody): void {
  if (untilOn < fromOn) throw fieldError('RANGE_INVALID', '/untilOn');
  if (untilOn < context.today() || untilOn > addDays(fromOn, LONGEST_COVER_DAYS - 1)) {
    throw fieldError('COVER_DATES', '/untilOn', 'A cover is short and not over yet.');
  }
}

async function requireFit(tx: Tx, body: EnterCoverBody): Promise<void> {
  const absent = await standInOf(tx, body.coveredUserId, body.role);
  if (absent?.status !== 'active' || !absent.roles.includes(body.role)) {
    throw fieldError('VALUE_INVALID', '/coveredUserId', 'This account does not have the role.');
  }
  const other = await standInOf(tx, body.coveringUserId, body.role);
  if (!other) throw fieldError('VALUE_INVALID', '/coveringUserId', 'There is no such account.');
  if (
    other.status !== 'active' ||
    other.clashes ||
    other.roles.includes(body.role) ||
    other.personId === absent.personId
  ) {
    throw fieldError('COVER_UNFIT', '/coveringUserId', 'This person cannot stand in.');
  }
}

/**
 * The chair confirms a cover, for others than herself. When its first day has come it begins at
 * once; otherwise with the first request of its days. Fails with NOT_FOUND, SOD_VIOLATION,
 * COVER_UNFIT (the roles changed meanwhile), STATE_CONFLICT.
 */
export async function confirmCover(context: Context, id: string) {
  return runCommand(context, 'cover.confirmed', { id }, async (tx) => {
    const row = await requireCover(tx, id);
    const today = context.today();
    if (coverStatusOn(row, today) !== 'entered') {
      throw new AppError('STATE_CONFLICT', 'This cover is confirmed or over.');
    }
    if (!mayConfirm(context, row)) {
      throw new AppError('SOD_VIOLATION', 'Nobody confirms a cover they have a part in.');
    }
    const at = context.now();
    await insertCoverStep(tx, { id, step: 'confirmed', userId: context.actor.userId, at });
    const begins = row.fromOn <= today;
    if (begins) {
      const other = await standInOf(tx, row.coveringUserId, row.role);
      if (other?.status !== 'active' || other.clashes || other.roles.includes(row.role)) {
        throw new AppError('COVER_UNFIT', 'This person cannot stand in any more.');
      }
      await insertCoverStep(tx, { id, step: 'begun', userId: null, at });
    }
    const status = begins ? ('running' as const) : ('confirmed' as const);
    return {
      result: { id, status },
      subject: `cover:${id}`,
      facts: { role: row.role, covering: row.coveringUserId, status },
    };
  });
}

/** Ends a cover before its last day: a role that it gave is gone at once. Fails like confirming. */
export async function endCover(context: Context, id: string) {
  return runCommand(context, 'cover.ended', { id }, async (tx) => {
    const row = await requireCover(tx, id);
    if (row.ended) throw new AppError('STATE_CONFLICT', 'This cover is over.');
    const { userId } = context.actor;
    await insertCoverStep(tx, { id, step: 'ended', userId, at: context.now() });
    const facts = { role: row.role, covering: row.coveringUserId, wasRunning: row.begun };
    return { result: { id, status: 'ended' as const }, subject: `cover:${id}`, facts };
  });
}

async function requireCover(tx: Tx, id: string): Promise<CoverRow> {
  const row = await lockCover(tx, id);
  if (!row) throw new AppError('NOT_FOUND', 'There is no such cover.');
  return row;
}
