import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDrive } from '../support/acts.ts';
import { idNumberOf, ok } from '../support/cases.ts';
import { launch } from './browser.ts';
import { choose, inspect, makeStage, press, settled, visit } from './stage.ts';

const browser = await launch();
afterAll(() => browser?.close());

/** The main job, as its people do it in their browsers: a gift comes in, a family is helped. */
describe.skipIf(!browser)('from a gift to the aid that it pays for', () => {
  let stage: Awaited<ReturnType<typeof makeStage>>;
  let request = '';
  beforeAll(async () => {
    stage = await makeStage(browser!);
    await openDrive(stage.world);
  });
  const at = (path: string) => `${stage.server.url}${path}`;
  /** Somebody enters, opens a page, acts, and leaves. */
  const seen = new Set<string>();
  const as = async (login: string, path: string, act: (page: Page) => Promise<void>) => {
    const page = await stage.enter(login);
    if (!seen.has(login)) await inspect(page);
    await visit(page, path);
    await settled(page);
    if (!seen.has(`${login} ${path}`)) await inspect(page);
    seen.add(login).add(`${login} ${path}`);
    await act(page);
    await page.close();
  };

  test('the treasurer records a cash gift and shows its receipt', async () => {
    await as('treasurer', '/donations/new', async (page) => {
      await choose(page, '募捐活动', '第一次募捐');
      await page.locator('#gross').fill('8400');
      await page.getByText('捌仟肆佰元整').first().waitFor();
      await page.locator('#donor_name').fill('欧阳小明');
      await inspect(page);
      await press(page, /记入捐款 ¥8,400.00/);
      await page.getByText(/已记入 ¥8,400.00，收据 2026-000001，凭证 记-0001/).waitFor();
      await page.getByRole('link', { name: '打印收据' }).click();
      await page.locator('.receipt').getByText('捌仟肆佰元整').waitFor();
      await inspect(page);
    });
  });

  test('the cashier banks the cash', async () => {
    await as('cashier', '/cash', async (page) => {
      await press(page, /全部 ¥8,400.00/);
      await page.locator('#slipReference').fill('20260110-001');
      await press(page, /存入银行 ¥8,400.00/);
      await page
        .getByText(/已存入 ¥8,400.00，凭证 记-0002/)
        .first()
        .waitFor();
      await inspect(page);
    });
    const cash = await stage.world.as('auditor').get('/cash');
    expect(ok(cash)).toMatchObject({ cash: '0.00', bank: '8400.00' });
  });

  test('a caseworker registers the family and files its request', async () => {
    await as('worker', '/households/new', async (page) => {
      await page.locator('#applicantName').fill('王小芳');
      await page.locator('#idNumber').fill(idNumberOf(1));
      await page.locator('#address').fill('报达路1号2单元301');
      await choose(page, '困难类别', '单亲母亲');
      await press(page, '登记家庭');
      await page.waitForURL(/\/households\/[0-9a-f-]{36}$/);
      await inspect(page);
      await page.goto(at('/aid-requests/new'));
      await settled(page);
      await choose(page, '家庭', '王');
      await choose(page, '救助事由', '重病医疗');
      await choose(page, '从哪个基金支出', 'F01');
      await page.locator('#requested').fill('3800');
      await page.locator('#story').fill('王小芳的孩子病了，医药费还差三千多元。');
      await page.locator('#summary').fill('孩子重病，医疗支出大。');
      await inspect(page);
      await press(page, '提出救助申请');
      await page.waitForURL(/\/aid-requests\/[0-9a-f-]{36}$/);
      request = new URL(page.url()).pathname;
      await inspect(page);
      await press(page, '提交申请');
      await page.locator('.card').getByRole('button', { name: '提交申请' }).click();
      await page.getByText('已提交，下一步入户调查').waitFor();
    });
  });

  test('two visitors sign what they saw, each in their own session', async () => {
    await as('worker', request, async (page) => {
      await press(page, '登记入户调查');
      await choose(page, '另一位调查人', '社工乙');
      await page.locator('#findings').fill('家中确有困难，无稳定收入。');
      await inspect(page);
      await page.locator('.card').getByRole('button', { name: '登记入户调查' }).click();
      await page.getByText('已登记，请两位调查人各自签字').waitFor();
    });
    await as('worker2', request, async (page) => {
      await press(page, '在调查记录上签字');
      await page.locator('.card').getByRole('button', { name: '在调查记录上签字' }).click();
      await page.getByText('已签字').first().waitFor();
    });
  });

  test('a member votes on a case without a name, and the money is reserved', async () => {
    await as('member1', request, async (page) => {
      expect(await page.locator('body').textContent()).not.toContain('王小芳');
      await press(page, '表决');
      await page.getByLabel('同意', { exact: true }).check();
      await inspect(page);
      await press(page, /同意救助 ¥3,800.00/);
      await page.getByText('已表决').waitFor();
      await inspect(page);
    });
    const { items } = ok(await stage.world.as('treasurer').get('/funds'));
    expect(items).toContainEqual(
      expect.objectContaining({ code: 'F01', committed: '3800.00', available: '4600.00' }),
    );
  });

  test('the chair posts the notice, which the public sees masked', async () => {
    await as('chair', request, async (page) => {
      await press(page, '张贴公示');
      await page.locator('.card').getByRole('button', { name: '张贴公示' }).click();
      await page.getByText('已张贴公示').waitFor();
      await inspect(page);
    });
    const page = await stage.visitor();
    await page.goto(at('/public'));
    await inspect(page);
    await page.getByText('¥3,800.00').first().waitFor();
    expect(await page.locator('body').textContent()).not.toContain('王小芳');
    await page.close();
  });

  test('eight days later the treasurer prepares the order and the cashier pays it', async () => {
    stage.world.setNow('2026-01-18T02:00:00.000Z');
    await as('treasurer', request, async (page) => {
      await press(page, '编制付款单');
      await page.locator('#payeeName').fill('王小芳');
      await page.locator('#payeeAccount').fill('6200000000000005');
      await inspect(page);
      await press(page, /编制付款单 ¥3,800.00/);
      await page.getByText('已编制付款单，请出纳付款').waitFor();
    });
    await as('cashier', '/payments', async (page) => {
      await press(page, '付款');
      await page.getByRole('button', { name: /付款 ¥3,800.00/ }).waitFor();
      await inspect(page);
      await press(page, /付款 ¥3,800.00/);
      await page.getByText(/已付 ¥3,800.00，凭证 记-0003/).waitFor();
      await inspect(page);
    });
  });

  test('the auditor reads the trial balance, verifies, and downloads the workbook', async () => {
    await as('auditor', '/trial-balance', async (page) => {
      await page.getByText('¥4,600.00').first().waitFor();
      const coming = page.waitForEvent('download');
      await press(page, '导出工作簿');
      const file = await coming;
      expect(file.suggestedFilename()).toMatch(/\.xlsx$/);
      await page.getByText(/已导出/).waitFor();
      await page.goto(at('/audit'));
      await settled(page);
      await page.getByRole('main').getByRole('button').first().waitFor();
      await inspect(page);
    });
  });

  test('no page had an error in its console or broke the content policy', () => {
    expect(stage.problems).toEqual([]);
  });
});
