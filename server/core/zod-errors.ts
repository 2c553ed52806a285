import { z } from 'zod';
import { isErrorCode, type ErrorCode } from '../../shared/errors.ts';

/** A field at fault: a JSON pointer into the request and the code of what is wrong with it. */
export interface FieldError {
  pointer: string;
  code: ErrorCode;
}

type Issue = z.core.$ZodIssue;

/** Which part of the request a schema read. */
export type RequestPart = 'body' | 'query';

/** What unknown words of an address mean: lists page by cursor, sort as they are, name nobody. */
const UNKNOWN_QUERY_CODES: Record<string, ErrorCode> = {
  page: 'PAGE_INVALID',
  offset: 'PAGE_INVALID',
  sort: 'SORT_INVALID',
  order: 'SORT_INVALID',
  idNo: 'PII_IN_URL',
  idNumber: 'PII_IN_URL',
  name: 'PII_IN_URL',
  phone: 'PII_IN_URL',
};

/** Whether a schema refused the input. */
export function isZodError(error: unknown): error is z.core.$ZodError {
  return error instanceof z.core.$ZodError;
}

/** Each field that a schema refused, with its pointer and code. */
export function refusedFields(error: z.core.$ZodError, part: RequestPart): FieldError[] {
  return error.issues.flatMap((issue) => fieldsOf(issue, part));
}

function fieldsOf(issue: Issue, part: RequestPart): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    // The name of an unknown field is whatever the caller wrote, so the sentence must stay short.
    return issue.keys.map((key) => ({
      pointer: pointerOf([...issue.path, key.slice(0, 60)]),
      code: (part === 'query' ? UNKNOWN_QUERY_CODES[key] : undefined) ?? 'UNKNOWN_FIELD',
    }));
  }
  if (isMissing(issue)) return [{ pointer: pointerOf(issue.path), code: 'REQUIRED' }];
  const [closest] = issue.code === 'invalid_union' ? byFewestIssues(issue.errors) : [];
  if (closest) {
    return closest.flatMap((inner) =>
      fieldsOf({ ...inner, path: [...issue.path, ...inner.path] }, part),
    );
  }
  return [{ pointer: pointerOf(issue.path), code: codeOf(issue) }];
}

/** Whether a field was left out, whatever its schema says of wrong values. */
function isMissing(issue: Issue): boolean {
  return issue.code !== 'custom' && 'input' in issue && issue.input === undefined;
}

function byFewestIssues(branches: readonly Issue[][]): Issue[][] {
  return branches.toSorted((left, right) => left.length - right.length);
}

function codeOf(issue: Issue): ErrorCode {
  return isErrorCode(issue.message) ? issue.message : 'VALUE_INVALID';
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
