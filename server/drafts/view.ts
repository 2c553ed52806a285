import { z } from 'zod';
import {
  type Draft,
  draftAction,
  type DraftStatus,
  type DraftSummary,
} from '../../shared/drafts.ts';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { refusalOf } from './policy.ts';
import { draftById, draftLines, draftPapers, draftsPage, listTemplates } from './queries.ts';
import { checkDraft } from './check.ts';

/** A page of drafts, newest first. */
export async function listDrafts(
  context: Context,
  query: { status?: DraftStatus | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: DraftSummary[]; nextCursor: string | null }> {
  const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, z.int());
  const page = { status: query.status, before, limit: query.limit + 1 };
  const rows = await draftsPage(context.client, page);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > query.limit && last ? encodeCursor(Number(last.seq)) : null,
  };
}

/**
 * One draft with its lines, what posting would do, and what this reader may do. Fails with
 * NOT_FOUND.
 */
export async function readDraft(context: Context, id: string): Promise<Draft> {
  const sql = context.client;
  const row = await draftById(sql, id);
  if (!row) throw new AppError('NOT_FOUND', 'There is no such draft.');
  const isOpen = row.status !== 'posted' && row.status !== 'discarded';
  const check = isOpen ? await checkDraft(sql, row, context.today()) : null;
  const facts = {
    ...row,
    isApproved: row.approvedByName !== null,
    needsApproval: check?.needsApproval ?? false,
  };
  return {
    ...row,
    lines: await draftLines(sql, id),
    papers: await draftPapers(sql, id),
    check,
    allowedActions: draftAction.options.filter(
      (action) => refusalOf(action, facts, context.actor) === undefined,
    ),
  };
}

/** The templates, by name. */
export async function readTemplates(context: Context) {
  return { items: await listTemplates(context.client) };
}
