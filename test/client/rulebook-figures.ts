import { fund } from './figures.ts';
import { ID } from './open.tsx';

const account = (code: string, nameZh: string, nameEn: string, more: object = {}) => ({
  code,
  nameZh,
  nameEn,
  class: Number(code[0]),
  side: 'debit',
  parentCode: code.length > 4 ? code.slice(0, 4) : null,
  takesLines: true,
  needsFund: code.startsWith('3'),
  needsBeneficiary: false,
  system: true,
  closedOn: null,
  bookCode: code,
  bookNameZh: nameZh,
  bookNameEn: nameEn,
  ...more,
});

const accounts = [
  account('100201', '自有银行存款', 'Own bank deposits'),
  account('112204', '押金', 'Deposits paid', { system: false }),
  account('3102', '限定性净资产', 'Restricted net assets', { side: 'credit' }),
  account('5201', '税金及附加', 'Taxes', { system: false, bookCode: '510103' }),
];

const book = (id: string, nameZh: string, nameEn: string, current = false) => ({
  id,
  version: 1,
  nameZh,
  nameEn,
  effectiveFrom: '2005-01-01',
  effectiveTo: id === '2004' ? '2025-12-31' : null,
  closingRegime: id === '2004' ? '2004' : '2026',
  source: 'MOF',
  current,
});

export const ruleBooks = {
  items: [
    book('2026', '民间非营利组织会计制度（2026年施行）', 'System in force from 2026', true),
    book('2004', '民间非营利组织会计制度（2004年）', 'System of 2004'),
  ],
  choices: [
    {
      id: ID,
      ruleBook: '2004',
      version: 1,
      effectiveFrom: '2026-01-01',
      chosenByName: '李会计',
      approvedByName: null,
      allowedActions: ['approve'],
    },
  ],
};

const map = [
  {
    accountCode: '5301',
    nameZh: '管理费用',
    nameEn: 'Admin expense',
    bookCode: '5201',
    bookNameZh: '管理费用',
    bookNameEn: 'Admin expense',
    trapZh: '2004年的5301是筹资费用。',
    trapEn: 'In 2004 the code 5301 is fund-raising.',
  },
  {
    accountCode: '1002',
    nameZh: '银行存款',
    nameEn: 'Bank deposits',
    bookCode: '1002',
    bookNameZh: '银行存款',
    bookNameEn: 'Bank deposits',
    trapZh: null,
    trapEn: null,
  },
];

export const openingSheet = {
  id: ID,
  opensOn: '2025-12-31',
  status: 'prepared',
  total: '20594.84',
  preparedByName: '李会计',
  reviewedByName: null,
  rows: [
    {
      accountCode: '100201',
      nameZh: '自有银行存款',
      nameEn: 'Own bank deposits',
      fundCode: null,
      beneficiary: null,
      debit: '20594.84',
      credit: '0.00',
    },
    {
      accountCode: '3102',
      nameZh: '限定性净资产',
      nameEn: 'Restricted net assets',
      fundCode: 'F01',
      beneficiary: null,
      debit: '0.00',
      credit: '20594.84',
    },
  ],
  funds: [{ fundCode: 'F01', fundName: '大病救助', balance: '20594.84' }],
  commitments: [{ fundCode: 'F01', caseText: '2025-017', amount: '600.00' }],
  vouchers: [],
  allowedActions: ['review'],
};

/** Answers of a server for the pages of rule books, accounts and opening balances. */
export const ruleBookAnswers = {
  'GET /rule-books': ruleBooks,
  'GET /rule-book-accounts?ruleBook=2004&version=1': { items: map },
  'GET /accounts': { items: accounts },
  'GET /bank-accounts': {
    items: [
      {
        accountCode: '100201',
        bankName: '工商银行',
        lastFour: '1234',
        kind: 'own',
        openedOn: '2026-01-05',
        closedOn: null,
      },
    ],
  },
  'GET /opening': { sheet: openingSheet, mayPrepare: true },
  'GET /funds': { items: [fund] },
};
