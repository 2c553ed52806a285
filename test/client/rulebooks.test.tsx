import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentType } from 'react';
import { beforeEach, describe, expect, test } from 'vitest';
import { AccountsPage } from '../../client/accounts/AccountsPage.tsx';
import { catalogues } from '../../client/i18n/index.ts';
import { EnterOpeningForm } from '../../client/opening/EnterOpeningForm.tsx';
import { OpeningPage } from '../../client/opening/OpeningPage.tsx';
import { RuleBooksPage } from '../../client/rulebooks/RuleBooksPage.tsx';
import type { Role } from '../../shared/roles.ts';
import { axeFindings, ID, openPage, refusal, serve, signInAs } from './open.tsx';
import { openingSheet, ruleBookAnswers } from './rulebook-figures.ts';

interface Case {
  name: string;
  Component: ComponentType;
  role: Role;
  shows: RegExp;
}

const pages: Case[] = [
  { name: 'rule books', Component: RuleBooksPage, role: 'chair', shows: /筹资费用|fund-raising/ },
  { name: 'accounts', Component: AccountsPage, role: 'treasurer', shows: /510103/ },
  { name: 'opening', Component: OpeningPage, role: 'chair', shows: /20,594\.84/ },
  { name: 'entering', Component: EnterOpeningForm, role: 'treasurer', shows: /F01 大病救助/ },
];
/** A key that has no words is drawn as itself, such as "opening.title". */
const wordless = new RegExp(`(^|\\W)(${Object.keys(catalogues.en).join('|')})\\.[a-z]`);

beforeEach(() => sessionStorage.clear());

describe.each(['zh-CN', 'en'] as const)('%s', (language) => {
  test.each(pages)('$name is filled and axe finds nothing', async ({ Component, role, shows }) => {
    signInAs(role);
    serve(ruleBookAnswers);
    const { container } = await openPage(Component, { language });
    expect((await screen.findAllByText(shows)).length).toBeGreaterThan(0);
    expect(container).not.toHaveTextContent(wordless);
    expect(await axeFindings(container)).toEqual([]);
  });
});

test.each(pages)('$name says in words when the server is down', async ({ Component, role }) => {
  signInAs(role);
  const dead = () => Promise.reject(new TypeError('dead'));
  serve(Object.fromEntries(Object.keys(ruleBookAnswers).map((read) => [read, dead])));
  await openPage(Component);
  expect((await screen.findAllByText(/连不上服务器/)).length).toBeGreaterThan(0);
});

test('without opening balances the page says who enters them', async () => {
  signInAs('auditor');
  serve({ 'GET /opening': { sheet: null, mayPrepare: false } });
  await openPage(OpeningPage);
  expect(await screen.findByText(/由会计录入/)).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: '录入期初余额' })).not.toBeInTheDocument();
});

test('the chair approves a choice, and sees only the traps when asked', async () => {
  signInAs('chair');
  const log = serve({
    ...ruleBookAnswers,
    [`POST /rule-book-choices/${ID}/approve`]: { id: ID },
  });
  await openPage(RuleBooksPage);
  expect((await screen.findAllByText('1002', { selector: 'td' })).length).toBeGreaterThan(0);
  await userEvent.click(screen.getByRole('checkbox', { name: '只看容易弄错的编码' }));
  expect(screen.queryByText('1002', { selector: 'td' })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: '批准选用' }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByRole('button', { name: '批准选用' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  expect(log.filter(({ method }) => method === 'POST')).toMatchObject([
    { path: `/rule-book-choices/${ID}/approve`, body: {} },
  ]);
});

const fill = (form: ReturnType<typeof within>, label: string, value: string) =>
  fireEvent.change(form.getByLabelText(label), { target: { value } });

test('a bank account is registered', async () => {
  signInAs('treasurer');
  const added = { accountCode: '100203' };
  const log = serve({ ...ruleBookAnswers, 'POST /bank-accounts': added });
  await openPage(AccountsPage);
  fireEvent.click(await screen.findByText('登记银行账户'));
  const bank = within(await screen.findByRole('dialog'));
  fill(bank, '开户行', '建设银行');
  fill(bank, '账号后四位', '5678');
  fill(bank, '开户日期', '2026-01-08');
  fireEvent.click(bank.getByText('登记银行账户', { selector: 'button span' }));
  await waitFor(() =>
    expect(log.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([
      { bankName: '建设银行', lastFour: '5678', kind: 'own', openedOn: '2026-01-08' },
    ]),
  );
});

test('an account with a balance is not closed, one of the system is not even offered', async () => {
  signInAs('treasurer');
  serve({ ...ruleBookAnswers, 'POST /account-closures': refusal('ACCOUNT_IN_USE', 409) });
  await openPage(AccountsPage);
  // of four accounts two are the system's
  const buttons = await screen.findAllByText('停用', { selector: 'button span' });
  expect(buttons).toHaveLength(2);
  fireEvent.click(buttons[0]!);
  const close = within(await screen.findByRole('dialog'));
  fill(close, '停用日期', '2026-01-31');
  fill(close, '原因', '不用了');
  fireEvent.click(close.getByText('停用科目', { selector: 'button span' }));
  expect(await close.findByText(/已有发生额或余额/)).toBeInTheDocument();
});

const paste = (text: string) => {
  fireEvent.change(screen.getByRole('textbox', { name: '从表格粘贴' }), {
    target: { value: text },
  });
  fireEvent.click(screen.getByRole('button', { name: '读入表格' }));
};

test('pasted balances fill the grid, damaged cells are named, and the fund must foot', async () => {
  signInAs('treasurer');
  const errors = [{ pointer: '/funds/0/balance', code: 'OPENING_FUND_DIFFERS' }];
  const params = { fund: 'F01', entered: '20594.84', stated: '20594.83', difference: '0.01' };
  const log = serve({
    ...ruleBookAnswers,
    'POST /opening-sheets': refusal('OPENING_FUND_DIFFERS', 422, { errors, params }),
  });
  await openPage(EnterOpeningForm);
  await screen.findByLabelText('启用月份');
  paste('100201,,,2.06E+04,\n3102,F01,,,20594.84');
  expect(await screen.findByText(/第1行，借方：/)).toBeInTheDocument();
  paste('100201,,,20594.84,\n3102,F01,,,20594.84');
  await waitFor(() => expect(screen.getByLabelText('第1行借方')).toHaveValue('20594.84'));
  expect(screen.queryByText(/第1行，借方：/)).not.toBeInTheDocument();
  expect(screen.getAllByText('不平')).toHaveLength(1);
  fireEvent.change(screen.getByLabelText('F01旧账余额'), { target: { value: '20594.83' } });
  fireEvent.change(screen.getByLabelText('启用月份'), { target: { value: '2026-01' } });
  fireEvent.click(screen.getByRole('button', { name: '交复核' }));
  expect(await screen.findByText(/基金F01不平：科目行合计20594.84/)).toBeInTheDocument();
  const [sent] = log.filter(({ method }) => method === 'POST');
  expect(sent?.body).toEqual({
    firstMonth: 202601,
    rows: [
      {
        accountCode: '100201',
        fundCode: null,
        beneficiary: null,
        debit: '20594.84',
        credit: '0.00',
      },
      {
        accountCode: '3102',
        fundCode: 'F01',
        beneficiary: null,
        debit: '0.00',
        credit: '20594.84',
      },
    ],
    funds: [{ fundCode: 'F01', balance: '20594.83' }],
    commitments: [],
  });
  // what was typed is still there
  expect(screen.getByLabelText('第2行贷方')).toHaveValue('20594.84');
});

test('the reviewer reviews, and another posts', async () => {
  signInAs('treasurer');
  let sheet: object = openingSheet;
  const log = serve({
    'GET /opening': () => ({ sheet, mayPrepare: false }),
    [`POST /opening-sheets/${ID}/review`]: () => {
      sheet = { ...openingSheet, status: 'reviewed', allowedActions: ['post'] };
      return { id: ID };
    },
    [`POST /opening-sheets/${ID}/post`]: () => {
      const vouchers = [{ id: ID, label: '记-0001' }];
      sheet = { ...openingSheet, status: 'posted', vouchers, allowedActions: [] };
      return { id: ID, voucherNumbers: ['记-0001'] };
    },
  });
  await openPage(OpeningPage);
  await userEvent.click(await screen.findByRole('button', { name: '复核无误' }));
  await userEvent.click(await screen.findByRole('button', { name: '记入账簿' }));
  expect(await screen.findByRole('link', { name: '记-0001' })).toBeInTheDocument();
  expect(log.filter(({ method }) => method === 'POST')).toHaveLength(2);
});
