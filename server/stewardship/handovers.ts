import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import {
  type BeginHandoverBody,
  type Handover,
  handoverParts,
  type HandoverKind,
  type HandoverPart,
  type handoverList,
} from '../../shared/handovers.ts';
import type { Role } from '../../shared/roles.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Staff, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import {
  accountNames,
  booksStill,
  handoverById,
  insertHandover,
  insertHandoverSignature,
  keepers,
  listHandovers,
  lockBooks,
  signaturesOf,
} from './handover-queries.ts';

const KEEPERS: Readonly<Record<HandoverKind, readonly Role[]>> = {
  treasurer: ['treasurer'],
  cashier: ['cashier'],
  stamps: ['treasurer', 'cashier', 'chair'],
};
const WITNESSES: readonly Role[] = ['chair', 'treasurer'];

type Row = NonNullable<Awaited<ReturnType<typeof handoverById>>>;

const holds = (held: readonly Role[], wanted: readonly Role[]) =>
  held.some((role) => wanted.includes(role));

function statusOf({ signed, superseded }: Row): Handover['status'] {
  if (signed === handoverParts.length) return 'complete';
  return superseded ? 'superseded' : 'open';
}

/** The part that this person signs next, or null when it is not their turn. */
function partOf(row: Row, { personId }: Staff): HandoverPart | null {
  if (statusOf(row) !== 'open') return null;
  const next = handoverParts[row.signed];
  const of = {
    giver: row.fromPersonId,
    receiver: row.toPersonId,
    witness: row.witnessPersonId,
  };
  return next !== undefined && of[next] === personId ? next : null;
}

/** The last handovers, and the people who may receive or witness the next. */
export async function readHandovers(context: Context): Promise<z.input<typeof handoverList>> {
  const [rows, people] = await Promise.all([listHandovers(context), keepers(context.database)]);
  return { items: rows.map((row) => ({ ...row, status: statusOf(row) })), people };
}

/** One handover as the paper 移交清册 shows it. Fails with NOT_FOUND. */
export async function readHandover(context: Context, id: string): Promise<Handover> {
  const row = await handoverById(context.database, id);
  if (!row) throw new AppError('NOT_FOUND', 'There is no such handover.');
  const status = statusOf(row);
  const [signatures, names, still] = await Promise.all([
    signaturesOf(context, id),
    accountNames(
      context,
      row.balances.accounts.map(({ account }) => account),
    ),
    status === 'open' ? booksStill(context, id) : true,
  ]);
  return {
    ...row,
    status,
    accountNames: names,
    signatures: signatures.map((each) => ({ ...each, signedAt: each.signedAt.toISOString() })),
    stale: !still,
    maySign: still ? partOf(row, context.actor) : null,
  };
}

/**
 * Begins a handover (会计工作交接): the list, and what the books say at this moment, signed by the
 * giver. A newer list takes the place of one that is not complete. Fails with FORBIDDEN (the duty
 * is not the giver's), SOD_VIOLATION (the three are not three), VALUE_INVALID at /toPersonId or
 * /witnessPersonId (no role for it), DATE_FUTURE. Source: issue 3, domain.md §4.
 */
export async function beginHandover(context: Context, body: BeginHandoverBody) {
  refuseFuture(context, body.handedOn, '/handedOn');
  const { actor } = context;
  if (!holds(actor.roles, KEEPERS[body.kind])) {
    throw new AppError('FORBIDDEN', 'Only who has the duty hands it over.');
  }
  return runCommand(context, 'handover.begun', body, async (tx) => {
    await requireThree(tx, actor, body);
    const balances = await lockBooks(tx);
    const createdAt = context.now();
    const { kind, toPersonId, witnessPersonId, handedOn, items } = body;
    const id = await insertHandover(tx, {
      kind,
      fromPersonId: actor.personId,
      toPersonId,
      witnessPersonId,
      handedOn,
      items,
      balances,
      begunBy: actor.userId,
      createdAt,
    });
    await sign(tx, context, id, 'giver');
    return {
      result: { id, part: 'giver' as const, status: 'open' as const },
      subject: `handover:${id}`,
      facts: { kind, to: toPersonId, witness: witnessPersonId, items: items.length, balances },
    };
  });
}

async function requireThree(tx: Tx, actor: Staff, body: BeginHandoverBody): Promise<void> {
  const three = new Set([actor.personId, body.toPersonId, body.witnessPersonId]);
  if (three.size < 3) {
    throw new AppError('SOD_VIOLATION', 'Giver, receiver and witness are three people.');
  }
  const people = await keepers(tx.db);
  const rolesOf = (id: string) => people.find(({ personId }) => personId === id)?.roles ?? [];
  if (!holds(rolesOf(body.toPersonId), KEEPERS[body.kind])) {
    throw fieldError('VALUE_INVALID', '/toPersonId', 'The receiver does not have this duty.');
  }
  if (!holds(rolesOf(body.witnessPersonId), WITNESSES)) {
    throw fieldError('VALUE_INVALID', '/witnessPersonId', 'Chair or treasurer witness.');
  }
}

async function sign(tx: Tx, context: Context, handoverId: string, part: HandoverPart) {
  const { userId, personId, sessionId } = context.actor;
  const signedAt = context.now();
  await insertHandoverSignature(tx, { handoverId, part, userId, personId, sessionId, signedAt });
}

/**
 * Signs a handover as the receiver, then as the witness. The witness's signature is the last: the
 * books are read anew under the lock of posts, and HANDOVER_STALE refuses when they moved on since
 * the list was made. Fails with NOT_FOUND, ALREADY_SIGNED, SOD_VIOLATION (not one of the three),
 * STATE_CONFLICT (not their turn, or the list was made anew).
 */
export async function signHandover(context: Context, id: string) {
  return runCommand(context, 'handover.signed', { id }, async (tx) => {
    const before = await handoverById(tx.db, id);
    if (!before) throw new AppError('NOT_FOUND', 'There is no such handover.');
    const books = await lockBooks(tx);
    // read once more behind the lock: of two callers the second sees what the first signed
    const row = (await handoverById(tx.db, id)) ?? before;
    const part = requireTurn(row, context.actor);
    if (!isDeepStrictEqual(row.balances, books)) {
      throw new AppError('HANDOVER_STALE', 'The books moved on. Make the list anew.');
    }
    await sign(tx, context, id, part);
    const status = part === 'witness' ? ('complete' as const) : ('open' as const);
    const facts = { kind: row.kind, part, status };
    return { result: { id, part, status }, subject: `handover:${id}`, facts };
  });
}

function requireTurn(row: Row, actor: Staff): HandoverPart {
  const theirs = [row.fromPersonId, row.toPersonId, row.witnessPersonId].indexOf(actor.personId);
  if (theirs < 0) throw new AppError('SOD_VIOLATION', 'Only the three of the list sign it.');
  if (theirs < row.signed) throw new AppError('ALREADY_SIGNED', 'You have signed this list.');
  const part = partOf(row, actor);
  if (part === null) {
    throw new AppError('STATE_CONFLICT', 'Another signs first, or the list was made anew.');
  }
  return part;
}
