import { z } from 'zod';
import { awaitsDecision, type GoodsDocument, type GoodsItemDetail } from '../../shared/goods.ts';
import { sumMoney } from '../../shared/money.ts';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { voucherLabel } from '../ledger/journal.ts';
import { deciders } from './policy.ts';
import { documentsPage, type DocumentRow, itemById, lotsOf, serialsOf } from './view-queries.ts';

/** One item with its lots and the numbers of its vouchers. Fails with NOT_FOUND. */
export async function readItem(context: Context, id: string): Promise<GoodsItemDetail> {
  const item = await itemById(context, id);
  if (!item) throw new AppError('NOT_FOUND', 'There is no such item.');
  const [lots, serials] = await Promise.all([lotsOf(context, id), serialsOf(context, id)]);
  return { ...item, lots, serials };
}

/** A page of papers about goods, with what this reader may see and do. */
export async function listDocuments(
  context: Context,
  query: { cursor?: string | undefined; limit: number; waiting?: 'yes' | undefined },
) {
  const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, z.int());
  const waiting = query.waiting === 'yes';
  const rows = await documentsPage(context, { before, limit: query.limit + 1, waiting });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => documentFor(context, row)),
    nextCursor: rows.length > query.limit && last ? encodeCursor(Number(last.seq)) : null,
  };
}

function statusOf({ kind, agrees, reversed }: DocumentRow): GoodsDocument['status'] {
  if (reversed) return 'reversed';
  if (!awaitsDecision(kind) || agrees === true) return 'posted';
  return agrees === null ? 'waiting' : 'refused';
}

/** A caseworker sees the families of the own community only (decision 21). */
function seesFamily({ actor }: Context, communityId: string | null): boolean {
  const elsewhere = actor.roles.some((role) => role !== 'caseworker');
  return elsewhere || communityId === actor.communityId;
}

function documentFor(context: Context, row: DocumentRow): GoodsDocument {
  const { actor } = context;
  const { word, number, kind, communityId, preparedPersonId, voucherPersonId, ...plain } = row;
  const status = statusOf(row);
  const hands = [preparedPersonId, voucherPersonId];
  const values = row.lines.map(({ value }) => value).filter((value) => value !== null);
  return {
    ...plain,
    kind,
    householdCode: seesFamily(context, communityId) ? row.householdCode : null,
    value: values.length === row.lines.length ? sumMoney(values) : null,
    status,
    voucherNumber: word && number ? voucherLabel(word, number) : null,
    mayDecide:
      status === 'waiting' &&
      deciders(kind).some((role) => actor.roles.includes(role)) &&
      preparedPersonId !== actor.personId,
    mayReverse:
      status === 'posted' &&
      kind !== 'gift' &&
      actor.roles.includes('treasurer') &&
      !hands.includes(actor.personId),
  };
}
