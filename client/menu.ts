import type { Role } from '../shared/roles.ts';

export interface MenuEntry {
  path: string;
  key: string;
  roles: readonly Role[];
  /** Other addresses that belong to it. */
  also?: readonly string[];
}

export interface MenuGroup {
  key: string;
  entries: readonly MenuEntry[];
}

const STAFF: readonly Role[] = [
  'administrator',
  'treasurer',
  'cashier',
  'caseworker',
  'committee',
  'chair',
  'auditor',
];
const OF_THE_FUND = STAFF.filter((role) => role !== 'administrator');
const BOOKS: readonly Role[] = ['treasurer', 'cashier', 'chair', 'auditor'];

/** The menu by the work, and for whom each page is. The server decides; this spares refusals. */
export const menu: readonly MenuGroup[] = [
  { key: 'today', entries: [{ path: '/', key: 'today', roles: STAFF }] },
  {
    key: 'giving',
    entries: [
      { path: '/drives', key: 'drives', roles: OF_THE_FUND },
      { path: '/donations', key: 'donations', roles: BOOKS },
      { path: '/pledges', key: 'pledges', roles: BOOKS },
      { path: '/refunds', key: 'refunds', roles: BOOKS },
      { path: '/unidentified-receipts', key: 'unidentified', roles: BOOKS },
      { path: '/goods', key: 'goods', roles: OF_THE_FUND },
      { path: '/cash', key: 'cash', roles: ['treasurer', 'cashier', 'auditor'] },
      { path: '/cash-counts', key: 'cashCounts', roles: BOOKS },
    ],
  },
  {
    key: 'aid',
    entries: [
      { path: '/aid-requests', key: 'aidRequests', roles: OF_THE_FUND },
      { path: '/condolences', key: 'condolences', roles: OF_THE_FUND },
      { path: '/households', key: 'households', roles: ['caseworker', 'chair', 'auditor'] },
    ],
  },
  {
    key: 'payments',
    entries: [
      { path: '/payments', key: 'payments', roles: BOOKS },
      { path: '/advances', key: 'advances', roles: [...BOOKS, 'caseworker'] },
    ],
  },
  {
    key: 'books',
    entries: [
      { path: '/vouchers', key: 'vouchers', roles: BOOKS },
      { path: '/bank-events', key: 'bankEvents', roles: BOOKS },
      { path: '/fund-transfers', key: 'fundTransfers', roles: BOOKS },
      { path: '/agency', key: 'agency', roles: BOOKS },
      { path: '/books', key: 'books', roles: BOOKS, also: ['/trial-balance', '/journal'] },
      { path: '/statements', key: 'statements', roles: BOOKS, also: ['/fund-statement'] },
      { path: '/reconciliation', key: 'reconciliation', roles: BOOKS },
      { path: '/drafts', key: 'drafts', roles: ['treasurer', 'chair', 'auditor'] },
      { path: '/periods', key: 'periods', roles: BOOKS },
      { path: '/budgets', key: 'budgets', roles: BOOKS },
      { path: '/annual-figures', key: 'annualFigures', roles: BOOKS },
      { path: '/opening', key: 'opening', roles: BOOKS },
    ],
  },
  { key: 'audit', entries: [{ path: '/audit', key: 'audit', roles: ['auditor'] }] },
  {
    key: 'settings',
    entries: [
      { path: '/users', key: 'users', roles: ['administrator'] },
      {
        path: '/invitations',
        key: 'invitations',
        roles: ['administrator', 'chair', 'auditor'],
      },
      { path: '/voucher-words', key: 'voucherWords', roles: ['treasurer', 'chair', 'auditor'] },
      { path: '/funds', key: 'funds', roles: ['treasurer', 'chair', 'auditor'] },
      { path: '/handovers', key: 'handovers', roles: BOOKS },
      { path: '/covers', key: 'covers', roles: ['administrator', ...BOOKS] },
      { path: '/accounts', key: 'accounts', roles: BOOKS },
      { path: '/rule-books', key: 'ruleBooks', roles: BOOKS },
    ],
  },
];

/** The menu of somebody with these roles, without empty groups. */
export function menuFor(held: readonly Role[]): MenuGroup[] {
  return menu
    .map((group) => ({ ...group, entries: group.entries.filter((entry) => isFor(entry, held)) }))
    .filter((group) => group.entries.length > 0);
}

/** Whether somebody with these roles may open the page at this address; unknown ones pass. */
export function mayOpen(path: string, held: readonly Role[]): boolean {
  const first = `/${path.split('/')[1] ?? ''}`;
  const entry = menu
    .flatMap((group) => group.entries)
    .find((each) => each.path === first || each.also?.includes(first));
  return entry === undefined || isFor(entry, held);
}

function isFor(entry: MenuEntry, held: readonly Role[]): boolean {
  return held.some((role) => entry.roles.includes(role));
}
