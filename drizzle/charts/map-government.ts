import type { BookMap, MapRow } from './rule-books.ts';

/**
 * For the office itself all of this is other people's money: what it holds is 受托代理资产, and what it
 * took in and paid out moves 2901 受托代理负债 (domain.md §1.1).
 */
const asset = (code: string, zh: string, en: string) => ({ code, zh, en });
const liability = asset('2901', '受托代理负债', 'Agency liabilities');
const goods = asset('1891', '受托代理资产', 'Agency assets');

const money: Readonly<Record<string, ReturnType<typeof asset>>> = {
  '1001': asset('1001', '库存现金—受托代理资产', 'Cash on hand: agency assets'),
  '1002': asset('1002', '银行存款—受托代理资产', 'Bank deposits: agency assets'),
  '1009': asset('1021', '其他货币资金—受托代理资产', 'Other monetary funds: agency assets'),
};

/** Codes of ours that the government's chart uses for something else. */
const traps: Readonly<Record<string, { zh: string; en: string }>> = {
  '1201': {
    zh: '政府会计的1201是财政应返还额度，不是存货。',
    en: 'In government accounting 1201 is fiscal quota to be returned, not inventories.',
  },
  '1301': {
    zh: '政府会计的1301是在途物品，不是待摊费用。',
    en: 'In government accounting 1301 is goods in transit, not deferred expense.',
  },
  '1501': {
    zh: '政府会计的1501是长期股权投资，不是固定资产。',
    en: 'In government accounting 1501 is long-term equity investments, not fixed assets.',
  },
  '1701': {
    zh: '政府会计的1701是无形资产，不是长期待摊费用。',
    en: 'In government accounting 1701 is intangible assets, not long-term deferred expense.',
  },
  '1801': {
    zh: '政府会计的1801是公共基础设施；受托代理物资是1891。',
    en: 'In government accounting 1801 is public infrastructure; agency goods are 1891.',
  },
  '2601': {
    zh: '政府会计的2601是预计负债；受托代理负债是2901。',
    en: 'In government accounting 2601 is provisions; agency liabilities are 2901.',
  },
};

/** An account of ours as the books of a government office have it. */
export const mapGovernment: BookMap = ([code, zh, en]): MapRow => {
  const general = code.slice(0, 4);
  const of = money[general] ?? (general < '2000' ? goods : liability);
  const detail = general !== '2601' && (code.length > 4 || !money[general]);
  return {
    code: of.code,
    zh: detail ? `${of.zh}—${zh}` : of.zh,
    en: detail ? `${of.en}: ${en}` : of.en,
    ...(traps[general] && { trap: traps[general] }),
  };
};
