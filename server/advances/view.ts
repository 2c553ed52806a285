import { z } from 'zod';
import type { Advance, AdvanceStatus } from '../../shared/advances.ts';
import { calendarDays } from '../../shared/dates.ts';
import { isZero } from '../../shared/money.ts';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import type { Context } from '../core/context.ts';
import { voucherLabel } from '../ledger/journal.ts';
import { type AdvanceRow, advancesPage, openByHolder } from './queries.ts';

/** A mere caseworker sees their own advances. */
function holderInSight({ actor }: Context): string | null {
  return actor.roles.some((role) => role !== 'caseworker') ? null : actor.personId;
}

/** A page of advances, newest first, with their age and what this person may do. */
export async function listAdvances(
  context: Context,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ items: Advance[]; nextCursor: string | null }> {
  const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, z.int());
  const holder = holderInSight(context);
  const rows = await advancesPage(context, { before, limit: query.limit + 1, holder });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => advanceFor(context, row)),
    nextCursor: rows.length > query.limit && last ? encodeCursor(Number(last.seq)) : null,
  };
}

/** What each person holds today. */
export async function listHolders(context: Context) {
  const asked = { today: context.today(), holder: holderInSight(context) };
  return { items: await openByHolder(context, asked) };
}

function statusOf({ decision, open }: AdvanceRow): AdvanceStatus {
  if (open !== null) return isZero(open) ? 'settled' : 'paid';
  return decision ?? 'waiting';
}

function advanceFor(context: Context, row: AdvanceRow): Advance {
  const { actor } = context;
  const status = statusOf(row);
  const own = row.holderPersonId === actor.personId;
  const { paidOn, dueOn } = row;
  const today = context.today();
  const isOut = status === 'paid';
  return {
    ...row,
    open: row.open ?? row.amount,
    status,
    ageDays: isOut && paidOn !== null ? calendarDays(paidOn, today) : null,
    overdue: isOut && dueOn !== null && dueOn < today,
    voucherNumber: row.word && row.number ? voucherLabel(row.word, row.number) : null,
    mayDecide: status === 'waiting' && actor.roles.includes('chair') && !own,
    mayPay:
      status === 'approved' &&
      actor.roles.includes('cashier') &&
      !own &&
      row.approvedPersonId !== actor.personId,
    maySettle: isOut && own && !row.settlementWaits && actor.roles.includes('caseworker'),
  };
}
