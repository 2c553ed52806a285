import type { RuleBook } from '../../shared/statements.ts';
import type { FormRow } from './forms.ts';

type Line = readonly [string, number | null, string, string];

const item = ([key, line, nameZh, nameEn]: Line): FormRow => ({
  key,
  line,
  nameZh,
  nameEn,
  kind: 'item',
  of: [key],
});
const total = ([key, line, nameZh, nameEn]: Line, of: readonly string[]): FormRow => ({
  key,
  line,
  nameZh,
  nameEn,
  kind: 'total',
  of,
});

const current = [
  ['money', 1, '货币资金', 'Cash and bank'],
  ['shortInvestments', 2, '短期投资', 'Short-term investments'],
  ['receivables', 3, '应收款项', 'Receivables'],
  ['prepayments', 4, '预付账款', 'Prepayments'],
  ['inventories', 8, '存货', 'Inventories'],
  ['deferred', 9, '待摊费用', 'Deferred expense'],
  ['debtDue', 15, '一年内到期的长期债权投资', 'Long-term debt investments due in a year'],
  ['otherCurrent', 18, '其他流动资产', 'Other current assets'],
] as const;
const long = [
  ['longEquity', 21, '长期股权投资', 'Long-term equity investments'],
  ['longDebt', 24, '长期债权投资', 'Long-term debt investments'],
] as const;
const owed = [
  ['shortLoans', 61, '短期借款', 'Short-term loans'],
  ['payables', 62, '应付款项', 'Payables'],
  ['payroll', 63, '应付工资', 'Payroll payable'],
  ['taxes', 65, '应交税金', 'Taxes payable'],
  ['advances', 66, '预收账款', 'Advances received'],
  ['accrued', 71, '预提费用', 'Accrued expense'],
  ['provisions', 72, '预计负债', 'Provisions'],
  ['loansDue', 74, '一年内到期的长期负债', 'Long-term liabilities due in a year'],
  ['otherOwed', 78, '其他流动负债', 'Other current liabilities'],
] as const;
const longOwed = [
  ['longLoans', 81, '长期借款', 'Long-term loans'],
  ['longPayables', 84, '长期应付款', 'Long-term payables'],
  ['otherLongOwed', 88, '其他长期负债', 'Other long-term liabilities'],
] as const;
const keys = (lines: readonly Line[]) => lines.map(([key]) => key);

const fixed: FormRow[] = [
  item(['fixedCost', 31, '固定资产原价', 'Fixed assets at cost']),
  { ...item(['depreciation', 32, '减：累计折旧', 'Less: depreciation']), of: ['-depreciation'] },
  {
    ...total(['fixedNet', 33, '固定资产净值', 'Fixed assets, net'], ['fixedCost', '-depreciation']),
    kind: 'net',
  },
  item(['construction', 34, '在建工程', 'Construction in progress']),
  item(['heritage', 35, '文物文化资产', 'Heritage assets']),
  item(['disposal', 38, '固定资产清理', 'Fixed assets being disposed of']),
  total(
    ['fixedTotal', 40, '固定资产合计', 'Fixed assets in all'],
    ['fixedNet', 'construction', 'heritage', 'disposal'],
  ),
];

const assets: FormRow[] = [
  ...current.map(item),
  total(['currentTotal', 20, '流动资产合计', 'Current assets in all'], keys(current)),
  ...long.map(item),
  total(['longTotal', 30, '长期投资合计', 'Long-term investments in all'], keys(long)),
  ...fixed,
  item(['intangible', 41, '无形资产', 'Intangible assets']),
  item(['longDeferred', null, '长期待摊费用', 'Long-term deferred expense']),
  item(['agencyAssets', 51, '受托代理资产', 'Agency assets']),
  {
    ...item(['unmappedAssets', null, '未归类的资产科目', 'Asset accounts without a row']),
    optional: true,
  },
  total(
    ['assetsTotal', 60, '资产总计', 'Total assets'],
    [
      'currentTotal',
      'longTotal',
      'fixedTotal',
      'intangible',
      'longDeferred',
      'agencyAssets',
      'unmappedAssets',
    ],
  ),
];

const claims: FormRow[] = [
  ...owed.map(item),
  total(['owedTotal', 80, '流动负债合计', 'Current liabilities in all'], keys(owed)),
  ...longOwed.map(item),
  total(['longOwedTotal', 90, '长期负债合计', 'Long-term liabilities in all'], keys(longOwed)),
  item(['agencyLiabilities', 91, '受托代理负债', 'Agency liabilities']),
  {
    ...item(['unmappedClaims', null, '未归类的负债科目', 'Liability accounts without a row']),
    optional: true,
  },
  total(
    ['liabilitiesTotal', 100, '负债合计', 'Liabilities in all'],
    ['owedTotal', 'longOwedTotal', 'agencyLiabilities', 'unmappedClaims'],
  ),
  item(['unrestricted', 101, '非限定性净资产', 'Unrestricted net assets']),
  item(['restricted', 105, '限定性净资产', 'Restricted net assets']),
  total(['netTotal', 110, '净资产合计', 'Net assets in all'], ['unrestricted', 'restricted']),
  total(
    ['claimsTotal', 120, '负债和净资产总计', 'Total liabilities and net assets'],
    ['liabilitiesTotal', 'netTotal'],
  ),
];

/** What the rule book of 2026 calls otherwise (domain.md §1.1); its line numbers are not read. */
const renamed: Readonly<Record<string, readonly [string, string]>> = {
  payroll: ['应付职工薪酬', 'Employee benefits payable'],
  taxes: ['应交税费', 'Taxes and fees payable'],
  heritage: ['文物资源', 'Heritage resources'],
};
const rename = (row: FormRow): FormRow => {
  const [nameZh, nameEn] = renamed[row.key] ?? [row.nameZh, row.nameEn];
  return { ...row, nameZh, nameEn };
};

/** The balance sheet (会民非01表) of each rule book; both keep the line numbers of 2004. */
export const balanceForm: Record<RuleBook, { assets: FormRow[]; claims: FormRow[] }> = {
  '2004': { assets: assets.filter(({ key }) => key !== 'longDeferred'), claims },
  '2026': { assets: assets.map(rename), claims: claims.map(rename) },
};
