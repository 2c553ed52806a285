import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Request } from 'express';
import type { z } from 'zod';
import { httpStatusOf, type ErrorCode, type Problem } from '../../shared/errors.ts';
import { moneySchema, type Money } from '../../shared/money.ts';
import { databaseFacts, readDatabaseFailure } from './database-errors.ts';
import { isZodError, refusedFields, type FieldError, type RequestPart } from './zod-errors.ts';

/** What an error can carry beside its code and its sentence. */
export interface ErrorFacts {
  fields?: FieldError[] | undefined;
  params?: Record<string, string> | undefined;
  available?: Money | undefined;
  cause?: unknown;
}

/**
 * A failure that the caller can act on. `detail` is one sentence for people who read the API's
 * answers; it must hold no personal data. Anything else that is thrown is a bug and answers 500.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly fields: FieldError[] | undefined;
  readonly params: Record<string, string> | undefined;
  readonly available: Money | undefined;

  constructor(code: ErrorCode, detail: string, facts: ErrorFacts = {}) {
    super(detail, { cause: facts.cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = detail;
    this.fields = facts.fields;
    this.params = facts.params;
    this.available = facts.available;
  }
}

/** Turns whatever was thrown into an AppError; what nobody foresaw is INTERNAL, without details. */
export function fromUnknown(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isZodError(error)) return fromZod(error);
  if (error instanceof URIError) {
    return new AppError('URL_ENCODING', 'The address is not encoded correctly.', { cause: error });
  }
  if (isTooLarge(error)) {
    return new AppError('BODY_TOO_LARGE', 'The body is too large.', { cause: error });
  }
  const failure = readDatabaseFailure(error);
  if (failure) {
    const available = moneySchema.safeParse(failure.available).data;
    return new AppError(failure.code, failure.detail, { cause: error, available });
  }
  return new AppError('INTERNAL', 'Something went wrong. Quote the request number.', {
    cause: error,
  });
}

/**
 * The refusal of a schema: each field with its pointer and code; the code of the first field is
 * the code of the whole. Say 'query' for an address, whose unknown words have codes of their own.
 */
export function fromZod(error: z.core.$ZodError, part: RequestPart = 'body'): AppError {
  const fields = refusedFields(error, part);
  const pointers = fields.map((field) => field.pointer || '/').join(', ');
  return new AppError(fields[0]?.code ?? 'VALUE_INVALID', `Refused: ${pointers}.`, { fields });
}

function isTooLarge(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name.startsWith('PayloadTooLarge') || ('status' in error && error.status === 413);
}

/** The body of a refusal, as RFC 9457 has it. */
export function toProblem(error: AppError, requestId: string): Problem {
  return {
    type: `urn:fund:err:${error.code}`,
    title: titleOf(error.code),
    status: httpStatusOf[error.code],
    detail: error.detail,
    instance: requestId,
    code: error.code,
    ...(error.fields && { errors: error.fields }),
    ...(error.available !== undefined && { available: error.available }),
    ...(error.params && { params: error.params }),
  };
}

/** FUND_INSUFFICIENT → "Fund insufficient". */
function titleOf(code: ErrorCode): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Writes one line of the log: facts without messages, because messages quote what people typed. */
export type ErrorLog = (
  level: 'info' | 'warn' | 'error',
  facts: Record<string, string | number | undefined>,
) => void;

const RETRY_AFTER_SECONDS = '2';

/**
 * Last in app.ts: the only place that turns an error into an HTTP answer, and the only one that
 * logs it.
 */
export function answerErrors(options: { log: ErrorLog }): ErrorRequestHandler {
  return (error, request, response, next) => {
    const known = fromUnknown(error);
    const status = httpStatusOf[known.code];
    const requestId = requestIdOf(request);
    const level = status === 500 ? 'error' : status === 503 ? 'warn' : 'info';
    options.log(level, { requestId, code: known.code, status, ...factsOf(known) });
    // Half an answer is out already: express can only cut the connection.
    if (response.headersSent) return next(error);
    response.status(status).set('Cache-Control', 'no-store');
    if (status === 503) response.set('Retry-After', RETRY_AFTER_SECONDS);
    response.type('application/problem+json').send(JSON.stringify(toProblem(known, requestId)));
  };
}

function requestIdOf(request: Request): string {
  const { id } = request as { id?: unknown };
  return typeof id === 'string' || typeof id === 'number' ? String(id) : randomUUID();
}

/** What may be logged of a failure: names, SQLSTATE, constraint, and where in our code it arose. */
function factsOf(error: AppError): Record<string, string | undefined> {
  const cause = error.cause;
  if (!(cause instanceof Error)) return {};
  const isBug = error.code === 'INTERNAL';
  return { cause: cause.name, ...databaseFacts(cause), ...(isBug && { frames: framesOf(cause) }) };
}

function framesOf(error: Error): string {
  const stack = error.stack ?? '';
  const end = stack.indexOf(error.message) + error.message.length;
  return stack
    .slice(end)
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .map((line) => line.trim())
    .join('\n');
}
