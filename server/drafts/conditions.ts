import type { CorrectionKind, DraftProblem } from '../../shared/drafts.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { FundKind } from '../../shared/funds.ts';
import { MONEY_ACCOUNT } from '../../shared/ledger.ts';
import {
  exceeds,
  isNegative,
  isZero,
  type Money,
  negateMoney,
  subtractMoney,
  sumMoney,
  ZERO,
} from '../../shared/money.ts';

/** One line of a draft, or of the voucher that it corrects. */
export interface Line {
  account: string;
  fundId: string | null;
  side: 'debit' | 'credit';
  amount: Money;
  requestId: string | null;
  beneficiary: string | null;
}

/** What a draft says. */
export interface Content {
  voucherDate: string;
  summary: string;
  correction: CorrectionKind | null;
  lines: readonly Line[];
  papers: number;
}

export interface AccountFact {
  nameZh: string;
  nameEn: string;
  takesLines: boolean;
  needsFund: boolean;
  needsBeneficiary: boolean;
  neverNegative: boolean;
  /** Debit less credit of everything posted, over all funds. */
  balance: Money;
}
export interface FundFact {
  code: string;
  name: string;
  kind: FundKind;
  balance: Money;
  available: Money;
}
export interface ManualRule {
  prefix: string;
  plain: boolean;
  correction: boolean;
  priorYear: boolean;
}
/** The voucher that is corrected. */
export interface Original {
  voucherDate: string;
  sourceType: string;
  isReversal: boolean;
  /** Taken back, or corrected by something that still stands. */
  isCorrected: boolean;
  lines: readonly Line[];
}

/** What the books say at this moment about whatever the draft names. */
export interface Facts {
  today: string;
  words: 'one' | 'three';
  accounts: ReadonlyMap<string, AccountFact>;
  funds: ReadonlyMap<string, FundFact>;
  rules: readonly ManualRule[];
  event: { debits: readonly string[]; credits: readonly string[]; outside: boolean } | undefined;
  period: 'open' | 'closed' | 'before';
  requests: ReadonlyMap<
    string,
    { status: string; granted: Money | null; reserved: Money; fundId: string }
  >;
  original: Original | undefined;
}

/** The sum of one side. */
export const sideTotal = (lines: readonly Line[], side: Line['side']): Money =>
  sumMoney(lines.filter((line) => line.side === side).map((line) => line.amount));

const signed = (line: Line, plus: Line['side']): Money =>
  line.side === plus ? line.amount : negateMoney(line.amount);

const isMoney = (line: Line) => MONEY_ACCOUNT.test(line.account);

/** The same lines in red: what a full correction posts beside its blue voucher. */
export const inRed = (lines: readonly Line[]): Line[] =>
  lines.map((line) => ({ ...line, amount: negateMoney(line.amount) }));

/** Everything that posting the draft moves. */
export function movedBy(content: Content, original: Original | undefined): Line[] {
  if (content.correction !== 'full' || !original) return [...content.lines];
  return [...inRed(original.lines), ...content.lines];
}

/**
 * The money that a draft lets out. A plain voucher is asked for every credit; a correction only for
 * what leaves beyond what the original let out already (decision 11).
 */
export function moneyOut(content: Content, original: Original | undefined): Money {
  if (content.correction === null) return sideTotal(content.lines.filter(isMoney), 'credit');
  const moved = movedBy(content, original).filter(isMoney);
  return sumMoney(moved.map((line) => signed(line, 'credit')));
}

/** What each fund gains and can spend less or more of, in yuan. */
export function effectOnFund(
  fundId: string,
  moved: readonly Line[],
  content: Content,
): { gain: Money; available: Money } {
  const mine = moved.filter((line) => line.fundId === fundId);
  const gain = sumMoney(
    mine.filter(({ account }) => account >= '3').map((line) => signed(line, 'credit')),
  );
  const goods = sumMoney(
    mine.filter(({ account }) => account < '2').map((line) => signed(line, 'debit')),
  );
  const used = sumMoney(
    content.lines
      .filter((line) => line.fundId === fundId && isAid(line) && line.requestId !== null)
      .map((line) => line.amount),
  );
  return { gain, available: subtractMoney(sumMoney([gain, used]), goods) };
}

const isAid = ({ account }: Line) => account.startsWith('5101');

/** The rule of the longest prefix. */
export function ruleFor(rules: readonly ManualRule[], account: string): ManualRule | undefined {
  return rules
    .filter(({ prefix }) => account.startsWith(prefix))
    .toSorted((a, b) => b.prefix.length - a.prefix.length)[0];
}

function isAllowed(line: Line, content: Content, facts: Facts): boolean {
  const rule = ruleFor(facts.rules, line.account);
  const { event, original } = facts;
  if (!rule || !event) return false;
  const kind = content.correction;
  if (kind === null ? !rule.plain : kind === 'prior_year' ? !rule.priorYear : !rule.correction) {
    return false;
  }
  // the chart of 2026 corrects earlier years through 3201, that of 2004 in the net assets
  if (rule.prefix === '31' && facts.accounts.get('320101')?.takesLines) return false;
  const fundsOnly = original?.sourceType === 'donation' || original?.sourceType === 'payment';
  if (kind === 'prior_year' && fundsOnly && !line.account.startsWith('3')) return false;
  const prefixes = line.side === 'debit' ? event.debits : event.credits;
  return prefixes.some((prefix) => line.account.startsWith(prefix));
}

const RESTRICTED = /^(3102|320102|[45]\d\d\d02)/;
const UNRESTRICTED = /^(320101|[45]\d\d\d01)/;

/** What is wrong with the fund and the beneficiary of a line. */
function dimensionProblems(line: Line, account: AccountFact, facts: Facts): [string, ErrorCode][] {
  const found: [string, ErrorCode][] = [];
  const fund = line.fundId === null ? undefined : facts.funds.get(line.fundId);
  if (account.needsFund && line.fundId === null) found.push(['fundId', 'FUND_REQUIRED']);
  else if (line.fundId !== null) {
    const others = fund?.kind === 'restricted' ? UNRESTRICTED : RESTRICTED;
    const fits = fund !== undefined && account.needsFund && !others.test(line.account);
    if (!fits) found.push(['fundId', 'FUND_MISMATCH']);
  }
  if (account.needsBeneficiary && line.beneficiary === null) {
    found.push(['beneficiary', 'BENEFICIARY_REQUIRED']);
  }
  return found;
}

/** Aid that was booked as something else names a case that is ready to be paid (decision 19). */
function isItsCase(line: Line, content: Content, facts: Facts): boolean {
  const request = line.requestId === null ? undefined : facts.requests.get(line.requestId);
  const out = moneyOut(content, facts.original);
  return (
    content.correction === 'full' &&
    line.side === 'debit' &&
    request?.status === 'payable' &&
    request.granted === line.amount &&
    request.reserved === line.amount &&
    request.fundId === line.fundId &&
    !exceeds(out, ZERO) &&
    content.lines.filter(isAid).length === 1
  );
}

function lineProblems(line: Line, content: Content, facts: Facts): [string, ErrorCode][] {
  const account = facts.accounts.get(line.account);
  if (!account?.takesLines)
    return [['account', 'ACCOUNT_UNKNOWN'], ...amountProblems(line, content)];
  const found: [string, ErrorCode][] = [];
  if (!isAllowed(line, content, facts)) found.push(['account', 'ACCOUNT_NOT_ALLOWED']);
  else if (isAid(line) && !isItsCase(line, content, facts)) {
    found.push(['requestId', 'CASE_REQUIRED']);
  }
  return [...found, ...amountProblems(line, content), ...dimensionProblems(line, account, facts)];
}

function amountProblems(line: Line, content: Content): [string, ErrorCode][] {
  const mayBeRed = content.correction === 'difference';
  if (isZero(line.amount) || (isNegative(line.amount) && !mayBeRed)) {
    return [['amount', 'AMOUNT_NOT_POSITIVE']];
  }
  return [];
}

/** One voucher is one event: what moves money, and what does not, are two (decision 7). */
export function isMixed(content: Content, words: 'one' | 'three'): boolean {
  if (content.correction !== null) return false;
  const has = (side: Line['side'], money: boolean) =>
    content.lines.some((line) => line.side === side && isMoney(line) === money);
  const flows = content.lines.some(({ account }) => account >= '4');
  if (has('debit', true) && has('credit', true) && flows) return true;
  const mixes = (side: Line['side']) => has(side, true) && has(side, false);
  return words === 'three' && (mixes('debit') || mixes('credit'));
}

/** What is wrong with each line, at its place. */
export function problemsOfLines(content: Content, facts: Facts): DraftProblem[] {
  return content.lines.flatMap((line, at) =>
    lineProblems(line, content, facts).map(([field, code]) => ({
      pointer: `/lines/${at}/${field}`,
      code,
    })),
  );
}

/** What funds and tills cannot bear, at the lines that take from them. */
export function problemsOfMeans(content: Content, facts: Facts): DraftProblem[] {
  const moved = movedBy(content, facts.original);
  const at = (takes: (line: Line) => boolean, field: string, code: ErrorCode): DraftProblem[] => {
    const lines = content.lines.flatMap((line, index) => (takes(line) ? [index] : []));
    // what only the red voucher takes has no line of its own
    if (lines.length === 0) return [{ pointer: '/lines', code }];
    return lines.map((index) => ({ pointer: `/lines/${index}/${field}`, code }));
  };
  const short = [...facts.funds].filter(([id, fund]) => {
    const { available } = effectOnFund(id, moved, content);
    const worse = isNegative(available) && !facts.event?.outside;
    return worse && isNegative(sumMoney([fund.available, available]));
  });
  const empty = [...new Set(moved.map(({ account }) => account))].filter((code) => {
    const account = facts.accounts.get(code);
    return account?.neverNegative && isNegative(accountAfter(code, account.balance, moved));
  });
  return [
    ...short.flatMap(([id]) =>
      at((line) => line.fundId === id && line.side === 'debit', 'fundId', 'FUND_INSUFFICIENT'),
    ),
    ...empty.flatMap((code) =>
      at((line) => line.account === code && line.side === 'credit', 'account', 'CASH_INSUFFICIENT'),
    ),
  ];
}

/** What an account stands at after the lines. */
export function accountAfter(account: string, before: Money, moved: readonly Line[]): Money {
  const moves = moved.filter((line) => line.account === account);
  return sumMoney([before, ...moves.map((line) => signed(line, 'debit'))]);
}
