import { randomUUID } from 'node:crypto';
import type { RecordVisitBody, RequestMoved } from '../../shared/aid.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { exceeds } from '../../shared/money.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { familyOf } from '../households/service.ts';
import { barsVisitor } from './policy.ts';
import { insertSignature, insertVisit, mayVisit, moveRequest, visitOf } from './queries.ts';
import type { RequestRow } from './queries.ts';
import { moved, recordStep, sealedAt, takeRequestStep, type Opened } from './service.ts';

/**
 * Records a home visit of two people and the first visitor's own signature. Findings are sealed
 * with the family's key. Fails with DATE_FUTURE, DATE_RANGE (before the filing), VALUE_INVALID
 * (unknown second visitor, a sum above the request, or another sum than an urgent case was given)
 * and SOD_VIOLATION (one person as both visitors, or a visitor who has another hand in the case).
 */
export async function recordVisit(
  context: Context,
  requestId: string,
  body: RecordVisitBody,
): Promise<RequestMoved> {
  return takeRequestStep(context, {
    name: 'aid.visit_recorded',
    action: 'record_visit',
    requestId,
    input: body,
    work: async (tx, opened) => {
      const { request } = opened;
      requireVisit(context, opened, body);
      if (!(await mayVisit(tx, body.secondPersonId))) {
        throw fieldError('VALUE_INVALID', '/secondPersonId');
      }
      const family = await familyOf(context, tx, request.householdId);
      const id = randomUUID();
      const { findings, ...plain } = body;
      await insertVisit(tx, {
        ...plain,
        id,
        requestId,
        ...signer(context),
        findingsSealed: context.vault.seal(
          family.key,
          sealedAt('visits', 'findings', id),
          findings,
        ),
      });
      const { suggested } = body;
      await recordStep(tx, context, requestId, { step: 'visit_recorded', amount: suggested });
      return { result: moved(request, request.status), facts: { visitId: id, suggested } };
    },
  });
}

/**
 * Signs a visit as its other visitor, in that person's own session. With both signatures the
 * suggestion becomes the proposal, which says how many votes it needs and whether the small lane
 * will do.
 */
export async function signVisit(context: Context, requestId: string): Promise<RequestMoved> {
  return takeRequestStep(context, {
    name: 'aid.visit_signed',
    action: 'sign_visit',
    requestId,
    work: async (tx, { request }) => {
      const visit = await visitOf(tx, requestId);
      await insertSignature(tx, visit.id, signer(context));
      await recordStep(tx, context, requestId, { step: 'visit_signed' });
      const isComplete = visit.signatures + 1 === 2;
      const status = isComplete ? await propose(tx, request) : request.status;
      return { result: moved(request, status), facts: { visitId: visit.id, status } };
    },
  });
}

async function propose(tx: Tx, request: RequestRow) {
  const { suggested, votesNeeded } = await visitOf(tx, request.id);
  const isUrgent = request.lane === 'urgent';
  const isSmall = !isUrgent && !exceeds(suggested, request.smallLimit);
  const status = isUrgent ? request.status : 'visited';
  await moveRequest(tx, request.id, {
    status,
    lane: isSmall ? 'small' : request.lane,
    proposed: suggested,
    votesNeeded,
  });
  return status;
}

function requireVisit(context: Context, { request, history }: Opened, body: RecordVisitBody): void {
  if (body.visitedOn > context.today()) throw fieldError('DATE_FUTURE', '/visitedOn');
  if (body.visitedOn < request.filedOn) throw fieldError('DATE_RANGE', '/visitedOn');
  const isSameSum = request.lane !== 'urgent' || body.suggested === request.granted;
  if (exceeds(body.suggested, request.requested) || !isSameSum) {
    throw fieldError('VALUE_INVALID', '/suggested');
  }
  const isAlone = body.secondPersonId === context.actor.personId;
  if (isAlone || barsVisitor(history, body.secondPersonId)) {
    throw fieldError('SOD_VIOLATION', '/secondPersonId');
  }
}

function signer(context: Context) {
  const { userId, personId } = context.actor;
  return { userId, personId, at: context.now().toISOString() };
}

function fieldError(code: ErrorCode, pointer: string): AppError {
  return new AppError(code, `Refused: ${pointer}.`, { fields: [{ pointer, code }] });
}
