import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentType } from 'react';
import { beforeEach, describe, expect, test } from 'vitest';
import { CashPage } from '../../client/cash/CashPage.tsx';
import { CountPage } from '../../client/cash/CountPage.tsx';
import { CountsPage } from '../../client/cash/CountsPage.tsx';
import { catalogues } from '../../client/i18n/index.ts';
import { AccountPage } from '../../client/reconciliation/AccountPage.tsx';
import { ReconciliationPage } from '../../client/reconciliation/ReconciliationPage.tsx';
import { SheetPage } from '../../client/reconciliation/SheetPage.tsx';
import { StatementForm } from '../../client/reconciliation/StatementForm.tsx';
import type { Role } from '../../shared/roles.ts';
import { answers, draft, OTHER } from './bank-figures.ts';
import { today } from './figures.ts';
import { axeFindings, ID, openPage, refusal, serve, signInAs } from './open.tsx';

interface Case {
  name: string;
  Component: ComponentType;
  role: Role;
  shows: string | RegExp;
  path: string;
  route?: string;
}
const ofAccount = { path: '/reconciliation/100201', route: '/reconciliation/:account' };
const ofStatement = {
  path: '/reconciliation/100201/statement',
  route: '/reconciliation/:account/statement',
};
const ofSheet = { path: `/bank-reconciliations/${ID}`, route: '/bank-reconciliations/:id' };
const ofCount = { path: `/cash-counts/${ID}`, route: '/cash-counts/:id' };
const pages: Case[] = [
  {
    name: 'accounts',
    Component: ReconciliationPage,
    role: 'auditor',
    path: '/reconciliation',
    shows: '¥7,507.37',
  },
  { name: 'matching', Component: AccountPage, role: 'treasurer', shows: '¥12.37', ...ofAccount },
  { name: 'sheet', Component: SheetPage, role: 'chair', shows: '¥7,807.37', ...ofSheet },
  {
    name: 'counts',
    Component: CountsPage,
    role: 'chair',
    path: '/cash-counts',
    shows: '-¥10.00',
  },
  {
    name: 'count',
    Component: CountPage,
    role: 'chair',
    ...ofCount,
    shows: /壹万壹仟捌佰玖拾元整/,
  },
];
const wordless = new RegExp(`(^|\\W)(${Object.keys(catalogues.en).join('|')})\\.[a-z]`);

beforeEach(() => sessionStorage.clear());

describe.each(['zh-CN', 'en'] as const)('%s', (language) => {
  test.each([
    ...pages,
    {
      name: 'statement',
      Component: StatementForm,
      role: 'treasurer' as const,
      shows: /100201/,
      ...ofStatement,
    },
    { name: 'cash', Component: CashPage, role: 'cashier' as const, path: '/cash', shows: /¥400/ },
  ])('$name is filled and axe finds nothing', async ({ shows, role, ...page }) => {
    signInAs(role);
    serve(answers);
    const { container } = await openPage(page.Component, { ...page, language });
    expect((await screen.findAllByText(shows)).length).toBeGreaterThan(0);
    expect(container).not.toHaveTextContent(wordless);
    expect(await axeFindings(container)).toEqual([]);
  });
});

test.each(pages)('$name says in words when the server is down', async ({ role, ...page }) => {
  signInAs(role);
  const dead = () => Promise.reject(new TypeError('dead'));
  serve(Object.fromEntries(Object.keys(answers).map((read) => [read, dead])));
  await openPage(page.Component, page);
  expect((await screen.findAllByText(/连不上服务器/)).length).toBeGreaterThan(0);
});

test('likely pairs are confirmed at once, and the sheet is prepared', async () => {
  signInAs('treasurer');
  const log = serve({
    ...answers,
    'POST /bank-matches': { ids: [OTHER] },
    'POST /bank-reconciliations': { id: ID },
  });
  await openPage(AccountPage, ofAccount);
  await userEvent.click(await screen.findByRole('button', { name: '确认 1 组建议配对' }));
  await waitFor(() => expect(log.some(({ method }) => method === 'POST')).toBe(true));
  expect(log.find(({ method }) => method === 'POST')?.body).toEqual({
    accountCode: '100201',
    matches: [{ statementLineIds: [ID], ledgerLines: [{ voucherId: ID, lineNo: 1 }] }],
  });
  await userEvent.click(await screen.findByRole('button', { name: '编制并签字' }));
  expect(await screen.findByText('elsewhere')).toBeInTheDocument();
  expect(log.findLast(({ method }) => method === 'POST')?.body).toEqual({
    accountCode: '100201',
    asOf: '2026-01-31',
  });
});

test('a sheet that does not agree says by how much and is not prepared', async () => {
  signInAs('treasurer');
  const path = `GET /reconciliation-draft?account=100201&asOf=${today.date}`;
  serve({ ...answers, [path]: { ...draft, difference: '507.37', mayPrepare: false } });
  await openPage(AccountPage, ofAccount);
  expect(await screen.findByText(/相差 ¥507.37/)).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: '编制并签字' })).not.toBeInTheDocument();
});

test('damaged rows of a pasted statement are named by their line', async () => {
  signInAs('treasurer');
  const errors = [{ pointer: '/csv/4/moneyIn', code: 'AMOUNT_FORMAT' }];
  serve({ ...answers, 'POST /bank-statements': refusal('AMOUNT_FORMAT', 422, { errors }) });
  await openPage(StatementForm, ofStatement);
  await userEvent.type(screen.getByLabelText('起始日期'), '2026-01-01');
  await userEvent.type(screen.getByLabelText('截止日期'), '2026-01-31');
  await userEvent.type(screen.getByLabelText('期初余额'), '0');
  await userEvent.type(screen.getByLabelText('期末余额'), '1');
  await userEvent.type(screen.getByLabelText('对账单明细'), '日期,收入,支出');
  await userEvent.click(screen.getByRole('button', { name: '保存对账单' }));
  expect(await screen.findByText(/文本第 4 行 收入/)).toBeInTheDocument();
});

test('the box is counted by its notes', async () => {
  signInAs('cashier');
  const counted = { id: ID, difference: '0.00', needsConfirmation: false };
  const log = serve({ ...answers, 'POST /cash-counts': counted });
  await openPage(CashPage, { path: '/cash' });
  const form = within(await screen.findByRole('region', { name: '盘点现金' }));
  await userEvent.type(form.getByLabelText('100 元'), '26');
  expect(await form.findByText(/与账面相符/)).toBeInTheDocument();
  await waitFor(() => expect(form.getByLabelText('盘点日期')).toHaveValue(today.date));
  await userEvent.click(form.getByRole('button', { name: '登记盘点' }));
  await waitFor(() => expect(log.some(({ method }) => method === 'POST')).toBe(true));
  expect(log.find(({ method }) => method === 'POST')?.body).toEqual({
    countedOn: today.date,
    countedAmount: '2600.00',
    denominations: [{ face: '100', sheets: 26 }],
  });
});

test('the chair sees what a write-off posts before approving it', async () => {
  signInAs('chair');
  const approved = { id: ID, voucherId: ID, voucherNumber: '记-0009' };
  const log = serve({ ...answers, [`POST /cash-settlements/${ID}/approve`]: approved });
  await openPage(CountPage, ofCount);
  const lines = within(await screen.findByLabelText('将要记账'));
  expect(lines.getByText(/530101/).closest('tr')).toHaveTextContent('F00');
  await userEvent.click(lines.getByText('批准并记账 ¥10.00'));
  await waitFor(() => expect(log.some(({ method }) => method === 'POST')).toBe(true));
});
