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
import { today } from './figures.ts';
import { axeFindings, ID, openPage, refusal, serve, signInAs } from './open.tsx';

const OTHER = '4f0c4c0a-5b0e-4d8b-9f64-0c1d2e3f4a5b';
const names = { accountNameZh: '自有银行存款', accountNameEn: 'Own bank deposits' };
const item = { date: '2026-01-31', label: 'B-1', summary: '利息', amount: '12.37', old: false };
const sheet = {
  ...names,
  accountCode: '100201',
  asOf: '2026-01-31',
  bookBalance: '7800.00',
  bankIn: '12.37',
  bankOut: '5.00',
  adjustedBooks: '7807.37',
  bankBalance: '7507.37',
  bookIn: '300.00',
  bookOut: '0.00',
  adjustedBank: '7807.37',
  items: [
    { ...item, kind: 'bank_in', voucherId: null },
    { ...item, kind: 'bank_out', amount: '5.00', summary: '管理费', voucherId: null },
    {
      ...{ ...item, kind: 'book_in', label: '记-0003', summary: '缴存', amount: '300.00' },
      ...{ old: true, voucherId: ID },
    },
  ],
};
const draft = { ...sheet, difference: '0.00', mayPrepare: true, handledMoney: false };
const signatures = {
  id: ID,
  preparedByName: '王丽',
  preparedAt: '2026-02-01T02:00:00.000Z',
  reviewedByName: null,
  reviewedAt: null,
};
const matching = {
  statementLines: [
    {
      ...{ id: ID, date: '2026-01-05', amount: '7000.00' },
      ...{ counterparty: '张*', reference: 'T-1', memo: '捐款' },
    },
  ],
  ledgerLines: [
    {
      ...{ voucherId: ID, lineNo: 1, date: '2026-01-05', amount: '7000.00' },
      ...{ label: '记-0001', summary: '收到捐款', reference: 'T-1', reversesId: null },
    },
  ],
  proposals: [
    { statementLineIds: [ID], ledgerLines: [{ voucherId: ID, lineNo: 1 }], by: 'reference' },
  ],
  matches: [
    {
      id: OTHER,
      matchedByName: '王丽',
      matchedAt: '2026-02-01T02:00:00.000Z',
      lines: [
        { ofBank: true, date: '2026-01-07', label: 'B-0', amount: '500.00' },
        { ofBank: false, date: '2026-01-06', label: '记-0002', amount: '500.00' },
      ],
      mayUndo: true,
    },
  ],
};
const account = {
  code: '100201',
  nameZh: '自有银行存款',
  nameEn: 'Own bank deposits',
  bookBalance: '7800.00',
  statementEndsOn: '2026-01-31',
  statementClosing: '7507.37',
  unmatchedBank: 2,
  unmatchedBooks: 1,
  reconciledOn: null,
};
const summary = {
  ...signatures,
  ...names,
  accountCode: '100201',
  asOf: '2026-01-31',
  adjusted: '7807.37',
  outstanding: 3,
  old: 1,
};
const countSummary = {
  id: ID,
  countedOn: '2026-01-10',
  bookAmount: '11900.00',
  countedAmount: '11890.00',
  difference: '-10.00',
  unsettled: '10.00',
  countedByName: '李强',
  confirmedByName: '王丽',
};
const count = {
  ...countSummary,
  explanation: '',
  denominations: [
    { face: '100', sheets: 118 },
    { face: '10', sheets: 9 },
  ],
  liableRole: 'counter',
  liableReason: '清点时少收',
  voucherId: ID,
  voucherNumber: '记-0004',
  settlements: [
    {
      ...{ id: ID, way: 'written_off', amount: '10.00', settledOn: '2026-01-12' },
      ...{ reason: '查无责任人', proposedByName: '赵会', approvedByName: null, voucherId: null },
      ...{ voucherNumber: null, reversed: false, mayApprove: true },
    },
  ],
  mayPropose: ['paid_in', 'written_off'],
};
const cash = { cash: '2600.00', wechat: '0.00', alipay: '0.00', bank: '100.00', openCount: null };

const answers = {
  'GET /today': today,
  'GET /statement-accounts': { items: [account] },
  'GET /bank-reconciliations': { items: [summary] },
  'GET /bank-matches?account=100201': matching,
  [`GET /reconciliation-draft?account=100201&asOf=${today.date}`]: draft,
  [`GET /bank-reconciliations/${ID}`]: { ...sheet, ...signatures, mayReview: true },
  'GET /cash-counts': { items: [countSummary] },
  [`GET /cash-counts/${ID}`]: count,
  'GET /cash': cash,
  'GET /deposits': { items: [] },
  'GET /withdrawals': { items: [], available: '400.00' },
};

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
    ...{ name: 'accounts', Component: ReconciliationPage, role: 'auditor' },
    ...{ path: '/reconciliation', shows: '¥7,507.37' },
  },
  { name: 'matching', Component: AccountPage, role: 'treasurer', shows: /捐款/, ...ofAccount },
  { name: 'sheet', Component: SheetPage, role: 'chair', shows: '¥7,807.37', ...ofSheet },
  {
    ...{ name: 'counts', Component: CountsPage, role: 'chair' },
    ...{ path: '/cash-counts', shows: '-¥10.00' },
  },
  {
    ...{ name: 'count', Component: CountPage, role: 'chair', ...ofCount },
    shows: /壹万壹仟捌佰玖拾元整/,
  },
];
const wordless = new RegExp(`(^|\\W)(${Object.keys(catalogues.en).join('|')})\\.\\w`);

beforeEach(() => sessionStorage.clear());

describe.each(['zh-CN', 'en'] as const)('%s', (language) => {
  test.each([
    ...pages,
    {
      ...{ name: 'statement', Component: StatementForm, role: 'treasurer' as const },
      ...{ shows: /100201/, ...ofStatement },
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
    asOf: today.date,
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
