/** One account of the chart: [code, Chinese name, English name, normal side, takes lines]. */
type Row = readonly [string, string, string, 'debit' | 'credit', boolean];

/**
 * The chart of accounts under 《民间非营利组织会计制度》 (财会〔2024〕25号, in force 2026-01-01)
 * with our sub-accounts (domain.md §1.2, decisions 6). The first digit is the class. The number
 * before 01/02 splits unrestricted from restricted.
 */
export const chart2026: readonly Row[] = [
  ['1001', '库存现金', 'Cash on hand', 'debit', false],
  ['100101', '自有现金', 'Own cash', 'debit', true],
  ['100102', '受托代理现金', 'Agency cash', 'debit', true],
  ['1002', '银行存款', 'Bank deposits', 'debit', false],
  ['100201', '自有银行存款', 'Own bank deposits', 'debit', true],
  ['100202', '受托代理银行存款', 'Agency bank deposits', 'debit', true],
  ['1009', '其他货币资金', 'Other monetary funds', 'debit', false],
  ['100901', '微信支付商户户', 'WeChat Pay merchant account', 'debit', true],
  ['100902', '支付宝商户户', 'Alipay merchant account', 'debit', true],
  ['100903', '受托代理平台资金', 'Agency platform money', 'debit', true],
  ['1121', '应收账款', 'Accounts receivable', 'debit', true],
  ['1122', '其他应收款', 'Other receivables', 'debit', false],
  ['112201', '备用金', 'Imprest advances', 'debit', true],
  ['112202', '应追回救助款', 'Aid to be recovered', 'debit', true],
  ['112203', '应收赔款', 'Shortages to be made good', 'debit', true],
  ['1131', '坏账准备', 'Allowance for bad debts', 'credit', true],
  ['1141', '预付账款', 'Prepayments', 'debit', true],
  ['1201', '存货', 'Inventories', 'debit', false],
  ['120101', '捐赠物资', 'Donated goods', 'debit', true],
  ['120102', '购入慰问品', 'Goods bought for visits', 'debit', true],
  ['120103', '购物券', 'Shopping vouchers', 'debit', true],
  ['1202', '存货跌价准备', 'Inventory impairment', 'credit', true],
  ['1301', '待摊费用', 'Deferred expense', 'debit', true],
  ['1501', '固定资产', 'Fixed assets', 'debit', true],
  ['1502', '累计折旧', 'Accumulated depreciation', 'credit', true],
  ['1506', '文物资源', 'Heritage assets', 'debit', true],
  ['1701', '长期待摊费用', 'Long-term deferred expense', 'debit', true],
  ['1801', '受托代理资产', 'Agency goods', 'debit', true],
  ['2202', '应付账款', 'Accounts payable', 'credit', true],
  ['2203', '预收账款', 'Advances received', 'credit', true],
  ['2204', '应付职工薪酬', 'Payroll payable', 'credit', true],
  ['2206', '应交税费', 'Taxes payable', 'credit', true],
  ['2209', '其他应付款', 'Other payables', 'credit', false],
  ['220901', '待退捐款', 'Donations to be returned', 'credit', true],
  ['220902', '待查款项', 'Unidentified receipts', 'credit', true],
  ['220903', '退汇待重付', 'Returned payments to be paid again', 'credit', true],
  ['220904', '已批未付救助款', 'Aid approved and unpaid', 'credit', true],
  ['2503', '预计负债', 'Provisions', 'credit', true],
  ['2601', '受托代理负债', 'Agency liabilities', 'credit', true],
  ['3101', '非限定性净资产', 'Unrestricted net assets', 'credit', true],
  ['3102', '限定性净资产', 'Restricted net assets', 'credit', true],
  ['3201', '以前年度净资产调整', 'Prior-year adjustments', 'credit', false],
  ['320101', '非限定性净资产调整', 'Unrestricted prior-year adjustments', 'credit', true],
  ['320102', '限定性净资产调整', 'Restricted prior-year adjustments', 'credit', true],
  ['4101', '捐赠收入', 'Donation income', 'credit', false],
  ['410101', '非限定性捐赠收入', 'Unrestricted donation income', 'credit', true],
  ['410102', '限定性捐赠收入', 'Restricted donation income', 'credit', true],
  ['4401', '政府补助收入', 'Government grants', 'credit', false],
  ['440101', '非限定性政府补助', 'Unrestricted government grants', 'credit', true],
  ['440102', '限定性政府补助', 'Restricted government grants', 'credit', true],
  ['4501', '商品销售收入', 'Sales income', 'credit', true],
  ['4601', '投资收益', 'Investment income', 'credit', true],
  ['4901', '其他收入', 'Other income', 'credit', false],
  ['490101', '非限定性其他收入', 'Unrestricted other income', 'credit', true],
  ['490102', '限定性其他收入', 'Restricted other income', 'credit', true],
  ['5101', '业务活动成本', 'Programme expense', 'debit', false],
  ['510101', '非限定性业务活动成本', 'Unrestricted programme expense', 'debit', true],
  ['510102', '限定性业务活动成本', 'Restricted programme expense', 'debit', true],
  ['5201', '税金及附加', 'Taxes and surcharges', 'debit', true],
  ['5301', '管理费用', 'Admin expense', 'debit', false],
  ['530101', '非限定性管理费用', 'Unrestricted admin expense', 'debit', true],
  ['530102', '限定性管理费用', 'Restricted admin expense', 'debit', true],
  ['5401', '筹资费用', 'Fund-raising expense', 'debit', false],
  ['540101', '非限定性筹资费用', 'Unrestricted fund-raising expense', 'debit', true],
  ['540102', '限定性筹资费用', 'Restricted fund-raising expense', 'debit', true],
  ['5501', '资产减值损失', 'Impairment losses', 'debit', true],
  ['5601', '所得税费用', 'Income tax', 'debit', true],
  ['5901', '其他费用', 'Other expense', 'debit', true],
];

/** Inventory belongs to the fund for which it was given or bought (ledger.md §0.3). */
const INVENTORY = /^120[12]/;
/** Aid to be recovered belongs to the fund that paid it (decision 15). */
const CLAIMS = '112202';
/** Agency money and goods are kept by beneficiary, outside all funds (domain.md §1.4). */
const AGENCY = /^(100102|100202|100903|1801|2601)/;
/** What cannot be paid out below zero: the cash box and the bank. Platforms may warn only. */
const NEVER_NEGATIVE = /^(1001|1002)/;

/** The rows of table `accounts`, parents before children. */
export const accountRows = chart2026.map(([code, nameZh, nameEn, side, takesLines]) => ({
  code,
  nameZh,
  nameEn,
  class: Number(code[0]),
  side,
  parentCode: code.length > 4 ? code.slice(0, 4) : null,
  takesLines,
  needsFund: Number(code[0]) >= 3 || INVENTORY.test(code) || code === CLAIMS,
  needsBeneficiary: AGENCY.test(code),
  neverNegative: NEVER_NEGATIVE.test(code),
}));
