import type { ErrorCode } from '../../shared/errors.ts';

/** The SQLSTATEs that our SQL functions raise, and PostgreSQL's own that a caller can act on. */
export const sqlStateCodes: Record<string, ErrorCode> = {
  LF001: 'JOURNAL_UNBALANCED',
  LF002: 'STATE_CONFLICT',
  LF003: 'PERIOD_LOCKED',
  LF004: 'VALUE_INVALID',
  LF005: 'FUND_INSUFFICIENT',
  LF006: 'STATE_CONFLICT',
  LF007: 'STATE_CONFLICT',
  LF008: 'SOD_VIOLATION',
  LF009: 'ALREADY_REVERSED',
  LF010: 'ALREADY_DISBURSED',
  LF011: 'JOURNAL_LINES',
  LF012: 'CASH_INSUFFICIENT',
  LF013: 'STATE_CONFLICT',
  LF014: 'EXCEEDS_APPROVAL',
  LF015: 'ALREADY_VOTED',
  LF016: 'RECUSED',
  LF017: 'CASH_COUNT_OPEN',
  LF018: 'EXCEEDS_CAP',
  LF019: 'PAPERS_OVERDUE',
  LF020: 'DATE_BEFORE_BOOKS',
  LF021: 'PERIOD_NOT_OVER',
  LF022: 'PERIOD_NOT_READY',
  LF025: 'CLOCK_WRONG',
  LF040: 'VOUCHER_WORDS_FIXED',
  LF190: 'ADVANCE_OVERDUE',
  '22021': 'TEXT_CONTROL',
  '23505': 'DUPLICATE',
  '23514': 'VALUE_INVALID',
  '40001': 'BUSY',
  '40P01': 'BUSY',
  '55P03': 'BUSY',
  '57014': 'BUSY',
  '53100': 'STORAGE_FULL',
  '53300': 'OVERLOADED',
};

/** Constraints whose violation tells a caller more than their SQLSTATE does. */
const constraintCodes: Record<string, ErrorCode> = {
  fund_never_overdrawn: 'FUND_INSUFFICIENT',
  commitment_within_fund: 'FUND_INSUFFICIENT',
  cash_never_negative: 'CASH_INSUFFICIENT',
  reference_claimed_once: 'DUPLICATE_TRANSACTION',
  voucher_reversed_once: 'ALREADY_REVERSED',
  one_vote_per_person: 'ALREADY_VOTED',
  household_registered_once: 'HOUSEHOLD_EXISTS',
  paid_once: 'ALREADY_DISBURSED',
  paid_once_per_request: 'ALREADY_DISBURSED',
  order_one_per_request: 'STATE_CONFLICT',
  visit_one_per_request: 'STATE_CONFLICT',
  notice_one_per_request: 'STATE_CONFLICT',
  draft_one_correction_at_a_time: 'STATE_CONFLICT',
  visit_signed_once: 'ALREADY_SIGNED',
  voucher_signatures_pkey: 'ALREADY_SIGNED',
  fund_transfer_decisions_pkey: 'STATE_CONFLICT',
  agency_decisions_pkey: 'STATE_CONFLICT',
  agency_held_is_owed: 'FUND_INSUFFICIENT',
  rule_book_approved_once: 'STATE_CONFLICT',
  opened_once: 'OPENING_POSTED',
  account_closed_once: 'ACCOUNT_IN_USE',
  refund_decisions_pkey: 'STATE_CONFLICT',
  refund_payments_pkey: 'STATE_CONFLICT',
  refunds_within_gift: 'EXCEEDS_GIFT',
  pledge_arrivals_pkey: 'STATE_CONFLICT',
  arrivals_within_pledge: 'EXCEEDS_PLEDGE',
  order_void_decisions_pkey: 'STATE_CONFLICT',
  return_outcomes_pkey: 'STATE_CONFLICT',
  recovery_decisions_pkey: 'STATE_CONFLICT',
  write_off_decisions_pkey: 'STATE_CONFLICT',
  recoveries_within_payment: 'EXCEEDS_PAYMENT',
  settlements_within_claim: 'EXCEEDS_CLAIM',
  goods_within_fund: 'FUND_INSUFFICIENT',
  goods_within_stock: 'EXCEEDS_STOCK',
  goods_within_opening: 'EXCEEDS_OPENING',
  goods_still_there: 'GOODS_MOVED_ON',
  goods_serial_once: 'SERIALS_DIFFER',
  goods_serial_in_stock: 'SERIALS_DIFFER',
  goods_decisions_pkey: 'STATE_CONFLICT',
  goods_reversals_pkey: 'ALREADY_REVERSED',
  goods_count_signatures_pkey: 'ALREADY_SIGNED',
  user_roles_compatible: 'ROLES_INCOMPATIBLE',
  handover_of_these_books: 'HANDOVER_STALE',
  handover_signed_once: 'ALREADY_SIGNED',
  budget_approvals_pkey: 'ALREADY_SIGNED',
  cover_steps_once: 'STATE_CONFLICT',
  statement_taken_once: 'IMPORT_DUPLICATE',
  statement_line_taken_once: 'IMPORT_DUPLICATE',
  statement_line_matched_once: 'ALREADY_MATCHED',
  ledger_line_matched_once: 'ALREADY_MATCHED',
  match_undone_once: 'STATE_CONFLICT',
  reconciliation_agrees: 'RECONCILIATION_DIFFERS',
  reconciliation_signed_once: 'ALREADY_SIGNED',
  settlement_approved_once: 'ALREADY_SIGNED',
  withdrawal_within_float: 'CASH_FLOAT_EXCEEDED',
  person_roles_compatible: 'ROLES_INCOMPATIBLE',
  one_condolence_vote_per_person: 'ALREADY_VOTED',
  condolence_step_once: 'STATE_CONFLICT',
  condolence_decided_once: 'STATE_CONFLICT',
  advance_step_once: 'STATE_CONFLICT',
  advance_decided_once: 'STATE_CONFLICT',
  condolence_payment_step_once: 'STATE_CONFLICT',
  condolence_payment_judged_once: 'STATE_CONFLICT',
  handout_signatures_pkey: 'ALREADY_SIGNED',
};

const SENTENCES: Partial<Record<ErrorCode, string>> = {
  CLOCK_WRONG: 'The clocks of this server and of its database differ by more than ten minutes.',
  BUSY: 'Somebody else is changing the same record. Try again.',
  DB_UNAVAILABLE: 'The database cannot be reached. Nothing was changed; try again shortly.',
  DUPLICATE: 'This is already recorded.',
  OUTCOME_UNKNOWN: 'The connection broke. Send the same request with the same key again.',
  OVERLOADED: 'Too many requests at once. Try again shortly.',
  STORAGE_FULL: 'The disk is full. Nothing was changed.',
};

/** How far `cause` is followed; drivers and query builders wrap one another two or three times. */
const DEEPEST_CAUSE = 10;

const LOST_SQLSTATE = /^(?:57P0|08)/;
const LOST_CONNECTION =
  /^(?:CONNECT(?:ION)?_\w+|TX_CONNECTION_LOST|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)$/;

interface DatabaseFailure {
  code: string;
  constraint: string | undefined;
  detail: string | undefined;
}

/**
 * What the failure of a statement or of the connection means to the caller, or undefined when no
 * caller can act on it. PostgreSQL's own message and detail quote values, so they go nowhere.
 */
export function readDatabaseFailure(
  error: unknown,
): { code: ErrorCode; detail: string; available?: string | undefined } | undefined {
  const failure = failureOf(error);
  const code = failure && codeOf(failure);
  if (!code) return undefined;
  const detail = SENTENCES[code] ?? 'A rule of the ledger forbids this.';
  // With LF005 the detail is what the fund has left: a figure of ours, the only one that goes out.
  return { code, detail, ...(failure.code === 'LF005' && { available: failure.detail }) };
}

/** Whether the connection broke, so that nobody knows what the last statement did. */
export function isInterrupted(error: unknown): boolean {
  const failure = failureOf(error);
  return (
    failure !== undefined &&
    (LOST_SQLSTATE.test(failure.code) || LOST_CONNECTION.test(failure.code))
  );
}

/** What may be logged of a database failure: its SQLSTATE and the constraint. */
export function databaseFacts(error: unknown): Record<string, string | undefined> {
  const failure = failureOf(error);
  return failure ? { sqlState: failure.code, constraint: failure.constraint } : {};
}

function codeOf(failure: DatabaseFailure): ErrorCode | undefined {
  if (LOST_SQLSTATE.test(failure.code) || LOST_CONNECTION.test(failure.code)) {
    return 'DB_UNAVAILABLE';
  }
  const exact = failure.constraint === undefined ? undefined : constraintCodes[failure.constraint];
  return exact ?? sqlStateCodes[failure.code];
}

function failureOf(error: unknown): DatabaseFailure | undefined {
  let at = error;
  for (let depth = 0; depth < DEEPEST_CAUSE && typeof at === 'object' && at !== null; depth += 1) {
    const {
      code,
      name,
      constraint_name: constraint,
      detail,
      cause,
    } = at as Record<string, unknown>;
    if (code === 'OVERLOADED') return { code: '53300', constraint: undefined, detail: undefined };
    if (typeof code === 'string' && (name === 'PostgresError' || LOST_CONNECTION.test(code))) {
      return { code, constraint: textOf(constraint), detail: textOf(detail) };
    }
    at = cause;
  }
  return undefined;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
