import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillFund, payable } from '../support/cases.ts';
import { launch } from './browser.ts';
import { inspect, makeStage, visit } from './stage.ts';

const browser = await launch();
afterAll(() => browser?.close());

/** Each role's pages in English, on a wide screen and on a phone, with a case that is under way. */
describe.skipIf(!browser)('in English', () => {
  let stage: Awaited<ReturnType<typeof makeStage>>;
  let request = '';
  beforeAll(async () => {
    stage = await makeStage(browser!);
    await fillFund(stage.world, '8400.00');
    request = `/aid-requests/${(await payable(stage.world, '380.00')).id}`;
  });

  test.each([
    [
      'treasurer',
      '/ /drives /drives/new /donations /donations/new /cash /funds /vouchers /trial-balance ' +
        '/fund-statement /journal /periods /goods /condolences /advances',
    ],
    ['cashier', '/ /cash /payments'],
    ['worker', '/ /households /households/new /aid-requests /aid-requests/new'],
    ['chair', '/ /aid-requests /households'],
    ['member2', '/ /aid-requests'],
    ['auditor', '/ /audit /aid-requests /donations'],
    ['admin', '/ /users'],
  ])(
    'the pages of the %s are clean: %s',
    async (login, pages) => {
      const page = await stage.enter(login, 'en');
      const last = pages.includes('/aid-requests') ? [request] : [];
      for (const path of [...pages.split(' '), ...last]) {
        await visit(page, path);
        await inspect(page);
        expect(await page.locator('html').getAttribute('lang')).toBe('en');
      }
      await page.close();
    },
    120_000,
  );

  test('no page had an error in its console or broke the content policy', () => {
    expect(stage.problems).toEqual([]);
  });
});
