import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import { CountsPage } from '../../client/goods/CountsPage.tsx';
import { GoodsPage } from '../../client/goods/GoodsPage.tsx';
import { MemosPage } from '../../client/goods/MemosPage.tsx';
import { bodyOf, serialsOf } from '../../client/goods/paperLines.ts';
import { catalogues } from '../../client/i18n/index.ts';
import { GoodsLedgerPage } from '../../client/reports/GoodsLedgerPage.tsx';
import { fund, period, today } from './figures.ts';
import { axeFindings, ID, openPage, refusal, serve, signInAs } from './open.tsx';

const other = ID.replace('3f', '4f');
const stock = {
  fundId: fund.id,
  fundCode: 'F01',
  quantity: '15',
  value: '1800.00',
  expiresOn: null,
};
const item = {
  id: ID,
  code: 'COAT',
  name: '棉衣',
  unit: '件',
  accountCode: '120101',
  method: 'fifo',
  stock: [stock],
};
const lot = {
  documentId: ID,
  fundId: fund.id,
  kind: 'gift',
  arrivedOn: '2026-01-10',
  expiresOn: null,
  donorName: '大有商店',
  driveCode: 'D1',
  quantity: '40',
  value: '4800.00',
  quantityLeft: '15',
  valueLeft: '1800.00',
};
const document = {
  id: ID,
  kind: 'loss',
  fundCode: 'F01',
  happenedOn: '2026-01-12',
  paperNumber: 'BF-1',
  note: '',
  householdCode: null,
  roster: '',
  liableMasked: '王*国',
  countId: null,
  donationId: null,
  donorName: null,
  lines: [
    { itemCode: 'COAT', itemName: '棉衣', unit: '件', quantity: '2', value: null, serials: [] },
  ],
  value: null,
  preparedByName: '出纳甲',
  status: 'waiting',
  decidedByName: null,
  voucherId: null,
  voucherNumber: null,
  mayDecide: true,
  mayReverse: false,
};
const count = {
  id: ID,
  countedOn: '2026-01-31',
  note: '',
  countedByName: '出纳甲',
  signedByName: '社工甲',
  lines: [
    {
      itemId: ID,
      itemCode: 'COAT',
      itemName: '棉衣',
      unit: '件',
      fundId: fund.id,
      fundCode: 'F01',
      book: '15',
      counted: '13',
      difference: '-2',
    },
  ],
  maySign: false,
};
const memo = {
  id: ID,
  description: '旧衣物',
  unit: '袋',
  quantity: '3',
  left: '1',
  giverMasked: '王*国',
  receivedOn: '2026-01-10',
  note: '',
  outs: [{ handedOutOn: '2026-01-11', quantity: '2', note: '红河社区' }],
};
const none = { quantity: '0', value: '0.00' };
const left = { quantity: '15', value: '1800.00' };
const bare = { date: null, seq: null, voucherId: null, label: null, summary: null, fundCode: null };
const line = {
  kind: 'line',
  periodId: 202601,
  date: '2026-01-10',
  seq: '1',
  voucherId: ID,
  label: '记-0003',
  summary: '发放物资（FF-1）',
  fundCode: 'F01',
  came: none,
  went: { quantity: '25', value: '3000.00' },
  left,
};
const page = (items: object[]) => ({ items, nextCursor: null });
const answers = {
  'GET /goods-items': { items: [item] },
  [`GET /goods-items/${ID}`]: { ...item, lots: [lot], serials: [] },
  'GET /goods-documents': page([
    document,
    {
      ...document,
      id: other,
      kind: 'issue',
      status: 'posted',
      value: '3000.00',
      roster: '名册',
      mayDecide: false,
      mayReverse: true,
      voucherId: ID,
      voucherNumber: '记-0003',
    },
  ]),
  'GET /goods-counts': page([count]),
  'GET /goods-memos': page([memo]),
  'GET /funds': { items: [fund] },
  'GET /drives': { items: [] },
  'GET /households?limit=200': page([]),
  'GET /periods': { items: [period] },
  [`GET /reports/goods-ledger?from=202601&to=202601&item=${ID}&limit=200`]: page([
    { ...bare, kind: 'opening', periodId: 202601, came: none, went: none, left: none },
    line,
    { ...bare, kind: 'month', periodId: 202601, came: none, went: line.went, left },
  ]),
  'GET /today': today,
};
const pages = [
  { Component: GoodsPage, path: '/goods', shows: /1,800\.00/ },
  { Component: CountsPage, path: '/goods/counts', shows: /-2/ },
  { Component: MemosPage, path: '/goods/memos', shows: '旧衣物' },
  { Component: GoodsLedgerPage, path: `/books/goods?item=${ID}`, shows: '120.00' },
];
const wordless = new RegExp(`(^|\\W)(${Object.keys(catalogues.en).join('|')})\\.[a-z]`);

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

describe.each(['zh-CN', 'en'] as const)('%s', (language) => {
  test.each(pages)('$path is shown and axe finds nothing', async ({ Component, path, shows }) => {
    signInAs('treasurer');
    serve(answers);
    const { container } = await openPage(Component, { language, path, route: path.split('?')[0]! });
    expect((await screen.findAllByText(shows)).length).toBeGreaterThan(0);
    expect(container).not.toHaveTextContent(wordless);
    expect(await axeFindings(container)).toEqual([]);
  });
});

test.each([
  ['GET /goods-documents', GoodsPage, '还没有单据。入库和出库登记后显示在这里。'],
  ['GET /goods-counts', CountsPage, '还没有盘点。至少每年年末盘点一次。'],
  ['GET /goods-memos', MemosPage, '还没有登记。'],
] as const)('%s says what to do first, and may fail', async (path, Component, words) => {
  signInAs('treasurer');
  serve({ ...answers, [path]: page([]) });
  await openPage(Component);
  expect(await screen.findByText(words)).toBeInTheDocument();
  serve({ ...answers, [path]: refusal('INTERNAL', 500) });
  await openPage(Component);
  expect(await screen.findByRole('alert')).toBeInTheDocument();
});

test('a cashier sees what handing out will post, at the value of the oldest', async () => {
  signInAs('cashier');
  const answer = { id: ID, voucherId: ID, voucherNumber: '记-0004', value: '600.00' };
  const log = serve({ ...answers, 'POST /goods-issues': answer });
  await openPage(GoodsPage);
  await userEvent.click(await screen.findByRole('button', { name: '发放物资' }));
  const form = within(await screen.findByRole('dialog'));
  const option = { selector: '.ant-select-item-option-content' };
  await userEvent.click(form.getByRole('combobox', { name: '基金' }));
  await userEvent.click(await screen.findByText(/^F01 /, option));
  await userEvent.click(form.getByRole('combobox', { name: '物资' }));
  await userEvent.click(await screen.findByText('COAT 棉衣', option));
  expect(await form.findByText('结存 15 件')).toBeInTheDocument();
  await userEvent.type(form.getByLabelText('数量 (件)'), '5');
  expect(await form.findByText('510102 限定性业务活动成本')).toBeInTheDocument();
  expect(form.getAllByText(/600\.00/).length).toBeGreaterThan(0);
  await userEvent.type(form.getByLabelText('发放名册'), '冬衣名册');
  await userEvent.type(form.getByLabelText('单据编号'), 'FF-2');
  fireEvent.change(form.getByLabelText('发放日期'), { target: { value: '2026-01-12' } });
  await userEvent.click(form.getByRole('button', { name: '发放并记账' }));
  await waitFor(() => expect(log.some(({ method }) => method === 'POST')).toBe(true));
  expect(log.find(({ method }) => method === 'POST')?.body).toMatchObject({
    fundId: fund.id,
    householdId: null,
    roster: '冬衣名册',
    issuedOn: '2026-01-12',
    lines: [{ itemId: ID, quantity: '5', serials: [] }],
  });
});

test('the chair approves a loss', async () => {
  signInAs('chair', 'committee');
  const answer = { id: ID, voucherId: ID, voucherNumber: '记-0004', value: '240.00' };
  const log = serve({ ...answers, [`POST /goods-documents/${ID}/decide`]: answer });
  await openPage(GoodsPage);
  await userEvent.click(await screen.findByRole('button', { name: '审批' }));
  const form = within(await screen.findByRole('dialog'));
  fireEvent.change(form.getByLabelText('付款或审批日期'), { target: { value: '2026-01-12' } });
  await userEvent.click(form.getByRole('button', { name: '同意并记账' }));
  await waitFor(() => expect(log.some(({ method }) => method === 'POST')).toBe(true));
  expect(log.find(({ method }) => method === 'POST')?.body).toMatchObject({
    agrees: true,
    decidedOn: '2026-01-12',
  });
});

test('what a count found missing is asked to be written off with its own lines', async () => {
  signInAs('cashier');
  serve(answers);
  await openPage(CountsPage);
  await userEvent.click(await screen.findByRole('button', { name: '处理短缺（F01）' }));
  const form = within(await screen.findByRole('dialog'));
  expect(await form.findByDisplayValue('2')).toBeInTheDocument();
});

test('numbers of vouchers are read as people write them', () => {
  expect(serialsOf('K001-K003，K010 7')).toEqual(['K001', 'K002', 'K003', 'K010', '7']);
  expect(serialsOf('K9-K1')).toEqual(['K9-K1']);
  expect(bodyOf('writeOff', { kind: 'surplus', lines: [{}] }, ID)).toMatchObject({
    kind: 'surplus',
    countId: ID,
    lines: [{ expiresOn: null }],
  });
});
