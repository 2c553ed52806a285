import { z } from 'zod';
import { businessDate } from './dates.ts';
import { textField } from './text.ts';

const accountCode = z.string('VALUE_INVALID').regex(/^[1-5]\d{3}(?:\d{2}){0,4}$/, 'VALUE_INVALID');

/** A new leaf below an account; its code is its parent's and two figures more. */
export const addAccountBody = z.strictObject({
  parentCode: accountCode,
  nameZh: textField({ max: 40 }),
  nameEn: textField({ max: 80 }),
});
export type AddAccountBody = z.infer<typeof addAccountBody>;

/** What an added account or bank account is called in the ledger. */
export const accountAdded = z.object({ accountCode: z.string() }).meta({ id: 'AccountAdded' });

/** Close a sub-account whose balance is nothing; it takes no more lines. */
export const closeAccountBody = z.strictObject({
  accountCode,
  closedOn: businessDate,
  reason: textField({ max: 200 }),
});
export type CloseAccountBody = z.infer<typeof closeAccountBody>;

export const bankAccountKind = z.enum(['own', 'agency'], 'VALUE_INVALID');

/** A bank account (开户登记) and the leaf below 1002 that is its book. */
export const bankAccount = z
  .object({
    accountCode: z.string(),
    bankName: z.string(),
    lastFour: z.string(),
    kind: bankAccountKind,
    openedOn: z.string(),
    closedOn: z.string().nullable(),
  })
  .meta({ id: 'BankAccount' });
export type BankAccount = z.infer<typeof bankAccount>;

/**
 * Register a bank account. It gets a new leaf below 1002; `accountCode` names 100201 or 100202
 * instead, for the account whose book every chart has from the start.
 */
export const addBankAccountBody = z.strictObject({
  accountCode: accountCode.regex(/^10020[12]$/, 'VALUE_INVALID').optional(),
  bankName: textField({ max: 30 }),
  lastFour: z.string('VALUE_INVALID').regex(/^\d{4}$/, 'CARD_INVALID'),
  kind: bankAccountKind,
  openedOn: businessDate,
});
export type AddBankAccountBody = z.infer<typeof addBankAccountBody>;
