import { calendarDays } from '../../shared/dates.ts';
import { isZero, type Money, sumMoney } from '../../shared/money.ts';
import { maskCard, maskName } from '../../shared/identity.ts';
import type {
  MatchSides,
  OpenLedgerLine,
  OpenStatementLine,
  Proposal,
} from '../../shared/reconciliation.ts';

/** Same amounts further apart than this are no likely pair. */
const NEAR_DAYS = 10;

/**
 * Pairs that are probably the same money, for a person to confirm: first the same amount and
 * reference, then the same amount within ten days, the nearest first; beside these a voucher with
 * its own reversal. Each line is proposed once. Source: issue 3, domain.md §5 (E04: T+1…T+3).
 */
export function proposeMatches(
  bank: readonly OpenStatementLine[],
  books: readonly OpenLedgerLine[],
): Proposal[] {
  const taken = new Set<OpenStatementLine | OpenLedgerLine>();
  const reversals = pairReversals(books, taken);
  const pair = (by: Proposal['by'], fits: (b: OpenStatementLine, l: OpenLedgerLine) => boolean) =>
    nearest(bank, books, taken, fits).map(([line, entry]) => {
      taken.add(line).add(entry);
      return { statementLineIds: [line.id], ledgerLines: [keyOf(entry)], by };
    });
  return [
    ...reversals,
    ...pair('reference', (b, l) => b.reference !== '' && b.reference === l.reference),
    ...pair('amount', (b, l) => Math.abs(calendarDays(b.date, l.date)) <= NEAR_DAYS),
  ];
}

const keyOf = ({ voucherId, lineNo }: OpenLedgerLine) => ({ voucherId, lineNo });

function pairReversals(
  books: readonly OpenLedgerLine[],
  taken: Set<OpenStatementLine | OpenLedgerLine>,
): Proposal[] {
  return books.flatMap((red): Proposal[] => {
    const black = books.find(
      (each) =>
        each.voucherId === red.reversesId &&
        each.lineNo === red.lineNo &&
        !taken.has(each) &&
        isZero(sumMoney([each.amount, red.amount])),
    );
    if (!black) return [];
    taken.add(red).add(black);
    return [{ statementLineIds: [], ledgerLines: [keyOf(black), keyOf(red)], by: 'reversal' }];
  });
}

/** All fitting pairs of one amount, nearest days first, no line twice. */
function nearest(
  bank: readonly OpenStatementLine[],
  books: readonly OpenLedgerLine[],
  taken: ReadonlySet<OpenStatementLine | OpenLedgerLine>,
  fits: (line: OpenStatementLine, entry: OpenLedgerLine) => boolean,
): [OpenStatementLine, OpenLedgerLine][] {
  const free = books.filter((entry) => !taken.has(entry));
  const byAmount = groupBy(free, ({ amount }) => amount);
  const pairs = bank
    .filter((line) => !taken.has(line))
    .flatMap((line) =>
      (byAmount.get(line.amount) ?? [])
        .filter((entry) => fits(line, entry))
        .map((entry) => ({ line, entry, days: Math.abs(calendarDays(line.date, entry.date)) })),
    )
    .toSorted((left, right) => left.days - right.days);
  const used = new Set<unknown>();
  return pairs.flatMap(({ line, entry }): [OpenStatementLine, OpenLedgerLine][] => {
    if (used.has(line) || used.has(entry)) return [];
    used.add(line).add(entry);
    return [[line, entry]];
  });
}

/**
 * Whether lines may be matched: both sides come to the same, one to one, one to many or many to
 * one; or one side alone comes to nothing, such as a voucher and its reversal.
 */
export function agree(bank: readonly Money[], books: readonly Money[]): boolean {
  const parts = bank.length + books.length;
  return (
    parts >= 2 && Math.min(bank.length, books.length) <= 1 && sumMoney(bank) === sumMoney(books)
  );
}

/** Whether one request names a line twice. */
export function namesLineTwice(matches: readonly MatchSides[]): boolean {
  const names = matches.flatMap(({ statementLineIds, ledgerLines }) => [
    ...statementLineIds,
    ...ledgerLines.map(({ voucherId, lineNo }) => `${voucherId}:${lineNo}`),
  ]);
  return new Set(names).size !== names.length;
}

/** Words that make a payee an organisation, which is named in full. */
const ORGANISATION =
  /公司|医院|学校|银行|中心|委员会|办事处|联合会|基金会|商店|超市|支付|协会|局$|社$/;

/**
 * The counterparty of a statement line as it is kept: organisations in full, people masked, account
 * numbers by their last four. Source: domain.md §6 (masking happens on the server).
 */
export function maskCounterparty(text: string): string {
  if (text === '') return '';
  return maskDigits(ORGANISATION.test(text) ? text : maskName(text));
}

/** A text whose long numbers (cards, phones, identity numbers) keep only their last four digits. */
export function maskDigits(text: string): string {
  return text.replace(/\d{10,}[\dXx]?/g, (digits) => maskCard(digits));
}

/** Rows by a key of theirs, keys and rows in the order in which they came. */
export function groupBy<Row, Key>(
  rows: readonly Row[],
  keyOfRow: (row: Row) => Key,
): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOfRow(row));
    if (group) group.push(row);
    else groups.set(keyOfRow(row), [row]);
  }
  return groups;
}
