import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { DonationPage } from '../../client/donations/DonationPage.tsx';
import { catalogues } from '../../client/i18n/index.ts';
import { PledgesPage } from '../../client/pledges/PledgesPage.tsx';
import { RefundsPage } from '../../client/refunds/RefundsPage.tsx';
import { UnidentifiedPage } from '../../client/unidentified/UnidentifiedPage.tsx';
import { donation } from './case-figures.ts';
import { drive, fund, today } from './figures.ts';
import { axeFindings, ID, openPage, serve, signInAs } from './open.tsx';

const posted = { voucherId: ID, voucherNumber: '记-0009' };
const pledge = {
  id: ID,
  donorMasked: '爱心企业',
  fundCode: 'F01',
  driveCode: 'D1',
  amount: '5000.00',
  arrived: '3000.00',
  outstanding: '2000.00',
  agreedOn: '2026-05-10',
  dueOn: '2026-06-30',
  overdue: true,
  agreementNumber: 'XY-2026-7',
  recordedByName: '王丽',
  candidates: [{ donationId: ID, label: '2026-07-02 2000.00' }],
};
const refund = {
  id: ID,
  kind: 'refund',
  donationId: ID,
  receiptNumber: '2026-000123',
  fundCode: 'F00',
  till: 'bank',
  amount: '1000.00',
  priorYear: false,
  restricted: false,
  refundedOn: '2026-03-05',
  documentNumber: 'TK-1',
  reason: '误转',
  preparedByName: '王丽',
  status: 'waiting',
  decidedByName: null,
  voucherId: null,
  voucherNumber: null,
  mayDecide: true,
  mayPay: false,
};
const unknown = {
  id: ID,
  amount: '320.00',
  receivedOn: '2026-03-05',
  bankReference: 'DC-7',
  payerMasked: '王*',
  recordedByName: '王丽',
  ageDays: 5,
  status: 'open',
  donationId: null,
  mayIdentify: true,
  mayReturn: false,
  ...posted,
};
const page = (items: object[]) => ({ items, nextCursor: null });
const answers = {
  'GET /pledges': page([pledge]),
  'GET /refunds': page([refund]),
  'GET /unidentified-receipts': page([unknown]),
  [`GET /donations/${ID}`]: donation,
  'GET /funds': { items: [fund] },
  'GET /drives': { items: [drive] },
  'GET /today': today,
};
const wordless = new RegExp(`(^|\\W)(${Object.keys(catalogues.en).join('|')})\\.[a-z]`);
const sent = (log: { method: string; body?: unknown }[]) =>
  log.find(({ method }) => method === 'POST')?.body;

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

describe.each(['zh-CN', 'en'] as const)('%s', (language) => {
  test.each([
    { Component: PledgesPage, shows: 'XY-2026-7' },
    { Component: RefundsPage, shows: '2026-000123' },
    { Component: UnidentifiedPage, shows: 'DC-7' },
  ])('$shows is shown and axe finds nothing', async ({ Component, shows }) => {
    signInAs('chair', 'committee');
    serve(answers);
    const { container } = await openPage(Component, { language });
    expect((await screen.findAllByText(shows)).length).toBeGreaterThan(0);
    expect(container).not.toHaveTextContent(wordless);
    expect(await axeFindings(container)).toEqual([]);
  });
});

test('the chair sees what giving back will post, and agrees', async () => {
  signInAs('chair', 'committee');
  const decided = { id: ID, agrees: true, ...posted };
  const log = serve({ ...answers, [`POST /refunds/${ID}/decide`]: decided });
  await openPage(RefundsPage);
  await userEvent.click(await screen.findByRole('button', { name: '决定' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('410101 非限定性捐赠收入')).toBeInTheDocument();
  await userEvent.click(dialog.getByRole('button', { name: '同意并记账' }));
  await waitFor(() => expect(sent(log)).toEqual({ agrees: true, reason: '' }));
});

test('a cashier pays what is owed', async () => {
  signInAs('cashier');
  const owed = { ...refund, kind: 'obligation', till: null, status: 'owed', mayDecide: false };
  const log = serve({
    ...answers,
    'GET /refunds': page([{ ...owed, mayPay: true }]),
    [`POST /refunds/${ID}/pay`]: { id: ID, ...posted },
  });
  await openPage(RefundsPage);
  await userEvent.click(await screen.findByRole('button', { name: '支付应退款' }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.type(dialog.getByLabelText('银行流水号'), 'B-9');
  await userEvent.click(dialog.getByRole('button', { name: /^支付 / }));
  await waitFor(() => expect(sent(log)).toMatchObject({ bankReference: 'B-9' }));
});

test('the gift that arrived is named for its pledge', async () => {
  signInAs('treasurer');
  const arrived = { id: ID, outstanding: '0.00' };
  const log = serve({ ...answers, [`POST /pledges/${ID}/arrivals`]: arrived });
  await openPage(PledgesPage);
  await userEvent.click(await screen.findByRole('button', { name: '对上到账' }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByRole('button', { name: '确认到账' }));
  await waitFor(() => expect(sent(log)).toEqual({ donationId: ID }));
});

test('a treasurer prepares to give a gift back on its page', async () => {
  signInAs('treasurer');
  const log = serve({ ...answers, 'POST /refunds': { id: ID } });
  await openPage(DonationPage, { path: `/donations/${ID}`, route: '/donations/:id' });
  await userEvent.click(await screen.findByRole('button', { name: '退还捐款' }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.type(dialog.getByLabelText('申请书编号'), 'TK-2');
  await userEvent.type(dialog.getByLabelText('退还原因'), '误转');
  await userEvent.click(dialog.getByRole('button', { name: '提交给主任' }));
  await waitFor(() =>
    expect(sent(log)).toMatchObject({ donationId: ID, kind: 'refund', till: 'bank' }),
  );
});

test('unknown money is named as a gift of its giver', async () => {
  signInAs('treasurer');
  const named = { id: ID, donationId: ID, receiptNumber: '2026-000124', ...posted };
  const log = serve({ ...answers, [`POST /unidentified-receipts/${ID}/identify`]: named });
  await openPage(UnidentifiedPage);
  await userEvent.click(await screen.findByRole('button', { name: '查明来源' }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.type(dialog.getByLabelText('捐赠人名称'), '王建国');
  await userEvent.click(dialog.getByRole('button', { name: /^转为捐款 / }));
  await waitFor(() =>
    expect(sent(log)).toMatchObject({ driveId: null, donor: { kind: 'person', name: '王建国' } }),
  );
});
