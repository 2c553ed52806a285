import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentType } from 'react';
import { beforeEach, describe, expect, test } from 'vitest';
import { CorrectPage } from '../../client/drafts/CorrectPage.tsx';
import { DraftPage } from '../../client/drafts/DraftPage.tsx';
import { DraftsPage } from '../../client/drafts/DraftsPage.tsx';
import { EditDraftPage, NewDraftPage } from '../../client/drafts/EditDraftPage.tsx';
import { WordsPage } from '../../client/drafts/WordsPage.tsx';
import { catalogues } from '../../client/i18n/index.ts';
import { fund, today } from './figures.ts';
import { axeFindings, ID, openPage, refusal, serve, signInAs } from './open.tsx';

const summary = {
  id: ID,
  status: 'draft',
  version: 3,
  voucherDate: '2026-02-10',
  summary: '支付办公用品费',
  event: 'M00',
  total: '450.00',
  correction: null,
  correctsId: null,
  correctsLabel: null,
  preparedByName: '王丽',
  reviewedByName: null,
  approvedByName: null,
  note: '请补附银行回单',
  voucherId: null,
  voucherLabel: null,
};
const line = {
  account: '530101',
  nameZh: '非限定性管理费用',
  nameEn: 'Unrestricted admin expense',
  fundId: ID,
  fundCode: 'F00',
  side: 'debit',
  amount: '450.00',
  driveId: null,
  requestId: null,
  caseNumber: null,
  beneficiary: null,
};
const bank = {
  ...line,
  account: '100201',
  nameZh: '自有银行存款',
  nameEn: 'Own bank deposits',
  fundId: null,
  fundCode: null,
  side: 'credit',
};
const check = {
  word: '付',
  needsApproval: true,
  problems: [{ pointer: '/lines/0/fundId', code: 'FUND_REQUIRED' }],
  funds: [
    {
      fundId: ID,
      code: 'F00',
      name: '非限定资金',
      balanceBefore: '994.00',
      balanceAfter: '544.00',
      availableBefore: '994.00',
      availableAfter: '544.00',
    },
  ],
  accounts: [
    { account: '100201', nameZh: '自有银行存款', nameEn: 'Bank', before: '500.00', after: '50.00' },
  ],
};
const draft = {
  ...summary,
  reason: '',
  lines: [line, bank],
  papers: [{ name: '发票', number: 'A-1', datedOn: '2026-02-09' }],
  check,
  allowedActions: ['edit', 'submit', 'discard'],
};
const offer = {
  voucherId: ID,
  voucherLabel: '付-0007',
  voucherDate: '2026-01-31',
  kinds: ['full', 'difference'],
  refusal: null,
  correctedOn: '2026-02-10',
  redSummary: '注销1月31日付-0007号凭证',
  blueSummary: '订正1月31日付-0007号凭证',
  lines: [line, bank],
  openDraftId: null,
};
const account = (code: string, nameZh: string, nameEn: string) => ({
  code,
  nameZh,
  nameEn,
  class: Number(code[0]),
  side: 'debit',
  takesLines: true,
  parentCode: code.slice(0, 4),
  needsFund: code > '3',
  needsBeneficiary: false,
  system: true,
  closedOn: null,
  bookCode: code,
  bookNameZh: nameZh,
  bookNameEn: nameEn,
});
const answers = {
  'GET /today': today,
  'GET /drafts': { items: [summary], nextCursor: null },
  [`GET /drafts/${ID}`]: draft,
  'GET /voucher-templates': {
    items: [{ id: ID, name: '季度利息', summary: '利息', event: 'E25', lines: [] }],
  },
  'GET /accounts': {
    items: [
      account('530101', '非限定性管理费用', 'Unrestricted admin expense'),
      account('100201', '自有银行存款', 'Own bank deposits'),
    ],
  },
  'GET /funds': { items: [fund] },
  'GET /aid-requests?status=payable': { items: [], nextCursor: null },
  'POST /drafts/preview': check,
  [`GET /vouchers/${ID}/correction`]: offer,
  'GET /voucher-words': { words: 'one', mayChange: true },
};

interface Case {
  name: string;
  Component: ComponentType;
  shows: string | RegExp;
  path?: string;
  route?: string;
}
const pages: Case[] = [
  { name: 'drafts', Component: DraftsPage, shows: '支付办公用品费' },
  { name: 'new draft', Component: NewDraftPage, shows: /F00/ },
  {
    name: 'draft',
    Component: DraftPage,
    shows: /请补附银行回单/,
    path: `/drafts/${ID}`,
    route: '/drafts/:id',
  },
  {
    name: 'edit draft',
    Component: EditDraftPage,
    shows: /肆佰伍拾元整/,
    path: `/drafts/${ID}/edit`,
    route: '/drafts/:id/edit',
  },
  {
    name: 'correction',
    Component: CorrectPage,
    shows: '注销1月31日付-0007号凭证',
    path: `/vouchers/${ID}/correct`,
    route: '/vouchers/:id/correct',
  },
  { name: 'words', Component: WordsPage, shows: /（收、付、转）|^Three words/ },
];
const wordless = new RegExp(`(^|\\W)(${Object.keys(catalogues.en).join('|')})\\.[a-z]`);

beforeEach(() => sessionStorage.clear());

describe.each(['zh-CN', 'en'] as const)('%s', (language) => {
  test.each(pages)('$name is filled and axe finds nothing', async ({ shows, ...page }) => {
    signInAs('treasurer');
    serve(answers);
    const { container } = await openPage(page.Component, { ...page, language });
    expect((await screen.findAllByText(shows)).length).toBeGreaterThan(0);
    expect(container).not.toHaveTextContent(wordless);
    expect(await axeFindings(container)).toEqual([]);
  });
});

test.each(pages)('$name says in words when the server is down', async (page) => {
  signInAs('treasurer');
  const dead = () => Promise.reject(new TypeError('dead'));
  serve(Object.fromEntries(Object.keys(answers).map((read) => [read, dead])));
  await openPage(page.Component, page);
  expect((await screen.findAllByText(/连不上服务器/)).length).toBeGreaterThan(0);
});

test('a list without drafts says what to do first', async () => {
  signInAs('treasurer');
  serve({
    ...answers,
    'GET /drafts': { items: [], nextCursor: null },
    'GET /voucher-templates': { items: [] },
  });
  await openPage(DraftsPage);
  expect(await screen.findByText(/点“填制凭证”开始/)).toBeInTheDocument();
  expect(await screen.findByText(/还没有模板/)).toBeInTheDocument();
});

test('a voucher is typed by keyboard: = balances, Enter goes to the next line', async () => {
  signInAs('treasurer');
  const log = serve({ ...answers, 'POST /drafts': { id: ID, version: 1, status: 'draft' } });
  await openPage(NewDraftPage);
  // pasted: every key draws the whole form anew, and a test has no eyes for it
  fireEvent.change(await screen.findByLabelText('摘要'), { target: { value: '支付办公用品费' } });
  const cell = (name: string) => screen.getByLabelText(name);
  const choose = async (code: string) => {
    fireEvent.change(document.activeElement!, { target: { value: code } });
    const found = new RegExp(`^${code} `);
    await userEvent.click(
      await screen.findByText(found, { selector: '.ant-select-item-option-content' }),
    );
  };
  await userEvent.click(cell('第 1 行 科目'));
  await choose('530101');
  await userEvent.type(cell('第 1 行 借方'), '450{Enter}');
  await waitFor(() => expect(cell('第 2 行 科目')).toHaveFocus());
  await choose('100201');
  await userEvent.type(cell('第 2 行 贷方'), '=');
  await waitFor(() => expect(cell('第 2 行 贷方')).toHaveValue('450.00'));
  expect(screen.getByText(/肆佰伍拾元整/)).toBeInTheDocument();
  fireEvent.change(cell('附件 1 名称'), { target: { value: '发票' } });
  await userEvent.click(screen.getByRole('button', { name: '保存草稿' }));
  expect(await screen.findByText('elsewhere')).toBeInTheDocument();
  expect(log.find(({ path, method }) => method === 'POST' && path === '/drafts')?.body).toEqual({
    voucherDate: '2026-02-10',
    summary: '支付办公用品费',
    event: 'M00',
    lines: [
      { account: '530101', side: 'debit', amount: '450.00', ...noDimensions },
      { account: '100201', side: 'credit', amount: '450.00', ...noDimensions },
    ],
    papers: [{ name: '发票', number: '', datedOn: null }],
  });
});
const noDimensions = { fundId: null, driveId: null, requestId: null, beneficiary: null };

test('what is in the way stands at its line; then nothing is submitted', async () => {
  signInAs('treasurer');
  serve(answers);
  await openPage(DraftPage, { path: `/drafts/${ID}`, route: '/drafts/:id' });
  expect(await screen.findByText('第 1 行 基金')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: /提交审核/ })).toBeDisabled();
});

test('a reviewed draft is posted, and a refusal is said in words', async () => {
  signInAs('treasurer');
  const reviewed = {
    ...draft,
    status: 'reviewed',
    check: { ...check, problems: [] },
    allowedActions: ['post', 'send_back'],
  };
  const postIt = `POST /drafts/${ID}/post`;
  const log = serve({
    ...answers,
    [`GET /drafts/${ID}`]: reviewed,
    [postIt]: refusal('APPROVAL_REQUIRED', 409),
  });
  await openPage(DraftPage, { path: `/drafts/${ID}`, route: '/drafts/:id' });
  await userEvent.click(await screen.findByRole('button', { name: '记账 ¥450.00' }));
  expect(await screen.findByText(/须先由主任批准/)).toBeInTheDocument();
  expect(log.find(({ path }) => path.endsWith('/post'))?.body).toEqual({ version: 3 });
});

test('the difference of an amount is shown before it is prepared', async () => {
  signInAs('treasurer');
  const correct = `POST /vouchers/${ID}/correct`;
  const log = serve({ ...answers, [correct]: { id: ID, version: 1, status: 'draft' } });
  await openPage(CorrectPage, { path: `/vouchers/${ID}/correct`, route: '/vouchers/:id/correct' });
  expect((await screen.findAllByText('-¥450.00')).length).toBe(2);
  await userEvent.click(screen.getByText('只更正金额差额'));
  for (const at of [1, 2]) {
    const cell = await screen.findByLabelText(`第 ${at} 行 正确金额`);
    fireEvent.change(cell, { target: { value: '400.00' } });
  }
  const table = within(screen.getByRole('table', { name: '只更正金额差额' }));
  await waitFor(() => expect(table.getAllByText('-¥50.00')).toHaveLength(2));
  await userEvent.type(screen.getByLabelText('原因'), '金额登记错误');
  await userEvent.click(screen.getByRole('button', { name: '生成更正草稿' }));
  expect(await screen.findByText('elsewhere')).toBeInTheDocument();
  expect(log.find(({ path }) => path.endsWith('/correct'))?.body).toEqual({
    kind: 'difference',
    reason: '金额登记错误',
    amounts: ['400.00', '400.00'],
    papers: [],
  });
});

test('a voucher that cannot be corrected here says why', async () => {
  signInAs('treasurer');
  const none = { ...offer, kinds: [], refusal: 'CORRECTION_KIND' };
  serve({ ...answers, [`GET /vouchers/${ID}/correction`]: none });
  await openPage(CorrectPage, { path: `/vouchers/${ID}/correct`, route: '/vouchers/:id/correct' });
  expect(await screen.findByText(/捐赠和发放请从各自的页面/)).toBeInTheDocument();
});
