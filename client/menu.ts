import type { Role } from '../shared/roles.ts';

export interface MenuEntry {
  path: string;
  key: string;
  roles: readonly Role[];
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
      { path: '/cash', key: 'cash', roles: ['treasurer', 'cashier', 'auditor'] },
    ],
  },
  {
    key: 'aid',
    entries: [
      { path: '/aid-requests', key: 'aidRequests', roles: OF_THE_FUND },
      { path: '/households', key: 'households', roles: ['caseworker', 'chair', 'auditor'] },
    ],
  },
  { key: 'payments', entries: [{ path: '/payments', key: 'payments', roles: BOOKS }] },
  {
    key: 'books',
    entries: [
      { path: '/vouchers', key: 'vouchers', roles: BOOKS },
      { path: '/drafts', key: 'drafts', roles: ['treasurer', 'chair', 'auditor'] },
      { path: '/trial-balance', key: 'trialBalance', roles: BOOKS },
      { path: '/fund-statement', key: 'fundStatement', roles: BOOKS },
      { path: '/journal', key: 'journal', roles: BOOKS },
      { path: '/periods', key: 'periods', roles: BOOKS },
    ],
  },
  { key: 'audit', entries: [{ path: '/audit', key: 'audit', roles: ['auditor'] }] },
  {
    key: 'settings',
    entries: [
      { path: '/users', key: 'users', roles: ['administrator'] },
      { path: '/voucher-words', key: 'voucherWords', roles: ['treasurer', 'chair', 'auditor'] },
      { path: '/funds', key: 'funds', roles: ['treasurer', 'chair', 'auditor'] },
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
  const entry = menu.flatMap((group) => group.entries).find((each) => each.path === first);
  return entry === undefined || isFor(entry, held);
}

function isFor(entry: MenuEntry, held: readonly Role[]): boolean {
  return held.some((role) => entry.roles.includes(role));
}
