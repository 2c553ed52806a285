import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { type ChooseRuleBookBody, ruleBookAccount, ruleBooks } from '../../shared/rulebooks.ts';
import { done } from '../../shared/session.ts';
import { get, post } from '../api/http.ts';

/** The rule books, and what this organisation chose. */
export function useRuleBooks() {
  return useQuery({
    queryKey: ['rule-books'],
    queryFn: ({ signal }) => get('/rule-books', ruleBooks, signal),
  });
}

/** How one rule book sees every account. */
export function useRuleBookMap(ruleBook: string, version: number) {
  const answer = z.object({ items: z.array(ruleBookAccount) });
  const path = `/rule-book-accounts?ruleBook=${ruleBook}&version=${version}`;
  return useQuery({
    queryKey: ['rule-books', ruleBook, version],
    queryFn: ({ signal }) => get(path, answer, signal),
  });
}

/** Chooses a rule book; it waits for the chair. */
export function useChooseRuleBook(key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: ChooseRuleBookBody) => post('/rule-book-choices', body, done, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** Approves a choice as the chair: accounts and papers show it from its first day on. */
export function useApproveRuleBook(id: string, key: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post(`/rule-book-choices/${id}/approve`, {}, done, key),
    onSuccess: () => cache.invalidateQueries(),
  });
}
