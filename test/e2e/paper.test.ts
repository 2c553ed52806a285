import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gift, openDrive } from '../support/acts.ts';
import { ok } from '../support/cases.ts';
import { launch } from './browser.ts';
import { findings, makeStage, settled } from './stage.ts';

const browser = await launch();
afterAll(() => browser?.close());

/** Runs in the page: words that are not dark on white, as the printer would get them. */
function notDarkOnWhite(): string[] {
  const parts = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = (colour: string) => {
    const [r = 0, g = 0, b = 0] = parts(colour)
      .slice(0, 3)
      .map((part) => part / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (box: Element | null): string => {
    if (box === null) return 'rgb(255, 255, 255)';
    const colour = getComputedStyle(box).backgroundColor;
    return parts(colour)[3] === 0 ? ground(box.parentElement) : colour;
  };
  return [...document.querySelectorAll('body *')]
    .filter((each) => each.checkVisibility() && each.getClientRects().length > 0)
    .filter((each) =>
      [...each.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim()),
    )
    .filter((each) => {
      const paper = light(ground(each));
      const ink = light(getComputedStyle(each).color);
      return paper < 0.95 || (paper + 0.05) / (ink + 0.05) < 4.5;
    })
    .map(
      (each) => `${ground(each)} ${getComputedStyle(each).color} ${each.outerHTML.slice(0, 90)}`,
    );
}

describe.skipIf(!browser)('by a dark screen', () => {
  let stage: Awaited<ReturnType<typeof makeStage>>;
  let page: Page;
  const paths: Record<string, string> = {};
  beforeAll(async () => {
    stage = await makeStage(browser!);
    const driveId = await openDrive(stage.world);
    const treasurer = stage.world.as('treasurer');
    const given = ok(await treasurer.post('/donations', gift({ driveId, gross: '8400.00' })));
    const body = { reason: '重复登记', reversedOn: '2026-01-10' };
    const second = stage.world.as('treasurer2');
    const taken = ok(await treasurer.post('/donations', gift({ driveId, gross: '1.00' })));
    ok(await second.post(`/donations/${taken.id}/reverse`, body));
    paths['receipt'] = `/donations/${given.id}/receipt`;
    paths['void receipt'] = `/donations/${taken.id}/receipt`;
    paths['voucher'] = `/vouchers/${given.voucherId}`;
    paths['trial balance'] = '/trial-balance?period=202601';
    page = await stage.enter('treasurer');
    await page.emulateMedia({ colorScheme: 'dark' });
  });
  const show = async (path: string) => {
    await page.goto(`${stage.server.url}${path}`);
    await settled(page);
    expect(await page.locator('html').getAttribute('data-brightness')).toBe('dark');
  };

  test.each(['receipt', 'void receipt', 'voucher', 'trial balance'])(
    'paper is white and its ink dark: %s',
    async (paper) => {
      await page.emulateMedia({ colorScheme: 'dark', media: 'screen' });
      await show(paths[paper]!);
      await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
      await page.getByText('¥').first().waitFor();
      expect(await page.evaluate(notDarkOnWhite)).toEqual([]);
      const scheme = () => getComputedStyle(document.documentElement).colorScheme;
      expect(await page.evaluate(scheme)).toBe('light');
    },
  );

  test.each(['/', '/trial-balance?period=202601'])('axe finds nothing on %s', async (path) => {
    await page.emulateMedia({ colorScheme: 'dark', media: 'screen' });
    await show(path);
    expect(await findings(page)).toEqual([]);
  });
});
