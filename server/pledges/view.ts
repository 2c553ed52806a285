import { z } from 'zod';
import { isZero, subtractMoney } from '../../shared/money.ts';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import type { Pledge } from '../../shared/pledges.ts';
import type { Context } from '../core/context.ts';
import { type PledgeRow, pledgesPage } from './queries.ts';

/** A page of pledges, newest first, with what arrived, what is outstanding and what is overdue. */
export async function listPledges(
  context: Context,
  query: { cursor?: string | undefined; limit: number },
) {
  const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, z.int());
  const rows = await pledgesPage(context, { before, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => pledgeFor(context, row)),
    nextCursor: rows.length > query.limit && last ? encodeCursor(Number(last.seq)) : null,
  };
}

function pledgeFor(context: Context, row: PledgeRow): Pledge {
  const outstanding = subtractMoney(row.amount, row.arrived);
  return {
    ...row,
    outstanding,
    overdue: !isZero(outstanding) && row.dueOn < context.today(),
    candidates: context.actor.roles.includes('treasurer') ? row.candidates : [],
  };
}
