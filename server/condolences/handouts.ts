import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { reviewSettlementBody, settlementCashBody } from '../../shared/advances.ts';
import type {
  boxPaymentBody,
  packsBody,
  payBoxBody,
  sendBackBody,
} from '../../shared/condolences.ts';
import { addMoney, isZero, ZERO } from '../../shared/money.ts';
import { quantitySchema } from '../../shared/quantity.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import { issueGoods } from '../goods/papers.ts';
import { atDate, type Posted, postEntry } from '../ledger/journal.ts';
import { rosterPaidOut, rosterPaidOutInParts } from '../ledger/postings-imprest.ts';
import {
  type Handing,
  insertPacks,
  insertPayment,
  insertPaymentStep,
  packLines,
  paymentById,
} from './queries.ts';
import { requireBatch, requireFreeLines, signer, signLines } from './service.ts';

/**
 * A treasurer has lines of an approved batch paid from the cash box, such as for a family that was
 * absent on the day. Nothing moves before a cashier pays. Fails with NOT_FOUND, VALUE_INVALID and
 * ALREADY_DISBURSED at a line, STATE_CONFLICT (not open), EXCEEDS_APPROVAL (held by advances).
 */
export async function prepareBoxPayment(
  context: Context,
  batchId: string,
  body: z.output<typeof boxPaymentBody>,
) {
  const input = { batchId, ...body };
  return runCommand(context, 'condolence.box_prepared', input, async (tx) => {
    await requireBatch(tx, batchId);
    const pointer = (index: number) => `/lineIds/${index}`;
    const { spent, lines } = await requireFreeLines(tx, batchId, body.lineIds, pointer);
    const id = randomUUID();
    const sums = { spent, returned: ZERO, toppedUp: spent, advanceId: null };
    await insertPayment(tx, { id, batchId, lines, note: body.note, ...sums, ...signer(context) });
    const facts = { batch: batchId, lines: lines.length, amount: spent };
    return { result: { id, amount: spent }, subject: `condolence_payment:${id}`, facts };
  });
}

/**
 * Packs of these lines leave the store in one issue (E07) and are noted on the roster. Fails with
 * NOT_FOUND, VALUE_INVALID (no line of this roster, or one without packs), ALREADY_DISBURSED,
 * STATE_CONFLICT (not open), EXCEEDS_STOCK, SOD_VIOLATION (who recorded the goods), PERIOD_LOCKED.
 */
export async function handPacksOut(
  context: Context,
  batchId: string,
  body: z.output<typeof packsBody>,
) {
  const { itemId, issuedOn, paperNumber, lineIds } = body;
  refuseFuture(context, issuedOn, '/issuedOn');
  return runCommand(context, 'condolence.packs_out', { batchId, ...body }, async (tx) => {
    const batch = await requireBatch(tx, batchId);
    if (batch.status !== 'approved') {
      throw new AppError('STATE_CONFLICT', 'Packs go to an approved batch.');
    }
    const found = new Map((await packLines(tx, batchId, lineIds)).map((line) => [line.id, line]));
    const lines = lineIds.map((id, index) => {
      const line = found.get(id);
      const pointer = `/lineIds/${index}`;
      if (!line || line.packs === 0) throw fieldError('VALUE_INVALID', pointer);
      if (line.taken) throw fieldError('ALREADY_DISBURSED', pointer, 'It has its packs.');
      return line;
    });
    const packs = lines.reduce((sum, line) => sum + line.packs, 0);
    const issued = await issueGoods(tx, context, {
      fundId: batch.fund.id,
      householdId: null,
      roster: batch.name,
      issuedOn,
      paperNumber,
      note: '',
      lines: [{ itemId, quantity: quantitySchema.parse(String(packs)), serials: [] }],
    });
    await insertPacks(tx, issued.id, lines);
    const facts = { batch: batchId, packs, value: issued.value, voucher: issued.voucherId };
    return { result: { ...issued, packs }, subject: `goods-document:${issued.id}`, facts };
  });
}

async function requireHanding(tx: Tx, id: string): Promise<Handing> {
  const handing = await paymentById(tx, id);
  if (!handing) throw new AppError('NOT_FOUND', 'There is no such handing-out.');
  if (handing.steps.includes('refused') || isPosted(handing)) {
    throw new AppError('STATE_CONFLICT', 'This handing-out is done already.');
  }
  return handing;
}

const movesCash = ({ returned, toppedUp }: Handing) => !isZero(addMoney(returned, toppedUp));
const isPosted = (handing: Handing) =>
  handing.steps.includes(movesCash(handing) ? 'cash' : 'reviewed');

function refuseOwn(context: Context, handing: Handing): void {
  if (handing.handedInPersonId === context.actor.personId) {
    throw new AppError('SOD_VIOLATION', 'Who hands in a paper does not review or pay it.');
  }
}

/**
 * The cashier hands money out of the box, each line signed for before a second person; all lines of
 * the order at once, one voucher. Fails with NOT_FOUND, STATE_CONFLICT, VALUE_INVALID (the lines
 * are not those of the order), SOD_VIOLATION, CASH_INSUFFICIENT, PERIOD_LOCKED, DATE_FUTURE.
 */
export async function payBox(context: Context, id: string, body: z.output<typeof payBoxBody>) {
  refuseFuture(context, body.paidOn, '/paidOn');
  return runCommand(context, 'condolence.box_paid', { id, ...body }, async (tx) => {
    const handing = await requireHanding(tx, id);
    if (handing.advanceId !== null) {
      throw new AppError('STATE_CONFLICT', 'This is the settlement of an advance.');
    }
    refuseOwn(context, handing);
    if (body.lines.length !== handing.handouts.length) {
      throw fieldError('VALUE_INVALID', '/lines', 'Every line of the order, no other.');
    }
    const ids = new Map(handing.handouts.map((each) => [each.lineId, each.id]));
    await signLines(context, tx, body.lines, (lineId) => ids.get(lineId));
    const posted = await postStep(tx, context, handing, { step: 'cash', day: body.paidOn });
    return done(id, handing, posted);
  });
}

/**
 * A treasurer reviews the settlement of an advance; when no cash moves with it, it is posted at
 * once. Fails with NOT_FOUND, STATE_CONFLICT, SOD_VIOLATION (who handed it in or stood by),
 * PERIOD_LOCKED, DATE_FUTURE.
 */
export async function reviewSettlement(
  context: Context,
  id: string,
  body: z.output<typeof reviewSettlementBody>,
) {
  refuseFuture(context, body.postedOn, '/postedOn');
  return runCommand(context, 'condolence.reviewed', { id, ...body }, async (tx) => {
    const handing = await requireHanding(tx, id);
    if (handing.advanceId === null || handing.steps.length > 0) {
      throw new AppError('STATE_CONFLICT', 'There is nothing to review here.');
    }
    refuseOwn(context, handing);
    if (handing.witnesses.includes(context.actor.personId)) {
      throw new AppError('SOD_VIOLATION', 'Who stood by does not review.');
    }
    const posted = await postStep(tx, context, handing, { step: 'reviewed', day: body.postedOn });
    return done(id, handing, posted);
  });
}

/**
 * The cashier takes back what is left of an advance, or pays the holder what was spent beyond it;
 * this posts the settlement. Fails with NOT_FOUND, STATE_CONFLICT (not reviewed), SOD_VIOLATION,
 * CASH_INSUFFICIENT, PERIOD_LOCKED, DATE_FUTURE.
 */
export async function moveSettlementCash(
  context: Context,
  id: string,
  body: z.output<typeof settlementCashBody>,
) {
  refuseFuture(context, body.paidOn, '/paidOn');
  return runCommand(context, 'condolence.cash_moved', { id, ...body }, async (tx) => {
    const handing = await requireHanding(tx, id);
    if (handing.advanceId === null || !handing.steps.includes('reviewed')) {
      throw new AppError('STATE_CONFLICT', 'A treasurer reviews it first.');
    }
    refuseOwn(context, handing);
    const posted = await postStep(tx, context, handing, { step: 'cash', day: body.paidOn });
    return done(id, handing, posted);
  });
}

/**
 * Sends a handing-out back before anything moved; its lines are free again. Fails with NOT_FOUND,
 * STATE_CONFLICT (reviewed or posted), SOD_VIOLATION (who handed it in).
 */
export async function sendBack(context: Context, id: string, body: z.output<typeof sendBackBody>) {
  return runCommand(context, 'condolence.sent_back', { id, ...body }, async (tx) => {
    const handing = await requireHanding(tx, id);
    if (handing.advanceId !== null) refuseOwn(context, handing);
    const row = { paymentId: id, step: 'refused' as const, onDay: context.today() };
    await insertPaymentStep(tx, { ...row, reason: body.reason, ...signer(context) });
    return done(id, handing, undefined);
  });
}

async function postStep(
  tx: Tx,
  context: Context,
  handing: Handing,
  { step, day }: { step: 'reviewed' | 'cash'; day: string },
): Promise<Posted | undefined> {
  const dateField = step === 'cash' ? '/paidOn' : '/postedOn';
  const row = { paymentId: handing.id, step, onDay: day, reason: '', ...signer(context) };
  await atDate(dateField, insertPaymentStep(tx, row));
  if (step === 'reviewed' && movesCash(handing)) return undefined;
  const batch = await requireBatch(tx, handing.batchId);
  const fromAdvance = handing.advanceId !== null;
  const paid = { ...handing, fromAdvance, fund: batch.fund };
  const entry = {
    date: day,
    dateField,
    summary: `${fromAdvance ? '备用金结算' : '发放慰问金'}（${batch.name}）`,
  };
  const source = { type: 'condolence', id: handing.id };
  if (!handing.split) {
    return postEntry(tx, context, { ...entry, source, posting: rosterPaidOut(paid) });
  }
  const [transfer, cash] = rosterPaidOutInParts(paid);
  const posted = await postEntry(tx, context, { ...entry, source, posting: transfer });
  const cashSource = { ...source, type: 'condolence_cash' };
  await postEntry(tx, context, { ...entry, source: cashSource, posting: cash, ordinal: 2 });
  return posted;
}

function done(id: string, handing: Handing, posted: Posted | undefined) {
  const { spent, returned, toppedUp, advanceId } = handing;
  return {
    result: {
      id,
      voucherId: posted?.voucherId ?? null,
      voucherNumber: posted?.voucherNumber ?? null,
    },
    subject: `condolence_payment:${id}`,
    facts: { spent, returned, toppedUp, advance: advanceId, voucher: posted?.voucherId ?? null },
  };
}
