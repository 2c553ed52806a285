import type { ChooseRuleBookBody } from '../../shared/rulebooks.ts';
import { runCommand } from '../core/command.ts';
import type { Context, Tx } from '../core/context.ts';
import { AppError } from '../core/errors.ts';
import { fieldError } from '../core/refusals.ts';
import {
  choiceById,
  closedMonthSince,
  firstDayOf,
  insertApproval,
  insertChoice,
} from './queries.ts';

/**
 * Chooses a rule book from the first day of a year; it waits for the chair. Fails with
 * VALUE_INVALID (no such book), DATE_RANGE (before the book itself is in force), PERIOD_LOCKED (a
 * month from that day on is closed).
 */
export async function chooseRuleBook(
  context: Context,
  body: ChooseRuleBookBody,
): Promise<{ id: string }> {
  return runCommand(context, 'rule-book.chosen', body, async (tx) => {
    const firstDay = await firstDayOf(tx, body);
    if (firstDay === undefined) throw fieldError('VALUE_INVALID', '/ruleBook', 'No such book.');
    if (body.effectiveFrom < firstDay) {
      throw fieldError('DATE_RANGE', '/effectiveFrom', 'The book is not in force by then.');
    }
    await refuseClosed(tx, body.effectiveFrom);
    const by = { userId: context.actor.userId, at: context.now() };
    const id = await insertChoice(tx, body, by);
    return { result: { id }, subject: `rule-book-choice:${id}`, facts: body };
  });
}

/**
 * Approves a chosen rule book as the chair, by which it comes into force. Fails with NOT_FOUND,
 * STATE_CONFLICT (approved already), SOD_VIOLATION (who chose it), PERIOD_LOCKED.
 */
export async function approveRuleBook(context: Context, id: string): Promise<{ id: string }> {
  return runCommand(context, 'rule-book.approved', { id }, async (tx) => {
    const choice = await choiceById(tx, id);
    if (!choice) throw new AppError('NOT_FOUND', 'There is no such choice.');
    if (choice.approved_by_name !== null) {
      throw new AppError('STATE_CONFLICT', 'This choice is approved already.');
    }
    if (choice.chosen_person === context.actor.personId) {
      throw new AppError('SOD_VIOLATION', 'Who chose a rule book does not approve it.');
    }
    await refuseClosed(tx, choice.effective_from);
    await insertApproval(tx, id, { userId: context.actor.userId, at: context.now() });
    const { rule_book: ruleBook, version, effective_from: effectiveFrom } = choice;
    const facts = { ruleBook, version, effectiveFrom };
    return { result: { id }, subject: `rule-book-choice:${id}`, facts };
  });
}

async function refuseClosed(tx: Tx, day: string): Promise<void> {
  const month = await closedMonthSince(tx, day);
  if (month === undefined) return;
  throw new AppError('PERIOD_LOCKED', `Month ${month} is closed: its year keeps its rule book.`, {
    fields: [{ pointer: '/effectiveFrom', code: 'PERIOD_LOCKED' }],
  });
}
