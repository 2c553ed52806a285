import type { z } from 'zod';
import type { CashState, cashState } from '../../shared/cash.ts';
import { moneySchema, subtractMoney, ZERO } from '../../shared/money.ts';
import type { Context } from '../core/context.ts';
import { voucherLabel } from '../ledger/journal.ts';
import { listDeposits, moneyBalances, openCashCount } from './queries.ts';

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
