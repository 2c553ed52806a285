import type { QueryClient } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import axe from 'axe-core';
import type { ComponentType } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { vi } from 'vitest';
import { newQueryClient } from '../../client/api/queries.ts';
import { beginSession, resetSession } from '../../client/api/session.ts';
import { App } from '../../client/App.tsx';
import { changeLanguage, type Language } from '../../client/i18n/index.ts';
import type { Role } from '../../shared/roles.ts';

export const ID = '3f0c4c0a-5b0e-4d8b-9f64-0c1d2e3f4a5b';

export interface Sent {
  method: string;
  path: string;
  body: unknown;
  key: string | null;
  token: string | null;
}

/** Makes a refusal as the server words it. */
export function refusal(code: string, status: number, more: object = {}): Response {
  const body = { type: 'about:blank', title: code, status, detail: code, instance: '/', code };
  return new Response(JSON.stringify({ ...body, ...more }), { status });
}

/**
 * Stands in for the server: `answers` maps "GET /funds" to a body, a Response, or a function of
 * what was sent. A function that throws is a dead network. Returns everything that was sent.
 */
export function serve(answers: Record<string, unknown>): Sent[] {
  const log: Sent[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (address: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      const sent = {
        method: init.method ?? 'GET',
        path: address.replace('/api/v1', ''),
        body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
        key: headers.get('idempotency-key'),
        token: headers.get('authorization'),
      };
      log.push(sent);
      const found = answers[`${sent.method} ${sent.path}`];
      const answer: unknown =
        typeof found === 'function' ? await (found as (sent: Sent) => unknown)(sent) : found;
      if (answer === undefined) return refusal('NOT_FOUND', 404);
      return answer instanceof Response ? answer : new Response(JSON.stringify(answer));
    }),
  );
  return log;
}

/** Signs in without a server. */
export function signInAs(...roles: Role[]): void {
  resetSession();
  beginSession({
    accessToken: 'first',
    expiresInSeconds: 600,
    me: {
      userId: ID,
      personId: ID,
      name: '王丽',
      login: 'wang.li',
      roles,
      communityId: null,
      organisationName: '和平街道办事处',
    },
  });
}

/** Draws one page at an address, in a language, with a fresh cache that does not try again. */
export async function openPage(
  Component: ComponentType,
  {
    path = '/',
    route = path,
    language = 'zh-CN',
  }: {
    path?: string;
    route?: string;
    language?: Language;
  } = {},
): Promise<{ container: HTMLElement; cache: QueryClient }> {
  await changeLanguage(language);
  const cache = newQueryClient();
  cache.setDefaultOptions({ queries: { retry: false, networkMode: 'always' } });
  const elsewhere = { path: '*', Component: () => <p>elsewhere</p> };
  const router = createMemoryRouter([{ path: route, Component }, elsewhere], {
    initialEntries: [path],
  });
  const { container } = render(
    <App cache={cache}>
      <RouterProvider router={router} />
    </App>,
  );
  return { container, cache };
}

/** What axe finds wrong; colours need a real browser. */
export async function axeFindings(container: HTMLElement): Promise<string[]> {
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
