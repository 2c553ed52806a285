import type { RuleBook } from '../../shared/statements.ts';

/**
 * Which row an account belongs to, by the longest beginning of its code (domain.md §1.2, §1.9), and
 * what each printed form looks like. Everything here is data: an account that is not in it is shown
 * as unmapped.
 */
export type Mapping = Readonly<Record<string, string>>;

/** A row of a form. */
export interface FormRow {
  key: string;
  line: number | null;
  nameZh: string;
  nameEn: string;
  kind: 'caption' | 'item' | 'part' | 'total' | 'net';
  /**
   * What it adds up: kinds of accounts for an item or a part, earlier rows for a total or a net;
   * `-key` is taken away.
   */
  of: readonly string[];
  /** Printed only when there is something in it. */
  optional?: boolean;
}

const balanceCommon: Mapping = {
  '1001': 'money',
  '1002': 'money',
  '1009': 'money',
  '100102': 'agencyAssets',
  '100202': 'agencyAssets',
  '100903': 'agencyAssets',
  '1101': 'shortInvestments',
  '1102': 'shortInvestments',
  '1111': 'receivables',
  '1121': 'receivables',
  '1122': 'receivables',
  '1131': 'receivables',
  '1141': 'prepayments',
  '1201': 'inventories',
  '1202': 'inventories',
  '1301': 'deferred',
  '1401': 'longEquity',
  '1402': 'longDebt',
  '1421': 'longEquity',
  '1501': 'fixedCost',
  '1502': 'depreciation',
  '1505': 'construction',
  '1506': 'heritage',
  '1509': 'disposal',
  '1601': 'intangible',
  '2101': 'shortLoans',
  '2201': 'payables',
  '2202': 'payables',
  '2203': 'advances',
  '2204': 'payroll',
  '2206': 'taxes',
  '2209': 'payables',
  '2301': 'accrued',
  '2501': 'longLoans',
  '2502': 'longPayables',
  '2601': 'agencyLiabilities',
};

/** Rows of the balance sheet by account. 1701 and the provisions changed in 2026. */
export const balanceMapping: Record<RuleBook, Mapping> = {
  '2026': {
    ...balanceCommon,
    '1701': 'longDeferred',
    '1801': 'agencyAssets',
    '2503': 'provisions',
  },
  '2004': { ...balanceCommon, '1701': 'agencyAssets', '2401': 'provisions' },
};

/** Kinds of income and expense by account. 5201, 5301 and 5401 changed their meaning in 2026. */
export const activityMapping: Record<RuleBook, Mapping> = {
  '2026': {
    '4101': 'donation',
    '4201': 'dues',
    '4301': 'service',
    '4401': 'grant',
    '4501': 'sales',
    '4601': 'investment',
    '4701': 'headquarters',
    '4801': 'otherIncome',
    '4901': 'otherIncome',
    '5101': 'programme',
    '5201': 'taxes',
    '5301': 'admin',
    '5401': 'fundraising',
    '5501': 'impairment',
    '5601': 'incomeTax',
    '5901': 'otherExpense',
  },
  '2004': {
    '4101': 'donation',
    '4201': 'dues',
    '4301': 'service',
    '4401': 'grant',
    '4501': 'sales',
    '4601': 'investment',
    '4901': 'otherIncome',
    '5101': 'programme',
    '5201': 'admin',
    '5301': 'fundraising',
    '5401': 'otherExpense',
  },
};

/**
 * Rows of the cash flow statement by kind of income and expense and, for all other accounts, by
 * code: where a credit and where a debit beside money goes.
 */
export const cashMapping: Readonly<Record<string, readonly [credit: string, debit: string]>> = {
  donation: ['donationCash', 'donationCash'],
  dues: ['duesCash', 'duesCash'],
  service: ['serviceCash', 'serviceCash'],
  sales: ['salesCash', 'salesCash'],
  grant: ['grantCash', 'grantCash'],
  investment: ['gainsCash', 'gainsCash'],
  headquarters: ['otherIn', 'otherIn'],
  otherIncome: ['otherIn', 'otherIn'],
  programme: ['aidCash', 'aidCash'],
  taxes: ['otherOut', 'otherOut'],
  admin: ['otherOut', 'otherOut'],
  fundraising: ['otherOut', 'otherOut'],
  impairment: ['otherOut', 'otherOut'],
  incomeTax: ['otherOut', 'otherOut'],
  otherExpense: ['otherOut', 'otherOut'],
  '11': ['otherIn', 'otherOut'],
  // an advance is taken for a batch of condolences alone: what is not spent comes back from there
  '112201': ['aidCash', 'aidCash'],
  '1101': ['soldInvestments', 'boughtInvestments'],
  '1141': ['goodsCash', 'goodsCash'],
  '12': ['goodsCash', 'goodsCash'],
  '13': ['otherIn', 'otherOut'],
  '14': ['soldInvestments', 'boughtInvestments'],
  '15': ['soldAssets', 'boughtAssets'],
  '16': ['soldAssets', 'boughtAssets'],
  '17': ['otherIn', 'otherOut'],
  '18': ['agencyIn', 'agencyOut'],
  '2101': ['borrowed', 'repaid'],
  '2201': ['goodsCash', 'goodsCash'],
  '2202': ['goodsCash', 'goodsCash'],
  '2203': ['otherIn', 'otherOut'],
  '2204': ['staffCash', 'staffCash'],
  '2206': ['otherIn', 'otherOut'],
  '2209': ['otherIn', 'otherOut'],
  '2501': ['borrowed', 'repaid'],
  '2601': ['agencyIn', 'agencyOut'],
  '3': ['otherIn', 'otherOut'],
};

/** The row of an account: that of the longest beginning of its code, or undefined. */
export function rowOf<Row>(
  mapping: Readonly<Record<string, Row>>,
  account: string,
): Row | undefined {
  for (let length = account.length; length > 0; length--) {
    const row = mapping[account.slice(0, length)];
    if (row !== undefined) return row;
  }
  return undefined;
}

/** A row with its 行次 and both names; without `of` it shows the accounts of its own kind. */
export function formRow(
  kind: FormRow['kind'],
  key: string,
  [line, nameZh, nameEn]: readonly [number | null, string, string],
  of: readonly string[] = [key],
): FormRow {
  return { key, line, nameZh, nameEn, kind, of };
}

/** The same row, printed only when there is something in it. */
export function onlyIfAny(row: FormRow): FormRow {
  return { ...row, optional: true };
}
