import type { AddAccountBody, AddBankAccountBody, BankAccount } from '../../shared/accounts.ts';
import type { CloseAccountBody } from '../../shared/accounts.ts';
import type { PublicContext, Tx } from '../core/context.ts';
import { maybe, one } from '../core/rows.ts';

/** The registered bank accounts, by the code of their leaf. */
export async function listBankAccounts(context: PublicContext): Promise<BankAccount[]> {
  return context.client<BankAccount[]>`
    select b.account_code as "accountCode", b.bank_name as "bankName", b.last_four as "lastFour",
      b.kind, b.opened_on::text as "openedOn", c.closed_on::text as "closedOn"
    from bank_accounts b left join account_closures c on c.account_code = b.account_code
    order by b.account_code`;
}

/** What decides whether an account may be divided or closed, or undefined for an unknown one. */
export async function accountState({ sql }: Tx, code: string) {
  return maybe(
    await sql<
      {
        takes_lines: boolean;
        system: boolean;
        split: boolean;
        used: boolean;
        balanced: boolean;
        last_line: string | null;
        closed: boolean;
      }[]
    >`select a.takes_lines, system_account(a.code) as system,
        a.class >= 3 and not a.takes_lines and exists (select 1 from accounts c
          where c.parent_code = a.code and system_account(c.code)) as split,
        exists (select 1 from account_balances b where b.account_code = a.code) as used,
        not exists (select 1 from account_balances b where b.account_code = a.code
          and b.debit <> b.credit) as balanced,
        (select max(l.voucher_date)::text from voucher_lines l where l.account_code = a.code)
          as last_line,
        exists (select 1 from account_closures x where x.account_code = a.code) as closed
      from accounts a where a.code = ${code}`,
  );
}

/** Whether a sub-account of this name is below this account already. */
export async function isNamedBelow({ sql }: Tx, { parentCode, nameZh }: AddAccountBody) {
  const rows = await sql`select 1 from accounts
    where parent_code = ${parentCode} and name_zh = ${nameZh}`;
  return rows.length > 0;
}

/** Adds the leaf through the database's own function; answers its code. */
export async function insertAccount(tx: Tx, body: AddAccountBody): Promise<string> {
  const rows = await tx.sql<{ code: string }[]>`
    select add_account(${tx.operationId}, ${body.parentCode}, ${body.nameZh}, ${body.nameEn})
      as code`;
  return one(rows).code;
}

/** Registers the bank account through the database's own function; answers its leaf's code. */
export async function insertBankAccount(tx: Tx, body: AddBankAccountBody): Promise<string> {
  const rows = await tx.sql<{ code: string }[]>`
    select add_bank_account(${tx.operationId}, ${body.accountCode ?? null}, ${body.bankName},
      ${body.lastFour}, ${body.kind}, ${body.openedOn}) as code`;
  return one(rows).code;
}

/** Closes the account through the database's own function. */
export async function insertClosure(tx: Tx, body: CloseAccountBody): Promise<void> {
  await tx.sql`select close_account(${tx.operationId}, ${body.accountCode}, ${body.closedOn},
    ${body.reason})`;
}
