import { monthEnd } from '../../shared/dates.ts';
import type { Reader } from '../database/snapshot.ts';
import { accountsOf, balancesOf, voucherLinesOf } from './gbt24589-queries.ts';
import type { Months } from './queries.ts';

/** A field of a record: its element's name and its text. */
type Field = readonly [string, string | number];

/** What the standard calls the five classes of accounts, by the first figure of a code. */
const classes = ['资产', '负债', '净资产', '收入', '费用'] as const;
/** Funds, drives, cases and beneficiaries are 辅助项1 to 4 of a line; balances know the first. */
const dimensions = [
  ['1', '基金', '基金（专项资金）', 'fund'],
  ['2', '项目', '募捐项目', 'drive'],
  ['3', '个案', '救助个案编号', 'case'],
  ['4', '受益人', '受托代理受益人编号', 'beneficiary'],
] as const;
const DIMENSION_RULES = '4-2-2-2-2';
const SYSTEM = '困难救助资金账';
/** Said in the file itself: what it follows, and what nobody has checked. */
const notice =
  '元素名称依据GB/T 24589.1-2010（据公开的软件厂商对照资料整理）；未与GB/T 24589.1-2024正式文本核对。' +
  '标准要求GB 18030编码，本文件为UTF-8。捐赠人与救助对象不出现姓名，个案只列编号。';

/** Text that cannot end its element early. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

/** One record: an element with one element for each field, empty where nothing is to be said. */
export function recordText(name: string, fields: readonly Field[]): string {
  const inner = fields.map(([field, value]) => `<${field}>${escaped(String(value))}</${field}>`);
  return `<${name}>${inner.join('')}</${name}>\n`;
}

const sideWord = (side: 'debit' | 'credit') => (side === 'debit' ? '借' : '贷');

/** A balance as the standard has it: a direction, and an amount that is never negative. */
function balance(net: string, side: 'debit' | 'credit'): { way: string; amount: string } {
  const negative = net.startsWith('-');
  const zero = net === '0.00';
  const way = zero ? sideWord(side) : negative ? '贷' : '借';
  return { way, amount: negative ? net.slice(1) : net };
}

/** Quantities are not kept in this ledger: goods are counted in their own register. */
const sums = (which: string, suffix: string, amount: string): Field[] => [
  [`${which}数量`, 0],
  [`${which}原币${suffix}`, amount],
  [`${which}本币${suffix}`, amount],
];

/**
 * The ledger of these months as the accounting-interface file 总账 (GB/T 24589.1, element names of
 * 2010; domain.md §4) in pieces: 总账基础信息, 会计科目, 科目辅助核算, 科目余额及发生额 for each month,
 * account and fund, and 记账凭证 line by line. Codes and names are those of the rule book that is in
 * force at the end of the span. Amounts are those of the trial balance. Donors and families do not
 * appear; who prepared, reviewed and posted does.
 */
export async function* gbt24589(
  sql: Reader,
  months: Months,
  { title }: { title: string },
): AsyncGenerator<string> {
  const day = monthEnd(months.to);
  const comment = escaped(`${title} ${notice}`).replaceAll('--', '—');
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<!-- ${comment} -->\n<总账>\n`;
  yield recordText('总账基础信息', [
    ['结构分隔符', '-'],
    ['会计科目编号规则', DIMENSION_RULES],
    ['现金流量项目编码规则', ''],
    ['凭证头可扩展字段结构', ''],
    ['凭证头可扩展结构对应档案', ''],
    ['分录行可扩展字段结构', ''],
    ['分录行可扩展字段对应档案', ''],
  ]);
  yield await chartText(sql, day);
  for await (const some of balancesOf(sql, months, day)) {
    yield some.map(balanceText).join('');
  }
  for await (const some of voucherLinesOf(sql, months, day)) {
    yield some.map(lineText).join('');
  }
  yield '</总账>\n';
}

async function chartText(sql: Reader, day: string): Promise<string> {
  const accounts = await accountsOf(sql, day);
  const chart = accounts.map(({ code, name, side }) =>
    recordText('会计科目', [
      ['科目编号', code],
      ['科目名称', name],
      ['科目级次', (code.length - 2) / 2],
      ['科目类型', classes[Number(code.charAt(0)) - 1] ?? ''],
      ['余额方向', sideWord(side)],
    ]),
  );
  const aids = accounts.flatMap(({ code, dimensions: used }) =>
    dimensions
      .filter(([, , , dimension]) => used.includes(dimension))
      .map(([number, name, description]) =>
        recordText('科目辅助核算', [
          ['科目编号', code],
          ['辅助项编号', number],
          ['辅助项名称', name],
          ['对应档案', name],
          ['辅助项描述', description],
        ]),
      ),
  );
  return [...chart, ...aids].join('');
}

function balanceText(row: {
  code: string;
  side: 'debit' | 'credit';
  fund: string | null;
  period: number;
  opening: string;
  debit: string;
  credit: string;
  closing: string;
}): string {
  const opening = balance(row.opening, row.side);
  const closing = balance(row.closing, row.side);
  return recordText('科目余额及发生额', [
    ['科目编号', row.code],
    ['辅助项1编号', row.fund ?? ''],
    ['期初余额方向', opening.way],
    ['期末余额方向', closing.way],
    ['币种编码', 'CNY'],
    ['计量单位', ''],
    ['会计年度', Math.floor(row.period / 100)],
    ['会计期间号', String(row.period).slice(4)],
    ...sums('期初', '余额', opening.amount),
    ...sums('借方', '金额', row.debit),
    ...sums('贷方', '金额', row.credit),
    ...sums('期末', '余额', closing.amount),
  ]);
}

function lineText(line: {
  day: string;
  word: string;
  number: number;
  line: number;
  summary: string;
  code: string;
  fund: string | null;
  drive: string | null;
  case: string | null;
  beneficiary: string | null;
  debit: string;
  credit: string;
  attachments: number;
  prepared: string;
  reviewed: string | null;
  posted: string;
}): string {
  return recordText('记账凭证', [
    ['记账凭证日期', line.day.replaceAll('-', '')],
    ['会计年度', line.day.slice(0, 4)],
    ['会计期间号', line.day.slice(5, 7)],
    ['记账凭证类型编号', line.word],
    ['记账凭证编号', line.number],
    ['记账凭证行号', line.line],
    ['记账凭证摘要', line.summary],
    ['科目编号', line.code],
    ['辅助项1编号', line.fund ?? ''],
    ['辅助项2编号', line.drive ?? ''],
    ['辅助项3编号', line.case ?? ''],
    ['辅助项4编号', line.beneficiary ?? ''],
    ['币种编码', 'CNY'],
    ['计量单位', ''],
    ...sums('借方', '金额', line.debit),
    ...sums('贷方', '金额', line.credit),
    ['汇率类型编号', ''],
    ['汇率', 1],
    ['单价', 0],
    ['凭证头可扩展字段结构值', ''],
    ['分录行可扩展字段结构值', ''],
    ['结算方式编码', ''],
    ['票据类型', ''],
    ['票据号', ''],
    ['票据日期', ''],
    ['附件数', line.attachments],
    ['制单人', line.prepared],
    ['审核人', line.reviewed ?? ''],
    ['记账人', line.posted],
    ['记账标志', 1],
    ['作废标志', 0],
    ['凭证来源系统', SYSTEM],
  ]);
}
