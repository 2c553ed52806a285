import { z } from 'zod';
import type { AidRequest, AidRequestSummary, AidStatus } from '../../shared/aid.ts';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import type { Context } from '../core/context.ts';
import { hasUnmasked, maskedApplicant, openSealed, placeOf } from '../households/service.ts';
import { voucherLabel } from '../ledger/journal.ts';
import { actionsFor } from './policy.ts';
import { historyOf } from './queries.ts';
import { keepReading } from './reading.ts';
import { isToBePaid, noSuchRequest, sealedAt } from './service.ts';
import { scopeOf, sightOf, type Sight } from './sight.ts';
import { listRequests, requestFile, type FileRow } from './view-queries.ts';

/** A page of requests, the newest first: all, or those of the caseworker's own community. */
export async function requestPageFor(
  context: Context,
  query: { cursor?: string | undefined; limit: number; status?: AidStatus | undefined },
): Promise<{ items: AidRequestSummary[]; nextCursor: string | null }> {
  const { cursor, limit } = query;
  const rows = await listRequests(context.client, {
    ...scopeOf(context.actor),
    status: query.status ?? null,
    before: cursor === undefined ? null : decodeCursor(cursor, z.int().positive()),
    limit: limit + 1,
    today: context.today(),
  });
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor(Number(last.seq)) : null };
}

/**
 * A request as this reader may see it, with what they may do next. Fails with NOT_FOUND out of
 * sight.
 */
export async function requestFor(context: Context, id: string): Promise<AidRequest> {
  const { actor, client } = context;
  const by = { personId: actor.personId, today: context.today() };
  const [row, history] = await Promise.all([
    requestFile(client, id, by.today),
    historyOf(client, id, by),
  ]);
  if (!row || !history) throw noSuchRequest();
  const subject = { communityId: row.communityId, visit: history.visit };
  if (!sightOf(actor, subject)) throw noSuchRequest();
  const unmasked = actor.roles.includes('chair') && (await hasUnmasked(context, row.householdId));
  const sight = sightOf(actor, subject, unmasked);
  if (!sight) throw noSuchRequest();
  const words = readable(context, row, sight);
  const shown = row.order && shownOrder(context, row, row.order, sight);
  const order = shown && { ...shown, voiding: shownVoid(context, shown.voiding, sight) };
  const isClear =
    words.story !== null || words.findings !== null || (order !== null && isPayeeClear(row, sight));
  if (isClear) await keepReading(context, row);
  return {
    ...row,
    ...words,
    householdId: sight.household ? row.householdId : null,
    votes: row.votes.map((vote) => ({ ...vote, reason: sight.reasons ? vote.reason : '' })),
    recusals: row.recusals.map((each) => ({ ...each, reason: sight.reasons ? each.reason : '' })),
    order,
    payment: row.payment && {
      ...row.payment,
      voucherNumber: voucherLabel(row.payment.word, row.payment.number),
    },
    ...actionsFor({ request: row, history, actor }),
  };
}

/** The words of a case, each opened only for a reader who may read it. */
function readable(context: Context, row: FileRow, sight: Sight) {
  const key = { id: row.keyId, wrapped: row.wrapped };
  const open = (may: boolean, place: string, sealed: string | null) =>
    may ? openSealed(context.vault, key, place, sealed) : null;
  const isMasked = sight.applicant === 'masked';
  const name = open(isMasked, placeOf('name', row.householdId), row.nameSealed) ?? undefined;
  const applicant = { ...row, code: row.householdCode, applicantName: name };
  return {
    applicant: isMasked ? maskedApplicant(applicant) : row.caseNumber,
    summary: open(sight.summary, sealedAt('aid_requests', 'summary', row.id), row.summarySealed),
    story: open(sight.story, sealedAt('aid_requests', 'story', row.id), row.storySealed),
    findings: open(
      sight.findings,
      sealedAt('visits', 'findings', row.visit?.id ?? ''),
      row.findingsSealed,
    ),
  };
}

/** People write names into reasons: who asked reads it, and who may read reasons of this case. */
function shownVoid<Asked extends { reason: string }>(
  { actor }: Context,
  asked: Asked | null,
  sight: Sight,
): Asked | null {
  const reads = sight.reasons || actor.roles.includes('treasurer');
  return asked && (reads ? asked : { ...asked, reason: '' });
}

/** Whom to pay is the cashier's to know while there is something to pay. */
const isPayeeClear = (row: FileRow, sight: Sight) =>
  sight.payee === 'clear' && isToBePaid(row.status);

/**
 * Who is paid: in clear for the cashier until it is paid, masked for most, nobody for those who
 * know only a number.
 */
function shownOrder(
  context: Context,
  row: FileRow,
  order: NonNullable<FileRow['order']>,
  sight: Sight,
): AidRequest['order'] {
  if (sight.payee === 'hidden') {
    const isInstitution = order.payeeKind === 'hospital' || order.payeeKind === 'school';
    const payeeName = isInstitution ? order.payeeName : '*';
    return { ...order, payeeName, payeeAccount: null, payeeBank: null };
  }
  if (!isPayeeClear(row, sight)) return order;
  const key = { id: row.keyId, wrapped: row.wrapped };
  const place = `payment_orders.payee_name_sealed:${order.id}`;
  const name = openSealed(context.vault, key, place, order.payeeNameSealed);
  return { ...order, payeeName: name ?? order.payeeName };
}
