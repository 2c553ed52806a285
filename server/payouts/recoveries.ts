import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type {
  recoveryBody,
  recoveryPrepared,
  settlementBody,
  settlementRecorded,
} from '../../shared/payouts.ts';
import type { decided, decisionBody } from '../../shared/transfers.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { type Posted, postEntry } from '../ledger/journal.ts';
import { aidRecovered, claimSettled } from '../ledger/postings-payouts.ts';
import { actOnPayment, doneBy, found, isLaterYear, noVoucher, requireDay } from './act.ts';
import { requireWithinClaim, requireWithinPayment } from './policy.ts';
import {
  insertRecovery,
  insertRecoveryDecision,
  insertSettlement,
  insertWriteOff,
  type PaymentRow,
  recoveryById,
  type RecoveryRow,
  settlementById,
  type SettlementRow,
} from './queries.ts';

/**
 * A treasurer notes that aid comes back, in part or whole: money in the bank or the box, or a claim
 * first (E22). Nothing is posted before the chair agrees. Fails with NOT_FOUND, EXCEEDS_PAYMENT,
 * DATE_FUTURE and DATE_RANGE (before it was paid).
 */
export async function prepareRecovery(
  context: Context,
  paymentId: string,
  body: z.output<typeof recoveryBody>,
): Promise<z.input<typeof recoveryPrepared>> {
  return actOnPayment(context, {
    name: 'payout.recovery_asked',
    of: { what: 'payment', id: paymentId },
    input: body,
    work: async (tx, payment) => {
      requireDay(context, body.recoveredOn, { from: payment.leftOn, pointer: '/recoveredOn' });
      requireWithinPayment(body.amount, payment);
      const id = randomUUID();
      await insertRecovery(tx, {
        id,
        ...body,
        paymentId,
        preparedBy: context.actor.userId,
        preparedPersonId: context.actor.personId,
        preparedAt: context.now(),
      });
      const { amount, cause, till } = body;
      const facts = { recoveryId: id, amount, cause, till };
      return { result: { id }, facts, step: 'recovery_asked', amount };
    },
  });
}

/**
 * The chair's word on a recovery; agreeing posts it and restores the fund that paid: in the year of
 * the payment its expense goes down, later net assets of earlier years go up. Fails with NOT_FOUND,
 * STATE_CONFLICT (decided), SOD_VIOLATION (who prepared it), EXCEEDS_PAYMENT,
 * DUPLICATE_TRANSACTION, PERIOD_LOCKED.
 */
export async function decideRecovery(
  context: Context,
  id: string,
  body: z.output<typeof decisionBody>,
): Promise<z.input<typeof decided>> {
  return actOnPayment(context, {
    name: 'payout.recovery_decided',
    of: { what: 'recovery', id },
    input: body,
    work: async (tx, payment, { personId }) => {
      const row = found(await recoveryById(tx, id));
      requireUndecided(row.agrees, row.preparedPersonId === personId);
      if (body.agrees) requireWithinPayment(row.amount, payment);
      await insertRecoveryDecision(tx, { ...doneBy(context), ...body, id });
      const none = { id, agrees: body.agrees, ...noVoucher };
      if (!body.agrees) return { result: none, facts: { recoveryId: id, agrees: false } };
      const posted = await postRecovery(tx, context, payment, row);
      const { amount } = row;
      const facts = { recoveryId: id, agrees: true, amount, voucher: posted.voucherId };
      return { result: { ...none, ...posted }, facts, step: 'recovered', amount };
    },
  });
}

function postRecovery(
  tx: Tx,
  context: Context,
  payment: PaymentRow,
  row: RecoveryRow,
): Promise<Posted> {
  return postEntry(tx, context, {
    date: row.recoveredOn,
    summary: `追回救助款 ${payment.caseNumber}（${row.documentNumber}）`,
    source: { type: 'recovery', id: row.id },
    posting: aidRecovered({
      amount: row.amount,
      requestId: payment.requestId,
      fund: payment.fund,
      priorYear: isLaterYear(row.recoveredOn, payment),
      till: row.till,
    }),
  });
}

/**
 * Money against a claim, posted at once; or a claim that cannot be had, which waits for the chair.
 * Fails with NOT_FOUND, STATE_CONFLICT (no claim), EXCEEDS_CLAIM, DATE_FUTURE, DATE_RANGE (before
 * the claim), DUPLICATE_TRANSACTION, PERIOD_LOCKED.
 */
export async function settleClaim(
  context: Context,
  recoveryId: string,
  body: z.output<typeof settlementBody>,
): Promise<z.input<typeof settlementRecorded>> {
  return actOnPayment(context, {
    name: 'payout.claim_settled',
    of: { what: 'recovery', id: recoveryId },
    input: body,
    work: async (tx, payment) => {
      const { left, recoveredOn } = found(await recoveryById(tx, recoveryId));
      if (left === null) throw new AppError('STATE_CONFLICT', 'Nothing is claimed here.');
      requireDay(context, body.settledOn, { from: recoveredOn, pointer: '/settledOn' });
      requireWithinClaim(body.amount, left);
      const id = randomUUID();
      await insertSettlement(tx, {
        id,
        ...body,
        recoveryId,
        recordedBy: context.actor.userId,
        recordedPersonId: context.actor.personId,
        recordedAt: context.now(),
      });
      const { way, amount } = body;
      const facts = { settlementId: id, recoveryId, way, amount };
      const none = { id, ...noVoucher };
      if (way === 'written_off') return { result: none, facts };
      const posted = await postSettlement(tx, context, payment, { ...body, id });
      return { result: { ...none, ...posted }, facts, step: 'recovery_settled', amount };
    },
  });
}

/**
 * The chair's word on a loss (E29); agreeing posts it to the fund whose claim it was. Fails with
 * NOT_FOUND, STATE_CONFLICT, SOD_VIOLATION (who noted it), EXCEEDS_CLAIM, PERIOD_LOCKED.
 */
export async function decideWriteOff(
  context: Context,
  id: string,
  body: z.output<typeof decisionBody>,
): Promise<z.input<typeof decided>> {
  return actOnPayment(context, {
    name: 'payout.write_off_decided',
    of: { what: 'settlement', id },
    input: body,
    work: async (tx, payment, { personId }) => {
      const row = found(await settlementById(tx, id));
      if (row.way !== 'written_off') throw new AppError('STATE_CONFLICT', 'This is no loss.');
      requireUndecided(row.agrees, row.recordedPersonId === personId);
      const claim = found(await recoveryById(tx, row.recoveryId));
      const left = found(claim.left ?? undefined, 'STATE_CONFLICT');
      if (body.agrees) requireWithinClaim(row.amount, left);
      await insertWriteOff(tx, { ...doneBy(context), ...body, id });
      const none = { id, agrees: body.agrees, ...noVoucher };
      if (!body.agrees) return { result: none, facts: { settlementId: id, agrees: false } };
      const posted = await postSettlement(tx, context, payment, { ...row, till: null });
      const { amount } = row;
      const facts = { settlementId: id, agrees: true, amount, voucher: posted.voucherId };
      return { result: { ...none, ...posted }, facts, step: 'recovery_settled', amount };
    },
  });
}

function postSettlement(
  tx: Tx,
  context: Context,
  payment: PaymentRow,
  row: Pick<SettlementRow, 'id' | 'way' | 'amount' | 'settledOn'> & Pick<RecoveryRow, 'till'>,
): Promise<Posted> {
  const what = row.way === 'received' ? '收回应追回救助款' : '核销应追回救助款';
  return postEntry(tx, context, {
    date: row.settledOn,
    dateField: '/settledOn',
    summary: `${what} ${payment.caseNumber}`,
    source: { type: 'recovery_settlement', id: row.id },
    posting: claimSettled({
      way: row.way,
      till: row.till,
      amount: row.amount,
      requestId: payment.requestId,
      fundId: payment.fund.id,
    }),
  });
}

function requireUndecided(agrees: boolean | null, isOwn: boolean): void {
  if (agrees !== null) throw new AppError('STATE_CONFLICT', 'This is decided already.');
  if (isOwn) throw new AppError('SOD_VIOLATION', 'Who noted it does not decide on it.');
}
