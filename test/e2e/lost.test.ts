import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDrive } from '../support/acts.ts';
import { launch } from './browser.ts';
import { choose, makeStage, press, settled } from './stage.ts';

const browser = await launch();
afterAll(() => browser?.close());

describe.skipIf(!browser)('the server dies while a gift is being sent', () => {
  let stage: Awaited<ReturnType<typeof makeStage>>;
  beforeAll(async () => {
    stage = await makeStage(browser!);
    await openDrive(stage.world);
  });
  const gifts = async () =>
    stage.world.client`select g.gross::text, r.number from donations g
      join receipts r on r.donation_id = g.id`;

  test('the form says so and keeps what was typed; sent again, there is one gift', async () => {
    const page = await stage.enter('treasurer');
    await page.goto(`${stage.server.url}/donations/new`);
    await settled(page);
    await choose(page, '募捐活动', '第一次募捐');
    await page.locator('#gross').fill('500');
    await page.locator('#donor_name').fill('王建国');
    await stage.server.stop();
    await press(page, /记入捐款 ¥500.00/);
    await page.locator('.error-summary').waitFor();
    expect(await page.locator('#gross').inputValue()).toBe('500.00');
    expect(await page.locator('#donor_name').inputValue()).toBe('王建国');
    await stage.server.again();
    await press(page, /记入捐款 ¥500.00/);
    await page.getByText(/已记入 ¥500.00，收据 2026-000001/).waitFor();
    expect([...(await gifts())]).toEqual([{ gross: '500.00', number: 1 }]);
  });

  test('an answer that was lost on its way back is asked for again, not done again', async () => {
    const page = await stage.enter('treasurer');
    await page.goto(`${stage.server.url}/donations/new`);
    await settled(page);
    await choose(page, '募捐活动', '第一次募捐');
    await page.locator('#gross').fill('700');
    await page.locator('#donor_name').fill('王建国');
    let sent = 0;
    await page.route('**/api/v1/donations', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      sent++;
      // the server does it, and the first answer never arrives
      const answer = await route.fetch();
      return sent === 1 ? route.abort('connectionreset') : route.fulfill({ response: answer });
    });
    await press(page, /记入捐款 ¥700.00/);
    await page.locator('.error-summary').waitFor();
    await press(page, /记入捐款 ¥700.00/);
    await page.getByText(/已记入 ¥700.00，收据 2026-000002/).waitFor();
    expect(await gifts()).toHaveLength(2);
  });
});
