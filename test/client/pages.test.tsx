import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentType } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { AuditPage } from '../../client/audit/AuditPage.tsx';
import { catalogues } from '../../client/i18n/index.ts';
import { PeriodsPage } from '../../client/ledger/PeriodsPage.tsx';
import { VoucherPage } from '../../client/ledger/VoucherPage.tsx';
import { VouchersPage } from '../../client/ledger/VouchersPage.tsx';
import { PublicPage } from '../../client/public/PublicPage.tsx';
import { FundStatementPage } from '../../client/reports/FundStatementPage.tsx';
import { JournalPage } from '../../client/reports/JournalPage.tsx';
import { TrialBalancePage } from '../../client/reports/TrialBalancePage.tsx';
import { TodayPage } from '../../client/today/TodayPage.tsx';
import { UsersPage } from '../../client/users/UsersPage.tsx';
import type { Role } from '../../shared/roles.ts';
import { answers, user } from './figures.ts';
import { axeFindings, ID, openPage, refusal, serve, signInAs } from './open.tsx';

interface Case {
  name: string;
  Component: ComponentType;
  role: Role;
  shows: string | RegExp;
  path?: string;
  route?: string;
}

const pages: Case[] = [
  { name: 'today', Component: TodayPage, role: 'treasurer', shows: '记-0007' },
  { name: 'users', Component: UsersPage, role: 'administrator', shows: '李强' },
  { name: 'vouchers', Component: VouchersPage, role: 'treasurer', shows: '收到捐款' },
  {
    name: 'voucher',
    Component: VoucherPage,
    role: 'treasurer',
    shows: /壹万肆仟零壹拾元整/,
    path: `/vouchers/${ID}`,
    route: '/vouchers/:id',
  },
  { name: 'periods', Component: PeriodsPage, role: 'treasurer', shows: '7' },
  { name: 'trial balance', Component: TrialBalancePage, role: 'auditor', shows: '1001' },
  { name: 'fund statement', Component: FundStatementPage, role: 'auditor', shows: /大病救助/ },
  { name: 'journal', Component: JournalPage, role: 'auditor', shows: '收到捐款' },
  { name: 'audit', Component: AuditPage, role: 'auditor', shows: 'donation.record' },
  { name: 'public', Component: PublicPage, role: 'auditor', shows: '张*' },
];

/** A key that has no words is drawn as itself, such as "today.due". */
const wordless = new RegExp(`(^|\\W)(${Object.keys(catalogues.en).join('|')})\\.[a-z]`);

beforeEach(() => sessionStorage.clear());

describe.each(['zh-CN', 'en'] as const)('%s', (language) => {
  test.each(pages)('$name is filled and axe finds nothing', async ({ shows, role, ...page }) => {
    signInAs(role);
    serve(answers);
    const { container } = await openPage(page.Component, { ...page, language });
    expect((await screen.findAllByText(shows)).length).toBeGreaterThan(0);
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(/\S/);
    expect(container).not.toHaveTextContent(wordless);
    expect(await axeFindings(container)).toEqual([]);
  });
});

test.each(pages)('$name says in words when the server is down', async ({ role, ...page }) => {
  signInAs(role);
  serve(
    Object.fromEntries(
      Object.keys(answers).map((read) => [read, () => Promise.reject(new TypeError('dead'))]),
    ),
  );
  await openPage(page.Component, page);
  expect((await screen.findAllByText(/连不上服务器/)).length).toBeGreaterThan(0);
  expect(screen.getAllByRole('button', { name: '再试一次' }).length).toBeGreaterThan(0);
});

test('a new colleague gets a link that is shown once', async () => {
  signInAs('administrator');
  const log = serve({
    ...answers,
    'POST /users': { id: user.id },
    [`POST /users/${user.id}/invitation`]: {
      id: user.id,
      userId: user.id,
      token: 'once-only',
      needsConfirmation: false,
    },
  });
  await openPage(UsersPage);
  await userEvent.click(await screen.findByRole('button', { name: '添加用户' }));
  const form = within(await screen.findByRole('dialog'));
  await userEvent.type(form.getByLabelText('姓名'), '李强');
  await userEvent.type(form.getByLabelText('用户名'), 'li.qiang');
  await userEvent.click(form.getByLabelText('会计'));
  await userEvent.click(form.getByLabelText('出纳'));
  expect(await form.findByText(/不能由同一人兼任/)).toBeInTheDocument();
  await userEvent.click(form.getByLabelText('会计'));
  await userEvent.click(form.getByRole('button', { name: '添加用户' }));
  await userEvent.click(await screen.findByRole('button', { name: '生成一次性链接' }));
  const link = await screen.findByLabelText('一次性链接');
  expect(link).toHaveValue(`${location.origin}/invitation#once-only`);
  expect(log.find(({ path, method }) => path === '/users' && method === 'POST')?.body).toEqual({
    name: '李强',
    login: 'li.qiang',
    roles: ['cashier'],
    communityId: null,
  });
});

test('a voucher is reversed after its red lines were shown', async () => {
  signInAs('treasurer');
  const reverse = `POST /vouchers/${ID}/reverse`;
  const log = serve({ ...answers, [reverse]: { voucherId: ID, voucherNumber: '记-0008' } });
  await openPage(VoucherPage, { path: `/vouchers/${ID}`, route: '/vouchers/:id' });
  await userEvent.click(await screen.findByRole('button', { name: '冲销' }));
  const form = within(await screen.findByRole('dialog'));
  expect(form.getAllByText('-¥14,010.00')).toHaveLength(2);
  await userEvent.type(form.getByLabelText('原因'), '金额登记错误');
  await userEvent.type(form.getByLabelText('冲销日期'), '2026-01-15');
  await userEvent.click(form.getByRole('button', { name: '记入红字凭证 ¥14,010.00' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  expect(log.find(({ path }) => path.endsWith('/reverse'))?.body).toEqual({
    reason: '金额登记错误',
    reversedOn: '2026-01-15',
  });
});

test('signing one’s own voucher is refused in words', async () => {
  signInAs('treasurer');
  serve({ ...answers, [`POST /vouchers/${ID}/sign`]: refusal('SOD_VIOLATION', 403) });
  await openPage(VoucherPage, { path: `/vouchers/${ID}`, route: '/vouchers/:id' });
  await userEvent.click(await screen.findByRole('button', { name: /审核通过/ }));
  expect(await screen.findByText(/请由其他同事办理/)).toBeInTheDocument();
});

test('the workbook is made and handed over', async () => {
  signInAs('auditor');
  const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
  URL.createObjectURL = () => 'blob:workbook';
  URL.revokeObjectURL = () => {};
  const log = serve({
    ...answers,
    'POST /exports': { id: ID, fileName: '202601.xlsx' },
    [`GET /exports/${ID}/workbook`]: () => new Response('workbook'),
  });
  await openPage(TrialBalancePage);
  await userEvent.click(await screen.findByRole('button', { name: '导出工作簿' }));
  expect(await screen.findByText('已导出 202601.xlsx')).toBeInTheDocument();
  expect(saved).toHaveBeenCalledOnce();
  const asked = log.find(({ path }) => path === '/exports');
  expect(asked?.body).toEqual({ format: 'xlsx', fromPeriod: 202601, toPeriod: 202601 });
});

test('a fault that the verifier finds is named', async () => {
  signInAs('auditor');
  const finding = { check: 'vouchers balance', row: '记-0007', detail: 'debit 1.00, credit 2.00' };
  const sealed = {
    check: 'every sealed row is unchanged',
    row: 'year_lock 1',
    detail: 'it says x',
  };
  serve({
    ...answers,
    'POST /verifications': {
      ok: false,
      checks: [{ name: 'vouchers balance', rows: 7, ok: false }],
      findings: [finding, sealed],
      sealNo: 3,
      head: 'c'.repeat(64),
      unsealed: 0,
    },
  });
  await openPage(AuditPage);
  await userEvent.click(screen.getByRole('button', { name: '核验账簿' }));
  expect(
    await screen.findByText('核验发现 2 处不符。请保留现场并报告负责人。'),
  ).toBeInTheDocument();
  expect(screen.getByText(/debit 1.00, credit 2.00/)).toBeInTheDocument();
  expect(screen.getByText('年度锁定')).toBeInTheDocument();
});
