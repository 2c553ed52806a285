import { z } from 'zod';
import type { Role } from '../../shared/roles.ts';
import {
  chooseRuleBookBody,
  ruleBookAccount,
  ruleBookMapQuery,
  ruleBooks,
} from '../../shared/rulebooks.ts';
import { done } from '../../shared/session.ts';
import { idParams, route } from '../core/route.ts';
import { listChoices, listRuleBooks, mapOf } from './queries.ts';
import { approveRuleBook, chooseRuleBook } from './service.ts';

const readers: Role[] = ['treasurer', 'cashier', 'chair', 'auditor'];

export const ruleBookRoutes = [
  route({
    method: 'get',
    path: '/rule-books',
    summary: 'The rule books (会计制度), and which one this organisation chose',
    action: 'rule-book.list',
    roles: readers,
    answer: ruleBooks,
    handle: async ({ context }) => {
      const { roles, personId } = context.actor;
      const [items, choices] = await Promise.all([
        listRuleBooks(context, context.today()),
        listChoices(context),
      ]);
      return {
        items,
        choices: choices.map((row) => ({
          id: row.id,
          ruleBook: row.rule_book,
          version: row.version,
          effectiveFrom: row.effective_from,
          chosenByName: row.chosen_by_name,
          approvedByName: row.approved_by_name,
          allowedActions:
            roles.includes('chair') &&
            row.approved_by_name === null &&
            row.chosen_person !== personId
              ? (['approve'] as const).slice()
              : [],
        })),
      };
    },
  }),
  route({
    method: 'get',
    path: '/rule-book-accounts',
    summary: 'How a rule book sees every account (科目对照表), with the traps of its codes',
    action: 'rule-book.map',
    roles: readers,
    query: ruleBookMapQuery,
    answer: z.object({ items: z.array(ruleBookAccount) }),
    handle: async ({ context, query }) => ({ items: await mapOf(context, query) }),
  }),
  route({
    method: 'post',
    path: '/rule-book-choices',
    summary: 'Choose the rule book from the first day of a year',
    action: 'rule-book.choose',
    roles: ['treasurer'],
    body: chooseRuleBookBody,
    answer: done,
    status: 201,
    handle: ({ context, body }) => chooseRuleBook(context, body),
  }),
  route({
    method: 'post',
    path: '/rule-book-choices/:id/approve',
    summary: 'Approve a chosen rule book as the chair',
    action: 'rule-book.approve',
    roles: ['chair'],
    params: idParams,
    body: z.strictObject({}),
    answer: done,
    handle: ({ context, params }) => approveRuleBook(context, params.id),
  }),
];
