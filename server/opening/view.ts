import type { OpeningSheet } from '../../shared/opening.ts';
import type { Context } from '../core/context.ts';
import { currentSheet } from './queries.ts';

/** The sheet that counts, and which steps this reader may take. */
export async function readOpening(
  context: Context,
): Promise<{ sheet: OpeningSheet | null; mayPrepare: boolean }> {
  const { roles, personId } = context.actor;
  const treasurer = roles.includes('treasurer');
  const found = await currentSheet(context);
  if (!found) return { sheet: null, mayPrepare: treasurer };
  const { preparedPerson, reviewedPerson, takenBack, ...sheet } = found;
  const posted = sheet.vouchers.length > 0;
  const reviewed = reviewedPerson !== null;
  const mayReview =
    !reviewed && preparedPerson !== personId && (treasurer || roles.includes('chair'));
  const mayPost = reviewed && !posted && treasurer && reviewedPerson !== personId;
  const status = posted
    ? takenBack
      ? 'taken_back'
      : 'posted'
    : reviewed
      ? 'reviewed'
      : 'prepared';
  return {
    sheet: {
      ...sheet,
      status,
      allowedActions: [
        ...(mayReview ? (['review'] as const) : []),
        ...(mayPost ? (['post'] as const) : []),
      ],
    },
    mayPrepare: treasurer && (!posted || takenBack),
  };
}
