import type { RuleBook } from '../../shared/statements.ts';
import { type FormRow, formRow as row, onlyIfAny } from './forms.ts';

const gained = ['incomeTotal', '-expenseTotal', 'released', 'bound', 'adjusted'];
const unmappedIncome = onlyIfAny(
  row('item', 'unmappedIncome', [null, '未归类的收入', 'Income without a row']),
);
const unmappedExpense = onlyIfAny(
  row('item', 'unmappedExpense', [null, '未归类的费用', 'Expense without a row']),
);

const of2004: FormRow[] = [
  row('caption', 'income', [null, '一、收入', 'I. Income'], []),
  row('item', 'donation', [1, '捐赠收入', 'Donations']),
  row('item', 'dues', [2, '会费收入', 'Dues']),
  row('item', 'service', [3, '提供服务收入', 'Services']),
  row('item', 'sales', [4, '商品销售收入', 'Sales']),
  row('item', 'grant', [5, '政府补助收入', 'Government grants']),
  row('item', 'investment', [6, '投资收益', 'Investment income']),
  row('item', 'otherIncome', [9, '其他收入', 'Other income'], ['otherIncome', 'headquarters']),
  unmappedIncome,
  row(
    'total',
    'incomeTotal',
    [11, '收入合计', 'Income in all'],
    [
      'donation',
      'dues',
      'service',
      'sales',
      'grant',
      'investment',
      'otherIncome',
      'unmappedIncome',
    ],
  ),
  row('caption', 'expense', [null, '二、费用', 'II. Expense'], []),
  row('item', 'programme', [12, '（一）业务活动成本', 'Programme expense'], ['programme', 'taxes']),
  row('item', 'admin', [21, '（二）管理费用', 'Administration'], ['admin', 'impairment']),
  row('item', 'fundraising', [24, '（三）筹资费用', 'Fund-raising']),
  row(
    'item',
    'otherExpense',
    [28, '（四）其他费用', 'Other expense'],
    ['otherExpense', 'incomeTax'],
  ),
  unmappedExpense,
  row(
    'total',
    'expenseTotal',
    [35, '费用合计', 'Expense in all'],
    ['programme', 'admin', 'fundraising', 'otherExpense', 'unmappedExpense'],
  ),
  row(
    'item',
    'released',
    [40, '三、限定性净资产转为非限定性净资产', 'III. Released from restriction'],
    ['released', 'bound'],
  ),
  onlyIfAny(row('item', 'adjusted', [null, '以前年度净资产调整', 'Prior-year adjustments'])),
  row(
    'net',
    'change',
    [45, '四、净资产变动额（若为净资产减少额，以“-”号填列）', 'IV. Change of net assets'],
    ['incomeTotal', '-expenseTotal', 'released', 'adjusted'],
  ),
];

const of2026: FormRow[] = [
  row('caption', 'income', [null, '一、收入', 'I. Income'], []),
  row('item', 'donation', [null, '捐赠收入', 'Donations']),
  row('item', 'dues', [null, '会费收入', 'Dues']),
  row('item', 'headquarters', [null, '总部拨款收入', 'Grants of the head office']),
  row('item', 'service', [null, '提供服务收入', 'Services']),
  row('item', 'sales', [null, '商品销售收入', 'Sales']),
  row('item', 'grant', [null, '政府补助收入', 'Government grants']),
  row('item', 'investment', [null, '投资收益', 'Investment income']),
  row('item', 'otherIncome', [null, '其他收入', 'Other income']),
  unmappedIncome,
  row(
    'total',
    'incomeTotal',
    [null, '收入合计', 'Income in all'],
    [
      'donation',
      'dues',
      'headquarters',
      'service',
      'sales',
      'grant',
      'investment',
      'otherIncome',
      'unmappedIncome',
    ],
  ),
  row('caption', 'expense', [null, '二、费用', 'II. Expense'], []),
  row(
    'item',
    'programme',
    [null, '（一）业务活动成本', 'Programme expense'],
    ['programme', 'taxes'],
  ),
  row('part', 'taxes', [null, '其中：税金及附加', 'of which taxes and surcharges']),
  row('item', 'admin', [null, '（二）管理费用', 'Administration']),
  row('item', 'fundraising', [null, '（三）筹资费用', 'Fund-raising']),
  row('item', 'impairment', [null, '（四）资产减值损失', 'Impairment']),
  row('item', 'incomeTax', [null, '（五）所得税费用', 'Income tax']),
  row('item', 'otherExpense', [null, '（六）其他费用', 'Other expense']),
  unmappedExpense,
  row(
    'total',
    'expenseTotal',
    [null, '费用合计', 'Expense in all'],
    [
      'programme',
      'admin',
      'fundraising',
      'impairment',
      'incomeTax',
      'otherExpense',
      'unmappedExpense',
    ],
  ),
  row('item', 'released', [
    null,
    '三、限定性净资产转为非限定性净资产',
    'III. Restricted to unrestricted',
  ]),
  row('item', 'bound', [
    null,
    '四、非限定性净资产转为限定性净资产',
    'IV. Unrestricted to restricted',
  ]),
  row('item', 'adjusted', [null, '五、以前年度净资产调整', 'V. Prior-year adjustments']),
  row(
    'net',
    'change',
    [null, '六、净资产变动额（减少以“-”号填列）', 'VI. Change of net assets'],
    gained,
  ),
];

/**
 * The statement of activities (会民非02表): 2004 with its line numbers (S4); 2026 after a third
 * party's reading (T2), without line numbers, since the official form was not read.
 */
export const activityForm: Record<RuleBook, FormRow[]> = { '2004': of2004, '2026': of2026 };
