import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentType } from 'react';
import { beforeEach, describe, expect, test } from 'vitest';
import { AidRequestsPage } from '../../client/aid/AidRequestsPage.tsx';
import { FileRequestForm } from '../../client/aid/FileRequestForm.tsx';
import { CashPage } from '../../client/cash/CashPage.tsx';
import { DonationPage } from '../../client/donations/DonationPage.tsx';
import { DonationsPage } from '../../client/donations/DonationsPage.tsx';
import { ReceiptPage } from '../../client/donations/ReceiptPage.tsx';
import { RecordDonationForm } from '../../client/donations/RecordDonationForm.tsx';
import { DrivesPage } from '../../client/drives/DrivesPage.tsx';
import { OpenDriveForm } from '../../client/drives/OpenDriveForm.tsx';
import { HouseholdPage } from '../../client/households/HouseholdPage.tsx';
import { HouseholdsPage } from '../../client/households/HouseholdsPage.tsx';
import { RegisterHouseholdForm } from '../../client/households/RegisterHouseholdForm.tsx';
import { catalogues } from '../../client/i18n/index.ts';
import { PaymentsPage } from '../../client/payments/PaymentsPage.tsx';
import type { Role } from '../../shared/roles.ts';
import {
  cashState,
  deposit,
  donation,
  household,
  order,
  paidOrder,
  policy,
  requestSummary,
} from './case-figures.ts';
import { drive, fund, today } from './figures.ts';
import { axeFindings, ID, openPage, serve, signInAs } from './open.tsx';

const answers = {
  'GET /today': today,
  'GET /drives': { items: [drive] },
  'GET /funds': { items: [fund] },
  'GET /policy': policy,
  'GET /donations': { items: [donation], nextCursor: null },
  [`GET /donations/${ID}`]: donation,
  'GET /cash': cashState,
  'GET /deposits': { items: [deposit] },
  'GET /communities': { items: [{ id: ID, name: '报达社区' }] },
  'GET /households': { items: [household], nextCursor: null },
  'GET /households?limit=200': { items: [household], nextCursor: null },
  [`GET /households/${ID}`]: household,
  [`GET /households/${ID}/yearly-aid`]: {
    years: [{ year: 2026, grants: 1, granted: '500.00', condolences: 1, condoled: '300.00' }],
  },
  'GET /aid-requests': { items: [requestSummary], nextCursor: null },
  'GET /payment-orders': { items: [paidOrder, order], nextCursor: null },
  [`GET /payment-orders/${ID}`]: order,
};

interface Case {
  page: ComponentType;
  role: Role;
  path: string;
  route?: string;
  shows: RegExp;
}
const pages: Case[] = [
  { page: DrivesPage, role: 'treasurer', path: '/drives', shows: /为小雨捐款/ },
  { page: OpenDriveForm, role: 'treasurer', path: '/drives/new', shows: /D1/ },
  { page: DonationsPage, role: 'treasurer', path: '/donations', shows: /R2026-000001/ },
  { page: RecordDonationForm, role: 'treasurer', path: '/donations/new', shows: /13800138000/ },
  {
    page: DonationPage,
    role: 'treasurer',
    path: `/donations/${ID}`,
    route: '/donations/:id',
    shows: /捌佰陆拾元整/,
  },
  {
    page: ReceiptPage,
    role: 'cashier',
    path: `/donations/${ID}/receipt`,
    route: '/donations/:id/receipt',
    shows: /人民币捌佰陆拾元整/,
  },
  { page: CashPage, role: 'cashier', path: '/cash', shows: /20260210-001/ },
  { page: HouseholdsPage, role: 'caseworker', path: '/households', shows: /H2026-0001/ },
  { page: RegisterHouseholdForm, role: 'caseworker', path: '/households/new', shows: /2301991/ },
  {
    page: HouseholdPage,
    role: 'chair',
    path: `/households/${ID}`,
    route: '/households/:id',
    shows: /吴\*宏/,
  },
  { page: AidRequestsPage, role: 'caseworker', path: '/aid-requests', shows: /A2026-0001/ },
  { page: FileRequestForm, role: 'caseworker', path: '/aid-requests/new', shows: /7,320.00/ },
  { page: PaymentsPage, role: 'cashier', path: '/payments', shows: /A2026-0002/ },
];

/** A key that has no words is drawn as itself, such as "drives.status.open". */
const wordless = new RegExp(`(^|\\W)(${Object.keys(catalogues.en).join('|')})\\.\\w|\\{\\{`);

beforeEach(() => sessionStorage.clear());

describe.each(['zh-CN', 'en'] as const)('%s', (language) => {
  test.each(pages)('$path has all its words, and axe finds nothing', async (each) => {
    signInAs(each.role);
    serve(answers);
    const { page, path, route, shows } = each;
    const { container } = await openPage(page, { path, language, ...(route && { route }) });
    expect((await screen.findAllByText(shows)).length).toBeGreaterThan(0);
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
    expect(container).not.toHaveTextContent(wordless);
    expect(await axeFindings(container)).toEqual([]);
  });
});

test('the filter by drive stands in the address', async () => {
  signInAs('treasurer');
  const log = serve({ ...answers, [`GET /donations?driveId=${ID}`]: answers['GET /donations'] });
  await openPage(DonationsPage, { path: `/donations?driveId=${ID}`, route: '/donations' });
  expect(await screen.findByText('R2026-000001')).toBeInTheDocument();
  expect(log.map(({ path }) => path)).toContain(`/donations?driveId=${ID}`);
  expect(screen.getAllByText('D01 为小雨捐款').length).toBeGreaterThan(0);
});

test('a wrong ID number is said at once, and a minor needs a guardian', async () => {
  signInAs('caseworker');
  const log = serve(answers);
  await openPage(RegisterHouseholdForm, { path: '/households/new' });
  const field = await screen.findByLabelText('身份证号');
  await userEvent.type(field, '230199201501010021');
  await userEvent.tab();
  expect(await screen.findByText(/校验位不对/)).toBeInTheDocument();
  await userEvent.clear(field);
  await userEvent.click(field);
  await userEvent.paste('230199201501010022');
  expect(await screen.findByText(/出生于/)).toHaveTextContent('2015年1月1日');
  await userEvent.type(await screen.findByLabelText('监护人'), ' {Enter}');
  expect((await screen.findAllByText(/未满 18 岁/)).length).toBeGreaterThan(0);
  expect(log.filter(({ method }) => method === 'POST')).toEqual([]);
});

test('a family is shown in clear only with a reason', async () => {
  signInAs('chair');
  const clear = {
    id: ID,
    code: 'H2026-0001',
    applicantName: '吴小宏',
    idNumber: '230199201501010022',
    phone: null,
    address: '报达小区 3 号楼',
    guardianName: '报达社区居委会',
  };
  const log = serve({ ...answers, [`POST /households/${ID}/unmask`]: clear });
  await openPage(HouseholdPage, { path: `/households/${ID}`, route: '/households/:id' });
  await userEvent.click(await screen.findByText('显示完整资料'));
  await userEvent.type(screen.getByLabelText('查看原因'), '核对户名{Enter}');
  expect(await screen.findByText('吴小宏')).toBeInTheDocument();
  expect(screen.getByText(/已记入审计记录/)).toBeInTheDocument();
  expect(log.find(({ method }) => method === 'POST')?.body).toEqual({ reason: '核对户名' });
  await userEvent.click(screen.getByText('隐去'));
  await waitFor(() => expect(screen.queryByText('吴小宏')).not.toBeInTheDocument());
});

test('the cashier sees payee, capitals and lines before paying, and pays once', async () => {
  signInAs('cashier');
  let alive = false;
  const paid = {
    id: ID,
    voucherId: ID,
    voucherNumber: '记-0004',
    amount: '5200.00',
    warnings: ['CASH_NOT_BANKED'],
  };
  const log = serve({
    ...answers,
    [`POST /payment-orders/${ID}/pay`]: () => {
      if (!alive) throw new TypeError('fetch failed');
      return paid;
    },
  });
  const { container } = await openPage(PaymentsPage, {
    path: `/payments?order=${ID}`,
    route: '/payments',
  });
  const panel = within(await screen.findByLabelText('付款：A2026-0001'));
  expect(await panel.findByLabelText('将要记账')).toBeInTheDocument();
  expect(await axeFindings(container)).toEqual([]);
  expect(panel.getByText('**** 5678')).toBeInTheDocument();
  expect(panel.getByText(/人民币伍仟贰佰元整/)).toBeInTheDocument();
  expect((await panel.findByText(/510102/)).closest('tr')).toHaveTextContent('F01');
  expect(panel.getByText(/100201/)).toBeInTheDocument();
  await waitFor(() => expect(panel.getByLabelText('付款日期')).toHaveValue(today.date));
  await userEvent.click(panel.getByText('付款 ¥5,200.00'));
  expect(await panel.findByText(/连不上服务器/)).toBeInTheDocument();
  alive = true;
  await userEvent.click(panel.getByText('付款 ¥5,200.00'));
  expect(await panel.findByText(/已付 ¥5,200.00，凭证 记-0004/)).toBeInTheDocument();
  expect(panel.getByText(/坐支/)).toBeInTheDocument();
  const sent = log.filter(({ method }) => method === 'POST');
  expect(sent[1]).toEqual(sent[0]);
});

test('a count with a difference shows what confirming it will post', async () => {
  signInAs('treasurer');
  const confirmed = { id: ID, voucherId: ID, voucherNumber: '记-0005' };
  const log = serve({ ...answers, [`POST /cash-counts/${ID}/confirm`]: confirmed });
  await openPage(CashPage, { path: '/cash' });
  const lines = within(await screen.findByLabelText('将要记账'));
  expect(lines.getByText(/112203/).closest('tr')).toHaveTextContent('¥10.00');
  await userEvent.click(lines.getByText(/确认差额/));
  await waitFor(() => expect(log.some(({ method }) => method === 'POST')).toBe(true));
});
