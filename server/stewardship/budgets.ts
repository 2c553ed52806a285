import type { z } from 'zod';
import type { BudgetAmounts, BudgetYear, prepareBudgetBody } from '../../shared/budgets.ts';
import { addMoney, type Money, subtractMoney, sumMoney } from '../../shared/money.ts';
import { runCommand } from '../core/command.ts';
import type { Context } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError } from '../core/refusals.ts';
import {
  budgetById,
  type BudgetUse,
  budgetUse,
  insertApproval,
  insertBudget,
  isFund,
  proposedBudgets,
} from './budget-queries.ts';

const totalOf = (parts: BudgetAmounts): Money =>
  sumMoney([parts.programme, parts.administration, parts.fundraising]);

/**
 * Every fund's year: budget in force, spent (without closing vouchers), reserved, left. Exceeding a
 * budget warns and blocks nothing. Source: issue 3.
 */
export async function readBudgets(context: Context, year: number): Promise<BudgetYear> {
  const [uses, proposed] = await Promise.all([
    budgetUse(context, year),
    proposedBudgets(context, year),
  ]);
  const { actor } = context;
  return {
    year,
    items: uses.map((use) => {
      const next = proposed.find(({ fundId }) => fundId === use.fundId);
      const mayApprove = actor.roles.includes('chair') && next?.personId !== actor.personId;
      return { ...rowOf(use), proposed: next ? { ...next, mayApprove } : null };
    }),
  };
}

function rowOf(use: BudgetUse) {
  const { fundId, fundCode, fundName, version, committed, exceeded } = use;
  const spent = {
    programme: use.spentProgramme,
    administration: use.spentAdministration,
    fundraising: use.spentFundraising,
  };
  const actual = {
    ...spent,
    other: use.spentOther,
    total: addMoney(totalOf(spent), use.spentOther),
  };
  const row = { fundId, fundCode, fundName, actual, committed, exceeded };
  if (version === null) return { ...row, budget: null, left: null };
  const { programme, administration, fundraising } = use;
  const budget = { programme, administration, fundraising };
  const total = totalOf(budget);
  return {
    ...row,
    budget: { ...budget, version, total },
    left: {
      programme: subtractMoney(programme, addMoney(spent.programme, committed)),
      administration: subtractMoney(administration, spent.administration),
      fundraising: subtractMoney(fundraising, spent.fundraising),
      total: subtractMoney(total, addMoney(actual.total, committed)),
    },
  };
}

/**
 * Prepares the next version of a fund's budget for a year; the one in force stays until the chair
 * approves. Fails with VALUE_INVALID at /fundId.
 */
export async function prepareBudget(context: Context, body: z.output<typeof prepareBudgetBody>) {
  return runCommand(context, 'budget.prepared', body, async (tx) => {
    if (!(await isFund(tx, body.fundId))) {
      throw fieldError('VALUE_INVALID', '/fundId', 'There is no such fund.');
    }
    const preparedBy = context.actor.userId;
    const result = await insertBudget(tx, { ...body, preparedBy, at: context.now() });
    const { fundId, year, programme, administration, fundraising } = body;
    return {
      result,
      subject: `budget:${result.id}`,
      facts: { fundId, year, version: result.version, programme, administration, fundraising },
    };
  });
}

/**
 * The chair approves the newest version, which is in force from then on. Fails with NOT_FOUND,
 * ALREADY_SIGNED, STATE_CONFLICT (a newer version waits), SOD_VIOLATION (prepared it themselves).
 */
export async function approveBudget(context: Context, id: string) {
  return runCommand(context, 'budget.approved', { id }, async (tx) => {
    const budget = await budgetById(tx, id);
    if (!budget) throw new AppError('NOT_FOUND', 'There is no such budget.');
    if (budget.approved) throw new AppError('ALREADY_SIGNED', 'This budget is approved.');
    if (budget.outdated) throw new AppError('STATE_CONFLICT', 'A newer version waits.');
    const { userId, personId } = context.actor;
    if (budget.personId === personId) {
      throw new AppError('SOD_VIOLATION', 'Nobody approves their own budget.');
    }
    await insertApproval(tx, { budgetId: id, userId, personId, approvedAt: context.now() });
    const { fundId, year, version } = budget;
    return { result: { id, version }, subject: `budget:${id}`, facts: { fundId, year, version } };
  });
}
