import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { exceeds } from '../../shared/money.ts';
import type { ArrivalBody, pledgeBody } from '../../shared/pledges.ts';
import { runCommand } from '../core/command.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import { donorOf } from '../donations/service.ts';
import { requireOpenDrive } from '../drives/service.ts';
import { requireUnrestrictedFund } from '../funds/service.ts';
import { arrivedGift, insertArrival, insertPledge, pledgeOpen } from './queries.ts';

/**
 * Notes a promise to give (E08): a memo without voucher and without receipt. Fails with
 * DATE_FUTURE, DRIVE_CLOSED, DUPLICATE (the agreement's number is in use).
 */
export async function recordPledge(context: Context, body: z.output<typeof pledgeBody>) {
  refuseFuture(context, body.agreedOn, '/agreedOn');
  return runCommand(context, 'pledge.recorded', body, async (tx) => {
    const { driveId, donor, ...rest } = body;
    const fund =
      driveId === null
        ? await requireUnrestrictedFund(tx)
        : (await requireOpenDrive(tx, driveId)).fund;
    const id = randomUUID();
    await insertPledge(tx, {
      id,
      ...rest,
      driveId,
      fundId: fund.id,
      donorId: await donorOf(tx, context, donor),
      recordedBy: context.actor.userId,
      createdAt: context.now(),
    });
    const facts = { amount: body.amount, fund: fund.id, drive: driveId, dueOn: body.dueOn };
    return { result: { id }, subject: `pledge:${id}`, facts };
  });
}

/**
 * Names a recorded gift for a pledge. Answers what the pledge still waits for, in yuan. Fails with
 * NOT_FOUND, VALUE_INVALID at /donationId (not of this donor and fund, or given before),
 * STATE_CONFLICT (taken back, or named already), EXCEEDS_PLEDGE.
 */
export async function recordArrival(context: Context, id: string, body: ArrivalBody) {
  return runCommand(context, 'pledge.arrived', { id, ...body }, async (tx) => {
    const pledge = await pledgeOpen(tx, id);
    if (!pledge) throw new AppError('NOT_FOUND', 'There is no such pledge.');
    const gift = await arrivedGift(tx, body.donationId);
    const fits =
      gift?.donor_id === pledge.donor_id &&
      gift.fund_id === pledge.fund_id &&
      gift.received_on >= pledge.agreed_on;
    if (!gift || !fits) {
      throw fieldError('VALUE_INVALID', '/donationId', 'This gift is not of this pledge.');
    }
    if (gift.reversed || gift.named) {
      throw new AppError('STATE_CONFLICT', 'This gift is taken back, or named for a pledge.');
    }
    if (exceeds(gift.gross, pledge.outstanding)) {
      throw fieldError('EXCEEDS_PLEDGE', '/donationId', 'The gift is more than is outstanding.');
    }
    await insertArrival(tx, {
      donationId: body.donationId,
      pledgeId: id,
      recordedBy: context.actor.userId,
      createdAt: context.now(),
    });
    // the row is locked by now, so this is what is left
    const outstanding = (await pledgeOpen(tx, id))?.outstanding ?? pledge.outstanding;
    const facts = { donation: body.donationId, outstanding };
    return { result: { id, outstanding }, subject: `pledge:${id}`, facts };
  });
}
