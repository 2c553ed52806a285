import type {
  AddAccountBody,
  AddBankAccountBody,
  CloseAccountBody,
} from '../../shared/accounts.ts';
import { runCommand } from '../core/command.ts';
import type { Context } from '../core/context.ts';
import { fieldError, refuseFuture } from '../core/refusals.ts';
import {
  accountState,
  insertAccount,
  insertBankAccount,
  insertClosure,
  isNamedBelow,
} from './queries.ts';

/**
 * Adds a sub-account; side, fund, beneficiary and floor are its parent's. Fails with VALUE_INVALID
 * (no such parent), ACCOUNT_FIXED (postings name the parent's accounts, or it is the bank's),
 * ACCOUNT_IN_USE (the parent is closed or has lines of its own), DUPLICATE (the name).
 */
export async function addAccount(
  context: Context,
  body: AddAccountBody,
): Promise<{ accountCode: string }> {
  return runCommand(context, 'account.added', body, async (tx) => {
    const parent = await accountState(tx, body.parentCode);
    if (!parent) throw fieldError('VALUE_INVALID', '/parentCode', 'There is no such account.');
    if (parent.system || parent.split || body.parentCode.startsWith('1002')) {
      throw fieldError('ACCOUNT_FIXED', '/parentCode', 'The system posts on this account itself.');
    }
    if (parent.used || parent.closed) {
      throw fieldError('ACCOUNT_IN_USE', '/parentCode', 'It has lines of its own or is closed.');
    }
    if (await isNamedBelow(tx, body)) throw fieldError('DUPLICATE', '/nameZh');
    const accountCode = await insertAccount(tx, body);
    return { result: { accountCode }, subject: `account:${accountCode}`, facts: body };
  });
}

/**
 * Closes a sub-account. Fails with VALUE_INVALID (no leaf), ACCOUNT_FIXED (the system posts on it),
 * ACCOUNT_IN_USE (its balance is not nothing, or a line is later than that day), DATE_FUTURE.
 */
export async function closeAccount(
  context: Context,
  body: CloseAccountBody,
): Promise<{ accountCode: string }> {
  refuseFuture(context, body.closedOn, '/closedOn');
  return runCommand(context, 'account.closed', body, async (tx) => {
    const { accountCode } = body;
    const state = await accountState(tx, accountCode);
    if (!state?.takes_lines) {
      throw fieldError('VALUE_INVALID', '/accountCode', 'No account that takes lines.');
    }
    if (state.system) {
      throw fieldError('ACCOUNT_FIXED', '/accountCode', 'The system posts on this account itself.');
    }
    if (!state.balanced) {
      throw fieldError('ACCOUNT_IN_USE', '/accountCode', 'Something still stands on it.');
    }
    if (state.last_line !== null && state.last_line > body.closedOn) {
      throw fieldError('ACCOUNT_IN_USE', '/closedOn', 'It has lines after that day.');
    }
    await insertClosure(tx, body);
    const facts = { closedOn: body.closedOn };
    return { result: { accountCode }, subject: `account:${accountCode}`, facts };
  });
}

/**
 * Registers a bank account and makes its leaf below 1002. Fails with DUPLICATE (this bank and these
 * last four figures, or the leaf has its bank already), VALUE_INVALID (the leaf is of the other
 * kind), DATE_FUTURE.
 */
export async function addBankAccount(
  context: Context,
  body: AddBankAccountBody,
): Promise<{ accountCode: string }> {
  refuseFuture(context, body.openedOn, '/openedOn');
  return runCommand(context, 'bank-account.added', body, async (tx) => {
    const accountCode = await insertBankAccount(tx, body);
    const facts = { kind: body.kind, openedOn: body.openedOn };
    return { result: { accountCode }, subject: `account:${accountCode}`, facts };
  });
}
