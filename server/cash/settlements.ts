import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { settlementBody, SettlementWay } from '../../shared/cash.ts';
import { exceeds } from '../../shared/money.ts';
import type { Role } from '../../shared/roles.ts';
import { runCommand } from '../core/command.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import { requireUnrestrictedFund } from '../funds/service.ts';
import { postEntry } from '../ledger/journal.ts';
import { differenceSettled } from '../ledger/postings-cash.ts';
import {
  insertDifference,
  insertSettlement,
  lockDifference,
  settlementState,
} from './settlement-queries.ts';

/** Who proposes what becomes of a difference, and who of another person approves it. */
export const handsOf: Record<SettlementWay, { proposes: Role; approves: Role }> = {
  paid_in: { proposes: 'cashier', approves: 'treasurer' },
  written_off: { proposes: 'treasurer', approves: 'chair' },
  recognised: { proposes: 'treasurer', approves: 'chair' },
};

const summaries: Record<SettlementWay, string> = {
  paid_in: '现金短款由责任人赔补',
  written_off: '现金短款经批准核销',
  recognised: '现金长款查无失主，经批准转作收入',
};

/**
 * Proposes what becomes of a counted difference (E30), all of it or a part; a newer proposal takes
 * the place of an older one. Fails with NOT_FOUND, FORBIDDEN (another role proposes this way),
 * STATE_CONFLICT (not the way of this difference), DATE_RANGE (before the count), EXCEEDS_APPROVAL
 * (more than is left of it).
 */
export async function proposeSettlement(
  context: Context,
  countId: string,
  body: z.output<typeof settlementBody>,
): Promise<{ id: string }> {
  refuseFuture(context, body.settledOn, '/settledOn');
  requireHand(context, handsOf[body.way].proposes);
  return runCommand(context, 'cash.settlement_proposed', { countId, ...body }, async (tx) => {
    const difference = await lockDifference(tx, countId);
    if (!difference) throw new AppError('NOT_FOUND', 'There is no such count.');
    if ((body.way === 'recognised') !== difference.surplus) {
      throw new AppError('STATE_CONFLICT', 'A shortage is paid in or written off, a surplus not.');
    }
    if (body.settledOn < difference.counted_on) {
      throw fieldError('DATE_RANGE', '/settledOn', 'This is before the count.');
    }
    refuseMore(body.amount, difference.left);
    const id = await insertSettlement(tx, {
      ...body,
      countId,
      proposedBy: context.actor.userId,
      createdAt: context.now(),
    });
    const facts = { countId, way: body.way, amount: body.amount };
    return { result: { id }, subject: `cash-settlement:${id}`, facts };
  });
}

/**
 * Approves a settlement as the second person and books it. Fails with NOT_FOUND, ALREADY_SIGNED,
 * STATE_CONFLICT (a newer proposal took its place), FORBIDDEN, SOD_VIOLATION, EXCEEDS_APPROVAL,
 * FUND_INSUFFICIENT (a write-off that the unrestricted fund cannot bear), PERIOD_LOCKED.
 */
export async function approveSettlement(context: Context, id: string) {
  return runCommand(context, 'cash.settlement_approved', { id }, async (tx) => {
    const settlement = await settlementState(tx, id);
    if (!settlement) throw new AppError('NOT_FOUND', 'There is no such settlement.');
    const { way, amount } = settlement;
    requireHand(context, handsOf[way].approves);
    if (settlement.person_id === context.actor.personId) {
      throw new AppError('SOD_VIOLATION', 'Another person has to approve it.');
    }
    const difference = await lockDifference(tx, settlement.count_id);
    const now = await settlementState(tx, id);
    if (now?.approved === true) throw new AppError('ALREADY_SIGNED', 'It is approved already.');
    if (now?.superseded === true) {
      throw new AppError('STATE_CONFLICT', 'A newer proposal took its place.');
    }
    if (difference) refuseMore(amount, difference.left);
    const documentId = randomUUID();
    await insertDifference(tx, {
      id: documentId,
      settlementId: id,
      approvedBy: context.actor.userId,
      approvedAt: context.now(),
    });
    const posted = await postEntry(tx, context, {
      date: settlement.settled_on,
      summary: summaries[way],
      source: { type: 'cash_difference', id: documentId },
      posting: differenceSettled(way, amount, (await requireUnrestrictedFund(tx)).id),
    });
    const facts = { countId: settlement.count_id, way, amount };
    return { result: { id, ...posted }, subject: `cash-settlement:${id}`, facts };
  });
}

function requireHand(context: Context, role: Role): void {
  if (context.actor.roles.includes(role)) return;
  throw new AppError('FORBIDDEN', `This needs the role ${role}.`, { params: { roles: role } });
}

function refuseMore(amount: Parameters<typeof exceeds>[0], left: typeof amount): void {
  if (!exceeds(amount, left)) return;
  throw new AppError('EXCEEDS_APPROVAL', `Of the difference ${left} is left.`, {
    available: left,
    fields: [{ pointer: '/amount', code: 'EXCEEDS_APPROVAL' }],
  });
}
