import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { AgencyPage } from '../../client/agency/AgencyPage.tsx';
import { BankPage } from '../../client/bank/BankPage.tsx';
import { catalogues } from '../../client/i18n/index.ts';
import { TransfersPage } from '../../client/transfers/TransfersPage.tsx';
import { fund, today } from './figures.ts';
import { axeFindings, ID, openPage, serve, signInAs } from './open.tsx';

const posted = { voucherId: ID, voucherNumber: '记-0009' };
const free = { ...fund, id: ID.replace('3f', '4f'), code: 'F00', kind: 'unrestricted' };
const bankEvent = {
  id: ID,
  kind: 'interest',
  fundCode: 'F00',
  amount: '12.37',
  happenedOn: '2026-03-21',
  reference: '20260321-0007',
  note: '',
  reversed: false,
  ...posted,
};
const transfer = {
  id: ID,
  kind: 'surplus',
  fromFundCode: 'F02',
  toFundCode: 'F01',
  amount: '200.00',
  transferredOn: '2026-03-31',
  basis: 'plan_clause',
  documentName: '募捐方案',
  documentNumber: '2026-3',
  publishedOn: null,
  driveCode: 'D3',
  reason: '活动结束',
  preparedByName: '王丽',
  status: 'waiting',
  decidedByName: null,
  decisionReason: null,
  voucherId: null,
  voucherNumber: null,
  mayDecide: true,
};
const beneficiary = {
  code: 'A07',
  beneficiaryMasked: '李*花',
  principalMasked: '爱**业',
  purpose: '助学',
  agreementNumber: 'XY-7',
  agreedOn: '2026-03-01',
  held: '800.00',
};
const movement = {
  id: ID,
  beneficiary: 'A07',
  kind: 'money_out',
  till: 'bank',
  fundCode: null,
  amount: '300.00',
  goods: '',
  movedOn: '2026-03-05',
  documentName: '领款签收单',
  documentNumber: 'Q-1',
  preparedByName: '王丽',
  status: 'waiting',
  decidedByName: null,
  voucherId: null,
  voucherNumber: null,
  mayDecide: true,
};
const page = (items: object[]) => ({ items, nextCursor: null });
const answers = {
  'GET /bank-events': page([bankEvent]),
  'GET /fund-transfers': page([transfer]),
  'GET /agency-beneficiaries': { items: [beneficiary] },
  'GET /agency-movements': page([movement]),
  'GET /funds': { items: [fund, free] },
  'GET /drives': { items: [] },
  'GET /today': today,
};
const pages = [
  { Component: BankPage, shows: '20260321-0007' },
  { Component: TransfersPage, shows: /2026-3/ },
  { Component: AgencyPage, shows: '李*花' },
];
const wordless = new RegExp(`(^|\\W)(${Object.keys(catalogues.en).join('|')})\\.[a-z]`);

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

describe.each(['zh-CN', 'en'] as const)('%s', (language) => {
  test.each(pages)('$shows is shown and axe finds nothing', async ({ Component, shows }) => {
    signInAs('chair', 'committee');
    serve(answers);
    const { container } = await openPage(Component, { language });
    expect((await screen.findAllByText(shows)).length).toBeGreaterThan(0);
    expect(container).not.toHaveTextContent(wordless);
    expect(await axeFindings(container)).toEqual([]);
  });
});

test('interest shows its two lines before it is posted', async () => {
  signInAs('treasurer');
  const log = serve({ ...answers, 'POST /bank-events': { id: ID, ...posted } });
  await openPage(BankPage);
  await userEvent.click(await screen.findByRole('button', { name: '登记银行事项' }));
  const form = within(await screen.findByRole('dialog'));
  await userEvent.type(form.getByLabelText('金额'), '12.37');
  await userEvent.type(form.getByLabelText('银行流水号'), '20260321-0008');
  fireEvent.change(form.getByLabelText('日期'), { target: { value: '2026-03-21' } });
  await userEvent.click(form.getByRole('combobox', { name: '基金' }));
  const option = { selector: '.ant-select-item-option-content' };
  await userEvent.click(await screen.findByText(/^F00 /, option));
  expect(await form.findByText('490101 非限定性其他收入')).toBeInTheDocument();
  await userEvent.click(form.getByRole('button', { name: '记账' }));
  await waitFor(() => expect(log.some(({ method }) => method === 'POST')).toBe(true));
  expect(log.find(({ method }) => method === 'POST')?.body).toMatchObject({
    kind: 'interest',
    fundId: free.id,
    amount: '12.37',
  });
});

test('the chair sees what a transfer will post and agrees', async () => {
  signInAs('chair', 'committee');
  const decided = { id: ID, agrees: true, ...posted };
  const log = serve({ ...answers, [`POST /fund-transfers/${ID}/decide`]: decided });
  await openPage(TransfersPage);
  await userEvent.click(await screen.findByRole('button', { name: '决定' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getAllByText('3102 限定性净资产')).toHaveLength(2);
  await userEvent.click(dialog.getByRole('button', { name: '同意并记账' }));
  await waitFor(() => expect(log.some(({ method }) => method === 'POST')).toBe(true));
  expect(log.find(({ method }) => method === 'POST')?.body).toEqual({ agrees: true, reason: '' });
});

test('a cashier may refuse to pay agency money out, and says why', async () => {
  signInAs('cashier');
  const refused = { id: ID, agrees: false, voucherId: null, voucherNumber: null };
  const log = serve({ ...answers, [`POST /agency-movements/${ID}/decide`]: refused });
  await openPage(AgencyPage);
  await userEvent.click(await screen.findByRole('button', { name: '办理' }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByLabelText('不同意'));
  await userEvent.type(dialog.getByLabelText('说明'), '账号不符');
  await userEvent.click(dialog.getByRole('button', { name: '不同意' }));
  await waitFor(() => expect(log.some(({ method }) => method === 'POST')).toBe(true));
  expect(log.find(({ method }) => method === 'POST')?.body).toEqual({
    agrees: false,
    reason: '账号不符',
  });
});
