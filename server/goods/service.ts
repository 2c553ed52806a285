import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { goodsDocuments } from '../../drizzle/schema/index.ts';
import type { ReverseBody } from '../../shared/donations.ts';
import type { FundKind } from '../../shared/funds.ts';
import {
  awaitsDecision,
  bringsGoods,
  type goodsDecisionBody,
  type goodsItemBody,
  type GoodsKind,
  type GoodsLineIn,
  type GoodsLineOut,
  type GoodsRecorded,
} from '../../shared/goods.ts';
import { exceeds, isZero, type Money, sumMoney } from '../../shared/money.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { databaseFacts } from '../core/database-errors.ts';
import { AppError, fromUnknown } from '../core/errors.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import { type Posted, postEntry, voucherLabel } from '../ledger/journal.ts';
import { goodsMoved, type PostedGoods } from '../ledger/postings-goods.ts';
import { checkLines, deciders } from './policy.ts';
import {
  costAndMeans,
  documentState,
  insertDecision,
  insertDocument,
  insertItem,
  insertLine,
  itemsToMove,
  movedParts,
  reverseDocument,
} from './queries.ts';

const words = {
  purchase: '购入物资',
  issue: '发放物资',
  loss: '物资毁损短缺',
  expiry: '物资过期报废',
  surplus: '物资盘盈',
} as const satisfies Record<PostedGoods, string>;

/** Adds an item of goods. Fails with DUPLICATE for a code in use. */
export async function addItem(context: Context, body: z.output<typeof goodsItemBody>) {
  return runCommand(context, 'goods.item_added', body, async (tx) => {
    const id = randomUUID();
    const { userId } = context.actor;
    await insertItem(tx, { id, ...body, createdBy: userId, createdAt: context.now() });
    return { result: { id }, subject: `goods-item:${id}`, facts: { code: body.code } };
  });
}

/** A paper about goods as its act writes it down. */
export type Paper = Omit<
  typeof goodsDocuments.$inferInsert,
  'id' | 'preparedBy' | 'preparedPersonId' | 'preparedAt' | 'seq' | 'born'
> & { kind: GoodsKind; lines: readonly (GoodsLineOut | GoodsLineIn)[] };

/**
 * Writes a paper about goods with its lines, in the caller's transaction; unless it awaits a second
 * person, its goods move. Answers its id and, by account of inventory, what moved. Fails at a line
 * with VALUE_INVALID, SERIALS_DIFFER or EXCEEDS_STOCK, and with SOD_VIOLATION for who recorded
 * these goods and would hand them out.
 */
export async function writePaper(tx: Tx, context: Context, { lines, ...paper }: Paper) {
  const { kind, fundId, happenedOn: day } = paper;
  const found = await itemsToMove(tx, { ids: lines.map(({ itemId }) => itemId), fundId, day });
  const items = new Map(found.map((item) => [item.id, item]));
  checkLines(kind, lines, items, !bringsGoods(kind));
  const id = randomUUID();
  const { userId, personId } = context.actor;
  await insertDocument(tx, {
    ...paper,
    id,
    preparedBy: userId,
    preparedPersonId: personId,
    preparedAt: context.now(),
  });
  // stock is locked item by item: everybody in the same order
  const inOrder = lines
    .map((line, index) => ({ line, index }))
    .toSorted((a, b) => (a.line.itemId < b.line.itemId ? -1 : 1));
  for (const { line, index } of inOrder) {
    await atLine(index, insertLine(tx, { documentId: id, lineNo: index + 1, ...line }));
  }
  return { id, parts: await partsOf(tx, id, awaitsDecision(kind)) };
}

async function partsOf(tx: Tx, documentId: string, waits: boolean) {
  const parts = (await movedParts(tx, documentId)).filter(({ value }) => !isZero(value));
  if (!waits && parts.length === 0) {
    throw fieldError('QUANTITY_INVALID', '/lines/0/quantity', 'This is worth less than a fen.');
  }
  return parts;
}

/** Says at its line what the database refuses of it: somebody else was quicker. */
async function atLine<T>(index: number, inserting: PromiseLike<T>): Promise<T> {
  try {
    return await inserting;
  } catch (error) {
    const { code, detail } = fromUnknown(error);
    const field = { goods_within_stock: 'quantity', goods_within_opening: 'value' }[
      databaseFacts(error)['constraint'] ?? ''
    ];
    if (field === undefined && code !== 'SERIALS_DIFFER') throw error;
    const pointer = `/lines/${index}/${field ?? 'serials'}`;
    throw new AppError(code, detail, { fields: [{ pointer, code }], cause: error });
  }
}

interface Movement {
  id: string;
  kind: PostedGoods;
  fund: { id: string; kind: FundKind };
  liable: boolean;
  receivableHasFund: boolean;
  paperNumber: string;
  parts: { account: string; value: Money }[];
}

/** Posts what a paper moved, dated `date`. */
export function postGoods(
  tx: Tx,
  context: Context,
  moved: Movement,
  at: { date: string; dateField: string },
): Promise<Posted> {
  return postEntry(tx, context, {
    ...at,
    summary: `${words[moved.kind]}（${moved.paperNumber}）`,
    source: { type: 'goods', id: moved.id },
    posting: goodsMoved(moved),
  });
}

/**
 * The second person's word on goods bought (the cashier pays), lost, expired or found (chair or
 * committee approves the 报废单). Agreeing moves the goods and posts. Fails with NOT_FOUND,
 * STATE_CONFLICT (decided, or nothing to decide), FORBIDDEN, SOD_VIOLATION, RANGE_INVALID,
 * TEXT_REQUIRED (the bank's number), EXCEEDS_STOCK, FUND_INSUFFICIENT, PERIOD_LOCKED.
 */
export async function decideGoods(
  context: Context,
  id: string,
  body: z.output<typeof goodsDecisionBody>,
): Promise<GoodsRecorded> {
  refuseFuture(context, body.decidedOn, '/decidedOn');
  return runCommand(context, 'goods.decided', { id, ...body }, async (tx) => {
    const paper = await documentState(tx, id);
    if (!paper) throw new AppError('NOT_FOUND', 'There is no such paper.');
    const { kind } = paper;
    if (paper.decided || !awaitsDecision(kind)) {
      throw new AppError('STATE_CONFLICT', 'Nothing waits to be decided here.');
    }
    requireDecider(context, kind, paper.preparedPersonId);
    if (body.decidedOn < paper.happenedOn) throw fieldError('RANGE_INVALID', '/decidedOn');
    const pays = body.agrees && kind === 'purchase';
    if (pays && body.bankReference === '') throw fieldError('TEXT_REQUIRED', '/bankReference');
    if (pays) await requireMeans(tx, id);
    const { userId, personId } = context.actor;
    await insertDecision(tx, {
      id,
      ...body,
      bankReference: pays ? body.bankReference : '',
      decidedBy: userId,
      decidedPersonId: personId,
      decidedAt: context.now(),
    });
    const parts = await partsOf(tx, id, !body.agrees);
    const fund = { id: paper.fundId, kind: paper.fundKind };
    const movement = { ...paper, kind: kind as PostedGoods, fund, parts };
    const at = { date: body.decidedOn, dateField: '/decidedOn' };
    const posted = body.agrees ? await postGoods(tx, context, movement, at) : undefined;
    const value = body.agrees ? sumMoney(parts.map((part) => part.value)) : null;
    return {
      result: recorded(id, posted, value),
      subject: `goods:${id}`,
      facts: { agrees: body.agrees, kind, value },
    };
  });
}

function requireDecider({ actor }: Context, kind: GoodsKind, preparedPersonId: string): void {
  const hands = deciders(kind);
  if (!hands.some((role) => actor.roles.includes(role))) {
    const roles = hands.join(', ');
    throw new AppError('FORBIDDEN', `This waits for: ${roles}.`, { params: { roles } });
  }
  if (preparedPersonId === actor.personId) {
    throw new AppError('SOD_VIOLATION', 'Who prepared it does not decide on it.');
  }
}

async function requireMeans(tx: Tx, id: string): Promise<void> {
  const { cost, available } = await costAndMeans(tx, id);
  if (!exceeds(cost, available)) return;
  throw new AppError('FUND_INSUFFICIENT', `The fund has ${available}.`, { available });
}

/** The answer of an act on goods. */
export function recorded(id: string, posted: Posted | undefined, value: Money | null) {
  const voucherId = posted?.voucherId ?? null;
  return { id, voucherId, voucherNumber: posted?.voucherNumber ?? null, value };
}

/**
 * Takes a wrong paper about goods back: its stock, and its voucher in red, by a treasurer who had
 * no hand in it. A gift is taken back from its own page, with its receipt. Fails with NOT_FOUND,
 * ALREADY_REVERSED, STATE_CONFLICT, SOD_VIOLATION, GOODS_MOVED_ON (some of it left already),
 * PERIOD_LOCKED.
 */
export async function reverseGoods(context: Context, id: string, body: ReverseBody) {
  refuseFuture(context, body.reversedOn, '/reversedOn');
  return runCommand(context, 'goods.reversed', { id, ...body }, async (tx) => {
    const paper = await documentState(tx, id);
    if (!paper) throw new AppError('NOT_FOUND', 'There is no such paper.');
    if (paper.reversed) throw new AppError('ALREADY_REVERSED', 'It is already taken back.');
    if (paper.kind === 'gift') {
      throw new AppError('STATE_CONFLICT', 'Take it back from the gift that it belongs to.');
    }
    if (body.reversedOn < (paper.voucherDate ?? paper.happenedOn)) {
      throw fieldError('RANGE_INVALID', '/reversedOn');
    }
    const summary = `注销${paper.voucherDate ?? ''}${paper.voucherLabel ?? ''}号凭证`;
    const back = { id, date: body.reversedOn, summary, reason: body.reason };
    const by = { userId: context.actor.userId, at: context.now() };
    const { voucherId, word, number } = await reverseDocument(tx, back, by);
    const label = word === null || number === null ? null : voucherLabel(word, number);
    const result = { id, voucherId, voucherNumber: label, value: null };
    return { result, subject: `goods:${id}`, facts: { voucher: voucherId } };
  });
}
