import { checklist, year } from './closing-figures.ts';
import { ID } from './open.tsx';

/** Answers of a server with the figures of the first scenario, for the pages of the books. */
export const fund = {
  id: ID,
  code: 'F01',
  name: '大病救助',
  kind: 'restricted',
  purpose: '重大疾病家庭',
  balance: '25900.00',
  notCash: '0.00',
  committed: '5000.00',
  available: '20900.00',
  inDeficit: false,
};

export const drive = {
  id: ID,
  code: 'D01',
  name: '为小雨捐款',
  fundId: ID,
  fundCode: 'F01',
  fundName: '大病救助',
  purpose: '手术费用',
  target: '50000.00',
  startsOn: '2026-01-05',
  endsOn: null,
  fundraisingBasis: 'targeted',
  surplusClause: '余款转入大病救助基金',
  feeBearer: 'unrestricted',
  status: 'open',
  version: 1,
  received: '25900.00',
  fees: '0.00',
  gifts: 12,
  warnings: [],
};

export const today = {
  date: '2026-02-10',
  tasks: [
    {
      kind: 'sign_voucher',
      label: '记-0007',
      path: `/vouchers/${ID}`,
      amount: '500.00',
      dueOn: '2026-02-09',
      overdue: true,
    },
  ],
  funds: [fund],
  drives: [drive],
  months: [{ periodId: 202601, received: '25900.00', paid: '3800.00' }],
};

export const period = {
  id: 202601,
  startsOn: '2026-01-01',
  endsOn: '2026-01-31',
  status: 'open',
  closedAt: null,
  closedByName: null,
  vouchers: 7,
  unsigned: 0,
  mayClose: true,
};

export const voucherSummary = {
  id: ID,
  periodId: 202601,
  word: '记',
  number: 7,
  label: '记-0007',
  voucherDate: '2026-01-12',
  event: 'E01',
  summary: '收到捐款',
  total: '14010.00',
  sourceType: 'donation',
  sourceId: ID,
  preparedByName: '王丽',
  signedByName: null,
  reversesLabel: null,
  reversedByLabel: null,
};

const line = {
  accountNameZh: '库存现金',
  accountNameEn: 'Cash',
  bookCode: '100101',
  bookNameZh: '库存现金',
  bookNameEn: 'Cash',
  fundCode: null,
  fundName: null,
  amount: '14010.00',
  driveCode: null,
  caseNumber: null,
};

export const voucher = {
  ...voucherSummary,
  attachmentCount: 1,
  cashierName: null,
  postedAt: '2026-01-12T02:00:00.000Z',
  digest: 'a'.repeat(64),
  corrections: [],
  lines: [
    { ...line, lineNo: 1, accountCode: '100101', side: 'debit' },
    {
      ...line,
      lineNo: 2,
      accountCode: '410101',
      accountNameZh: '捐赠收入',
      accountNameEn: 'Donations',
      bookCode: '410101',
      bookNameZh: '捐赠收入',
      bookNameEn: 'Donations',
      side: 'credit',
      fundCode: 'F01',
      fundName: '大病救助',
      driveCode: 'D01',
    },
  ],
  allowedActions: ['sign', 'reverse'],
};

const sides = {
  openingDebit: '0.00',
  openingCredit: '0.00',
  debit: '14010.00',
  credit: '0.00',
  yearDebit: '14010.00',
  yearCredit: '0.00',
  closingDebit: '14010.00',
  closingCredit: '0.00',
};

export const trialBalance = {
  periodId: 202601,
  rows: [{ accountCode: '1001', nameZh: '现金', nameEn: 'Cash', level: 1, ...sides }],
  totals: sides,
};

const fundRow = {
  fundId: ID,
  fundCode: 'F01',
  fundName: '大病救助',
  opening: '0.00',
  donations: '25900.00',
  grants: '0.00',
  interest: '0.00',
  transfersIn: '0.00',
  aid: '3800.00',
  expenses: '0.00',
  transfersOut: '0.00',
  closing: '22100.00',
  notCash: '0.00',
  committed: '0.00',
  available: '22100.00',
};

export const fundStatement = {
  fromPeriod: 202601,
  toPeriod: 202601,
  rows: [fundRow],
  totals: { ...fundRow, fundId: null, fundCode: '', fundName: '' },
};

export const journalRow = {
  voucherId: ID,
  voucherDate: '2026-01-12',
  label: '记-0007',
  lineNo: 1,
  summary: '收到捐款',
  accountCode: '100101',
  accountNameZh: '库存现金',
  accountNameEn: 'Cash',
  bookCode: '100101',
  bookNameZh: '库存现金',
  bookNameEn: 'Cash',
  fundCode: null,
  driveCode: null,
  caseNumber: null,
  debit: '14010.00',
  credit: '0.00',
  preparedByName: '王丽',
  signedByName: null,
};

export const auditEntry = {
  seq: 1,
  at: '2026-01-12T02:00:00.000Z',
  personName: '王丽',
  roles: ['treasurer'],
  action: 'donation.record',
  subject: ID,
  body: '{"gross":"14010.00"}',
  digest: 'b'.repeat(64),
  sealNo: 3,
};

export const user = {
  id: '11111111-1111-4111-8111-111111111111',
  personId: ID,
  name: '李强',
  login: 'li.qiang',
  roles: ['cashier'],
  communityId: null,
  status: 'invited',
  version: 1,
};

export const overview = {
  organisationName: '和平街道办事处',
  received: '25900.00',
  paid: '3800.00',
  helped: 2,
};

export const publicDrive = {
  code: 'D01',
  name: '为小雨捐款',
  purpose: '手术费用',
  target: '50000.00',
  received: '25900.00',
  gifts: 12,
  startsOn: '2026-01-05',
  endsOn: '2026-03-31',
  status: 'open',
};

export const notice = {
  number: 1,
  caseNumber: 'A2026-0001',
  maskedName: '张*',
  communityName: null,
  needCode: '01',
  fundName: '大病救助',
  amount: '3800.00',
  postedOn: '2026-01-20',
  endsOn: '2026-01-27',
};

const one = <Item>(item: Item) => ({ items: [item], nextCursor: null });

/** What that server answers to every read of these pages. */
export const answers = {
  'GET /today': today,
  'GET /funds': { items: [fund] },
  'GET /periods': { items: [period] },
  'GET /periods/202601/checklist': checklist,
  'GET /years': { items: [year] },
  'GET /vouchers?period=202601': one(voucherSummary),
  [`GET /vouchers/${ID}`]: voucher,
  'GET /reports/trial-balance?period=202601': trialBalance,
  'GET /reports/fund-statement?from=202601&to=202601': fundStatement,
  'GET /reports/journal?from=2026-01-01&to=2026-01-31': one(journalRow),
  'GET /audit-entries': one(auditEntry),
  'GET /users': { items: [user] },
  'GET /communities': { items: [{ id: ID, name: '向阳社区' }] },
  'GET /public/overview': overview,
  'GET /public/drives': { items: [publicDrive] },
  'GET /public/notices': { items: [notice] },
};
