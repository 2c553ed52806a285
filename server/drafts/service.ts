import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type {
  DraftAction,
  draftBody,
  draftPosted,
  DraftSaved,
  editDraftBody,
  SendBackBody,
} from '../../shared/drafts.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { voucherLabel, WORD } from '../ledger/journal.ts';
import { checkDraft, refuseProblems } from './check.ts';
import { refusalOf } from './policy.ts';
import {
  draftById,
  insertDraft,
  knownIds,
  lockDraft,
  markApproved,
  markReviewed,
  moveDraft,
  postDraft,
  replaceParts,
  returnDraft,
  saveHead,
  type SummaryRow,
  voucherHead,
  voucherLines,
} from './queries.ts';

type Saving = z.output<typeof draftBody>;

const sentences = {
  FORBIDDEN: 'This step belongs to somebody else.',
  SOD_VIOLATION: 'Who prepared a voucher does not review or approve it.',
  STATE_CONFLICT: 'This step is not possible now.',
  APPROVAL_REQUIRED: 'Money leaves with the chair’s approval only.',
} as const;

/** Begins a voucher by hand. It has no number and moves nothing yet. */
export async function createDraft(context: Context, body: Saving): Promise<DraftSaved> {
  return runCommand(context, 'draft.created', body, async (tx) => {
    const { lines, papers, ...head } = body;
    const id = await addDraft(tx, context, { ...head, lines, papers });
    const result = { id, version: 1, status: 'draft' as const };
    return { result, subject: `draft:${id}`, facts: { lines: lines.length } };
  });
}

/** Adds a draft with its parts, of a plain voucher or of a correction. */
export async function addDraft(
  tx: Tx,
  context: Context,
  draft: Omit<Saving, 'event'> & {
    event: string;
    corrects?: { id: string; kind: 'full' | 'difference' | 'prior_year'; reason: string };
  },
): Promise<string> {
  const id = randomUUID();
  const { userId, personId } = context.actor;
  const { corrects, lines, papers, ...head } = draft;
  await checkReferences(tx, lines);
  await insertDraft(tx, {
    ...head,
    id,
    correctsId: corrects?.id ?? null,
    correction: corrects?.kind ?? null,
    reason: corrects?.reason ?? '',
    userId,
    personId,
    at: context.now(),
  });
  await replaceParts(tx, id, { lines, papers });
  return id;
}

/** An id of nothing is refused at its line. Fails with VALUE_INVALID. */
async function checkReferences(tx: Tx, lines: Saving['lines']): Promise<void> {
  const tables = { fundId: 'funds', driveId: 'drives', requestId: 'aid_requests' } as const;
  for (const [field, table] of Object.entries(tables) as [
    keyof typeof tables,
    (typeof tables)[keyof typeof tables],
  ][]) {
    const ids = [...new Set(lines.flatMap((line) => line[field] ?? []))];
    if (ids.length === 0) continue;
    const known = await knownIds(tx, table, ids);
    const at = lines.findIndex((line) => line[field] !== null && !known.has(line[field]));
    if (at < 0) continue;
    const pointer = `/lines/${at}/${field}`;
    throw new AppError('VALUE_INVALID', `Refused: ${pointer}.`, {
      fields: [{ pointer, code: 'VALUE_INVALID' }],
    });
  }
}

/** Saves a draft anew while it is one. What a correction is called stays. */
export async function editDraft(
  context: Context,
  id: string,
  body: z.output<typeof editDraftBody>,
): Promise<DraftSaved> {
  return takeStep(context, { action: 'edit', id, input: body }, async (tx, draft) => {
    await checkReferences(tx, body.lines);
    const named = draft.correction === null ? body : draft;
    const { summary, event } = named;
    const version = await saveHead(tx, { id, voucherDate: body.voucherDate, summary, event });
    await replaceParts(tx, id, body);
    return { version, status: 'draft' as const };
  });
}

/**
 * Hands a draft to another treasurer. Fails with everything that is in the way, each at its line:
 * JOURNAL_UNBALANCED, JOURNAL_LINES, FUND_REQUIRED, PERIOD_LOCKED and the like.
 */
export async function submitDraft(context: Context, id: string, body: { version: number }) {
  return takeStep(context, { action: 'submit', id, input: body }, async (tx, draft) => {
    refuseProblems(await checkDraft(tx.sql, draft, context.today()));
    return { version: await moveDraft(tx, id, 'submitted'), status: 'submitted' as const };
  });
}

/** Gives a draft up; it stays to be read. */
export async function discardDraft(context: Context, id: string, body: { version: number }) {
  return takeStep(context, { action: 'discard', id, input: body }, async (tx) => ({
    version: await moveDraft(tx, id, 'discarded'),
    status: 'discarded' as const,
  }));
}

/** Sends a draft back to its preparer with a note. */
export async function sendBackDraft(context: Context, id: string, body: SendBackBody) {
  return takeStep(context, { action: 'send_back', id, input: body }, async (tx) => ({
    version: await returnDraft(tx, id, body.note),
    status: 'draft' as const,
  }));
}

/** The second treasurer's review (审核), by another person than the preparer. */
export async function reviewDraft(context: Context, id: string, body: { version: number }) {
  return takeStep(context, { action: 'review', id, input: body }, async (tx, draft) => {
    refuseProblems(await checkDraft(tx.sql, draft, context.today()));
    const version = await markReviewed(tx, id, handOf(context));
    return { version, status: 'reviewed' as const };
  });
}

/** The chair lets the money of a voucher out (decision 11). */
export async function approveDraft(context: Context, id: string, body: { version: number }) {
  return takeStep(context, { action: 'approve', id, input: body }, async (tx, draft) => ({
    version: await markApproved(tx, id, handOf(context)),
    status: draft.status,
  }));
}

const handOf = (context: Context) => {
  const { userId, personId } = context.actor;
  return { userId, personId, at: context.now() };
};

/** What the trail calls each step. */
const acted = {
  edit: 'edited',
  submit: 'submitted',
  discard: 'discarded',
  send_back: 'sent_back',
  review: 'reviewed',
  approve: 'approved',
  post: 'posted',
} as const satisfies Record<DraftAction, string>;

interface Asked {
  action: DraftAction;
  id: string;
  input: { version: number };
}

/** Locks the draft, asks whether this person may take the step on this version, and takes it. */
async function takeStep(
  context: Context,
  { action, id, input }: Asked,
  work: (tx: Tx, draft: SummaryRow) => Promise<Omit<DraftSaved, 'id'>>,
): Promise<DraftSaved> {
  return runCommand(context, `draft.${acted[action]}`, { id, ...input }, async (tx) => {
    const draft = await openDraft(tx, context, { action, id, input });
    const result = { id, ...(await work(tx, draft)) };
    return { result, subject: `draft:${id}`, facts: { status: result.status } };
  });
}

async function openDraft(tx: Tx, context: Context, { action, id, input }: Asked) {
  await lockDraft(tx, id);
  const draft = await draftById(tx.sql, id);
  if (!draft) throw new AppError('NOT_FOUND', 'There is no such draft.');
  const aboutMoney = action === 'approve' || action === 'post';
  const needsApproval =
    aboutMoney && (await checkDraft(tx.sql, draft, context.today())).needsApproval;
  const isApproved = draft.approvedByName !== null;
  const refusal = refusalOf(action, { ...draft, isApproved, needsApproval }, context.actor);
  if (refusal) throw new AppError(refusal, sentences[refusal]);
  if (draft.version !== input.version) {
    throw new AppError('VERSION_CONFLICT', 'Somebody changed this draft. Load it again.');
  }
  return draft;
}

/**
 * Posts a reviewed draft: one voucher, for a full correction a red one beside it, in one act. Fails
 * with APPROVAL_REQUIRED, with what is in the way by now, and with whatever the ledger refuses.
 */
export async function postVoucher(
  context: Context,
  id: string,
  body: { version: number },
): Promise<z.input<typeof draftPosted>> {
  return runCommand(context, 'draft.posted', { id, ...body }, async (tx) => {
    const draft = await openDraft(tx, context, { action: 'post', id, input: body });
    refuseProblems(await checkDraft(tx.sql, draft, context.today()));
    const { userId } = context.actor;
    const posted = await postDraft(tx, { id, word: WORD, userId, at: context.now() });
    const { voucherId, redVoucherId } = posted;
    const voucherNumber = voucherLabel(posted.word, posted.number);
    return {
      result: { id, voucherId, voucherNumber, redVoucherId },
      subject: `draft:${id}`,
      facts: { voucher: voucherId, red: redVoucherId, corrects: draft.correctsId },
    };
  });
}

/** Begins a draft with the lines of a voucher by hand, dated today, without its papers. */
export async function copyVoucher(context: Context, voucherId: string): Promise<DraftSaved> {
  return runCommand(context, 'draft.copied', { voucherId }, async (tx) => {
    const source = await voucherHead(tx, voucherId);
    if (!source) throw new AppError('NOT_FOUND', 'There is no such voucher.');
    if (source.sourceType !== 'manual' || source.event.startsWith('C')) {
      throw new AppError('STATE_CONFLICT', 'Only a voucher by hand is copied.');
    }
    const lines = await voucherLines(tx.sql, voucherId);
    const { summary, event } = source;
    const draft = { voucherDate: context.today(), summary, event, lines, papers: [] };
    const id = await addDraft(tx, context, draft);
    const result = { id, version: 1, status: 'draft' as const };
    return { result, subject: `draft:${id}`, facts: { copies: voucherId } };
  });
}
