import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type {
  BounceBody,
  donorBody,
  DonationRecorded,
  GiftChannel,
  recordDonationBody,
  ReverseBody,
} from '../../shared/donations.ts';
import { maskName } from '../../shared/identity.ts';
import { exceeds, isZero, type Money, subtractMoney } from '../../shared/money.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import { requireOpenDrive } from '../drives/service.ts';
import { requireUnrestrictedFund } from '../funds/service.ts';
import { postEntry, reverseEntry, voucherLabel, WORD } from '../ledger/journal.ts';
import { donationReceived, type MoneyChannel } from '../ledger/postings.ts';
import { goodsGiven } from '../ledger/postings-goods.ts';
import {
  anonymousDonor,
  bounceGift,
  donorByName,
  insertDonationWithReceipt,
  insertDonor,
  insertReversal,
  reversalState,
} from './queries.ts';

type Recording = z.output<typeof recordDonationBody>;

const channelWords = {
  cash: '现金',
  bank: '银行',
  wechat: '微信',
  alipay: '支付宝',
  identified: '已查明',
  goods: '实物',
} as const satisfies Record<GiftChannel, string>;

/** What a bank or platform can take back: not cash, and nothing that was booked before. */
export function bounces(channel: GiftChannel): boolean {
  return channel !== 'cash' && channel !== 'identified' && channel !== 'goods';
}

/** The number printed on our internal receipts, such as 2026-000123. */
export function receiptLabel(year: number, number: number): string {
  return `${year}-${String(number).padStart(6, '0')}`;
}

/**
 * Records a gift that arrived: the gift, its receipt, the donor if new, and the voucher, in one
 * act. Amounts in yuan; `receivedOn` dates the voucher. Fails with DATE_FUTURE, FEE_ABOVE_GROSS,
 * DRIVE_CLOSED, DUPLICATE_TRANSACTION, PERIOD_LOCKED. Source: domain.md §1.6 E01–E03, §3.
 */
export async function recordDonation(context: Context, body: Recording): Promise<DonationRecorded> {
  checkRecording(context, body);
  return runCommand(context, 'donation.recorded', body, async (tx) => {
    const { facts, ...result } = await receiveGift(tx, context, body);
    return { result, subject: `donation:${result.id}`, facts };
  });
}

/** What came in kind with a gift: its value by account of inventory, and how to keep the goods. */
export interface GoodsOfGift {
  parts: { account: string; value: Money }[];
  keep: (gift: { id: string; fundId: string }) => Promise<void>;
}

/**
 * Adds a gift with its receipt, its donor if new and its voucher, in the caller's transaction; the
 * caller has checked its fields. Amounts in yuan. `goods` is what came in kind, channel `goods`.
 * Fails as recordDonation does.
 */
export async function receiveGift(
  tx: Tx,
  context: Context,
  body: Omit<Recording, 'channel'> & ({ channel: MoneyChannel } | { channel: 'goods' }),
  goods?: GoodsOfGift,
) {
  // what does not wait for one another travels together
  const [unrestricted, drive, donorId] = await Promise.all([
    requireUnrestrictedFund(tx),
    body.driveId === null ? undefined : requireOpenDrive(tx, body.driveId),
    donorOf(tx, context, body.donor),
  ]);
  const fund = drive?.fund ?? unrestricted;
  const id = randomUUID();
  const net = subtractMoney(body.gross, body.fee);
  const { donor, ...gift } = body;
  const { driveId, channel, gross, fee, receivedOn } = gift;
  const feeFund = drive?.fundBearsFees ? drive.fund : unrestricted;
  const inserted = insertDonationWithReceipt(
    tx,
    { ...gift, id, fundId: fund.id, donorId, net, mayBeNamed: donor.mayBeNamed },
    { userId: context.actor.userId, at: context.now() },
  );
  // goods are kept before their voucher: it follows from them
  if (goods) await inserted.then(() => goods.keep({ id, fundId: fund.id }));
  const [receipt, posted] = await Promise.all([
    inserted,
    postEntry(tx, context, {
      date: receivedOn,
      dateField: '/receivedOn',
      summary: `收到${channelWords[channel]}${goods ? '捐赠' : '捐款'}${drive ? ` ${drive.name}` : ''}`,
      source: { type: 'donation', id },
      posting:
        channel === 'goods'
          ? goodsGiven({ parts: goods?.parts ?? [], gross, fund, driveId, donorId })
          : donationReceived({ channel, gross, fee, net, fund, feeFund, driveId, donorId }),
    }),
  ]);
  const receiptNumber = receiptLabel(receipt.year, receipt.number);
  const facts = { drive: driveId, fund: fund.id, channel, gross, fee, receipt: receiptNumber };
  return { id, receiptNumber, ...posted, net, facts };
}

function checkRecording(context: Context, body: Recording): void {
  const refuse = (
    code: 'FEE_ABOVE_GROSS' | 'VALUE_INVALID' | 'REQUIRED',
    pointer: string,
    detail: string,
  ) => {
    throw new AppError(code, detail, { fields: [{ pointer, code }] });
  };
  refuseFuture(context, body.receivedOn, '/receivedOn');
  if (exceeds(body.fee, body.gross))
    refuse('FEE_ABOVE_GROSS', '/fee', 'The fee is above the gift.');
  if (!isZero(body.fee) && (body.channel === 'cash' || body.channel === 'bank')) {
    refuse('VALUE_INVALID', '/fee', 'Only WeChat and Alipay keep a fee.');
  }
  if (body.donor.kind === 'anonymous') {
    if (body.donor.name !== null)
      refuse('VALUE_INVALID', '/donor/name', 'An anonymous donor has no name.');
    if (body.donor.phone !== null)
      refuse('VALUE_INVALID', '/donor/phone', 'An anonymous donor has no phone.');
  } else if (body.donor.name === null) {
    refuse('REQUIRED', '/donor/name', 'Enter the donor, or choose anonymous.');
  }
}

/**
 * The donor's row: the one of the same name and phone (two people may share a name), else a new one
 * with a key of its own. Adds it in the caller's transaction and fails with nothing of its own.
 */
export async function donorOf(tx: Tx, context: Context, donor: z.output<typeof donorBody>) {
  const { kind, name } = donor;
  const index =
    name === null ? null : context.vault.index(`donor:${kind}`, `${name}\n${donor.phone ?? ''}`);
  const known = index === null ? await anonymousDonor(tx) : await donorByName(tx, index, kind);
  if (known !== undefined) return known;
  const id = randomUUID();
  const key = name === null ? undefined : context.vault.newKey();
  const createdAt = context.now();
  const sealed = (column: string, text: string | null) =>
    key === undefined || text === null
      ? null
      : context.vault.seal(key, `donors.${column}:${id}`, text);
  await insertDonor(
    tx,
    {
      id,
      kind,
      nameSealed: sealed('name', name),
      nameMasked: name === null ? '爱心人士' : kind === 'organisation' ? name : maskName(name),
      nameIndex: index,
      phoneSealed: sealed('phone', donor.phone),
      keyId: key?.id ?? null,
      createdAt,
    },
    key && { ...key, createdAt },
  );
  return id;
}

function refuseGone({ reversed, given_back }: { reversed: boolean; given_back: boolean }): void {
  if (reversed) throw new AppError('ALREADY_REVERSED', 'This gift is already taken back.');
  if (given_back) throw new AppError('STATE_CONFLICT', 'Something of this gift was given back.');
}

/**
 * Takes a gift that was recorded by mistake back out of the books: a red voucher, and its receipt
 * void. By another treasurer than the one who recorded it. Fails with NOT_FOUND, ALREADY_REVERSED,
 * SOD_VIOLATION, FUND_INSUFFICIENT (the money is promised or spent), DATE_FUTURE, PERIOD_LOCKED.
 * Source: domain.md §1.7.
 */
export async function reverseDonation(context: Context, id: string, body: ReverseBody) {
  refuseFuture(context, body.reversedOn, '/reversedOn');
  return runCommand(context, 'donation.reversed', { id, ...body }, async (tx) => {
    const state = await reversalState(tx, id);
    if (!state) throw new AppError('NOT_FOUND', 'There is no such gift.');
    refuseGone(state);
    const posted = await reverseEntry(tx, context, {
      voucherId: state.voucher_id,
      date: body.reversedOn,
      summary: `注销${state.voucher_date}${state.label}号凭证`,
    });
    await insertReversal(tx, {
      donationId: id,
      voucherId: posted.voucherId,
      reason: body.reason,
      reversedBy: context.actor.userId,
      at: context.now(),
    });
    return { result: posted, subject: `donation:${id}`, facts: { voucher: posted.voucherId } };
  });
}

/**
 * Notes that the bank or the platform took a gift back (E11, 退票): its voucher in red, and its
 * receipt void. It happened, so it is never refused for want of money: the fund is marked in
 * deficit (decision 5). Fails with NOT_FOUND, ALREADY_REVERSED, STATE_CONFLICT (cash does not
 * bounce, or something was given back), RANGE_INVALID, DUPLICATE, DATE_FUTURE, PERIOD_LOCKED.
 */
export async function bounceDonation(context: Context, id: string, body: BounceBody) {
  refuseFuture(context, body.bouncedOn, '/bouncedOn');
  return runCommand(context, 'donation.bounced', { id, ...body }, async (tx) => {
    const state = await reversalState(tx, id);
    if (!state) throw new AppError('NOT_FOUND', 'There is no such gift.');
    refuseGone(state);
    if (!bounces(state.channel)) throw new AppError('STATE_CONFLICT', 'This gift cannot bounce.');
    if (body.bouncedOn < state.voucher_date) {
      throw fieldError('RANGE_INVALID', '/bouncedOn', 'The gift arrived later than this.');
    }
    const summary = `退票，红字冲销${state.voucher_date}${state.label}号凭证`;
    const by = { userId: context.actor.userId, at: context.now() };
    const row = await bounceGift(tx, { id, summary, ...body }, by);
    const posted = {
      voucherId: row.voucher_id,
      voucherNumber: voucherLabel(WORD, row.number),
    };
    return { result: posted, subject: `donation:${id}`, facts: { voucher: posted.voucherId } };
  });
}
