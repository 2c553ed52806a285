import { z } from 'zod';
import { moneySchema } from './money.ts';

/**
 * Every code that the API can answer with, and its HTTP status. A code never changes its meaning;
 * the client chooses its words by it.
 */
export const httpStatusOf = {
  // The request itself
  JSON_INVALID: 400,
  JSON_TOO_DEEP: 400,
  BODY_ENCODING: 400,
  BODY_TOO_LARGE: 413,
  CONTENT_TYPE: 415,
  URL_ENCODING: 400,
  URL_TOO_LONG: 414,
  METHOD_NOT_ALLOWED: 405,
  NOT_FOUND: 404,
  EXPORT_EXPIRED: 410,
  UNKNOWN_FIELD: 422,
  REQUIRED: 422,
  VALUE_INVALID: 422,
  PII_IN_URL: 422,
  PAGE_INVALID: 422,
  LIMIT_TOO_LARGE: 422,
  SORT_INVALID: 422,
  // Fields
  AMOUNT_TYPE: 422,
  AMOUNT_FORMAT: 422,
  AMOUNT_SCALE: 422,
  AMOUNT_TOO_LARGE: 422,
  AMOUNT_NOT_POSITIVE: 422,
  DATE_INVALID: 422,
  DATE_RANGE: 422,
  DATE_FUTURE: 422,
  DATE_BEFORE_BOOKS: 422,
  RANGE_INVALID: 422,
  ONE_YEAR_ONLY: 422,
  TEXT_TYPE: 422,
  TEXT_REQUIRED: 422,
  TEXT_CONTROL: 422,
  TEXT_BIDI: 422,
  TEXT_TOO_LONG: 422,
  IDNO_FORMAT: 422,
  IDNO_DATE: 422,
  IDNO_CHECKSUM: 422,
  USCC_INVALID: 422,
  CARD_INVALID: 422,
  PHONE_INVALID: 422,
  FEE_ABOVE_GROSS: 422,
  QUANTITY_INVALID: 422,
  SERIALS_DIFFER: 422,
  ROLES_INCOMPATIBLE: 422,
  PASSWORD_SHORT: 422,
  PASSWORD_BLOCKED: 422,
  // Who asks
  UNAUTHENTICATED: 401,
  TOKEN_INVALID: 401,
  SESSION_REVOKED: 401,
  SESSION_REUSE: 401,
  LOGIN_FAILED: 401,
  TOO_MANY_ATTEMPTS: 429,
  ATTEMPTS_EXHAUSTED: 429,
  CSRF: 403,
  FORBIDDEN: 403,
  SOD_VIOLATION: 403,
  RECUSED: 403,
  SETUP_TOKEN_INVALID: 403,
  INVITATION_INVALID: 403,
  INVITATION_UNCONFIRMED: 409,
  SETUP_DONE: 409,
  // Repeated and concurrent requests
  IDEMPOTENCY_KEY_REQUIRED: 400,
  IDEMPOTENCY_KEY_INVALID: 400,
  IDEMPOTENCY_KEY_REUSED: 422,
  IDEMPOTENCY_IN_PROGRESS: 409,
  BUSY: 409,
  VERSION_CONFLICT: 409,
  STATE_CONFLICT: 409,
  DUPLICATE: 409,
  DUPLICATE_TRANSACTION: 409,
  // The life of a case
  HOUSEHOLD_EXISTS: 409,
  PERSON_EXISTS: 409,
  DRIVE_CLOSED: 409,
  NOTICE_RUNNING: 409,
  PAPERS_OVERDUE: 409,
  ALREADY_VOTED: 409,
  ALREADY_SIGNED: 409,
  ALREADY_DISBURSED: 409,
  ALREADY_REVERSED: 409,
  EXCEEDS_APPROVAL: 409,
  EXCEEDS_CAP: 409,
  EXCEEDS_GIFT: 409,
  EXCEEDS_PLEDGE: 409,
  EXCEEDS_PAYMENT: 409,
  EXCEEDS_CLAIM: 409,
  ADVANCE_OVERDUE: 409,
  EXCEEDS_STOCK: 409,
  EXCEEDS_OPENING: 409,
  GOODS_MOVED_ON: 409,
  // The ledger
  JOURNAL_UNBALANCED: 422,
  JOURNAL_LINES: 422,
  ACCOUNT_UNKNOWN: 422,
  ACCOUNT_NOT_ALLOWED: 422,
  FUND_REQUIRED: 422,
  FUND_MISMATCH: 422,
  BENEFICIARY_REQUIRED: 422,
  CASE_REQUIRED: 422,
  PAPERS_REQUIRED: 422,
  VOUCHER_MIXED: 422,
  CORRECTION_KIND: 409,
  APPROVAL_REQUIRED: 409,
  VOUCHER_WORDS_FIXED: 409,
  FUND_INSUFFICIENT: 409,
  CASH_INSUFFICIENT: 409,
  CASH_COUNT_OPEN: 409,
  CASH_FLOAT_EXCEEDED: 409,
  COUNT_DIFFERS: 422,
  STATEMENT_DIFFERS: 422,
  STATEMENT_MISSING: 409,
  ALREADY_MATCHED: 409,
  MATCH_DIFFERS: 422,
  RECONCILIATION_DIFFERS: 409,
  PERIOD_LOCKED: 409,
  PERIOD_NOT_READY: 409,
  PERIOD_NOT_OVER: 409,
  HANDOVER_STALE: 409,
  COVER_DATES: 422,
  COVER_UNFIT: 422,
  ACCOUNT_FIXED: 409,
  ACCOUNT_IN_USE: 409,
  OPENING_ONE_SIDE: 422,
  OPENING_FUND_DIFFERS: 422,
  OPENING_GOODS_EXCEED: 422,
  OPENING_BENEFICIARY_DIFFERS: 422,
  OPENING_UNBALANCED: 422,
  OPENING_LATE: 409,
  OPENING_POSTED: 409,
  // Files and imports
  FILE_TYPE: 415,
  FILE_SIZE: 413,
  FILE_EMPTY: 422,
  FILE_COUNT: 422,
  MULTIPART_INVALID: 400,
  IMAGE_PIXELS: 422,
  XLSX_TOO_LARGE: 422,
  XLSX_INVALID: 422,
  XLSX_FORMULA: 422,
  CSV_COLUMNS: 422,
  REFERENCE_DAMAGED: 422,
  IMPORT_DUPLICATE: 409,
  // The server's own state
  CLOCK_WRONG: 503,
  OVERLOADED: 503,
  DB_UNAVAILABLE: 503,
  OUTCOME_UNKNOWN: 503,
  STORAGE_FULL: 503,
  INTERNAL: 500,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof httpStatusOf;

export const errorCodes = Object.keys(httpStatusOf) as [ErrorCode, ...ErrorCode[]];

/** Whether this text is one of our codes; zod's messages are codes, but a library's may not be. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(httpStatusOf, text);
}

const errorCode = z.enum(errorCodes);

/** What every refusal answers: problem details (RFC 9457) with a code and the fields at fault. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: errorCode,
    errors: z.array(z.object({ pointer: z.string(), code: errorCode })).optional(),
    available: moneySchema.optional(),
    params: z.record(z.string(), z.string()).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;

/**
 * Messages of schemas that name none of their own are codes too: a field that is missing, one that
 * nobody expects, and any other value that does not fit.
 */
z.config({
  customError: (issue) => {
    if (issue.code === 'unrecognized_keys') return 'UNKNOWN_FIELD';
    return issue.input === undefined ? 'REQUIRED' : 'VALUE_INVALID';
  },
});
