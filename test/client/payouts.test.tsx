import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { AidRequestPage } from '../../client/aid/AidRequestPage.tsx';
import { catalogues } from '../../client/i18n/index.ts';
import { PaymentsPage } from '../../client/payments/PaymentsPage.tsx';
import { PayoutPage } from '../../client/payouts/PayoutPage.tsx';
import { order, paidOrder, request } from './case-figures.ts';
import { fund, today } from './figures.ts';
import { axeFindings, ID, openPage, serve, signInAs } from './open.tsx';

const OTHER = '22222222-2222-4222-8222-222222222222';
const none = { voucherId: null, voucherNumber: null };
const posted = { voucherId: ID, voucherNumber: '记-0009' };
const plan = {
  id: OTHER,
  way: 'cancel',
  reason: '家庭已搬离',
  cancelledOn: '2027-01-08',
  priorYear: true,
  payeeKind: null,
  payeeName: null,
  payeeAccount: null,
  payeeBank: null,
  plannedByName: '陈静',
  ...none,
};
const back = {
  id: ID,
  amount: '800.00',
  returnedOn: '2026-12-20',
  bankReference: 'TH-1',
  reason: '账户已销户',
  recordedByName: '陈静',
  ...posted,
  status: 'planned',
  plan,
  mayPlan: false,
  mayRepay: false,
  mayDecide: true,
};
const loss = {
  id: OTHER,
  way: 'written_off',
  till: null,
  amount: '100.00',
  settledOn: '2026-12-21',
  reason: '失联',
  recordedByName: '陈静',
  status: 'waiting',
  ...none,
  mayDecide: true,
};
const claim = {
  id: ID,
  cause: 'fraud',
  till: null,
  amount: '300.00',
  recoveredOn: '2026-12-20',
  documentNumber: 'ZH-7',
  reason: '材料不实',
  preparedByName: '陈静',
  priorYear: false,
  status: 'posted',
  left: '300.00',
  ...posted,
  settlements: [loss],
  mayDecide: false,
  maySettle: false,
};
const payout = {
  id: ID,
  orderId: ID,
  requestId: ID,
  caseNumber: 'A2026-0009',
  fundCode: 'F01',
  restricted: true,
  amount: '800.00',
  paidOn: '2026-12-14',
  state: 'returned',
  net: '0.00',
  familyAid: { year: 2026, amount: '1200.00' },
  returns: [back],
  recoveries: [claim],
  mayReturn: false,
  mayRecover: false,
};
const at = { path: `/payments/${ID}`, route: '/payments/:id' };
const answers = { 'GET /funds': { items: [fund] }, 'GET /today': today };
const sent = (log: { method: string; body?: unknown }[]) =>
  log.find(({ method }) => method === 'POST')?.body;
const wordless = new RegExp(`(^|\\W)(${Object.keys(catalogues.en).join('|')})\\.[a-z]`);
const open = (values: object = {}, more: object = {}, language: 'zh-CN' | 'en' = 'zh-CN') => {
  const log = serve({ ...answers, [`GET /payments/${ID}`]: { ...payout, ...values }, ...more });
  return openPage(PayoutPage, { ...at, language }).then(({ container }) => ({ container, log }));
};

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

describe.each(['zh-CN', 'en'] as const)('%s', (language) => {
  test('a payment with all that happened to it, and axe finds nothing', async () => {
    signInAs('chair');
    const { container } = await open({}, {}, language);
    expect(await screen.findByText(/ZH-7/)).toBeInTheDocument();
    expect(screen.getByText(/TH-1/)).toBeInTheDocument();
    expect(container).not.toHaveTextContent(wordless);
    expect(await axeFindings(container)).toEqual([]);
  });

  test('a payment to which nothing happened, with its forms', async () => {
    signInAs('treasurer');
    const quiet = { state: 'paid', returns: [], recoveries: [], mayReturn: true, mayRecover: true };
    const { container } = await open(quiet, {}, language);
    const buttons = await screen.findAllByRole('button');
    for (const button of buttons.filter(({ textContent }) =>
      /退汇|追回|bank|aid/.test(textContent),
    )) {
      await userEvent.click(button);
      const dialog = await screen.findByRole('dialog');
      expect(dialog).not.toHaveTextContent(wordless);
      await userEvent.click(within(dialog).getByRole('button', { name: /取\s*消|Cancel/ }));
    }
    expect(await axeFindings(container)).toEqual([]);
  });
});

test('a payment that is not there can be asked for again', async () => {
  signInAs('auditor');
  serve(answers);
  await openPage(PayoutPage, at);
  expect(await screen.findByRole('button', { name: /再试|重试/ })).toBeInTheDocument();
});

test('the chair sees what giving back in a later year posts, and agrees', async () => {
  signInAs('chair');
  const decided = { id: OTHER, agrees: true, ...posted };
  const { log } = await open({}, { [`POST /return-plans/${OTHER}/decide`]: decided });
  await userEvent.click(await screen.findByRole('button', { name: '决定：退回基金' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('320102 限定性净资产调整')).toBeInTheDocument();
  await userEvent.click(dialog.getByRole('button', { name: '同意并记账' }));
  await waitFor(() => expect(sent(log)).toEqual({ agrees: true, reason: '' }));
});

test('and what a loss posts', async () => {
  signInAs('chair');
  const decided = { id: OTHER, agrees: true, ...posted };
  const { log } = await open({}, { [`POST /recovery-settlements/${OTHER}/decide`]: decided });
  await userEvent.click(await screen.findByRole('button', { name: '决定是否核销' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('5501 资产减值损失')).toBeInTheDocument();
  await userEvent.click(dialog.getByRole('button', { name: '同意并记账' }));
  await waitFor(() => expect(sent(log)).toEqual({ agrees: true, reason: '' }));
});

test('a treasurer plans to pay again to another account', async () => {
  signInAs('treasurer');
  const returns = [{ ...back, status: 'waiting', plan: null, mayPlan: true, mayDecide: false }];
  const answer = { id: OTHER, way: 'repay' };
  const { log } = await open({ returns }, { [`POST /payment-returns/${ID}/plans`]: answer });
  await userEvent.click(await screen.findByRole('button', { name: '安排如何处理' }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.type(dialog.getByLabelText('原因'), '换卡');
  await userEvent.type(dialog.getByLabelText('收款人'), '王小芳');
  await userEvent.type(dialog.getByLabelText('账号'), '6200000000000013');
  await userEvent.click(dialog.getByRole('button', { name: '保存安排' }));
  await waitFor(() =>
    expect(sent(log)).toEqual({
      way: 'repay',
      reason: '换卡',
      payeeKind: 'applicant',
      payeeName: '王小芳',
      payeeAccount: '6200000000000013',
      payeeBank: null,
    }),
  );
});

test('a treasurer takes aid back as a claim: it has no till and no number of a bank', async () => {
  signInAs('treasurer');
  const quiet = { state: 'paid', net: '800.00', returns: [], recoveries: [], mayRecover: true };
  const { log } = await open(quiet, { [`POST /payments/${ID}/recoveries`]: { id: OTHER } });
  await userEvent.click(await screen.findByRole('button', { name: '追回救助款' }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByLabelText('骗取'));
  await userEvent.click(dialog.getByLabelText('先记应追回款'));
  await userEvent.type(dialog.getByLabelText('协议或决定文号'), 'ZH-8');
  await userEvent.type(dialog.getByLabelText('原因'), '材料不实');
  await userEvent.click(dialog.getByRole('button', { name: '提交主任' }));
  await waitFor(() =>
    expect(sent(log)).toMatchObject({
      cause: 'fraud',
      till: null,
      bankReference: null,
      amount: '800.00',
      documentNumber: 'ZH-8',
    }),
  );
});

test('a cashier pays returned money again', async () => {
  signInAs('cashier');
  const repay = { ...plan, way: 'repay', payeeKind: 'applicant', payeeName: '王小芳' };
  const returns = [{ ...back, plan: repay, mayRepay: true, mayDecide: false }];
  const answer = { id: OTHER, ...posted };
  const { log } = await open({ returns }, { [`POST /return-plans/${OTHER}/pay`]: answer });
  expect(await screen.findByText('王小芳')).toBeInTheDocument();
  await userEvent.click(await screen.findByRole('button', { name: '重新付款' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('220903 退汇待重付')).toBeInTheDocument();
  await userEvent.type(dialog.getByLabelText('银行流水号'), 'CF-1');
  await userEvent.click(dialog.getByRole('button', { name: '确认重付' }));
  await waitFor(() => expect(sent(log)).toMatchObject({ bankReference: 'CF-1' }));
});

test('the list is masked and names what became of each; one order alone shows whom to pay', async () => {
  signInAs('cashier');
  const masked = { ...order, payeeName: '王*芳' };
  const voiding = { outcome: 'again', reason: '', askedByName: '陈静' };
  const voided = { ...masked, id: OTHER, voided: true, mayPay: false };
  const returned = { ...paidOrder, id: `${OTHER.slice(0, -1)}3` };
  const list = [
    { ...masked, voiding },
    voided,
    { ...returned, payment: { ...paidOrder.payment, state: 'returned' } },
  ];
  serve({
    ...answers,
    'GET /payment-orders': { items: list, nextCursor: null },
    [`GET /payment-orders/${ID}`]: { ...order, payeeName: '王小芳' },
  });
  await openPage(PaymentsPage, { path: `/payments?order=${ID}`, route: '/payments' });
  expect(await screen.findByText('王小芳')).toBeInTheDocument();
  expect(screen.getByText('陈静 已申请作废这张付款单，付款前请先核实。')).toBeInTheDocument();
  expect(screen.getByText('已作废')).toBeInTheDocument();
  expect(screen.getByText('银行已退汇')).toBeInTheDocument();
});

const orderFacts = {
  id: ID,
  amount: '500.00',
  method: 'bank',
  payeeKind: 'applicant',
  payeeName: '王*芳',
  payeeAccount: '**** 0005',
  payeeBank: '某银行',
  voiding: null,
};
const payable = { ...request, status: 'payable', order: orderFacts };
const page = { path: `/aid-requests/${ID}`, route: '/aid-requests/:id' };

test('a treasurer asks to void an order on the page of the request', async () => {
  signInAs('treasurer');
  const log = serve({
    ...answers,
    [`GET /aid-requests/${ID}`]: { ...payable, allowedActions: ['void_order'] },
    [`POST /payment-orders/${ID}/void`]: { id: OTHER, orderId: ID },
  });
  await openPage(AidRequestPage, page);
  await userEvent.click(await screen.findByRole('button', { name: '作废付款单' }));
  await userEvent.type(await screen.findByLabelText('原因'), '账号有误');
  await userEvent.click(screen.getAllByRole('button', { name: '作废付款单' }).at(-1)!);
  await waitFor(() => expect(sent(log)).toEqual({ outcome: 'again', reason: '账号有误' }));
});

test('the chair reads who asked and what follows, and agrees', async () => {
  signInAs('chair');
  const voiding = { outcome: 'again', reason: '账号有误', askedByName: '陈静' };
  const log = serve({
    ...answers,
    [`GET /aid-requests/${ID}`]: {
      ...payable,
      order: { ...orderFacts, voiding },
      allowedActions: ['decide_void'],
    },
    [`POST /payment-orders/${ID}/void/decide`]: { orderId: ID, agrees: true, status: 'approved' },
  });
  const { container } = await openPage(AidRequestPage, page);
  await userEvent.click(await screen.findByRole('button', { name: '决定是否作废' }));
  expect(await screen.findByText(/陈静.*账号有误/)).toBeInTheDocument();
  expect(await axeFindings(container)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: '同意作废' }));
  await waitFor(() => expect(sent(log)).toEqual({ agrees: true, reason: '' }));
});
