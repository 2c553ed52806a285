import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type {
  advanceBody,
  advanceDecisionBody,
  payAdvanceBody,
  settleAdvanceBody,
} from '../../shared/advances.ts';
import { exceeds, isZero, type Money, subtractMoney, sumMoney, ZERO } from '../../shared/money.ts';
import { handInSettlement, requireBatch, requireFreeLines } from '../condolences/service.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import { postEntry } from '../ledger/journal.ts';
import { advancePaidOut } from '../ledger/postings-imprest.ts';
import { advanceById, hasOverdue, insertAdvance, insertAdvanceStep } from './queries.ts';

const signer = (context: Context) => {
  const { userId, personId } = context.actor;
  return { userId, personId, at: context.now().toISOString() };
};

/**
 * A worker asks for an advance (E24) for an approved batch (decision 15). Fails with VALUE_INVALID
 * at /batchId, STATE_CONFLICT (the batch is not open), ADVANCE_OVERDUE (an earlier one is past its
 * date), SOD_VIOLATION (who voted on the batch), EXCEEDS_APPROVAL (more than the batch still
 * holds).
 */
export async function takeAdvance(context: Context, body: z.output<typeof advanceBody>) {
  return runCommand(context, 'advance.taken', body, async (tx) => {
    const batch = await batchOf(tx, body.batchId);
    if (batch.status !== 'approved') {
      throw new AppError('STATE_CONFLICT', 'An advance is for an approved batch.');
    }
    const { personId } = context.actor;
    if (batch.voters.includes(personId)) {
      throw new AppError('SOD_VIOLATION', 'Who voted on a batch takes no advance for it.');
    }
    if (await hasOverdue(tx, personId, context.today())) {
      throw new AppError('ADVANCE_OVERDUE', 'Settle your earlier advance first.');
    }
    const id = randomUUID();
    await insertAdvance(tx, { id, ...body, ...signer(context) });
    const facts = { batch: body.batchId, amount: body.amount, till: body.till };
    return { result: { id }, subject: `advance:${id}`, facts };
  });
}

async function batchOf(tx: Tx, id: string) {
  try {
    return await requireBatch(tx, id);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'NOT_FOUND') throw error;
    throw fieldError('VALUE_INVALID', '/batchId', 'There is no such batch.');
  }
}

async function requireAdvance(tx: Tx, id: string) {
  const row = await advanceById(tx, id);
  if (!row) throw new AppError('NOT_FOUND', 'There is no such advance.');
  return row;
}

/**
 * The chair's word on an advance. Fails with NOT_FOUND, STATE_CONFLICT (decided already, or the
 * batch is closed), SOD_VIOLATION (who takes it).
 */
export async function decideAdvance(
  context: Context,
  id: string,
  body: z.output<typeof advanceDecisionBody>,
) {
  return runCommand(context, 'advance.decided', { id, ...body }, async (tx) => {
    const row = await requireAdvance(tx, id);
    if (row.decision !== null) {
      throw new AppError('STATE_CONFLICT', 'This advance is decided already.');
    }
    if (row.holder_person_id === context.actor.personId) {
      throw new AppError('SOD_VIOLATION', 'Who takes an advance does not approve it.');
    }
    const step = body.agrees ? ('approved' as const) : ('refused' as const);
    const decision = { advanceId: id, step, onDay: context.today(), reference: '' };
    await insertAdvanceStep(tx, { ...decision, reason: body.reason, ...signer(context) });
    return { result: { id, status: step }, subject: `advance:${id}`, facts: { step } };
  });
}

/**
 * A cashier pays an advance, from the box or the bank: a claim on its holder. Fails with NOT_FOUND,
 * STATE_CONFLICT (not approved, or paid), SOD_VIOLATION (who takes or approved it), REQUIRED at
 * /reference (bank), RANGE_INVALID (before its approval), CASH_INSUFFICIENT, PERIOD_LOCKED.
 */
export async function payAdvance(
  context: Context,
  id: string,
  body: z.output<typeof payAdvanceBody>,
) {
  refuseFuture(context, body.paidOn, '/paidOn');
  return runCommand(context, 'advance.paid', { id, ...body }, async (tx) => {
    const row = await requireAdvance(tx, id);
    if (row.decision !== 'approved' || row.paid) {
      throw new AppError('STATE_CONFLICT', 'This advance is not to be paid.');
    }
    const { personId } = context.actor;
    if (row.holder_person_id === personId || row.decided_person_id === personId) {
      throw new AppError('SOD_VIOLATION', 'Who takes or approves an advance does not pay it.');
    }
    if (row.till === 'bank' && body.reference === '') throw fieldError('REQUIRED', '/reference');
    if (row.decided_on !== null && body.paidOn < row.decided_on) {
      throw fieldError('RANGE_INVALID', '/paidOn', 'It was not approved yet on this day.');
    }
    const paid = { advanceId: id, step: 'paid' as const, onDay: body.paidOn, reason: '' };
    await insertAdvanceStep(tx, { ...paid, reference: body.reference, ...signer(context) });
    const posted = await postEntry(tx, context, {
      date: body.paidOn,
      dateField: '/paidOn',
      summary: `借备用金（${row.batch_name}）`,
      source: { type: 'advance', id },
      posting: advancePaidOut(row),
    });
    const facts = { amount: row.amount, till: row.till, voucher: posted.voucherId };
    return { result: { id, ...posted }, subject: `advance:${id}`, facts };
  });
}

/**
 * The holder accounts for an advance, in whole or in part: lines that were signed for, and cash
 * given back. A treasurer reviews it. Fails with NOT_FOUND (another's advance), STATE_CONFLICT
 * (nothing is open, or a settlement waits), VALUE_INVALID and ALREADY_DISBURSED at a line,
 * EXCEEDS_APPROVAL (more is given back than is left), SOD_VIOLATION (a wrong hand signs).
 */
export async function settleAdvance(
  context: Context,
  id: string,
  body: z.output<typeof settleAdvanceBody>,
) {
  return runCommand(context, 'advance.handed_in', { id, ...body }, async (tx) => {
    const row = await requireAdvance(tx, id);
    if (row.holder_person_id !== context.actor.personId) {
      throw new AppError('NOT_FOUND', 'This is no advance of yours.');
    }
    if (row.open === null || isZero(row.open)) {
      throw new AppError('STATE_CONFLICT', 'Nothing of this advance is open.');
    }
    const lineIds = body.lines.map((line) => line.lineId);
    const pointer = (index: number) => `/lines/${index}/lineId`;
    const { spent, lines } = await requireFreeLines(tx, row.batch_id, lineIds, pointer);
    const { toppedUp, left } = settle(row.open, spent, body.returned);
    const sums = { spent, returned: body.returned, toppedUp };
    const settlement = await handInSettlement(context, tx, {
      batchId: row.batch_id,
      advanceId: id,
      ...sums,
      note: body.note,
      lines,
      signatures: body.lines,
    });
    const facts = { settlement, ...sums, lines: lines.length };
    const result = { id: settlement, ...sums, open: left };
    return { result, subject: `advance:${id}`, facts };
  });
}

/**
 * What a settlement leaves open, and what the box owes the holder. Fails with EXCEEDS_APPROVAL at
 * /returned.
 */
export function settle(
  open: Money,
  spent: Money,
  returned: Money,
): { toppedUp: Money; left: Money } {
  if (exceeds(spent, open)) {
    if (isZero(returned)) return { toppedUp: subtractMoney(spent, open), left: ZERO };
    throw fieldError('EXCEEDS_APPROVAL', '/returned', 'Nothing is left to give back.');
  }
  const applied = sumMoney([spent, returned]);
  if (exceeds(applied, open)) {
    throw fieldError('EXCEEDS_APPROVAL', '/returned', `Only ${open} is open.`);
  }
  return { toppedUp: ZERO, left: subtractMoney(open, applied) };
}
