import type { BookAccount } from './chart2004.ts';

/**
 * The general accounts of 《政府会计制度》 (财会〔2017〕25号) that a sub-district office meets here, or whose
 * codes mean something else in ours (domain.md §1.1: 1891 [S5], the others [K]).
 */
export const governmentChart: readonly BookAccount[] = [
  ['1001', '库存现金', 'Cash on hand'],
  ['1002', '银行存款', 'Bank deposits'],
  ['1021', '其他货币资金', 'Other monetary funds'],
  ['1201', '财政应返还额度', 'Fiscal quota to be returned'],
  ['1301', '在途物品', 'Goods in transit'],
  ['1501', '长期股权投资', 'Long-term equity investments'],
  ['1601', '固定资产', 'Fixed assets'],
  ['1701', '无形资产', 'Intangible assets'],
  ['1801', '公共基础设施', 'Public infrastructure'],
  ['1891', '受托代理资产', 'Agency assets'],
  ['2601', '预计负债', 'Provisions'],
  ['2901', '受托代理负债', 'Agency liabilities'],
];
