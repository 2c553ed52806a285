import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type {
  closeCondolenceBody,
  condolenceBody,
  condolenceVoteBody,
  LineSignature,
} from '../../shared/condolences.ts';
import { exceeds, type Money, sumMoney, ZERO } from '../../shared/money.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import { requireHousehold } from '../households/service.ts';
import {
  type Batch,
  batchById,
  freeLines,
  fundOf,
  insertBatch,
  insertClosure,
  insertPayment,
  insertSignature,
  insertVote,
} from './queries.ts';

/** Who acts, as every row of this noun keeps it. */
export function signer(context: Context): { userId: string; personId: string; at: string } {
  const { userId, personId } = context.actor;
  return { userId, personId, at: context.now().toISOString() };
}

/**
 * Prepares a batch of condolence visits (E27): its roster, and what the fund is to reserve. The
 * votes it needs follow from the budget (decision 16). Fails with VALUE_INVALID at /fundId or at a
 * line whose family is out of sight, and EXCEEDS_APPROVAL at /budget (less than the roster).
 */
export async function prepareCondolence(context: Context, body: z.output<typeof condolenceBody>) {
  const cashTotal = sumMoney(body.lines.map((line) => line.amount));
  if (exceeds(cashTotal, body.budget)) {
    throw fieldError('EXCEEDS_APPROVAL', '/budget', `The roster needs ${cashTotal}.`);
  }
  await requireFamilies(context, body.lines);
  return runCommand(context, 'condolence.prepared', body, async (tx) => {
    if (!(await fundOf(tx, body.fundId))) {
      throw fieldError('VALUE_INVALID', '/fundId', 'There is no such fund.');
    }
    const id = randomUUID();
    const lines = body.lines.map((line) => ({ ...line, id: randomUUID() }));
    const row = { ...body, ...signer(context), id, cashTotal, lines };
    const votesNeeded = await insertBatch(tx, row);
    const facts = { fund: body.fundId, lines: lines.length, cashTotal, budget: body.budget };
    return { result: { id, cashTotal, votesNeeded }, subject: `condolence:${id}`, facts };
  });
}

async function requireFamilies(
  context: Context,
  lines: readonly { householdId: string }[],
): Promise<void> {
  for (const [index, { householdId }] of lines.entries()) {
    try {
      await requireHousehold(context, householdId);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'NOT_FOUND') throw error;
      throw fieldError('VALUE_INVALID', `/lines/${index}/householdId`, 'There is no such family.');
    }
  }
}

/** The batch. Fails with NOT_FOUND. */
export async function requireBatch(tx: Tx, id: string): Promise<Batch> {
  const batch = await batchById(tx, id);
  if (!batch) throw new AppError('NOT_FOUND', 'There is no such batch.');
  return batch;
}

/**
 * Votes on a batch. The deciding vote reserves its budget, or the vote is not kept and the answer
 * is FUND_INSUFFICIENT. Fails with NOT_FOUND, ALREADY_VOTED, STATE_CONFLICT (decided already),
 * SOD_VIOLATION (who prepared it).
 */
export async function voteCondolence(
  context: Context,
  id: string,
  body: z.output<typeof condolenceVoteBody>,
) {
  return runCommand(context, 'condolence.voted', { id, ...body }, async (tx) => {
    const batch = await requireBatch(tx, id);
    const { personId } = context.actor;
    if (batch.voters.includes(personId)) {
      throw new AppError('ALREADY_VOTED', 'You have voted on this batch.');
    }
    if (batch.status !== 'voting') {
      throw new AppError('STATE_CONFLICT', 'This batch is decided already.');
    }
    if (batch.preparedPersonId === personId) {
      throw new AppError('SOD_VIOLATION', 'Who prepared a batch does not vote on it.');
    }
    await insertVote(tx, { batchId: id, ...body, ...signer(context) });
    const { status } = await requireBatch(tx, id);
    const facts = { agrees: body.agrees, status };
    return { result: { id, status }, subject: `condolence:${id}`, facts };
  });
}

/**
 * Closes a batch: what it reserved and did not hand out is available again. Fails with NOT_FOUND
 * and STATE_CONFLICT (not approved, an advance is out, or a handing-out waits).
 */
export async function closeCondolence(
  context: Context,
  id: string,
  body: z.output<typeof closeCondolenceBody>,
) {
  return runCommand(context, 'condolence.closed', { id, ...body }, async (tx) => {
    await requireBatch(tx, id);
    await insertClosure(tx, { batchId: id, ...body, ...signer(context) });
    return { result: { id, status: 'closed' as const }, subject: `condolence:${id}`, facts: {} };
  });
}

/** The lines to be handed out, at `pointer` in the request, with the sum of their amounts. */
export async function requireFreeLines(
  tx: Tx,
  batchId: string,
  lineIds: readonly string[],
  pointer: (index: number) => string,
): Promise<{ spent: Money; lines: { id: string; lineId: string; amount: Money }[] }> {
  const free = new Map((await freeLines(tx, batchId, lineIds)).map((line) => [line.id, line]));
  const lines = lineIds.map((lineId, index) => {
    const line = free.get(lineId);
    if (!line) throw fieldError('VALUE_INVALID', pointer(index), 'No line of this roster.');
    if (line.taken) {
      throw fieldError('ALREADY_DISBURSED', pointer(index), 'This line is handed out already.');
    }
    return { id: randomUUID(), lineId, amount: line.amount };
  });
  const spent = lines.length === 0 ? ZERO : sumMoney(lines.map((line) => line.amount));
  return { spent, lines };
}

/**
 * Writes how lines were signed for. A proxy's number is kept as a keyed index: who receives or
 * signs for one line signs for no other (SOD_VIOLATION). Fails with DATE_FUTURE at its line and
 * VALUE_INVALID (the witness is who hands out, or nobody).
 */
export async function signLines(
  context: Context,
  tx: Tx,
  signatures: readonly LineSignature[],
  handoutOf: (lineId: string) => string | undefined,
): Promise<void> {
  for (const [index, signature] of signatures.entries()) {
    const { lineId, handedOn, way, proxyRelation, proxyIdNumber, witnessPersonId } = signature;
    refuseFuture(context, handedOn, `/lines/${index}/handedOn`);
    const pointer = (field: string) => `/lines/${index}/${field}`;
    const handoutId = handoutOf(lineId);
    if (handoutId === undefined) throw fieldError('VALUE_INVALID', pointer('lineId'));
    if (witnessPersonId === context.actor.personId) {
      throw fieldError('SOD_VIOLATION', pointer('witnessPersonId'), 'A second person stands by.');
    }
    const proxyIndex =
      proxyIdNumber === null ? null : context.vault.index('households.id_number', proxyIdNumber);
    const row = { handoutId, handedOn, way, proxyIndex, witnessPersonId, ...signer(context) };
    await insertSignature(tx, { ...row, proxyRelation: proxyRelation ?? '' });
  }
}

/** Writes a handing-out that the holder of an advance accounts for, with its signatures. */
export async function handInSettlement(
  context: Context,
  tx: Tx,
  given: {
    batchId: string;
    advanceId: string;
    spent: Money;
    returned: Money;
    toppedUp: Money;
    note: string;
    lines: { id: string; lineId: string; amount: Money }[];
    signatures: readonly LineSignature[];
  },
): Promise<string> {
  const { signatures, ...row } = given;
  const id = randomUUID();
  await insertPayment(tx, { ...row, id, ...signer(context) });
  const handouts = new Map(row.lines.map((line) => [line.lineId, line.id]));
  await signLines(context, tx, signatures, (lineId) => handouts.get(lineId));
  return id;
}
