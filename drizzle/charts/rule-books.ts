import { chart2026 } from './chart2026.ts';
import { map2004 } from './map2004.ts';
import { mapGovernment } from './map-government.ts';

/** What an account of ours is called in a rule book. */
export interface MapRow {
  code: string;
  zh: string;
  en: string;
  /** Why the code misleads whoever knows the other book: it means something else there or here. */
  trap?: { zh: string; en: string };
}

/** How one rule book sees one account of the ledger. */
export type BookMap = (account: (typeof chart2026)[number]) => MapRow;

/** The ledger's own book: every account as it is kept. */
const own: BookMap = ([code, zh, en]) => ({ code, zh, en });

/** Public charts of 2026 differ on other income: 4901 as in 2004, or 4801 (domain.md §1.2). */
const withOtherIncome4801: BookMap = (account) => {
  const [code, zh, en] = account;
  if (!code.startsWith('4901')) return own(account);
  const trap = {
    zh: '公开的2026年科目表有两种：其他收入为4901或4801。请以官方文本为准后再选用本版本。',
    en: 'Public 2026 charts differ: other income is 4901 or 4801. Ask the official text first.',
  };
  return { code: `4801${code.slice(4)}`, zh, en, trap };
};

/** One version of a rule book, and how it sees our accounts. */
interface RuleBook {
  id: string;
  version: number;
  nameZh: string;
  nameEn: string;
  effectiveFrom: string;
  effectiveTo: string | null;
  closingRegime: '2004' | '2026';
  source: string;
  map: BookMap;
}

/** Every rule book that an organisation may choose. A change of one is a new version. */
export const ruleBooks: readonly RuleBook[] = [
  {
    id: '2026',
    version: 1,
    nameZh: '民间非营利组织会计制度（2024年发布，2026年施行）',
    nameEn: 'Accounting system for non-profit organisations, in force from 2026',
    effectiveFrom: '2026-01-01',
    effectiveTo: null,
    closingRegime: '2026',
    source: '财会〔2024〕25号；编码据公开科目表，其他收入4901，未与官方文本核对',
    map: own,
  },
  {
    id: '2026',
    version: 2,
    nameZh: '民间非营利组织会计制度（2026年施行，其他收入用4801）',
    nameEn: 'Accounting system for non-profit organisations from 2026, other income as 4801',
    effectiveFrom: '2026-01-01',
    effectiveTo: null,
    closingRegime: '2026',
    source: '财会〔2024〕25号；编码据公开科目表，其他收入4801，未与官方文本核对',
    map: withOtherIncome4801,
  },
  {
    id: '2004',
    version: 1,
    nameZh: '民间非营利组织会计制度（2004年）',
    nameEn: 'Accounting system for non-profit organisations of 2004',
    effectiveFrom: '2005-01-01',
    effectiveTo: '2025-12-31',
    closingRegime: '2004',
    source: '财会〔2004〕7号；解释财会〔2020〕9号',
    map: map2004,
  },
  {
    id: 'government',
    version: 1,
    nameZh: '政府会计制度（街道办事处受托代理）',
    nameEn: 'Government accounting system: a sub-district office holding agency money',
    effectiveFrom: '2019-01-01',
    effectiveTo: null,
    closingRegime: '2026',
    source: '财会〔2017〕25号：受托代理资产与受托代理负债',
    map: mapGovernment,
  },
];

/** The rows of table `rule_books`. */
export const ruleBookRows = ruleBooks.map((book) => ({
  id: book.id,
  version: book.version,
  name_zh: book.nameZh,
  name_en: book.nameEn,
  effective_from: book.effectiveFrom,
  effective_to: book.effectiveTo,
  closing_regime: book.closingRegime,
  source: book.source,
}));

/** The rows of table `rule_book_accounts`: each account of the chart once in each rule book. */
export const ruleBookAccountRows = ruleBooks.flatMap((book) =>
  chart2026.map((account) => {
    const { code, zh, en, trap } = book.map(account);
    return {
      rule_book: book.id,
      version: book.version,
      account_code: account[0],
      book_code: code,
      book_name_zh: zh,
      book_name_en: en,
      trap_zh: trap?.zh ?? null,
      trap_en: trap?.en ?? null,
    };
  }),
);
