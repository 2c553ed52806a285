const kept = 'a figure that is kept beside the ledger; verify counts it anew from sealed rows';
const person = 'of a person, and erased with that person; the acts that made it are in the trail';
const rules = 'a rule of the program, written by migrations alone; verify brings rules of its own';
const secrets = 'what opens a door for a while: secrets and their ends, no act of the fund';
const later = 'changed by later acts, each of which is in the trail or is a sealed row';
const copied = 'drawn from sealed rows when the line is posted; verify compares it with them';
const transaction = 'the number of a transaction, which another server would not know';

/**
 * What no seal holds, and why. A table that is neither here nor sealed, and a column of a sealed
 * table that its digest leaves out and that is not here, fails `p17-tables.test.ts`.
 */
export const unsealedTables: Record<string, string> = {
  __drizzle_migrations: 'compared at every start with the hashes of the migrations themselves',
  account_balances: kept,
  agency_balances: kept,
  closing_balances: `${kept}; re-opening a month takes its rows away`,
  counters: kept,
  drive_totals: kept,
  fund_balances: kept,
  period_balances: kept,
  claimed_references: 'what a reference is taken by; taken away with a reversal, which is sealed',
  matched_lines: 'which match a line has now; the matches and their ends are sealed',
  goods_lots: kept,
  goods_months: kept,
  goods_serials: kept,
  goods_stock: kept,
  live_orders: `which order of a request stands: ${later}`,
  operations: 'the answer that a retry gets; the act itself is its sealed audit entry',
  periods: `whether a month is open: ${later}`,
  organisations: `its name and switches: ${later}`,
  communities: 'a name that case numbers and accounts refer to by its id',
  persons: person,
  users: person,
  donors: person,
  households: person,
  data_keys: 'destroyed to make a family or a donor unreadable for good',
  invitations: secrets,
  sessions: secrets,
  sign_in_failures: secrets,
  advance_rules: rules,
  aid_transitions: rules,
  clock_rules: rules,
  document_kinds: rules,
  manual_rules: rules,
  posting_rules: rules,
  sealed_kinds: rules,
  seals: 'the seals themselves: chained, signed, and kept in a file beside the database',
  seal_leaves: 'the leaves of the seals, under the root that each seal signs',
};

/** The same for columns of sealed tables, as `table.column`. */
export const unsealedColumns: Record<string, string> = {
  'accounts.takes_lines': 'ended by account_closures, which is sealed',
  'aid_requests.granted': later,
  'aid_requests.lane': later,
  'aid_requests.papers_due_on': later,
  'aid_requests.proposed': later,
  'aid_requests.status': later,
  'aid_requests.version': later,
  'aid_requests.votes_needed': later,
  'audit_entries.digest': 'the digest itself; verify takes it anew',
  'cash_counts.cancel_reason': later,
  'cash_counts.cancelled_at': later,
  'cash_counts.cancelled_by': later,
  'cash_counts.confirmed_at': later,
  'cash_counts.confirmed_by': later,
  'cash_counts.voucher_id': later,
  'drives.status': later,
  'drives.version': later,
  'goods_counts.born': transaction,
  'goods_documents.born': transaction,
  'handout_signatures.proxy_index': 'a keyed index that neither login may read',
  'opening_sheets.born': transaction,
  'reopen_decisions.born': transaction,
  'voucher_lines.balance_after': copied,
  'voucher_lines.period_id': copied,
  'voucher_lines.seq': copied,
  'vouchers.born': transaction,
  'vouchers.digest': 'the digest itself; verify takes it anew',
};
