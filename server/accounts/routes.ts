import { z } from 'zod';
import {
  accountAdded,
  addAccountBody,
  addBankAccountBody,
  bankAccount,
  closeAccountBody,
} from '../../shared/accounts.ts';
import type { Role } from '../../shared/roles.ts';
import { route } from '../core/route.ts';
import { listBankAccounts } from './queries.ts';
import { addAccount, addBankAccount, closeAccount } from './service.ts';

const readers: Role[] = ['treasurer', 'cashier', 'chair', 'auditor'];

export const accountRoutes = [
  route({
    method: 'post',
    path: '/accounts',
    summary: 'Add a sub-account',
    action: 'account.add',
    roles: ['treasurer'],
    body: addAccountBody,
    answer: accountAdded,
    status: 201,
    handle: ({ context, body }) => addAccount(context, body),
  }),
  route({
    method: 'post',
    path: '/account-closures',
    summary: 'Close a sub-account whose balance is nothing',
    action: 'account.close',
    roles: ['treasurer'],
    body: closeAccountBody,
    answer: accountAdded,
    status: 201,
    handle: ({ context, body }) => closeAccount(context, body),
  }),
  route({
    method: 'get',
    path: '/bank-accounts',
    summary: 'The bank accounts and their books',
    action: 'bank-account.list',
    roles: readers,
    answer: z.object({ items: z.array(bankAccount) }),
    handle: async ({ context }) => ({ items: await listBankAccounts(context) }),
  }),
  route({
    method: 'post',
    path: '/bank-accounts',
    summary: 'Register a bank account and open its book',
    action: 'bank-account.add',
    roles: ['treasurer'],
    body: addBankAccountBody,
    answer: accountAdded,
    status: 201,
    handle: ({ context, body }) => addBankAccount(context, body),
  }),
];
