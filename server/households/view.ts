import type { Household } from '../../shared/households.ts';
import { maskIdNumber, maskPhone } from '../../shared/identity.ts';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import { z } from 'zod';
import type { Context } from '../core/context.ts';
import { communityInSight, seesHousehold } from './policy.ts';
import { listHouseholds, type HouseholdRow } from './queries.ts';
import { maskedApplicant, openSealed, placeOf, requireHousehold } from './service.ts';

/** A page of families with names and numbers masked: a caseworker's own community, or all. */
export async function householdPageFor(
  context: Context,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: Household[]; nextCursor: string | null }> {
  const before = cursor === undefined ? null : decodeCursor(cursor, z.string().max(20));
  const sight = communityInSight(context.actor);
  const rows = await listHouseholds(context.client, { ...sight, before, limit: limit + 1 });
  const items = rows.slice(0, limit).map((row) => masked(context, row));
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor(last.code) : null };
}

/** One family, masked. Fails with NOT_FOUND when it is out of sight. */
export async function householdFor(context: Context, id: string): Promise<Household> {
  return masked(context, await requireHousehold(context, id));
}

function masked(context: Context, row: HouseholdRow): Household {
  const open = (column: string, sealed: string | null) =>
    openSealed(context.vault, row.key, placeOf(column, row.id), sealed);
  const phone = open('phone', row.phoneSealed);
  const applicantName = open('name', row.nameSealed) ?? undefined;
  const { key: _key, ...plain } = row;
  return {
    ...plain,
    applicantName: maskedApplicant({ ...row, applicantName }),
    idNumber: maskIdNumber(open('id_number', row.idNumberSealed) ?? ''),
    phone: phone === null ? null : maskPhone(phone),
    mayUnmask: seesHousehold(context.actor, row.communityId),
  };
}
