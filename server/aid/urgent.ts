import type { RequestMoved } from '../../shared/aid.ts';
import { exceeds, type Money } from '../../shared/money.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { needsSecondLeader } from './policy.ts';
import { insertUrgentOrder, moveRequest, reserveAid } from './queries.ts';
import { moved, recordStep, takeRequestStep, type Opened } from './service.ts';

/**
 * Orders urgent aid before its papers: the chair first, and above the float a second leader with
 * the same sum. The last order reserves the money. Fails with EXCEEDS_APPROVAL (more than
 * requested), STATE_CONFLICT (another sum than the first leader's), PAPERS_OVERDUE and
 * FUND_INSUFFICIENT. Source: decision 17.
 */
export async function orderUrgent(
  context: Context,
  requestId: string,
  { amount }: { amount: Money },
): Promise<RequestMoved> {
  return takeRequestStep(context, {
    name: 'aid.urgent_ordered',
    action: ({ status }) => (status === 'emergency_ordered' ? 'confirm_urgent' : 'order_urgent'),
    requestId,
    input: { amount },
    work: async (tx, opened) => {
      const { request, history } = opened;
      requireSum(opened, amount);
      const isFirst = history.firstOrder === null;
      const { userId, personId } = context.actor;
      const at = context.now().toISOString();
      await insertUrgentOrder(tx, requestId, { userId, personId, at, amount });
      const step = isFirst ? 'urgent_ordered' : 'urgent_confirmed';
      await recordStep(tx, context, requestId, { step, amount });
      const isLast = !isFirst || !needsSecondLeader(amount, request.urgentFloat);
      const granted = isLast ? await reserveAid(tx, requestId, at) : undefined;
      await moveRequest(tx, requestId, { status: 'emergency_ordered', granted });
      return {
        result: moved(request, 'emergency_ordered'),
        facts: { amount, granted: granted ?? null },
      };
    },
  });
}

function requireSum({ request, history }: Opened, amount: Money): void {
  if (exceeds(amount, request.requested)) {
    throw new AppError('EXCEEDS_APPROVAL', `Only ${request.requested} was requested.`, {
      fields: [{ pointer: '/amount', code: 'EXCEEDS_APPROVAL' }],
      params: { requested: request.requested },
    });
  }
  const first = history.firstOrder;
  if (first !== null && first !== amount) {
    throw new AppError('STATE_CONFLICT', `The first leader ordered ${first}: confirm that sum.`, {
      fields: [{ pointer: '/amount', code: 'STATE_CONFLICT' }],
      params: { ordered: first },
    });
  }
}
