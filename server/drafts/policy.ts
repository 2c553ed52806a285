import type {
  CorrectionKind,
  DraftAction,
  DraftCheck,
  DraftProblem,
  DraftStatus,
} from '../../shared/drafts.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { MONEY_ACCOUNT, wordOf } from '../../shared/ledger.ts';
import { exceeds, sumMoney, ZERO } from '../../shared/money.ts';
import type { Role } from '../../shared/roles.ts';
import type { Staff } from '../core/context.ts';
import {
  accountAfter,
  type Content,
  effectOnFund,
  type Facts,
  isMixed,
  moneyOut,
  movedBy,
  type Original,
  problemsOfLines,
  problemsOfMeans,
  sideTotal,
} from './conditions.ts';

/** Whether a voucher is of an earlier year than this day. */
const isEarlierYear = (voucherDate: string, day: string) =>
  voucherDate.slice(0, 4) < day.slice(0, 4);

/**
 * The ways in which a voucher may be corrected on a day (domain.md §1.7). Within its year: vouchers
 * by hand in full or by the difference, deposits and cash counts in full; gifts and payments from
 * their own pages. In a later year everything goes through prior-year adjustments.
 */
export function kindsFor(original: Original, day: string): CorrectionKind[] {
  const { sourceType, isReversal, isCorrected } = original;
  if (isReversal || isCorrected) return [];
  const byHand = sourceType === 'manual' || sourceType === 'deposit' || sourceType === 'cash_count';
  if (isEarlierYear(original.voucherDate, day)) {
    return byHand || sourceType === 'donation' || sourceType === 'payment' ? ['prior_year'] : [];
  }
  const spentOnACase = original.lines.some(({ account }) => account.startsWith('5101'));
  if (!byHand || spentOnACase) return [];
  return sourceType === 'manual' ? ['full', 'difference'] : ['full'];
}

function problemsOfHead(content: Content, facts: Facts): DraftProblem[] {
  const found: DraftProblem[] = [];
  const say = (pointer: string, code: ErrorCode) => found.push({ pointer, code });
  const { lines, correction } = content;
  if (content.summary === '') say('/summary', 'TEXT_REQUIRED');
  if (content.voucherDate > facts.today) say('/voucherDate', 'DATE_FUTURE');
  else if (facts.period === 'closed') say('/voucherDate', 'PERIOD_LOCKED');
  else if (facts.period === 'before') say('/voucherDate', 'DATE_BEFORE_BOOKS');
  const sides = new Set(lines.map(({ side }) => side));
  if (lines.length < 2 || sides.size < 2) say('/lines', 'JOURNAL_LINES');
  if (sideTotal(lines, 'debit') !== sideTotal(lines, 'credit')) say('/lines', 'JOURNAL_UNBALANCED');
  if (isMixed(content, facts.words)) say('/lines', 'VOUCHER_MIXED');
  const leaves = exceeds(moneyOut(content, facts.original), ZERO);
  if (content.papers === 0 && (correction === null || leaves)) say('/papers', 'PAPERS_REQUIRED');
  return [...found, ...problemsOfCorrection(content, facts)];
}

function problemsOfCorrection(content: Content, { original }: Facts): DraftProblem[] {
  if (content.correction === null) return [];
  if (!original || original.isCorrected || original.isReversal) {
    return [{ pointer: '/correctsId', code: 'ALREADY_REVERSED' }];
  }
  if (content.voucherDate < original.voucherDate) {
    return [{ pointer: '/voucherDate', code: 'DATE_RANGE' }];
  }
  const kinds = kindsFor(original, content.voucherDate);
  if (!kinds.includes(content.correction)) {
    return [{ pointer: '/correction', code: 'CORRECTION_KIND' }];
  }
  return [];
}

/**
 * Looks a draft through against the books as they stand: everything that is in the way, each at its
 * line, and what posting would do to funds and tills. The database asks the same when it posts.
 */
export function examine(content: Content, facts: Facts): DraftCheck {
  const moved = movedBy(content, facts.original);
  const funds = [...new Set(moved.flatMap(({ fundId }) => fundId ?? []))].flatMap((fundId) => {
    const fund = facts.funds.get(fundId);
    if (!fund) return [];
    const effect = effectOnFund(fundId, moved, content);
    return [
      {
        fundId,
        code: fund.code,
        name: fund.name,
        balanceBefore: fund.balance,
        balanceAfter: sumMoney([fund.balance, effect.gain]),
        availableBefore: fund.available,
        availableAfter: sumMoney([fund.available, effect.available]),
      },
    ];
  });
  const tills = [...new Set(moved.map(({ account }) => account))].filter((account) =>
    MONEY_ACCOUNT.test(account),
  );
  return {
    word: content.lines.length === 0 ? null : wordOf(facts.words, content.lines),
    needsApproval: exceeds(moneyOut(content, facts.original), ZERO),
    problems: [
      ...problemsOfHead(content, facts),
      ...problemsOfLines(content, facts),
      ...problemsOfMeans(content, facts),
    ],
    funds: funds.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    accounts: tills.toSorted().flatMap((account) => {
      const fact = facts.accounts.get(account);
      if (!fact) return [];
      const { nameZh, nameEn, balance } = fact;
      const after = accountAfter(account, balance, moved);
      return [{ account, nameZh, nameEn, before: balance, after }];
    }),
  };
}

interface Step {
  roles: readonly Role[];
  from: readonly DraftStatus[];
  /** By person: the preparer alone, anybody but the preparer, or anybody. */
  by: 'preparer' | 'another' | 'anybody';
}

/** Who takes which step, from where (domain.md §1.7, decision 10). */
export const steps: Readonly<Record<DraftAction, Step>> = {
  edit: { roles: ['treasurer'], from: ['draft'], by: 'preparer' },
  submit: { roles: ['treasurer'], from: ['draft'], by: 'preparer' },
  discard: { roles: ['treasurer'], from: ['draft', 'submitted'], by: 'preparer' },
  send_back: { roles: ['treasurer', 'chair'], from: ['submitted', 'reviewed'], by: 'another' },
  review: { roles: ['treasurer'], from: ['submitted'], by: 'another' },
  approve: { roles: ['chair'], from: ['submitted', 'reviewed'], by: 'another' },
  post: { roles: ['treasurer'], from: ['reviewed'], by: 'anybody' },
};

/** What a step is judged by. */
export interface StepFacts {
  status: DraftStatus;
  preparedPersonId: string;
  correction: CorrectionKind | null;
  isApproved: boolean;
  needsApproval: boolean;
}

/** Why this person cannot take the step now, or undefined. */
export function refusalOf(
  action: DraftAction,
  draft: StepFacts,
  actor: Pick<Staff, 'roles' | 'personId'>,
): 'FORBIDDEN' | 'SOD_VIOLATION' | 'STATE_CONFLICT' | 'APPROVAL_REQUIRED' | undefined {
  const { roles, from, by } = steps[action];
  if (!actor.roles.some((role) => roles.includes(role))) return 'FORBIDDEN';
  const isPreparer = actor.personId === draft.preparedPersonId;
  if (by === 'another' && isPreparer) return 'SOD_VIOLATION';
  if (by === 'preparer' && !isPreparer) return 'FORBIDDEN';
  if (!from.includes(draft.status)) return 'STATE_CONFLICT';
  // the amounts of a difference come from the wizard: discard it and begin again
  if (action === 'edit' && draft.correction === 'difference') return 'STATE_CONFLICT';
  if (action === 'approve' && (draft.isApproved || !draft.needsApproval)) return 'STATE_CONFLICT';
  if (action === 'post' && draft.needsApproval && !draft.isApproved) return 'APPROVAL_REQUIRED';
  return undefined;
}
