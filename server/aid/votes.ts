import type { z } from 'zod';
import type { AidStatus, recuseBody, RequestMoved, voteBody } from '../../shared/aid.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import type { History } from './case.ts';
import { verdictOf } from './policy.ts';
import { insertRecusal, insertVote, moveRequest, reserveAid, type RequestRow } from './queries.ts';
import { moved, recordStep, takeRequestStep } from './service.ts';

/**
 * Votes on a request. The deciding vote reserves the money in its own transaction: when the fund
 * cannot bear it the answer is FUND_INSUFFICIENT with what is available, and the vote is not kept.
 * Fails with STATE_CONFLICT when the sum is not the one proposed.
 */
export async function castVote(
  context: Context,
  requestId: string,
  body: z.output<typeof voteBody>,
): Promise<RequestMoved> {
  return takeRequestStep(context, {
    name: 'aid.voted',
    action: 'vote',
    requestId,
    input: body,
    work: async (tx, { request, history }) => {
      const { approves, amount } = body;
      if (amount !== request.proposed) throw otherSum(request);
      await insertVote(tx, requestId, { ...signer(context), ...body });
      const step = approves ? 'voted_for' : 'voted_against';
      await recordStep(tx, context, requestId, { step, amount });
      const status = await settle(tx, context, request, {
        ...history,
        votesFor: history.votesFor + (approves ? 1 : 0),
        votesAgainst: history.votesAgainst + (approves ? 0 : 1),
        mayVote: others(history, context.actor.personId),
      });
      return { result: moved(request, status), facts: { approves, amount, status } };
    },
  });
}

/**
 * Declares an interest: the member no longer counts for this request. Fails with STATE_CONFLICT
 * when fewer members than the needed votes would be left. What can no longer be approved is
 * rejected at once.
 */
export async function recuse(
  context: Context,
  requestId: string,
  { reason }: z.output<typeof recuseBody>,
): Promise<RequestMoved> {
  return takeRequestStep(context, {
    name: 'aid.recused',
    action: 'recuse',
    requestId,
    input: { reason },
    work: async (tx, { request, history }) => {
      await insertRecusal(tx, requestId, { ...signer(context), reason });
      await recordStep(tx, context, requestId, { step: 'recused' });
      const mayVote = others(history, context.actor.personId);
      const isOpen = request.votesNeeded !== null;
      const after = { ...history, mayVote };
      const status = isOpen ? await settle(tx, context, request, after) : request.status;
      return { result: moved(request, status), facts: { status } };
    },
  });
}

/** Decides as soon as the votes are there or out of reach; answers the status that follows. */
async function settle(
  tx: Tx,
  context: Context,
  request: RequestRow,
  history: History,
): Promise<AidStatus> {
  const verdict = verdictOf(history);
  if (verdict === 'open') return request.status;
  return verdict === 'approved' ? approve(tx, context, request) : reject(tx, context, request);
}

async function approve(tx: Tx, context: Context, request: RequestRow): Promise<AidStatus> {
  const amount = request.proposed;
  if (request.lane === 'urgent') {
    await moveRequest(tx, request.id, { status: 'ratified' });
    await recordStep(tx, context, request.id, { step: 'ratified', amount });
    return 'ratified';
  }
  const granted = await reserveAid(tx, request.id, context.now().toISOString());
  await moveRequest(tx, request.id, { status: 'approved', granted });
  await recordStep(tx, context, request.id, { step: 'approved', amount: granted });
  return 'approved';
}

async function reject(tx: Tx, context: Context, request: RequestRow): Promise<AidStatus> {
  const isPaid = request.lane === 'urgent';
  const status = isPaid ? 'to_recover' : 'rejected';
  await moveRequest(tx, request.id, { status });
  await recordStep(tx, context, request.id, { step: isPaid ? 'recovery_opened' : 'rejected' });
  return status;
}

function others(history: History, personId: string): string[] {
  return history.mayVote.filter((each) => each !== personId);
}

function signer(context: Context) {
  const { userId, personId } = context.actor;
  return { userId, personId, at: context.now().toISOString() };
}

function otherSum(request: RequestRow): AppError {
  const proposed = request.proposed ?? '';
  return new AppError('STATE_CONFLICT', `The proposal is ${proposed}, not the sum voted on.`, {
    fields: [{ pointer: '/amount', code: 'STATE_CONFLICT' }],
    params: { proposed },
  });
}
