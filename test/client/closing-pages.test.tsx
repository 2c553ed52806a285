import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { PeriodPage } from '../../client/ledger/PeriodPage.tsx';
import { PeriodsPage } from '../../client/ledger/PeriodsPage.tsx';
import type { Role } from '../../shared/roles.ts';
import { checklist, year } from './closing-figures.ts';
import { answers, period } from './figures.ts';
import { axeFindings, openPage, refusal, serve, signInAs } from './open.tsx';

const at = { path: '/periods/202601', route: '/periods/:id' };

/** Opens the month's page with this checklist. */
async function openMonth(role: Role, changes: object, more: Record<string, unknown> = {}) {
  signInAs(role);
  const log = serve({
    ...answers,
    'GET /periods/202601/checklist': { ...checklist, ...changes },
    ...more,
  });
  return { log, ...(await openPage(PeriodPage, at)) };
}

beforeEach(() => sessionStorage.clear());

describe.each(['zh-CN', 'en'] as const)('%s', (language) => {
  test('a month shows its blockers, its deficits and what it will post; axe finds nothing', async () => {
    signInAs('treasurer');
    serve(answers);
    const { container } = await openPage(PeriodPage, { ...at, language });
    expect(await screen.findByText(/410102/)).toBeInTheDocument();
    expect(container).toHaveTextContent('25,900.00');
    expect(container).not.toHaveTextContent(/ledger\.\w/);
    const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(links).toEqual(['/periods', '/vouchers?period=202601', '/trial-balance']);
    expect(await axeFindings(container)).toEqual([]);
  });
});

test('the list of months leads to each checklist and shows the years', async () => {
  signInAs('treasurer');
  serve({ ...answers, 'GET /periods': { items: [period, { ...period, id: 202512 }] } });
  await openPage(PeriodsPage);
  const links = await screen.findAllByRole('link', { name: '结账清单' });
  expect(links.map((link) => link.getAttribute('href'))).toEqual([
    '/periods/202601',
    '/periods/202512',
  ]);
  expect(await screen.findByText('11 / 12')).toBeInTheDocument();
});

test('a month closes after saying so, and a refusal is explained', async () => {
  const { log } = await openMonth(
    'treasurer',
    {},
    { 'POST /periods/202601/close': () => refusal('PERIOD_NOT_READY', 409) },
  );
  await userEvent.click(await screen.findByRole('button', { name: /^结\s?账$/ }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(within(dialog).getByRole('button', { name: /结账 2026年1月/ }));
  expect(await within(dialog).findByText(/请先办完结账清单/)).toBeInTheDocument();
  expect(log.filter(({ method }) => method === 'POST')).toMatchObject([
    { path: '/periods/202601/close', body: {} },
  ]);
});

test('the chair signs a deficit off with a reason', async () => {
  const { log } = await openMonth(
    'chair',
    { allowedActions: ['sign_deficits'] },
    { 'POST /periods/202601/deficit-sign-off': { id: 202601, funds: 1 } },
  );
  await userEvent.click(await screen.findByRole('button', { name: '签批赤字' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.type(within(dialog).getByLabelText('原因'), '平台手续费');
  await userEvent.click(within(dialog).getByRole('button', { name: '签批赤字' }));
  await waitFor(() => expect(log.some(({ method }) => method === 'POST')).toBe(true));
  expect(log.find(({ method }) => method === 'POST')).toMatchObject({
    body: { reason: '平台手续费' },
  });
});

test('a re-opening is asked for by one and decided by another', async () => {
  const closed = { status: 'closed', points: [], posts: [], closedAt: '2026-02-03T02:00:00.000Z' };
  const reopening = {
    reason: '漏记一笔捐款',
    askedByName: '王丽',
    askedAt: '2026-02-04T02:00:00.000Z',
  };
  const { log } = await openMonth(
    'chair',
    { ...closed, reopening, allowedActions: ['decide_reopening'] },
    { 'POST /periods/202601/reopen-decision': { id: 202601, status: 'open' } },
  );
  expect(await screen.findByText(/漏记一笔捐款/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: '决定是否反结账' }));
  await userEvent.click(await screen.findByRole('button', { name: '批准打开 2026年1月' }));
  await waitFor(() => expect(log.some(({ method }) => method === 'POST')).toBe(true));
  expect(log.find(({ method }) => method === 'POST')).toMatchObject({ body: { approves: true } });
});

test('the chair locks a year by the report of its audit', async () => {
  signInAs('chair');
  const log = serve({
    ...answers,
    'GET /years': { items: [{ ...year, closedMonths: 12, mayLock: true }] },
    'POST /years/2026/lock': { year: 2026 },
  });
  await openPage(PeriodsPage);
  await userEvent.click(await screen.findByRole('button', { name: '锁定年度' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.type(within(dialog).getByLabelText('报告日期'), '2027-03-31');
  await userEvent.type(within(dialog).getByLabelText('报告文号'), '审字12号');
  await userEvent.click(within(dialog).getByRole('button', { name: '锁定 2026 年' }));
  await waitFor(() => expect(log.some(({ method }) => method === 'POST')).toBe(true));
  expect(log.find(({ method }) => method === 'POST')).toMatchObject({
    path: '/years/2026/lock',
    body: { auditedOn: '2027-03-31', reference: '审字12号' },
  });
});
