import type { z } from 'zod';
import type {
  CashCount,
  CashCountSummary,
  CashState,
  cashState,
  Face,
  SettlementWay,
  withdrawalList,
} from '../../shared/cash.ts';
import { isNegative, isZero, moneySchema, subtractMoney, ZERO } from '../../shared/money.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { voucherLabel } from '../ledger/journal.ts';
import { listDeposits, moneyBalances, openCashCount } from './queries.ts';
import {
  countById,
  type CountRow,
  floatLimit,
  listCounts,
  listWithdrawals,
  notesOf,
  type SettlementRow,
  settlementsOf,
} from './settlement-queries.ts';
import { handsOf } from './settlements.ts';

/** What the box, the platforms and the bank hold, and the count that waits for its signature. */
export async function readCash(context: Context): Promise<z.input<typeof cashState>> {
  const balances = await moneyBalances(context);
  const of = (code: string) => balances.get(code) ?? ZERO;
  return {
    cash: of('100101'),
    bank: of('100201'),
    wechat: of('100901'),
    alipay: of('100902'),
    openCount: await readOpenCount(context),
  };
}

async function readOpenCount(context: Context): Promise<CashState['openCount']> {
  const open = await openCashCount(context);
  if (!open) return null;
  const bookAmount = moneySchema.parse(open.book_amount);
  const countedAmount = moneySchema.parse(open.counted_amount);
  const { roles, personId } = context.actor;
  return {
    id: open.id,
    countedOn: open.counted_on,
    bookAmount,
    countedAmount,
    difference: subtractMoney(countedAmount, bookAmount),
    countedByName: open.name,
    mayCancel: roles.includes('cashier') && open.person_id === personId,
    mayConfirm: roles.includes('treasurer') && open.person_id !== personId,
  };
}

/** The last hundred deposits, newest first, each with the number of its voucher. */
export async function readDeposits(context: Context) {
  const rows = await listDeposits(context);
  return rows.map(({ word, number, ...row }) => ({
    ...row,
    voucherNumber: voucherLabel(word, number),
  }));
}

const labelOf = (row: { voucher_id: string | null; word: string; number: number }) =>
  row.voucher_id === null ? null : voucherLabel(row.word, row.number);

function countFacts(row: CountRow): CashCountSummary {
  return {
    id: row.id,
    countedOn: row.counted_on,
    bookAmount: row.book_amount,
    countedAmount: row.counted_amount,
    difference: subtractMoney(row.counted_amount, row.book_amount),
    unsettled: row.unsettled,
    countedByName: row.counted_by_name,
    confirmedByName: row.confirmed_by_name,
  };
}

/** The newest hundred counts of the box. */
export async function readCounts(context: Context): Promise<CashCountSummary[]> {
  return (await listCounts(context)).map(countFacts);
}

/** One count as its sheet shows it, with what became of its difference. Fails with NOT_FOUND. */
export async function readCount(context: Context, id: string): Promise<CashCount> {
  const row = await countById(context, id);
  if (!row) throw new AppError('NOT_FOUND', 'There is no such count.');
  const notes = await notesOf(context, id);
  const settlements = await settlementsOf(context, id);
  const facts = countFacts(row);
  const ways: SettlementWay[] = isNegative(facts.difference)
    ? ['paid_in', 'written_off']
    : ['recognised'];
  const open = !isZero(row.unsettled);
  return {
    ...facts,
    explanation: row.explanation,
    denominations: notes.map(({ face, sheets }) => ({ face: face as Face, sheets })),
    liableRole: row.liable_role,
    liableReason: row.liable_reason,
    voucherId: row.voucher_id,
    voucherNumber: labelOf(row),
    settlements: settlements.map((each) => settlementOf(context, each)),
    mayPropose: ways.filter((way) => open && context.actor.roles.includes(handsOf[way].proposes)),
  };
}

function settlementOf(context: Context, row: SettlementRow): CashCount['settlements'][number] {
  const { roles, personId } = context.actor;
  return {
    id: row.id,
    way: row.way,
    amount: row.amount,
    settledOn: row.settled_on,
    reason: row.reason,
    proposedByName: row.proposed_by_name,
    approvedByName: row.approved_by_name,
    voucherId: row.voucher_id,
    voucherNumber: labelOf(row),
    reversed: row.reversed,
    mayApprove:
      row.newest &&
      row.approved_by_name === null &&
      row.proposed_person !== personId &&
      roles.includes(handsOf[row.way].approves),
  };
}

/** The last hundred withdrawals, and how much may be drawn now. */
export async function readWithdrawals(context: Context): Promise<z.input<typeof withdrawalList>> {
  const rows = await listWithdrawals(context);
  const cash = (await moneyBalances(context)).get('100101') ?? ZERO;
  const left = subtractMoney(await floatLimit(context.client), cash);
  return {
    items: rows.map(({ word, number, ...row }) => ({
      ...row,
      voucherNumber: voucherLabel(word, number),
    })),
    available: isNegative(left) ? ZERO : left,
  };
}
