import { fund, today, user } from './figures.ts';
import { ID } from './open.tsx';

export const OTHER = '11111111-1111-4111-8111-111111111111';
export const THIRD = '22222222-2222-4222-8222-222222222222';
const summary = {
  id: ID,
  kind: 'treasurer',
  handedOn: '2026-02-10',
  fromName: '王丽',
  toName: '李强',
  witnessName: '张主任',
  status: 'open',
};
export const people = [
  { personId: OTHER, name: '李强', roles: ['treasurer'] },
  { personId: THIRD, name: '张主任', roles: ['chair'] },
];
const handover = {
  ...summary,
  items: [{ name: '财务专用章', quantity: '1 枚' }],
  balances: {
    accounts: [{ account: '100201', balance: '19900.00' }],
    unsigned: ['202601 记-0003'],
    receipts: [{ type: 'internal', year: 2026, number: 4 }],
    vouchers: [{ word: '记', period: 202601, number: 6 }],
  },
  accountNames: { '100201': { zh: '自有银行存款', en: 'Own bank deposits' } },
  signatures: [{ part: 'giver', name: '王丽', signedAt: '2026-02-10T02:00:00.000Z' }],
  stale: false,
  maySign: 'receiver',
};
const cover = {
  id: ID,
  role: 'treasurer',
  coveredName: '王丽',
  coveringName: '李强',
  coveringLogin: 'li.qiang',
  fromOn: '2026-02-10',
  untilOn: '2026-02-12',
  reason: '出差',
  enteredByName: '管理员',
  confirmedByName: null,
  status: 'entered',
  mayConfirm: true,
  mayEnd: true,
};
const parts = { programme: '300.00', administration: '0.00', fundraising: '0.00' };
const budgets = {
  year: 2026,
  items: [
    {
      fundId: ID,
      fundCode: 'F01',
      fundName: '大病救助',
      budget: { ...parts, version: 1, total: '300.00' },
      actual: { ...parts, other: '0.00', total: '300.00' },
      committed: '0.01',
      left: { programme: '-0.01', administration: '0.00', fundraising: '0.00', total: '-0.01' },
      exceeded: true,
      proposed: {
        ...parts,
        id: ID,
        version: 2,
        note: '追加',
        preparedByName: '李强',
        mayApprove: true,
      },
    },
  ],
};
const limit = {
  effectiveFrom: '2000-01-01',
  amount: '3000.00',
  bankingDays: 1,
  setByName: null,
};
const limits = {
  current: limit,
  history: [limit],
  cash: '3500.00',
  above: '500.00',
  unbanked: { amount: '3500.00', since: '2026-02-05', dueOn: '2026-02-06', overdue: true },
};
const annual = {
  year: 2025,
  income: '25900.00',
  incomeBefore: '10000.00',
  programme: '4000.00',
  administration: '10.00',
  fundraising: '0.60',
  other: '0.00',
  spending: '4010.60',
  netAssetsBefore: '0.00',
  netAssets: '21889.40',
  rules: [
    {
      code: 'small',
      effectiveFrom: '2016-09-01',
      source: '民发〔2016〕189号',
      assetsBelow: '1000000.00',
      adminExemptBelow: '200000.00',
      ratios: [
        {
          code: 'spending_of_income',
          part: '4000.00',
          whole: '10000.00',
          percent: '40.00',
          threshold: '50.00',
          bound: 'least',
          kept: false,
          exempt: false,
        },
        {
          code: 'administration',
          part: '10.00',
          whole: '4010.60',
          percent: '0.25',
          threshold: '20.00',
          bound: 'most',
          kept: true,
          exempt: true,
        },
      ],
    },
  ],
  dueOn: '2026-05-31',
  checklist: [
    { code: 'months_closed', done: false, open: 12 },
    { code: 'vouchers_signed', done: true, open: 0 },
    { code: 'audit', done: null, open: 0 },
  ],
};
const active = { ...user, id: OTHER, status: 'active', roles: ['committee'], name: '李强' };
/** What a server answers to every read of these pages. */
export const answers = {
  'GET /today': today,
  'GET /handovers': { items: [summary], people },
  [`GET /handovers/${ID}`]: handover,
  'GET /covers': { items: [cover] },
  'GET /users': { items: [active, { ...active, id: ID, login: 'wang', roles: ['treasurer'] }] },
  'GET /budgets?year=2026': budgets,
  'GET /funds': { items: [{ ...fund, inDeficit: false }] },
  'GET /cash-limits': limits,
  'GET /annual-figures?year=2025': annual,
};
