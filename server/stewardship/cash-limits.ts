import { addDays } from '../../shared/dates.ts';
import { exceeds, subtractMoney } from '../../shared/money.ts';
import type { CashLimits, SetCashLimitBody } from '../../shared/stewardship.ts';
import { runCommand } from '../core/command.ts';
import type { Context } from '../core/context.ts';
import { fieldError } from '../core/refusals.ts';
import { cashOnHand, insertCashLimit, listCashLimits } from './cash-limit-queries.ts';

/**
 * The limit of cash on hand (库存现金限额) in force, and what is above it or should have been banked.
 * Source: domain.md §4, 现金管理暂行条例.
 */
export async function readCashLimits(context: Context): Promise<CashLimits> {
  const today = context.today();
  const [history, { cash, unbanked }] = await Promise.all([
    listCashLimits(context),
    cashOnHand(context, today),
  ]);
  const current = history.find(({ effectiveFrom }) => effectiveFrom <= today);
  if (!current) throw new Error('the first limit is part of the migration');
  const dueOn = unbanked && addDays(unbanked.since, current.bankingDays);
  return {
    current,
    history,
    cash,
    above: exceeds(cash, current.amount) ? subtractMoney(cash, current.amount) : null,
    unbanked: unbanked && dueOn ? { ...unbanked, dueOn, overdue: dueOn < today } : null,
  };
}

/**
 * The chair sets the limit from a day on; earlier days keep theirs. Fails with RANGE_INVALID at
 * /effectiveFrom for a day that is over.
 */
export async function setCashLimit(context: Context, body: SetCashLimitBody) {
  if (body.effectiveFrom < context.today()) throw fieldError('RANGE_INVALID', '/effectiveFrom');
  return runCommand(context, 'cash-limit.set', body, async (tx) => {
    const setBy = context.actor.userId;
    const id = await insertCashLimit(tx, { ...body, setBy, createdAt: context.now() });
    return { result: { id }, subject: `cash-limit:${id}`, facts: body };
  });
}
