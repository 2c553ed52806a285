import { ID } from './open.tsx';
import { answers, fund } from './figures.ts';

/** Answers of a server with the figures of V01, for the books and statements. */
const none = {
  date: null,
  voucherId: null,
  label: null,
  lineNo: null,
  summary: null,
  counterAccounts: [],
  fundCode: null,
  caseNumber: null,
  method: null,
  reference: null,
  debit: '0.00',
  credit: '0.00',
  columns: [],
};
const day = '2026-01-10';
const opening = { ...none, kind: 'opening', periodId: 202601, side: 'flat', balance: '0.00' };
const line = {
  ...none,
  kind: 'line',
  periodId: 202601,
  date: day,
  voucherId: ID,
  label: '记-0001',
  lineNo: 1,
  summary: '收到捐款',
  counterAccounts: ['410102'],
  caseNumber: 'A2026-0001',
  method: 'cash',
  reference: 'S-1',
  debit: '8400.00',
  side: 'debit',
  balance: '8400.00',
};
const total = { ...line, ...none, debit: '8400.00' };
const rows = (columns: string[] = []) => ({
  items: [
    opening,
    { ...line, columns },
    { ...total, kind: 'day', date: day, side: 'debit', balance: '8400.00' },
    { ...total, kind: 'month', side: 'debit', balance: '8400.00', columns },
    { ...total, kind: 'year', side: 'debit', balance: '8400.00' },
  ],
  nextCursor: null,
});

const month = { debit: '8400.00', credit: '0.00', yearDebit: '8400.00', yearCredit: '0.00' };
const ledgerAccount = {
  accountCode: '1001',
  nameZh: '库存现金',
  nameEn: 'Cash on hand',
  side: 'flat',
  opening: '0.00',
  months: [{ periodId: 202601, ...month, side: 'debit', balance: '8400.00' }],
};
const rosterRow = {
  no: 1,
  paymentId: ID,
  voucherId: ID,
  caseNumber: 'A2026-0001',
  name: '王*',
  idNumber: '230199********0021',
  communityName: '报达社区',
  category: 'single_mother',
  needCode: '01',
  amount: '500.00',
  method: 'bank',
  payeeKind: 'hospital',
  payeeName: '市第一医院',
  paidOn: day,
  preparedByName: '王丽',
  paidByName: '李强',
};

const named = { line: 1, kind: 'item', nameZh: '货币资金', nameEn: 'Cash and bank' };
const half = (key: string, nameZh: string, nameEn: string) => [
  { ...named, key: 'money', opening: '0.00', closing: '8400.00' },
  { key, line: 60, kind: 'total', nameZh, nameEn, opening: '0.00', closing: '8400.00' },
];
const head = { periodId: 202601, ruleBook: '2026', unmapped: [], balances: true };
export const balanceSheet = {
  ...head,
  assets: half('assetsTotal', '资产总计', 'Total assets'),
  claims: half('claimsTotal', '负债和净资产总计', 'Total claims').slice(1),
};
const three = { unrestricted: '0.00', restricted: '8400.00', total: '8400.00' };
const activities = {
  ...head,
  rows: [
    { ...named, key: 'income', kind: 'caption', nameZh: '一、收入', nameEn: 'I. Income' },
    { ...named, key: 'donation', nameZh: '捐赠收入', nameEn: 'Donations' },
    { ...named, key: 'taxes', kind: 'part', nameZh: '其中：税金', nameEn: 'of which taxes' },
    { ...named, key: 'change', kind: 'net', nameZh: '六、净资产变动额', nameEn: 'VI. Change' },
  ].map((row) => ({ ...row, month: three, year: three })),
};
const cashFlow = {
  ...head,
  rows: [
    { ...named, key: 'change', kind: 'total', nameZh: '净增加额', nameEn: 'Net increase' },
  ].map((row) => ({ ...row, month: '8400.00', year: '8400.00' })),
  opening: { month: '0.00', year: '0.00' },
  closing: '8400.00',
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
const span = 'from=202601&to=202601';

export const bookAnswers: Record<string, unknown> = {
  ...answers,
  'GET /accounts': {
    items: [
      account('100101', '自有现金', 'Own cash'),
      account('410102', '限定性捐赠收入', 'Restricted donation income'),
    ],
  },
  'GET /funds': { items: [fund] },
  [`GET /reports/general-ledger?${span}&level=1`]: { items: [ledgerAccount], nextCursor: null },
  [`GET /reports/account-ledger?${span}&account=100101&limit=200`]: rows(),
  [`GET /reports/money-journal?${span}&account=100101&limit=200`]: rows(),
  [`GET /reports/columnar-ledger?${span}&limit=200`]: rows([
    '8400.00',
    ...Array<string>(7).fill('0.00'),
  ]),
  [`GET /reports/roster?${span}&limit=200`]: { items: [rosterRow], nextCursor: null },
  'GET /reports/balance-sheet?period=202601': balanceSheet,
  'GET /reports/balance-sheet?period=202601&shape=2004': { ...balanceSheet, ruleBook: '2004' },
  'GET /reports/activities?period=202601': activities,
  'GET /reports/cash-flow?period=202601': cashFlow,
  [`GET /reports/pictures?${span}`]: {
    months: [{ periodId: 202601, received: '8400.00', aid: '500.00', expenses: '0.00' }],
    needs: [
      { needCode: '01', amount: '500.00' },
      { needCode: null, amount: '1.00' },
    ],
  },
};
