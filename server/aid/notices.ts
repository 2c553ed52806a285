import type { RequestMoved } from '../../shared/aid.ts';
import { addDays } from '../../shared/dates.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { familyOf, maskedApplicant } from '../households/service.ts';
import { drawNumber } from '../ledger/journal.ts';
import { insertNotice, moveRequest } from './queries.ts';
import { moved, recordStep, takeRequestStep } from './service.ts';
import { noticeFace } from './sight.ts';

/**
 * Posts the masked notice of a decision for the days of its policy, today included as day zero:
 * before payment in the ordinary lane, after payment in the others. Source: decision 17, domain.md
 * §2.6.
 */
export async function postNotice(context: Context, requestId: string): Promise<RequestMoved> {
  return takeRequestStep(context, {
    name: 'aid.notice_posted',
    action: 'post_notice',
    requestId,
    work: async (tx, { request }) => {
      const amount = request.granted;
      if (amount === null) throw new AppError('STATE_CONFLICT', 'Nothing has been granted yet.');
      const family = await familyOf(context, tx, request.householdId);
      const maskedName = maskedApplicant(family);
      const number = await drawNumber(tx, 'notice');
      const postedOn = context.today();
      const endsOn = addDays(postedOn, request.noticeDays);
      await insertNotice(tx, {
        ...noticeFace({ ...family, maskedName, needCode: request.needCode }),
        number,
        requestId,
        amount,
        postedOn,
        endsOn,
        postedBy: context.actor.userId,
      });
      const status = request.lane === 'ordinary' ? 'in_notice' : request.status;
      if (status !== request.status) await moveRequest(tx, requestId, { status });
      await recordStep(tx, context, requestId, { step: 'notice_posted', amount });
      return { result: moved(request, status), facts: { number, endsOn } };
    },
  });
}
