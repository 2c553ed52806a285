import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { clockOf } from '../../server/core/clock.ts';
import { makeCore } from '../../server/start.ts';
import { freshDatabase } from '../support/database.ts';
import { launch } from './browser.ts';
import { inspect, open, PASSWORD, press, serve } from './stage.ts';

const browser = await launch();
const db = await freshDatabase();
const dataDir = mkdtempSync(join(tmpdir(), 'hardship-setup-'));
const clock = clockOf(() => new Date('2026-01-10T02:00:00.000Z'));
const core = makeCore({ ...db, dataDir, clock, log: () => {} });
core.setupToken = 'f00d5a1ade57eaf00d5a1ade';
const server = await serve(core);
afterAll(async () => {
  await browser?.close();
  await server.stop();
  await core.client.end({ timeout: 2 });
  rmSync(dataDir, { recursive: true, force: true });
});

describe.skipIf(!browser)('the first run', () => {
  test('an empty fund leads to its first page, and the printed address fills in the token', async () => {
    const problems: string[] = [];
    const page = await open(browser!, problems, 'zh-CN');
    await page.goto(`${server.url}/`);
    await page.waitForURL('**/setup');
    await inspect(page);
    await page.goto(`${server.url}/setup#${core.setupToken}`);
    await page.reload();
    expect(await page.locator('#token').inputValue()).toBe(core.setupToken);
    await page.locator('#organisationName').fill('和平街道办事处');
    await page.locator('#communities').fill('向阳社区\n红旗社区');
    await page.locator('#administratorName').fill('王管理');
    await page.locator('#login').fill('wang.admin');
    await page.locator('#password').fill('short');
    await press(page, '创建单位和管理员');
    await page.locator('.error-summary').waitFor();
    await inspect(page);
    await page.locator('#password').fill(PASSWORD);
    await press(page, '创建单位和管理员');
    await page.waitForURL('**/sign-in?done=setup');
    // the address changes before the page does, and both have these fields
    await page.locator('.good-news').waitFor();
    await page.locator('#login').fill('wang.admin');
    await page.locator('#password').fill(PASSWORD);
    await press(page, '登录');
    await page.locator('header .organisation').getByText('和平街道办事处').waitFor();
    await inspect(page);
    // the browser itself reports the answer to the short password
    expect(problems).toEqual([expect.stringContaining('status of 422')]);
  });

  test('the first page opens once', async () => {
    const page = await open(browser!, [], 'zh-CN');
    await page.goto(`${server.url}/setup`);
    await page.waitForURL('**/sign-in');
    const rows = await core.client`select (select count(*)::int from organisations) as one,
      (select count(*)::int from communities) as two`;
    expect(rows[0]).toEqual({ one: 1, two: 2 });
  });
});
