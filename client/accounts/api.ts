import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  accountAdded,
  type AddAccountBody,
  type AddBankAccountBody,
  bankAccount,
  type CloseAccountBody,
} from '../../shared/accounts.ts';
import { account } from '../../shared/ledger.ts';
import { get, post } from '../api/http.ts';

/** The chart of accounts. */
export function useAccounts() {
  const answer = z.object({ items: z.array(account) });
  return useQuery({
    queryKey: ['accounts'],
    queryFn: ({ signal }) => get('/accounts', answer, signal),
  });
}

/** The registered bank accounts. */
export function useBankAccounts() {
  const answer = z.object({ items: z.array(bankAccount) });
  return useQuery({
    queryKey: ['bank-accounts'],
    queryFn: ({ signal }) => get('/bank-accounts', answer, signal),
  });
}

/** Adds a sub-account. */
export function useAddAccount(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: AddAccountBody) => post('/accounts', body, accountAdded, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** Closes a sub-account: it takes no more lines. */
export function useCloseAccount(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: CloseAccountBody) => post('/account-closures', body, accountAdded, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** Registers a bank account and opens its book. */
export function useAddBankAccount(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: AddBankAccountBody) => post('/bank-accounts', body, accountAdded, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}
