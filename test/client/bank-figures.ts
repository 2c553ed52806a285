import { today } from './figures.ts';
import { ID } from './open.tsx';

export const OTHER = '4f0c4c0a-5b0e-4d8b-9f64-0c1d2e3f4a5b';
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
      ...item,
      kind: 'book_in',
      label: '记-0003',
      summary: '缴存',
      amount: '300.00',
      old: true,
      voucherId: ID,
    },
  ],
};
export const draft = { ...sheet, difference: '0.00', mayPrepare: true, handledMoney: false };
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
      id: ID,
      date: '2026-01-05',
      amount: '7000.00',
      counterparty: '张*',
      reference: 'T-1',
      memo: '捐款',
    },
  ],
  ledgerLines: [
    {
      voucherId: ID,
      lineNo: 1,
      date: '2026-01-05',
      amount: '7000.00',
      label: '记-0001',
      summary: '收到捐款',
      reference: 'T-1',
      reversesId: null,
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
      id: ID,
      way: 'written_off',
      amount: '10.00',
      settledOn: '2026-01-12',
      reason: '查无责任人',
      proposedByName: '赵会',
      approvedByName: null,
      voucherId: null,
      voucherNumber: null,
      reversed: false,
      mayApprove: true,
    },
  ],
  mayPropose: ['paid_in', 'written_off'],
};
const cash = { cash: '2600.00', wechat: '0.00', alipay: '0.00', bank: '100.00', openCount: null };

/** What a server says to the reads of the bank's and the box's pages. */
export const answers = {
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
