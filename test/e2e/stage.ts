import { readFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { buildApp } from '../../server/app.ts';
import { hashPassword } from '../../server/session/passwords.ts';
import { afterFile } from '../support/clean-up.ts';
import { makeWorld } from '../support/world.ts';

export const PASSWORD = '春天的风吹过大有街道办事处的院子';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * The real application with its built client on a port, for people who sign in through the page.
 */
export async function makeStage(browser: Browser) {
  const world = await makeWorld();
  const hash = await hashPassword(world.core.secrets, PASSWORD);
  await world.core.client`update users set password_hash = ${hash}`;
  const server = await serve(world.core);
  const problems: string[] = [];
  // one window after another shares what the browser keeps of the application: to read its scripts
  // anew for each person takes longer than what the person does
  const contexts = new Map<string, Promise<BrowserContext>>();
  const contextOf = (language: string) => {
    const kept = contexts.get(language) ?? openContext(browser, language);
    contexts.set(language, kept);
    return kept;
  };
  afterFile(() => server.stop());
  return {
    world,
    server,
    /** What went wrong in any page that was opened: errors of the console, scripts, the policy. */
    problems,
    /**
     * Opens a window of a person's own. The treasurer signs in through the page; for the others its
     * request is sent, which spares them the page.
     */
    async enter(login: string, language: 'zh-CN' | 'en' = 'zh-CN'): Promise<Page> {
      const context = await contextOf(language);
      await context.clearCookies();
      const page = await openPage(context, problems);
      if (login !== 'treasurer') await signIn(context, server.url, login);
      await page.goto(`${server.url}/${login === 'treasurer' ? 'sign-in' : ''}`);
      if (login === 'treasurer') {
        await page.locator('#login').fill(login);
        await page.locator('#password').fill(PASSWORD);
        await page.locator('#password').press('Enter');
      }
      await page.locator('header .organisation').waitFor();
      return page;
    },
    visitor: () => open(browser, problems, 'zh-CN'),
  };
}

/** The request of the page for signing in, whose cookie the windows then have. */
async function signIn(context: BrowserContext, url: string, login: string): Promise<void> {
  const data = { login, password: PASSWORD };
  const answer = await context.request.post(`${url}/api/v1/session`, { data });
  expect([login, answer.status()]).toEqual([login, 201]);
}

/** The application of a world on a free port, or on the one that it had before. */
export async function serve(core: Parameters<typeof buildApp>[0]) {
  const app = buildApp(core, { clientFolder: inject('clientFolder') });
  let server: http.Server;
  const listen = async (port: number): Promise<number> => {
    server = http.createServer(app);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  return {
    url: `http://127.0.0.1:${port}`,
    /** Dies at once, with whatever was being sent. */
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
    again: () => listen(port),
  };
}

/** What each page has asked for and not yet got. */
const asked = new WeakMap<Page, Set<unknown>>();

/** A new window of nobody's, that notes what goes wrong in it. */
export const open = async (browser: Browser, problems: string[], language: string) =>
  openPage(await openContext(browser, language), problems);

async function openContext(browser: Browser, language: string): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: language,
    acceptDownloads: true,
    reducedMotion: 'reduce',
  });
  await context.addInitScript(`localStorage.setItem('language', '${language}');
    addEventListener('securitypolicyviolation', (event) =>
      console.error('policy', event.violatedDirective, event.blockedURI, event.sample));`);
  return context;
}

async function openPage(context: BrowserContext, problems: string[]): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const waiting = new Set<unknown>();
  asked.set(page, waiting);
  page.on('request', (each) => waiting.add(each));
  page.on('requestfinished', (each) => waiting.delete(each));
  page.on('requestfailed', (each) => waiting.delete(each));
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${String(error)}`));
  page.on('console', (message) => {
    // the first page asks whether a session goes on; the browser itself reports that none does
    const refresh = message.location().url.endsWith('/session/refresh');
    if (message.type() === 'error' && !refresh) problems.push(`${page.url()}: ${message.text()}`);
  });
  return page;
}

/** Goes to another page as a link in this one would, without loading the application anew. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  }, path);
  await page.waitForFunction((to) => location.pathname === to, path.split('?')[0]!);
}

/** Waits until the page shows its answers, not their skeletons. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  // three looks in a row that find nothing asked: an answer may lead to the next question
  for (let quiet = 0; quiet < 3;) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    quiet = asked.get(page)!.size === 0 ? quiet + 1 : 0;
  }
  await page.locator('.ant-skeleton, .ant-spin-spinning').first().waitFor({ state: 'detached' });
}

/** Fails on any finding of axe, and when a phone would have to scroll sideways. */
export async function inspect(page: Page): Promise<void> {
  await settled(page);
  expect(await findings(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  // tables measure themselves anew a moment after the window changed
  await expect.poll(() => page.evaluate(tooWide), { timeout: 2000 }).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** Runs in the page: what reaches beyond the window, when the page can be scrolled sideways. */
function tooWide(): string[] {
  const own = window.innerWidth;
  if (document.documentElement.scrollWidth <= own) return [];
  const scrolls = (box: Element | null): boolean =>
    box !== null && (getComputedStyle(box).overflowX !== 'visible' || scrolls(box.parentElement));
  return [...document.querySelectorAll('body *')]
    .filter((each) => each.getBoundingClientRect().right > own && !scrolls(each.parentElement))
    .map((each) => `${location.pathname} ${each.outerHTML.slice(0, 120)}`);
}

/** What axe finds wrong on a page, once nothing moves in it any more. */
export async function findings(page: Page): Promise<string[]> {
  // what is still fading in would be judged by colours that nobody sees
  await page.evaluate(() =>
    Promise.race([
      Promise.allSettled(
        document
          .getAnimations()
          .filter((each) => each.effect?.getComputedTiming().endTime !== Infinity)
          .map((each) => each.finished),
      ),
      new Promise((resolve) => setTimeout(resolve, 1000)),
    ]),
  );
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    // what passes is not asked for: to list it takes longer than to find it
    (globalThis as unknown as Axe).axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${page.url()} ${id}: ${html.slice(0, 200)}`),
  );
}

interface Axe {
  axe: {
    run(
      of: Document,
      options: object,
    ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
  };
}

/** Chooses from a list of choices by its label. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: option }).last().click();
}

/** Presses the button of this name. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name, exact: typeof name === 'string' }).click();
}
