import { type FormRow, formRow as row, onlyIfAny } from './forms.ts';

const operatingIn = [
  'donationCash',
  'duesCash',
  'serviceCash',
  'salesCash',
  'grantCash',
  'otherIn',
  'unmappedIn',
];
const operatingOut = ['aidCash', 'staffCash', 'goodsCash', 'otherOut', 'unmappedOut'];

/** Rows whose amount is money paid out. */
export const outflows: ReadonlySet<string> = new Set([
  ...operatingOut,
  'agencyOut',
  'boughtAssets',
  'boughtInvestments',
  'repaid',
]);

/** The cash flow statement (会民非03表 [K]); rows that a hardship fund never has are left out. */
export const cashForm: FormRow[] = [
  row('caption', 'operating', [null, '一、业务活动产生的现金流量', 'I. Operating activities'], []),
  row('item', 'donationCash', [1, '接受捐赠收到的现金', 'Donations received']),
  row('item', 'duesCash', [2, '收取会费收到的现金', 'Dues received']),
  row('item', 'serviceCash', [3, '提供服务收到的现金', 'Received for services']),
  row('item', 'salesCash', [4, '销售商品收到的现金', 'Received for goods']),
  row('item', 'grantCash', [5, '政府补助收到的现金', 'Government grants received']),
  row(
    'item',
    'otherIn',
    [8, '收到的其他与业务活动有关的现金', 'Other operating receipts'],
    ['otherIn', 'agencyIn'],
  ),
  row('part', 'agencyIn', [null, '其中：受托代理收到的现金', 'of which agency money']),
  onlyIfAny(row('item', 'unmappedIn', [null, '未归类科目收到的现金', 'Received, no row'])),
  row('total', 'inTotal', [13, '现金流入小计', 'Received in all'], operatingIn),
  row('item', 'aidCash', [14, '提供捐赠或者资助支付的现金', 'Donations and aid paid']),
  row('item', 'staffCash', [15, '支付给员工以及为员工支付的现金', 'Paid to and for staff']),
  row('item', 'goodsCash', [16, '购买商品、接受服务支付的现金', 'Paid for goods and services']),
  row(
    'item',
    'otherOut',
    [19, '支付的其他与业务活动有关的现金', 'Other operating payments'],
    ['otherOut', 'agencyOut'],
  ),
  row('part', 'agencyOut', [null, '其中：受托代理支付的现金', 'of which agency money']),
  onlyIfAny(row('item', 'unmappedOut', [null, '未归类科目支付的现金', 'Paid, no row'])),
  row('total', 'outTotal', [23, '现金流出小计', 'Paid in all'], operatingOut),
  row(
    'net',
    'operatingNet',
    [24, '业务活动产生的现金流量净额', 'Net operating cash flow'],
    ['inTotal', '-outTotal'],
  ),
  row('caption', 'investing', [null, '二、投资活动产生的现金流量', 'II. Investing'], []),
  row('item', 'soldInvestments', [25, '收回投资所收到的现金', 'Investments recovered']),
  row('item', 'gainsCash', [26, '取得投资收益所收到的现金', 'Investment income received']),
  row('item', 'soldAssets', [
    27,
    '处置固定资产和无形资产所收回的现金',
    'Fixed and intangible assets sold',
  ]),
  row(
    'total',
    'investedIn',
    [34, '投资活动现金流入小计', 'Received from investing in all'],
    ['soldInvestments', 'gainsCash', 'soldAssets'],
  ),
  row('item', 'boughtAssets', [
    35,
    '购建固定资产和无形资产所支付的现金',
    'Fixed and intangible assets bought',
  ]),
  row('item', 'boughtInvestments', [36, '对外投资所支付的现金', 'Investments made']),
  row(
    'total',
    'investedOut',
    [43, '投资活动现金流出小计', 'Paid for investing in all'],
    ['boughtAssets', 'boughtInvestments'],
  ),
  row(
    'net',
    'investingNet',
    [44, '投资活动产生的现金流量净额', 'Net investing cash flow'],
    ['investedIn', '-investedOut'],
  ),
  row('caption', 'financing', [null, '三、筹资活动产生的现金流量', 'III. Financing'], []),
  row('item', 'borrowed', [45, '借款所收到的现金', 'Loans received']),
  row('item', 'repaid', [52, '偿还借款所支付的现金', 'Loans repaid']),
  row(
    'net',
    'financingNet',
    [59, '筹资活动产生的现金流量净额', 'Net financing cash flow'],
    ['borrowed', '-repaid'],
  ),
  row(
    'total',
    'change',
    [61, '四、现金及现金等价物净增加额合计', 'IV. Net increase of cash'],
    ['operatingNet', 'investingNet', 'financingNet'],
  ),
];
