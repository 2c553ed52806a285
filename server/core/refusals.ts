import type { ErrorCode } from '../../shared/errors.ts';
import type { PublicContext } from './context.ts';
import { AppError } from './errors.ts';

/** The refusal of one field of a request; `pointer` is its JSON pointer, such as `/fee`. */
export function fieldError(code: ErrorCode, pointer: string, detail = 'Check this field.') {
  return new AppError(code, detail, { fields: [{ pointer, code }] });
}

/** Refuses a business day that has not come yet in Shanghai. Fails with DATE_FUTURE. */
export function refuseFuture(context: PublicContext, day: string, pointer: string): void {
  if (day > context.today()) throw fieldError('DATE_FUTURE', pointer, 'This day has not come yet.');
}
