import type { z } from 'zod';
import type {
  goodsGiftBody,
  goodsIssueBody,
  goodsOpeningBody,
  goodsPurchaseBody,
  GoodsRecorded,
  goodsWriteOffBody,
} from '../../shared/goods.ts';
import { maskName } from '../../shared/identity.ts';
import { sumMoney, ZERO } from '../../shared/money.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import { receiveGift } from '../donations/service.ts';
import { requireFund } from '../funds/service.ts';
import { requireHousehold } from '../households/service.ts';
import { itemsToMove, openingDay } from './queries.ts';
import { type Paper, postGoods, recorded, writePaper } from './service.ts';

/**
 * Records goods that were given, with the value that a paper proves (E05): a gift with its donor,
 * drive, fund and receipt, its goods in store and its voucher, in one act. Fails as recordDonation
 * does, and at a line with VALUE_INVALID or SERIALS_DIFFER. Source: domain.md §1.5.
 */
export async function receiveGoods(context: Context, body: z.output<typeof goodsGiftBody>) {
  refuseFuture(context, body.receivedOn, '/receivedOn');
  if (body.donor.kind !== 'anonymous' && body.donor.name === null) {
    throw fieldError('REQUIRED', '/donor/name');
  }
  return runCommand(context, 'goods.received', body, async (tx) => {
    const { lines, paperNumber, note, receivedOn } = body;
    const value = sumMoney(lines.map((line) => line.value));
    const gift = { ...body, channel: 'goods' as const, gross: value, fee: ZERO };
    let id = '';
    const goods = {
      parts: await partsTyped(tx, lines),
      keep: async (given: { id: string; fundId: string }) => {
        const paper: Paper = {
          kind: 'gift',
          donationId: given.id,
          fundId: given.fundId,
          roster: '',
          happenedOn: receivedOn,
          paperNumber,
          note,
          lines,
        };
        ({ id } = await writePaper(tx, context, paper));
      },
    };
    const { driveId, donor, channel, gross, fee } = gift;
    const plain = { driveId, donor, channel, gross, fee, receivedOn, note };
    const transactionReference = null;
    const received = await receiveGift(tx, context, { ...plain, transactionReference }, goods);
    const { voucherId, voucherNumber, receiptNumber } = received;
    return {
      result: { id, donationId: received.id, receiptNumber, voucherId, voucherNumber, value },
      subject: `goods:${id}`,
      facts: { ...received.facts, donation: received.id },
    };
  });
}

/** The values of typed lines by account; an unknown item is refused when its line is written. */
async function partsTyped(tx: Tx, lines: z.output<typeof goodsGiftBody>['lines']) {
  const ids = lines.map(({ itemId }) => itemId);
  const known = await itemsToMove(tx, { ids, fundId: ids[0]!, day: '1900-01-01' });
  const accountOf = new Map(known.map(({ id, accountCode }) => [id, accountCode]));
  const accounts = [...new Set(known.map(({ accountCode }) => accountCode))].toSorted();
  return accounts.map((account) => ({
    account,
    value: sumMoney(
      lines.filter(({ itemId }) => accountOf.get(itemId) === account).map((line) => line.value),
    ),
  }));
}

/**
 * Names the goods that the opening balances of inventory consist of: they come into store without
 * a voucher, because the opening posted their value. Fails with STATE_CONFLICT (the books are not
 * opened), EXCEEDS_OPENING at a line.
 */
export async function openStock(context: Context, body: z.output<typeof goodsOpeningBody>) {
  return runCommand(context, 'goods.opened', body, async (tx): Promise<Recorded> => {
    const day = await openingDay(tx);
    if (day === undefined) throw new AppError('STATE_CONFLICT', 'No opening balances are posted.');
    await requireFund(tx, body.fundId);
    const paper = { ...body, kind: 'opening' as const, roster: '', happenedOn: day };
    const { id, parts } = await writePaper(tx, context, paper);
    const value = sumMoney(parts.map((part) => part.value));
    return { result: recorded(id, undefined, value), ...about(id, { kind: 'opening', value }) };
  });
}

interface Recorded {
  result: GoodsRecorded;
  subject: string;
  facts: object;
}
const about = (id: string, facts: object) => ({ subject: `goods:${id}`, facts });

/**
 * Orders goods or shopping vouchers for a fund (E20): the cashier pays, and then they are in store.
 * Fails with VALUE_INVALID at /fundId or a line, SERIALS_DIFFER, DATE_FUTURE.
 */
export async function orderGoods(context: Context, body: z.output<typeof goodsPurchaseBody>) {
  const { orderedOn, ...rest } = body;
  refuseFuture(context, orderedOn, '/orderedOn');
  return runCommand(context, 'goods.ordered', body, async (tx): Promise<Recorded> => {
    await requireFund(tx, body.fundId);
    const paper = { ...rest, kind: 'purchase' as const, roster: '', happenedOn: orderedOn };
    const { id } = await writePaper(tx, context, paper);
    const value = sumMoney(body.lines.map((line) => line.value));
    return {
      result: recorded(id, undefined, null),
      ...about(id, { kind: 'purchase', value }),
    };
  });
}

/** What is handed out, and to whom. */
export type Issue = z.output<typeof goodsIssueBody>;

/**
 * Hands goods out in the caller's transaction (E07, E20): stock at the value of its method, the
 * expense and the voucher. The actor is a cashier or a caseworker who recorded none of these goods.
 * Call it last: it takes the locks that everybody wants. Fails at a line with EXCEEDS_STOCK,
 * SERIALS_DIFFER, VALUE_INVALID, and with NOT_FOUND (a family out of sight), SOD_VIOLATION,
 * PERIOD_LOCKED. Source: domain.md §1.5, §1.6.
 */
export async function issueGoods(tx: Tx, context: Context, issue: Issue) {
  const { issuedOn, ...rest } = issue;
  const fund = await requireFund(tx, issue.fundId);
  if (issue.householdId !== null) await requireHousehold(context, issue.householdId);
  const paper = { ...rest, kind: 'issue' as const, happenedOn: issuedOn };
  const { id, parts } = await writePaper(tx, context, paper);
  const movement = { id, kind: 'issue' as const, fund, parts, paperNumber: issue.paperNumber };
  const posted = await postGoods(
    tx,
    context,
    { ...movement, liable: false, receivableHasFund: false },
    { date: issuedOn, dateField: '/issuedOn' },
  );
  return { id, ...posted, value: sumMoney(parts.map((part) => part.value)) };
}

/** Hands goods out as one act. Fails as issueGoods does, and with DATE_FUTURE. */
export async function handGoodsOut(context: Context, body: Issue) {
  refuseFuture(context, body.issuedOn, '/issuedOn');
  return runCommand(context, 'goods.issued', body, async (tx): Promise<Recorded> => {
    const { id, value, ...posted } = await issueGoods(tx, context, body);
    return { result: recorded(id, posted, value), ...about(id, { kind: 'issue', value }) };
  });
}

/**
 * Asks to write goods off as lost or expired, or to take in what a count found (E28). Another
 * person approves it; then stock and books change. Fails with VALUE_INVALID, EXCEEDS_STOCK,
 * STATE_CONFLICT (a count without its second counter, or of other figures), DATE_FUTURE.
 */
export async function askWriteOff(context: Context, body: z.output<typeof goodsWriteOffBody>) {
  refuseFuture(context, body.happenedOn, '/happenedOn');
  return runCommand(context, 'goods.write_off_asked', body, async (tx): Promise<Recorded> => {
    await requireFund(tx, body.fundId);
    const name = body.kind === 'surplus' ? null : body.liableName;
    const { kind, fundId, countId, happenedOn, lines, paperNumber, note } = body;
    const paper = { kind, fundId, countId, happenedOn, lines, paperNumber, note, roster: '' };
    const liableMasked = name === null ? null : maskName(name);
    const { id } = await writePaper(tx, context, { ...paper, liableMasked });
    return { result: recorded(id, undefined, null), ...about(id, { kind }) };
  });
}
