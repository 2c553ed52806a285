import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentType } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { catalogues } from '../../client/i18n/index.ts';
import { AccountLedgerPage } from '../../client/reports/AccountLedgerPage.tsx';
import { ActivitiesPage } from '../../client/reports/ActivitiesPage.tsx';
import { BalanceSheetPage } from '../../client/reports/BalanceSheetPage.tsx';
import { CashFlowPage } from '../../client/reports/CashFlowPage.tsx';
import { ColumnarLedgerPage } from '../../client/reports/ColumnarLedgerPage.tsx';
import { GeneralLedgerPage } from '../../client/reports/GeneralLedgerPage.tsx';
import { MoneyJournalPage } from '../../client/reports/MoneyJournalPage.tsx';
import { PicturesPage } from '../../client/reports/PicturesPage.tsx';
import { RosterPage } from '../../client/reports/RosterPage.tsx';
import { TrialBalancePage } from '../../client/reports/TrialBalancePage.tsx';
import { balanceSheet, bookAnswers } from './book-figures.ts';
import { axeFindings, ID, openPage, serve, signInAs } from './open.tsx';

interface Case {
  name: string;
  Component: ComponentType;
  shows: string | RegExp;
  path?: string;
  route?: string;
}

const pages: Case[] = [
  { name: 'general ledger', Component: GeneralLedgerPage, shows: /^1001 / },
  {
    name: 'account ledger',
    Component: AccountLedgerPage,
    shows: /^410102 /,
    path: '/books/account?account=100101',
    route: '/books/account',
  },
  { name: 'money journal', Component: MoneyJournalPage, shows: 'S-1' },
  { name: 'columnar ledger', Component: ColumnarLedgerPage, shows: 'A2026-0001' },
  { name: 'roster', Component: RosterPage, shows: '230199********0021' },
  { name: 'balance sheet', Component: BalanceSheetPage, shows: '¥8,400.00' },
  { name: 'activities', Component: ActivitiesPage, shows: '¥8,400.00' },
  { name: 'cash flow', Component: CashFlowPage, shows: '¥8,400.00' },
  { name: 'pictures', Component: PicturesPage, shows: '¥8,400.00' },
];

/** A key that has no words is drawn as itself, such as "books.due". */
const wordless = new RegExp(`(^|\\W)(${Object.keys(catalogues.en).join('|')})\\.[a-z]`);

beforeEach(() => {
  sessionStorage.clear();
  signInAs('auditor');
});

describe.each(['zh-CN', 'en'] as const)('%s', (language) => {
  test.each(pages)('$name is filled and axe finds nothing', async ({ shows, ...page }) => {
    serve(bookAnswers);
    const { container } = await openPage(page.Component, { ...page, language });
    expect((await screen.findAllByText(shows)).length).toBeGreaterThan(0);
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(/\S/);
    expect(container).not.toHaveTextContent(wordless);
    expect(await axeFindings(container)).toEqual([]);
  });
});

test.each(pages)('$name says in words when the server is down', async (page) => {
  const dead = () => Promise.reject(new TypeError('dead'));
  serve(Object.fromEntries(Object.keys(bookAnswers).map((read) => [read, dead])));
  await openPage(page.Component, page);
  expect((await screen.findAllByText(/连不上服务器/)).length).toBeGreaterThan(0);
});

test('every line of a book opens its voucher, and the book names its months', async () => {
  serve(bookAnswers);
  await openPage(MoneyJournalPage, {});
  const link = await screen.findByRole('link', { name: '记-0001' });
  expect(link).toHaveAttribute('href', `/vouchers/${ID}`);
  for (const words of ['上年结转', '本日合计', '本月合计', '本年累计']) {
    expect(screen.getByText(words)).toBeInTheDocument();
  }
  expect(screen.getByText(/期间：2026年1月/)).toBeInTheDocument();
  expect(screen.getByText('复核：')).toBeInTheDocument();
});

test('a row of the trial balance opens the book behind it', async () => {
  serve(bookAnswers);
  await openPage(TrialBalancePage, {});
  expect(await screen.findByRole('link', { name: '1001' })).toHaveAttribute(
    'href',
    '/books/account?account=1001&from=202601&to=202601',
  );
});

test('without an account the ledger says what to do', async () => {
  serve(bookAnswers);
  await openPage(AccountLedgerPage, {});
  expect(await screen.findByText(/请选择科目/)).toBeInTheDocument();
});

test('a statement that does not balance, or leaves accounts out, says so', async () => {
  const unmapped = [{ accountCode: '1999', nameZh: '新资产', nameEn: 'New asset' }];
  serve({
    ...bookAnswers,
    'GET /reports/balance-sheet?period=202601': { ...balanceSheet, balances: false, unmapped },
  });
  await openPage(BalanceSheetPage, {});
  expect(await screen.findByText(/报表不平/)).toBeInTheDocument();
  expect(screen.getByText(/1999 新资产/)).toBeInTheDocument();
});

test('the shape of a statement is chosen and kept in the address', async () => {
  const log = serve(bookAnswers);
  await openPage(BalanceSheetPage, {
    path: '/statements?shape=2004',
    route: '/statements',
  });
  expect(await screen.findByText('2004 年制度')).toBeInTheDocument();
  expect(log.map(({ path }) => path)).toContain('/reports/balance-sheet?period=202601&shape=2004');
});

test('the workbook holds the sheets that were chosen', async () => {
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
  URL.createObjectURL = () => 'blob:workbook';
  URL.revokeObjectURL = () => {};
  const log = serve({
    ...bookAnswers,
    'POST /exports': { id: ID, fileName: '202601.xlsx' },
    [`GET /exports/${ID}/workbook`]: () => new Response('workbook'),
  });
  await openPage(TrialBalancePage, {});
  await userEvent.click(await screen.findByRole('button', { name: '选择工作表' }));
  const form = within(await screen.findByRole('dialog'));
  for (const box of form.getAllByRole('checkbox').slice(0, -3)) await userEvent.click(box);
  await userEvent.click(form.getByRole('button', { name: '导出所选的 3 张表' }));
  expect(await screen.findByText('已导出 202601.xlsx')).toBeInTheDocument();
  expect(log.find(({ path }) => path === '/exports')?.body).toMatchObject({
    include: ['balanceSheet', 'activities', 'cashFlow'],
  });
});
