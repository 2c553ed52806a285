/** An account of another rule book: [code, Chinese name, English name]. */
export type BookAccount = readonly [string, string, string];

/**
 * The general accounts of 《民间非营利组织会计制度》 (财会〔2004〕7号), in force 2005-01-01 to 2025-12-31
 * (domain.md §1.2: codes [K], 5xxx and 3101 agree with public code).
 */
export const chart2004: readonly BookAccount[] = [
  ['1001', '现金', 'Cash'],
  ['1002', '银行存款', 'Bank deposits'],
  ['1009', '其他货币资金', 'Other monetary funds'],
  ['1121', '应收账款', 'Accounts receivable'],
  ['1122', '其他应收款', 'Other receivables'],
  ['1131', '坏账准备', 'Allowance for bad debts'],
  ['1141', '预付账款', 'Prepayments'],
  ['1201', '存货', 'Inventories'],
  ['1202', '存货跌价准备', 'Inventory impairment'],
  ['1301', '待摊费用', 'Deferred expense'],
  ['1501', '固定资产', 'Fixed assets'],
  ['1502', '累计折旧', 'Accumulated depreciation'],
  ['1506', '文物文化资产', 'Cultural relics and heritage assets'],
  ['1701', '受托代理资产', 'Agency assets'],
  ['2202', '应付账款', 'Accounts payable'],
  ['2203', '预收账款', 'Advances received'],
  ['2204', '应付工资', 'Wages payable'],
  ['2206', '应交税金', 'Taxes payable'],
  ['2209', '其他应付款', 'Other payables'],
  ['2401', '预计负债', 'Provisions'],
  ['2601', '受托代理负债', 'Agency liabilities'],
  ['3101', '非限定性净资产', 'Unrestricted net assets'],
  ['3102', '限定性净资产', 'Restricted net assets'],
  ['4101', '捐赠收入', 'Donation income'],
  ['4201', '会费收入', 'Membership fees'],
  ['4301', '提供服务收入', 'Service income'],
  ['4401', '政府补助收入', 'Government grants'],
  ['4501', '商品销售收入', 'Sales income'],
  ['4601', '投资收益', 'Investment income'],
  ['4901', '其他收入', 'Other income'],
  ['5101', '业务活动成本', 'Programme expense'],
  ['5201', '管理费用', 'Admin expense'],
  ['5301', '筹资费用', 'Fund-raising expense'],
  ['5401', '其他费用', 'Other expense'],
];
