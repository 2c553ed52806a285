import type { z } from 'zod';
import type { DraftCheck, previewBody } from '../../shared/drafts.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import type { Reader } from '../database/snapshot.ts';
import type { Line } from './conditions.ts';
import { factsFor } from './facts-queries.ts';
import { examine } from './policy.ts';
import { draftLines, draftPapers, type SummaryRow } from './queries.ts';

/** The event of a correcting voucher. */
export const correctionEvents = { full: 'C01', difference: 'C02', prior_year: 'C03' } as const;

/** What is in the way of a saved draft, and what posting it would do. */
export async function checkDraft(
  sql: Reader,
  draft: SummaryRow,
  today: string,
): Promise<DraftCheck> {
  const lines = await draftLines(sql, draft.id);
  const papers = await draftPapers(sql, draft.id);
  return checkContent(sql, { ...draft, lines, papers: papers.length }, today);
}

/** The same of what is typed and not saved yet. Changes nothing. */
export async function previewDraft(
  context: Context,
  body: z.output<typeof previewBody>,
): Promise<DraftCheck> {
  const { correction } = body;
  const event = correction === null ? body.event : correctionEvents[correction];
  const draft = { ...body, event, papers: body.papers.length };
  return checkContent(context.client, draft, context.today());
}

interface Checked {
  voucherDate: string;
  summary: string;
  event: string;
  correctsId: string | null;
  correction: SummaryRow['correction'];
  lines: readonly Line[];
  papers: number;
}

async function checkContent(sql: Reader, draft: Checked, today: string): Promise<DraftCheck> {
  const requestIds = draft.lines.flatMap(({ requestId }) => requestId ?? []);
  return examine(draft, await factsFor(sql, { ...draft, requestIds }, today));
}

/** Refuses a draft with everything that is in its way; the code of the first is that of all. */
export function refuseProblems({ problems }: DraftCheck): void {
  const [first] = problems;
  if (!first) return;
  const places = problems.map(({ pointer }) => pointer).join(', ');
  throw new AppError(first.code, `Refused: ${places}.`, { fields: problems });
}
