import type { DraftBody, DraftLine, ManualEvent, Paper } from '../../shared/drafts.ts';
import { parseTyped, sumMoney, type Money, ZERO } from '../../shared/money.ts';

/** One line as it is typed: the amount stands in the column of its side. */
export interface TypedLine {
  account?: string | undefined;
  fundId?: string | null | undefined;
  debit?: string | undefined;
  credit?: string | undefined;
  requestId?: string | null | undefined;
  driveId?: string | null | undefined;
  beneficiary?: string | null | undefined;
}

/** A draft as it is typed. */
export interface TypedDraft {
  voucherDate?: string;
  summary?: string;
  event?: ManualEvent;
  lines?: TypedLine[];
  papers?: { name?: string; number?: string; datedOn?: string | null }[];
}

/** What can be read of an amount; what cannot counts as nothing and is named by the check. */
function read(text: string | undefined): Money {
  const reading = parseTyped(text ?? '');
  return 'money' in reading ? reading.money : ZERO;
}

/** Whether anything stands in a line. */
const isTyped = (line: TypedLine | undefined): line is TypedLine =>
  line !== undefined && Boolean(line.account || line.debit || line.credit || line.fundId);

/** The lines for the server; rows that hold nothing are left out. */
export function linesOf(typed: readonly (TypedLine | undefined)[]): DraftBody['lines'] {
  return typed.filter(isTyped).map((line) => {
    const side = line.credit ? 'credit' : 'debit';
    return {
      account: line.account ?? '',
      fundId: line.fundId ?? null,
      side,
      amount: read(side === 'credit' ? line.credit : line.debit),
      driveId: line.driveId ?? null,
      requestId: line.requestId ?? null,
      beneficiary: line.beneficiary ?? null,
    };
  });
}

/** The papers for the server; rows without a name are left out. */
export function papersOf(typed: TypedDraft['papers']): NonNullable<DraftBody['papers']> {
  return (typed ?? [])
    .filter((paper) => paper?.name)
    .map(({ name = '', number = '', datedOn }) => ({ name, number, datedOn: datedOn || null }));
}

/** The whole draft for the server, or undefined while it has no day. */
export function bodyOf(typed: TypedDraft): DraftBody | undefined {
  const { voucherDate, summary = '', event = 'M00', lines = [], papers } = typed;
  if (!voucherDate) return undefined;
  return { voucherDate, summary, event, lines: linesOf(lines), papers: papersOf(papers) };
}

/** Lines of the server, to be typed over. */
export function typedLines(
  lines: readonly (Pick<DraftLine, 'account' | 'side' | 'amount'> & Partial<DraftLine>)[],
): TypedLine[] {
  return lines.map(({ account, side, amount, fundId, requestId, driveId, beneficiary }) => ({
    account,
    [side]: amount,
    fundId,
    requestId,
    driveId,
    beneficiary,
  }));
}

/** Papers of the server, to be typed over. */
export const typedPapers = (papers: readonly Paper[]) =>
  papers.map((each) => ({ ...each, datedOn: each.datedOn ?? '' }));

/** The totals of both columns. */
export function totalsOf(typed: readonly (TypedLine | undefined)[]) {
  const lines = linesOf(typed);
  const total = (side: 'debit' | 'credit') =>
    sumMoney(lines.filter((line) => line.side === side).map((line) => line.amount as Money));
  return { debit: total('debit'), credit: total('credit') };
}
