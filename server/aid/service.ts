import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type {
  AidAction,
  AidLane,
  AidStatus,
  AidStep,
  fileRequestBody,
  Notice,
  RequestMoved,
} from '../../shared/aid.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { exceeds, type Money } from '../../shared/money.ts';
import { runCommand } from '../core/command.ts';
import type { Context, PublicContext, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { requireFund } from '../funds/service.ts';
import { requireOwnFamily } from '../households/service.ts';
import { drawNumber } from '../ledger/journal.ts';
import { hands, nothingYet, type History } from './case.ts';
import { refusalOf, takeStep } from './policy.ts';
import {
  historyOf,
  insertRequest,
  insertStep,
  lockRequest,
  moveRequest,
  policyOn,
  releaseAid,
  type RequestRow,
} from './queries.ts';
import { sightOf } from './sight.ts';
import { noticesOn } from './view-queries.ts';

/** A request under its lock, and what happened to it before. */
export interface Opened {
  request: RequestRow;
  history: History;
}

interface Act<Result> {
  /** What the audit trail calls it, such as `aid.voted`. */
  name: string;
  /** The step, or which step it is once the request is locked. */
  action: AidAction | ((request: RequestRow) => AidAction);
  requestId: string;
  /** What the caller sent, for telling a retry from another request. */
  input?: object;
  work: (tx: Tx, opened: Opened) => Promise<{ result: Result; facts?: object }>;
}

/**
 * Takes one step of a request: locks it, lets the policy decide on what it finds then, does the
 * work, all in one command. Fails with NOT_FOUND for a request out of sight, with what the policy
 * says, and with what `work` says. A refusal for a person's earlier hand is kept in the audit
 * trail.
 */
export async function takeRequestStep<Result>(context: Context, act: Act<Result>): Promise<Result> {
  const input = { requestId: act.requestId, ...act.input };
  try {
    return await runCommand(context, act.name, input, async (tx) => {
      const opened = await openRequest(context, tx, act.requestId);
      const action = typeof act.action === 'string' ? act.action : act.action(opened.request);
      takeStep(action, { ...opened, actor: context.actor });
      const { result, facts } = await act.work(tx, opened);
      const { caseNumber } = opened.request;
      return { result, subject: `aid-request:${act.requestId}`, facts: { caseNumber, ...facts } };
    });
  } catch (error) {
    if (error instanceof AppError && KEPT_REFUSALS.has(error.code)) {
      await keepRefusal(context, act, error);
    }
    throw error;
  }
}

/** Refusals worth the trail (decision 24): somebody tried what their earlier hand forbids. */
const KEPT_REFUSALS: ReadonlySet<string> = new Set(['SOD_VIOLATION', 'RECUSED']);

async function keepRefusal(
  context: Context,
  act: { name: string; requestId: string },
  error: AppError,
): Promise<void> {
  const facts = { tried: act.name, code: error.code, ...error.params };
  try {
    await runCommand({ ...context, idempotencyKey: undefined }, 'aid.refused', facts, async () => ({
      result: {},
      subject: `aid-request:${act.requestId}`,
      facts,
    }));
  } catch {
    context.log('warn', { requestId: context.requestId, event: 'refusal not kept', ...facts });
  }
}

async function openRequest(context: Context, tx: Tx, id: string): Promise<Opened> {
  const request = await lockRequest(tx, id);
  const by = { personId: context.actor.personId, today: context.today() };
  const history = request && (await historyOf(tx.sql, id, by));
  if (!request || !history || !sightOf(context.actor, { ...request, visit: history.visit })) {
    throw noSuchRequest();
  }
  return { request, history };
}

/** What a request out of sight and one that does not exist both answer. */
export function noSuchRequest(): AppError {
  return new AppError('NOT_FOUND', 'There is no such aid request.');
}

/** The answer of a step that moved a request. */
export function moved(request: RequestRow, status: AidStatus): RequestMoved {
  return { id: request.id, caseNumber: request.caseNumber, status };
}

/** Whether the order of a request in this status waits for the cashier. */
export function isToBePaid(status: AidStatus): boolean {
  return status === 'payable' || status === 'emergency_payable';
}

/** An order as the rules of payment look at it. */
export interface OrderToPay {
  status: AidStatus;
  lane: AidLane;
  communityId: string;
  requested: Money;
  granted: Money | null;
  orderAmount: Money;
  isPaid: boolean;
  voiding: History['voiding'];
  /** The hands that the person asking has in the request. */
  myHands: readonly string[];
}

/** Why this person may not pay or void this order, as an error code; null when they may. */
export function orderRefusal(
  { actor, ...context }: Context,
  action: 'pay' | 'void_order' | 'decide_void',
  order: OrderToPay,
): ErrorCode | null {
  const mine = hands.filter((hand) => order.myHands.includes(hand));
  const history: History = {
    ...nothingYet,
    hands: mine.map((hand) => ({ hand, personId: actor.personId })),
    orderAmount: order.orderAmount,
    isPaid: order.isPaid,
    voiding: order.voiding,
    today: context.today(),
  };
  const request = { ...order, proposed: null, votesNeeded: null };
  return refusalOf(action, { request, history, actor })?.code ?? null;
}

/** Writes down in the request's history that the actor took this step now. */
export async function recordStep(
  tx: Tx,
  context: Context,
  requestId: string,
  did: { step: AidStep; amount?: Money | null },
): Promise<void> {
  const { userId, personId } = context.actor;
  const at = context.now().toISOString();
  await insertStep(tx, {
    requestId,
    step: did.step,
    userId,
    personId,
    amount: did.amount ?? null,
    at,
  });
}

/** Moves a request to a status, for the features that act on one: payments. */
export async function setStatus(tx: Tx, requestId: string, status: AidStatus): Promise<void> {
  await moveRequest(tx, requestId, { status });
}

/** The place to which a sealed field of a case is bound. */
export function sealedAt(table: 'aid_requests' | 'visits', column: string, id: string): string {
  return `${table}.${column}_sealed:${id}`;
}

/**
 * Files a draft for a family of the caseworker's own community, under the policy of the day. What
 * the family said is sealed with its key. Fails with NOT_FOUND (another community's family),
 * EXCEEDS_CAP and VALUE_INVALID (no such fund).
 */
export async function fileRequest(
  context: Context,
  body: z.output<typeof fileRequestBody>,
): Promise<RequestMoved> {
  return runCommand(context, 'aid.filed', body, async (tx) => {
    const family = await requireOwnFamily(context, tx, body.householdId);
    const policy = await policyOn(tx, context.today());
    if (!policy) throw new AppError('STATE_CONFLICT', 'No policy is in force today.');
    if (exceeds(body.requested, policy.caseCap)) throw aboveCap(policy.caseCap);
    await requireFund(tx, body.fundId);
    const id = randomUUID();
    const year = context.today().slice(0, 4);
    const number = await drawNumber(tx, `request:${year}`);
    const caseNumber = `A${year}-${String(number).padStart(4, '0')}`;
    const { story, summary, urgent, ...plain } = body;
    const seal = (column: string, text: string) =>
      context.vault.seal(family.key, sealedAt('aid_requests', column, id), text);
    await insertRequest(tx, {
      ...plain,
      id,
      caseNumber,
      communityId: family.communityId,
      lane: urgent ? 'urgent' : 'ordinary',
      policyVersion: policy.version,
      storySealed: seal('story', story),
      summarySealed: seal('summary', summary),
      filedBy: context.actor.userId,
      filedOn: context.today(),
      at: context.now().toISOString(),
    });
    await recordStep(tx, context, id, { step: 'filed', amount: body.requested });
    const facts = { caseNumber, householdId: family.id, requested: body.requested, urgent };
    const result = { id, caseNumber, status: 'draft' as const };
    return { result, subject: `aid-request:${id}`, facts };
  });
}

function aboveCap(cap: Money): AppError {
  return new AppError('EXCEEDS_CAP', `One case gets ${cap} at most.`, {
    fields: [{ pointer: '/requested', code: 'EXCEEDS_CAP' }],
    params: { cap },
  });
}

/** Hands a draft in. */
export async function submitRequest(context: Context, requestId: string): Promise<RequestMoved> {
  return takeRequestStep(context, {
    name: 'aid.submitted',
    action: 'submit',
    requestId,
    work: async (tx, { request }) => {
      await moveRequest(tx, requestId, { status: 'submitted' });
      await recordStep(tx, context, requestId, { step: 'submitted' });
      return { result: moved(request, 'submitted') };
    },
  });
}

/**
 * Takes a request back before money is ordered; what was reserved for it goes back to its fund
 * first.
 */
export async function withdrawRequest(context: Context, requestId: string): Promise<RequestMoved> {
  return takeRequestStep(context, {
    name: 'aid.withdrawn',
    action: 'withdraw',
    requestId,
    work: async (tx, { request }) => {
      const reserved = request.status === 'approved' || request.status === 'in_notice';
      if (reserved) await releaseAid(tx, requestId, context.now().toISOString());
      await moveRequest(tx, requestId, { status: 'withdrawn' });
      await recordStep(tx, context, requestId, { step: 'withdrawn', amount: request.granted });
      const released = reserved ? request.granted : null;
      return { result: moved(request, 'withdrawn'), facts: { released } };
    },
  });
}

/** The masked notices that hang out today, for the public page. */
export async function publicNotices(context: PublicContext): Promise<Notice[]> {
  return noticesOn(context.client, context.today());
}
